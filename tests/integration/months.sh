#!/usr/bin/env bash
# A department's own months (XmR): a month that is out of step is told, with its chart and cells; fewer than 12 months are not judged, and a gap
# is no month. First digits: a hint in the chapter on data quality, from 300 amounts.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

# Ten departments pay 7 to 10 % of their budget a month, all of them more in December; 105 pays 25 % in July 2022, 106 prints the months of
# 2023 only from March on, without June.
mkdir county
awk 'BEGIN { print "dept,dept_name,kind"; for (d = 101; d <= 110; d++) print d ",部门" d ",行政" }' >county/departments.csv
awk 'BEGIN {
    print "dept,year,month,item,stage,value,unit"
    for (d = 101; d <= 110; d++) for (y = 2022; y <= 2023; y++) {
        printf "%d,%d,12,expenditure,budget,10000.00,元\n", d, y
        paid = 0
        for (m = 1; m <= 12; m++) {
            paid += 700 + (d * 37 + y * 5 + m * 61) % 150 + (m == 12 ? 500 : 0)
            if (d == 105 && y == 2022 && m >= 7) paid += m == 7 ? 1700 : -340
            if (d == 106 && y == 2023 && (m < 3 || m == 6)) continue
            if (d == 107 && (y == 2023 || m < 3)) continue
            printf "%d,%d,%d,expenditure,actual,%.2f,元\n", d, y, m, paid
        }
    }
}' >county/f.csv
printf 'published: 2024-06-30\n' >county/f.meta
ends 0 "the whole batch" run county -o out --quiet
db=out/jixiao.db
of_month() { query "$db" "SELECT $1 FROM screen_value v JOIN dept d USING (dept_id) WHERE v.method = 'xmr' AND d.code = '$2'"; }
same "what is flagged" "105:2022:payment_by_month|xmr|percent" "$(query "$db" "SELECT id, methods, unit FROM flag WHERE family = 'month'")"
same "its month" "2022-7" "$(of_month "group_concat(v.year || '-' || v.month) FILTER (WHERE v.fired)" 105)"
same "it is told with its month" "1" "$(query "$db" "SELECT why_zh LIKE '部门105，2022年7月当月支付%本单位各期平均%' AND why_en LIKE '%in month 7 of 2022%' FROM flag WHERE family = 'month'")"
same "the cells of the month" "before 6 budget 12 value 7" "$(query "$db" "SELECT o.role || ' ' || f.month FROM flag_origin o JOIN flag g USING (flag_id)
    JOIN figure_stage f ON f.origin = o.origin WHERE g.family = 'month' ORDER BY o.role" | paste -sd ' ')"
same "a December that all have is no news" "0" "$(query "$db" "SELECT sum(fired) FROM screen_value WHERE method = 'xmr' AND month = 12")"
# Of 24 months the two before March lack, March has nothing before it, and so has July.
same "months after a gap have no value" "19" "$(of_month "count(*)" 106)"
same "nine months are too few" "0" "$(of_month "count(*)" 107)"
same "and it says so" "9" "$(query "$db" "SELECT cells FROM screening WHERE method = 'xmr' AND reason = 'too_few'")"
at_least "control charts" 1 "$(find out/charts -name 'xmr-105.svg' | wc -l)"
same "the chart marks it" "1" "$(grep -c "值得了解<" out/charts/xmr-105.svg)"
same "no chart without limits" "0" "$(find out/charts -name 'xmr-107.svg' | wc -l)"
ends 0 "the walk home" trace 105:2022:payment_by_month --db "$db"
says_out() { if grep -qF -- "$2" stdout; then good; else bad "$1: no \`$2\` in $(cat stdout)"; fi; }
says_out "the walk home" "xmr："
says_out "the walk home" "2022-07 actual  <- county/f.csv:"

# 320 amounts that grow by 5 % each follow the law; 320 that all begin with 9 do not; of 240 nothing is said.
digits() { # digits FOLDER DEPARTMENTS VALUE-IN-AWK
    mkdir "$1"
    awk -v depts="$2" "BEGIN {
        print \"dept,year,item,stage,value,unit\"
        for (d = 1; d <= depts; d++) for (y = 2014; y <= 2023; y++) { k++; printf \"%d,%d,expenditure,budget,%.2f,元\n\", d, y, $3 }
    }" >"$1/f.csv"
    printf 'published: 2024-06-30\n' >"$1/f.meta"
    ends 0 "loading $1" load "$1" --db "$1.db" --quiet
    ends 0 "measuring $1" measure --db "$1.db" --quiet
}
first() { query "$1.db" "SELECT n, band, reason, digit_9 FROM first_digits WHERE dept_id = 0"; }
digits grown 32 "100 * 1.05 ^ k"
digits nines 32 "9 * 10 ^ (k % 5 + 4) + k"
digits few 24 "100 * 1.05 ^ k"
same "grown amounts" "320|close||" "$(first grown | sed 's/[0-9]*$//')"
same "amounts that begin with 9" "320|apart||320" "$(first nines)"
same "too few amounts" "240||too_few|" "$(first few | sed 's/[0-9]*$//')"
same "a department alone is too small" "32|too_few" "$(query nines.db "SELECT count(*), reason FROM first_digits WHERE dept_id > 0 GROUP BY reason")"
ends 0 "the report" report --db nines.db -o nines-out --quiet
same "a hint in the tables" ",全部单位,320,4.0,0.2121,不符合" "$(sed -n 2p nines-out/tables/first_digits.csv | cut -d , -f 1,2,4-7)"
at_least "a hint in the report" 1 "$(grep -c '首位数字（本福特定律）' nines-out/report.html)"
same "never a flag" "0" "$(query nines.db "SELECT count(*) FROM flag WHERE indicator LIKE 'first%'")"
verdict "months and first digits"
