#!/usr/bin/env bash
# A report of 300 departments and 10 years, drawn by the real gnuplot: it stays below 15 MB, every department has a page of its own
# beside it, small and self-contained, and the two lead to each other. With Chromium and the packages of tests/browser the report
# and a card are opened, too. Some minutes: `ctest --preset sweep -R large`.
set -euo pipefail
. "$(dirname "$0")/../integration/lib.bash"
cd "$scratch"
limit=15000000
"$(dirname "$program")/tests/county" county --departments 300 --years 10 --with comments,tasks,cases >/dev/null
ends 0 "300 departments and 10 years" run county -o out --quiet

size() { stat -c %s "$1"; }
if [[ $(size out/report.html) -lt $limit ]]; then good; else bad "the report has $(size out/report.html) bytes, more than $limit"; fi
same "pages of departments" 300 "$(find out/dept -name '*.html' | wc -l)"
same "pages above 1 MB" "" "$(find out/dept -name '*.html' -size +1000k)"
same "charts in the report" yes "$([[ $(grep -c '<figure class="chart"' out/report.html) -ge 50 ]] && echo yes)"

# From the report to every page, from every page back, and from page to page along one chain.
grep -o 'href="dept/[^"]*"' out/report.html | sed 's/href="dept\///; s/"//' | sort -u >led
find out/dept -name '*.html' -printf '%f\n' | sort >there
same_file "the report leads to every page, and to none that is not there" there led
declare -A after=() before=()
while IFS= read -r file; do
    page=out/dept/$file
    grep -q 'href="../report.html#depts"' "$page" || bad "$file does not lead back"
    if grep -qE '(src|href)="(https?:)?//|<script src|<link ' "$page"; then bad "$file is not self-contained"; fi
    steps=$(grep -o '<nav class="steps".*</nav>' "$page" | grep -o 'href="[^".]*\.html"' | sed 's/href="//; s/"//')
    for step in $steps; do
        [[ -f out/dept/$step ]] || bad "$file leads to $step, which is not there"
        if grep -q "href=\"$step\">下一单位" "$page"; then after[$file]=$step; else before[$file]=$step; fi
    done
done <there
good
same "pages with one behind them" 299 "${#after[@]}"
same "pages with one before them" 299 "${#before[@]}"
for file in "${!after[@]}"; do
    same "the page before ${after[$file]}" "$file" "${before[${after[$file]}]}"
done

modules=$root/build/browser
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [[ -n "$browser" && -d "$modules/node_modules/playwright-core" ]]; then
    if node "$root/tests/browser/check.mjs" "$modules" "$browser" "$modules/large" "large=out/report.html" "card=out/dept/$(head -n 1 there)"; then
        good
    else
        bad "the large report in the browser, as said above"
    fi
fi
verdict "a report of 300 departments and 10 years"
