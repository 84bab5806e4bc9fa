#!/usr/bin/env bash
# The cards of departments: inside the report when there are few, pages of their own when there are many, linked both ways;
# the first screen with its evidence; long tables cut on pages only; the PDF, and what is said where none can be made.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
cd "$scratch"
stand_in_gnuplot fast
PATH=$scratch/fast:$PATH

# Four centres: one page.
ends 0 "four centres" run service-centres -o centres --quiet
page=centres/report.html
absent "pages of their own for four centres" centres/dept
same "cards in the page" 4 "$(grep -c '<h3 id="dept-[0-9]*">' "$page")"
at_least "calculations in the scoring table of 炎陵" 3 "$(sed -n '/评分表（2020年度）/,/<\/table>/p' "$page" | grep -c '× 100%')"
same "scoring tables on cards" 1 "$(grep -c '</span> 评分表（2020年度）</span>' "$page")"
same "room for comments on every card" 4 "$(grep -c 'class="boxed">意见' "$page")"
same "scoring tables in the workbook, all departments in one" 1 "$(unzip -p centres/report.xlsx xl/workbook.xml | grep -o 'name="评分表"' | wc -l)"
for word in 数据质量 变动最大 得分高低 失分最多; do
    at_least "the first screen: $word" 1 "$(grep -c "class=\"point\"><b class=\"lead\">$word</b>" "$page")"
done
same "points without evidence" "" "$(tr -d '\n' <"$page" | grep -o '<p class="point">[^§]*' | sed 's|</p>|\n|g' | grep '^<p class="point"' | grep -v 'href=' | head -n 3)"
same "tiles of the first screen" 4 "$(grep -c '<dt class="label">' "$page")"

# What could not be drawn is named once in each chapter and on each card, with how much there is and how much it takes.
for words in '同比增减排序图（1／4）' '集中度曲线（0／9）' '部门对比图（1／4）；部门与年度热力图（0／4）'; do
    same "$words in the report" 1 "$(grep -c "<small class=\"mark\">数据太少、未绘制的图（现有数／至少须有）：[^<]*$words" "$page")"
done
same "lines of charts that are not there, but one in a chapter or on a card" "" "$(awk '/<section|<h3 id="dept-/ { n = 0 } /数据太少、未绘制/ && ++n > 1' "$page")"

# A county: a page for each department, with hostile codes and names as well.
"$(dirname "$program")/tests/county" county --departments 45 --years 3 --with comments,tasks,cases >/dev/null
printf '%s\n' '../../evil,../../evil' '"a b""c",<script>alert(1)</script>' >extra
awk 'FNR == NR { extra[NR] = $0; n = NR; next } FNR == 1 { columns = split($0, c, ",") } { print } END {
    for (i = 1; i <= n; i++) { printf "%s", extra[i]; for (k = 3; k <= columns; k++) printf ","; print "" } }' \
    extra county/departments.csv >departments.csv
cp departments.csv county/departments.csv
cp county/2020-accounts.csv sums.csv
awk -F, 'NR > 1 && $1 == "101" { sub(/^101,/, "../../evil,"); print; sub(/^..\/..\/evil,/, "\"a b\"\"c\","); print }' sums.csv >>county/2020-accounts.csv
ends 0 "a county" run county -o out --quiet
at_least "pages of departments" 45 "$(find out/dept -name '*.html' | wc -l)"
same "pages with unsafe names" "" "$(find out/dept -name '*.html' -exec basename {} \; | grep -v '^[A-Za-z0-9_-]*\.html$' || true)"
absent "a file outside the folder" evil.html
same "cards inside the report" 0 "$(grep -c '<h3 id="dept-[0-9]*">' out/report.html || true)"
linked=$(grep -o 'href="dept/[^"]*"' out/report.html | sort -u | sed 's/href="//; s/"//')
same "pages that the report does not lead to" "" "$(comm -13 <(printf '%s\n' "$linked" | sort) <(cd out && find dept -name '*.html' | sort) | paste -sd' ')"
same "links to pages that are not there" "" "$(comm -23 <(printf '%s\n' "$linked" | sort) <(cd out && find dept -name '*.html' | sort) | paste -sd' ')"
for file in out/dept/*.html; do
    grep -q 'href="../report.html#depts"' "$file" || bad "${file#out/} does not lead back"
    if grep -qE '(src|href)="(https?:)?//|<script src|<link ' "$file"; then bad "${file#out/} is not self-contained"; fi
    if grep -q '<script>alert' "$file"; then bad "${file#out/}: a name became a script"; fi
done
same "an anchor of a card that leads nowhere" "" "$(for file in out/dept/*.html; do
    grep -o 'href="#[^"]*"' "$file" | sort -u | sed 's/href="#//; s/"//' | while IFS= read -r id; do
        grep -q "id=\"$id\"" "$file" || echo "$file#$id"
    done
done | head -n 3)"
at_least "comments on the cards" 1 "$(cat out/dept/*.html | grep -c 'class="boxed">20')"

# A table that is longer than a page shows: its first rows, and the file with all of them.
at_least "long tables name their file" 1 "$(grep -c 'class="rest"><a href="tables/[a-z_]*\.csv"' out/report.html)"
same "files that long tables name and that are not there" "" "$(grep -o 'class="rest"><a href="[^"]*"' out/report.html | sed 's/.*href="//; s/"//' |
    while IFS= read -r file; do [[ -s out/$file ]] || echo "$file"; done)"

# The PDF.
mkdir bare
ln -s "$(command -v fc-match)" bare/
ln -s "$scratch/fast/gnuplot" bare/gnuplot
PATH=$scratch/bare ends 2 "--pdf without a browser" run service-centres -o none --pdf --quiet
# shellcheck disable=SC2016  # the package's name stands in such quotes
says "--pdf without a browser" '--pdf needs Chromium or WeasyPrint, and neither is installed; install the package `chromium`'
absent "anything of a run that cannot print" none
printf '#!/bin/sh\nexit 0\n' >bare/chromium
chmod +x bare/chromium
PATH=$scratch/bare ends 3 "--pdf with a browser that prints nothing" run service-centres -o none --pdf --quiet
says "a browser that prints nothing" 'chromium made no PDF of the report'
absent "a report without its PDF" none/report.html
# WeasyPrint prints it, too: pages with their numbers, and a bookmark for each chapter. Where Chromium is not.
if command -v weasyprint >/dev/null && command -v pdftotext >/dev/null; then
    rm bare/chromium
    ln -s "$(command -v weasyprint)" bare/
    cp -R "$root/tests/golden/run_tiny/input/tiny" .
    PATH=$scratch/bare ends 0 "--pdf by WeasyPrint" run tiny -o printed --pdf --quiet
    present "the PDF of WeasyPrint" printed/report.pdf
    pages=$(pdfinfo printed/report.pdf | sed -n 's/^Pages: *//p')
    at_least "pages by WeasyPrint" 5 "$pages"
    same "number of the last page" 1 "$(pdftotext -f "$pages" printed/report.pdf - | grep -c "^$pages / $pages$")"
    at_least "bookmarks by WeasyPrint" 1 "$(grep -ac '/Outlines' printed/report.pdf)"
else
    echo "not tried: there is no weasyprint, or no pdftotext"
fi
verdict "cards, first screen and PDF"
