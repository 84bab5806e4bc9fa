#!/usr/bin/env bash
# An English report has nothing Chinese in it but what comes from the data: names, titles of sources, the words of a rubric.
# Of philadelphia, whose data are English, nothing at all; of the service centres every Chinese run of characters stands in
# their own files or in the scoring table that they chose. A Chinese report of them has no English chapter or heading.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

mkdir "$scratch/tools"
stand_in_gnuplot "$scratch/tools"
chinese='[\x{3000}-\x{303f}\x{3400}-\x{9fff}\x{f900}-\x{faff}\x{ff00}-\x{ffef}]+'

# All that people read in an output: pages, Markdown, tables, the texts of workbooks and documents. The names of items in both
# languages are columns of yoy.csv.
texts_of() { # texts_of FOLDER
    local file
    find "$1" \( -name '*.html' -o -name '*.md' -o -name '*.csv' ! -name yoy.csv \) -exec cat {} +
    find "$1" -name '*.xlsx' -print0 | while IFS= read -r -d '' file; do unzip -p "$file" xl/sharedStrings.xml; done
    find "$1" -name '*.docx' -print0 | while IFS= read -r -d '' file; do unzip -p "$file" word/document.xml; done
}

review() { # review DATASET LANG
    PATH=$scratch/tools:$PATH ends 0 "$1 in $2" run "$root/datasets/$1" --lang "$2" --documents -o "$scratch/$1-$2"
    texts_of "$scratch/$1-$2" >"$scratch/$1-$2.txt"
    at_least "texts of $1 in $2" 100000 "$(wc -c <"$scratch/$1-$2.txt")"
}

review philadelphia en
same "Chinese in the English report of philadelphia" "" \
    "$(grep -oP "$chinese" "$scratch/philadelphia-en.txt" | sort | uniq -c | head -n 10)"

review service-centres en
cat "$root"/datasets/service-centres/*.csv "$root"/datasets/service-centres/*.meta >"$scratch/data"
cat "$scratch/data" "$root/datasets/catalog/rubrics/county-2020.csv" >"$scratch/own"
grep -oP "$chinese" "$scratch/service-centres-en.txt" | sort -u >"$scratch/runs"
at_least "names that stay Chinese" 20 "$(wc -l <"$scratch/runs")"
while IFS= read -r run; do
    if grep -qF -- "$run" "$scratch/own"; then good; else bad "the program itself says \`$run\` in an English report"; fi
done <"$scratch/runs"

# By every scoring table: its own rows have English names.
for file in "$root"/datasets/catalog/rubrics/*.csv; do
    rubric=$(basename "$file" .csv)
    PATH=$scratch/tools:$PATH ends 0 "service-centres by $rubric" run "$root/datasets/service-centres" --lang en --rubric "$rubric" -o "$scratch/$rubric" --quiet
    find "$scratch/$rubric" \( -name '*.html' -o -name '*.md' \) -exec cat {} + | grep -oP "$chinese" | sort -u | while IFS= read -r run; do
        grep -qF -- "$run" "$scratch/data" || echo "$run"
    done >"$scratch/strange"
    same "Chinese in an English report by $rubric" "" "$(head -n 5 "$scratch/strange")"
done

# The charts, too: what gnuplot is given, in words that come from heads.
PATH=$scratch/tools:$PATH ends 0 "charts" chart --db "$scratch/philadelphia-en/jixiao.db" --lang en -o "$scratch/charts" --keep
same "Chinese in English charts" "" \
    "$(find "$scratch/charts" \( -name '*.gp' -o -name '*.dat' \) -exec grep -hoP "text_\w+ = .*$chinese.*" {} + | head -n 5)"

review service-centres zh
for words in Overview 'Data quality' 'Year over year' 'Control and execution' 'Scores and grades' Distributions Contents Note; do
    same "English in the Chinese report" "" "$(grep -oE "<(h[1-6]|th|summary)[^>]*>$words" "$scratch/service-centres-zh/report.html" | head -n 1)"
done
verdict "each report in its own language"
