#!/usr/bin/env bash
# A value that was made of a figure with an error is marked wherever it is read: rates, year over year, scores, trace, all formats
# of the report and the tables; the others are not.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

mkdir d
cat >d/f.csv <<'END'
dept,dept_name,year,item,table,stage,value,unit
1,甲局,2022,expenditure,,actual,100,万元
1,甲局,2023,expenditure,,actual,123,万元
1,甲局,2023,expenditure,,budget,100,万元
1,甲局,2023,201,,actual,83,万元
1,甲局,2023,208,,actual,40,万元
2,乙局,2022,expenditure,,actual,200,万元
2,乙局,2023,expenditure,,actual,210,万元
2,乙局,2023,expenditure,,budget,100,万元
2,乙局,2023,201,,actual,170,万元
2,乙局,2023,208,,actual,44,万元
END
printf 'published: 2024-08-20\n' >d/f.meta
ends 0 "run" run d -o out --quiet
same "errors" "function_total 2 2023" "$(awk -F, '$2 == "error" { print $1, $3, $4 }' out/tables/findings.csv)"

last() { # last TABLE DEPT YEAR COLUMN; the cells of a column by its name
    awk -F, -v d="$2" -v y="$3" -v name="$4" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
        { for (i = 1; i <= NF; i++) if ($i == d) for (k = i; k <= NF; k++) if ($k == y) { print $at; next } }' "out/tables/$1.csv" | sort -u | xargs
}
same "rates of 2" 1 "$(last rates_all 2 2023 faulty)"
same "rates of 1" "" "$(last rates_all 1 2023 faulty)"
same "year over year of 2: 2023 and what it is compared with" 1 "$(awk -F, '$1 == 2 && $3 == 2023 && $5 == "expenditure" && $9 == "actual"' out/tables/yoy.csv | sed 's/.*,//')"
same "year over year of 1" "" "$(awk -F, '$1 == 1' out/tables/yoy.csv | sed 's/.*,//' | xargs)"
for page in report.html report.md; do
    at_least "marked values in $page" 3 "$(grep -c '210.00※' "out/$page")"
    same "values of 1 in $page" 0 "$(grep -c '123.00※' "out/$page" || true)"
    at_least "what the mark means, in $page" 1 "$(grep -c '※ 所用数值核对有差错' "out/$page")"
done
same "whose values have an error, under their chart" 1 "$(grep -c '※ 核对发现差错的单位年度 1 个：乙局 2023（见核对）。' out/charts/dept_bars_yoy-2.svg)"
same "nothing under the others" 0 "$(grep -c '※' out/charts/dept_bars_yoy-1.svg || true)"
unzip -p out/report.xlsx xl/styles.xml >styles.xml
at_least "formats with the mark in the workbook" 1 "$(grep -o 'formatCode="[^"]*※[^"]*"' styles.xml | wc -l)"
"$program" trace 2 2023 budget_execution_rate --db out/jixiao.db >trace.txt
at_least "the figure marked by trace" 1 "$(grep -c '2,100,000.00※' trace.txt)"
at_least "what the mark means, in trace" 1 "$(grep -c '※ 核对发现差错的数' trace.txt)"
"$program" trace 1 2023 budget_execution_rate --db out/jixiao.db >trace.txt
same "trace of what is right" 0 "$(grep -c '※' trace.txt || true)"
verdict "marks beside values with errors"
