#!/usr/bin/env bash
# Twin documents: a department and its only unit publish the same figures, or one document comes under two codes. They are told,
# and sums count them once.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

mkdir county
cat >county/departments.csv <<'END'
dept,dept_name,parent,included,kind
1,甲局,,,行政
1-1,甲局（本级）,1,,行政
2,乙局,,,行政
2-1,乙中心,2,,事业
3,丙局,,,行政
9,丙局,,,行政
4,丁局,,,行政
4-1,丁局机关,4,是,行政
END
{
    printf 'dept,year,item,stage,value,unit\n'
    for dept in 1 1-1 2 3 4 4-1 9; do
        printf '%s,2023,expenditure,actual,100,万元\n%s,2023,201,actual,60,万元\n%s,2023,208,actual,40,万元\n' "$dept" "$dept" "$dept"
    done
    printf '%s,2023,expenditure,budget,90,万元\n' 1 1-1 2 2-1 3 4 4-1 9
    printf '2-1,2023,expenditure,actual,100,万元\n2-1,2023,201,actual,61,万元\n2-1,2023,208,actual,39,万元\n'
} >county/f.csv
printf 'published: 2024-08-20\n' >county/f.meta
ends 0 "run" run county -o out --quiet

findings() {
    awk -F, '$1 == "twin_document" { print $2, $3, $4 }' out/tables/findings.csv
}
same "twins" "info 1-1 2023
info 4-1 2023
info 9 2023" "$(findings)"
same "all together: 1, 2, 2-1, 3 and 4" "2023 5000000.00" "$(awk -F, '/,expenditure$/ { print $1, $7 }' out/tables/rollup_totals.csv)"
same "department 1 counts once" "1000000.00 1" "$(awk -F, '$1 == 1 && $4 == "expenditure" { print $7, $9 }' out/tables/rollup.csv)"
same "department 4 counts once" "1000000.00 1" "$(awk -F, '$1 == 4 && $4 == "expenditure" { print $7, $9 }' out/tables/rollup.csv)"
same "department 2 and its unit are two" "2000000.00 2" "$(awk -F, '$1 == 2 && $4 == "expenditure" { print $7, $9 }' out/tables/rollup.csv)"

same "a twin has no place: 1, 2, 2-1, 3 and 4" "5" "$(sqlite3 out/jixiao.db "SELECT DISTINCT n FROM distribution WHERE subject = 'budget_vs_initial_rate' AND peer_group = ''")"
same "nor a rank" "" "$(sqlite3 out/jixiao.db "SELECT d.code FROM standing s JOIN measure m ON m.measure_id = s.measure_id JOIN dept d ON d.dept_id = m.dept_id WHERE d.code IN ('1-1', '4-1', '9')")"

# A correction of one of the two ends it.
printf 'dept,year,item,stage,value,unit\n1-1,2023,208,actual,39,万元\n1-1,2023,201,actual,61,万元\n' >county/g.csv
printf 'published: 2024-09-20\n' >county/g.meta
ends 0 "run again" run county -o out --quiet
same "twins after the correction" "info 4-1 2023
info 9 2023" "$(findings)"
verdict "twin documents"
