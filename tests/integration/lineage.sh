#!/usr/bin/env bash
# Like for like: departments that were renamed, merged, split or that handed something over are compared as what they became.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

mkdir county
printf 'dept,dept_name,kind\nA,甲局,行政\nB,乙局,行政\nC,丙局,行政\nD,丁局,行政\nE,戊局,行政\nF,己局,行政\n' >county/departments.csv
printf 'published: 2021-01-01\n' >county/f.meta
cat >county/f.csv <<'END'
dept,year,item,stage,value,unit
A,2018,expenditure,actual,100,万元
B,2018,expenditure,actual,50,万元
A,2018,expenditure,budget,90,万元
C,2019,expenditure,actual,165,万元
C,2019,expenditure,budget,160,万元
D,2018,expenditure,actual,10,万元
D,2019,expenditure,actual,20.01,万元
E,2020,expenditure,actual,9,万元
F,2020,expenditure,actual,12,万元
END
# A and B become C in 2019; D becomes E (40 %) and F (60 %) in 2020.
cat >county/lineage.csv <<'END'
old_dept,new_dept,year,kind,share,note
A,C,2019,merge,1,
B,C,2019,merge,1,
D,E,2020,split,40%,
D,F,2020,split,60%,
END
jixiao run county -o reported --quiet
same "as reported" 0 "$status"
jixiao run county -o like --basis like --quiet
same "like for like" 0 "$status"

rate() { # rate FOLDER DEPT YEAR
    awk -F, -v d="$2" -v y="$3" '$1 == d && $3 == y && $5 == "expenditure_change_rate" { print $9 }' "$1/tables/measures.csv"
}
same "C in 2019 as reported" "" "$(rate reported C 2019)"
same "C in 2019 like for like: 165 on 100 + 50" "10.00" "$(rate like C 2019)"
same "E in 2020 like for like: 9 on 40 % of 20.01" "12.44" "$(rate like E 2020)"
same "F in 2020 like for like: 12 on 60 % of 20.01" "-0.05" "$(rate like F 2020)"
same "E in 2019 like for like: 40 % of 20.01 on 40 % of 10" "100.10" "$(rate like E 2019)"
same "departments that are gone, like for like" "" "$(cut -d , -f 1 like/tables/yoy.csv | grep -E '^[ABD]$' || true)"
same "a sum without all of its members is missing" "" "$(awk -F, '$1 == "C" && $3 == 2018 && $9 == "budget"' like/tables/yoy.csv)"
same "money of 2018, like for like" "1600000.00" "$(awk -F, '$3 == 2018 && $9 == "actual" { n += $10 } END { printf "%.2f", n }' like/tables/yoy.csv)"
ends 0 "load" load county --db c.db --quiet
ends 0 "measure like for like" measure --db c.db --basis like --quiet
ends 0 "report keeps the basis of the results" report --db c.db -o later --quiet
same "the report that follows" "$(cat like/tables/measures.csv)" "$(cat later/tables/measures.csv)"
"$program" trace C 2019 expenditure_change_rate --db c.db >trace.txt
same "the cells of a sum, by trace" "    prior = 1,000,000.00  甲局  <- county/f.csv:2:5
    prior = 500,000.00  乙局  <- county/f.csv:3:5" "$(grep '^    ' trace.txt)"
"$program" trace F 2020 expenditure_change_rate --db c.db >trace.txt
same "the part of a cell, by trace" "    prior = 200,100.00 × 60%  丁局  <- county/f.csv:8:5" "$(grep '^    ' trace.txt)"
same "what is of the other department, by trace" 0 "$(grep -c '80,040' trace.txt || true)"
ends 1 "report on another basis than the results" report --db c.db -o later --basis reported --quiet
ends 2 "an unknown basis" measure --db c.db --basis alike

# Where a comparison crosses a break it is said, and bridged breaks are none.
breaks() { # breaks FOLDER; the series and years of yoy.csv that cross one, with its kind
    same "the column of breaks in $1" series_break "$(head -n 1 "$1/tables/yoy.csv" | cut -d , -f 18)"
    crossed=$(awk -F, 'NR > 1 && $18 != "" { print $1, $3, $5, $18 }' "$1/tables/yoy.csv" | sort -u)
}
breaks reported
same "breaks as reported" "C 2019 expenditure merge
E 2020 expenditure split
F 2020 expenditure split" "$crossed"
breaks like
same "breaks like for like" "" "$crossed"
at_least "the break in the table of the report" 1 "$(grep -c '本年机构变动（合并），两年口径不同' reported/report.md)"
at_least "the basis in the title, as reported" 1 "$(grep -c '原口径：' reported/report.md)"
at_least "the basis in the title, like for like" 1 "$(grep -c '现口径：' like/report.md)"
# Who printed nothing at all, or nothing of an item, is missing in the sum; who was not there yet is not. Amounts below zero stay exact.
mkdir gone
cat >gone/departments.csv <<'END'
dept,dept_name,kind,valid_from,valid_to
A,甲局,行政,,2019
B,乙局,行政,2017,2019
C,丙局,行政,2020,
END
printf 'old_dept,new_dept,year,kind\nA,C,2020,merge\nB,C,2020,merge\n' >gone/lineage.csv
printf 'published: 2021-01-01\n' >gone/f.meta
cat >gone/f.csv <<'END'
dept,year,item,stage,value,unit
A,2016,expenditure,actual,-0.07,元
A,2017,expenditure,actual,90,元
A,2018,expenditure,actual,90,元
A,2018,three_public,actual,5,元
A,2018,201,actual,90,元
B,2018,expenditure,actual,10,元
B,2018,205,actual,10,元
C,2020,expenditure,actual,120,元
END
ends 0 "load one that is gone" load gone --db gone.db --quiet
ends 0 "measure one that is gone" measure --db gone.db --basis like --quiet
ends 0 "report one that is gone" report --db gone.db -o gone-like --quiet
same "like for like, with who is there" "2016 expenditure -0.07
2018 201 90.00
2018 205 10.00
2018 expenditure 100.00
2020 expenditure 120.00" "$(awk -F, '$1 == "C" && $9 == "actual" && $10 != "" { print $3, $5, $10 }' gone-like/tables/yoy.csv | sort)"

mkdir moved
printf 'dept,dept_name,kind\nA,甲局,行政\nB,乙局,行政\nC,丙局,行政\n' >moved/departments.csv
printf 'old_dept,new_dept,year,kind,share\nA,B,2019,transfer,10%%\n' >moved/lineage.csv
printf 'published: 2021-01-01\n' >moved/f.meta
printf 'dept,year,item,stage,value,unit\n' >moved/f.csv
for dept in A B C; do
    for year in 2017 2018 2019 2020; do
        printf '%s,%s,expenditure,actual,%s,万元\n%s,%s,expenditure,budget,100,万元\n' "$dept" "$year" "${year#20}" "$dept" "$year"
    done
done >>moved/f.csv
for basis in reported like; do
    ends 0 "something handed over, $basis" run moved -o "moved-$basis" --basis "$basis" --quiet
done
for chart in dept_bars_yoy-B dept_rates-B total_bars; do
    same "the mark of the break in $chart, as reported" 1 "$(grep -c '机构或科目变动' "moved-reported/charts/$chart.svg")"
    same "no mark in $chart, like for like" 0 "$(grep -c '机构或科目变动' "moved-like/charts/$chart.svg" || true)"
done
same "no mark where nothing was" 0 "$(grep -c '机构或科目变动' moved-reported/charts/dept_bars_yoy-C.svg || true)"

# Codes: two that became one, one that moved under another parent, one that was split nobody knows how.
mkdir codes
printf 'dept,dept_name,kind\n1,甲局,行政\n' >codes/departments.csv
printf 'published: 2021-01-01\n' >codes/f.meta
cat >codes/f.csv <<'END'
dept,year,item,stage,value,unit
1,2017,30102,actual,1,万元
1,2017,30312,actual,3,万元
1,2017,30313,actual,4,万元
1,2018,30102,actual,9,万元
1,2018,21010,actual,5,万元
1,2018,210,actual,50,万元
1,2019,20138,actual,6,万元
1,2019,210,actual,44,万元
1,2018,21506,actual,5,万元
1,2019,22401,actual,6,万元
END
ends 0 "load codes" load codes --db codes.db --quiet
# 21506 as if nobody knew how much of it became which of two codes
sqlite3 codes.db "INSERT INTO recoding SELECT a.item_id, b.item_id, 2019, 'test' FROM item a, item b WHERE a.code = '21506' AND b.code = '22402'"
change() { # change ITEM YEAR; this year, last year, status and break
    awk -F, -v i="$1" -v y="$2" '$5 == i && $3 == y { print $10, $11, $15, $18 }' "$basis/tables/yoy.csv"
}
for basis in reported like; do
    ends 0 "measure codes, $basis" measure --db codes.db --basis "$basis" --quiet
    ends 0 "report codes, $basis" report --db codes.db -o "$basis" --quiet
done
basis=reported
same "two codes that became one, as reported" "90000.00 10000.00 comparable recode" "$(change 30102 2018)"
same "a code that moved, as reported" "60000.00  no_prior recode" "$(change 20138 2019)"
basis=like
same "two codes that became one, like for like: 1 + 3 + 4" "90000.00 80000.00 comparable " "$(change 30102 2018)"
same "a code that moved, like for like" "60000.00 50000.00 comparable " "$(change 20138 2019)"
same "the parent that it left is not bridged" "440000.00 500000.00 comparable parent" "$(change 210 2019)"
same "a split without shares stays missing, and why" "60000.00  no_prior recode" "$(change 22401 2019)"
same "old codes that are gone, like for like" "" "$(cut -d , -f 5 like/tables/yoy.csv | grep -E '^(30312|30313|21010)$' || true)"

# A department that was split nobody knows how is not mapped.
printf 'old_dept,new_dept,year,kind,share\nA,B,2019,split,\nA,C,2019,split,\n' >moved/lineage.csv
ends 0 "a split without shares" run moved -o moved-like --basis like --quiet
breaks moved-like
same "its breaks stay, like for like" "A 2019 expenditure split
B 2019 expenditure split
C 2019 expenditure split" "$crossed"

# One code under several names, each in its years.
mkdir named
printf 'dept,dept_name,kind,valid_from,valid_to\n7,庚办,行政,,2018\n7,庚局,行政,2019,2021\n' >named/departments.csv
printf 'dept,year,item,stage,value,unit\n7,2018,staff,budget,10,人\n7,2018,staff,actual,9,人\n7,2019,staff,budget,10,人
7,2019,staff,actual,11,人\n7,2022,staff,actual,11,人\n' >named/f.csv
printf 'published: 2023-01-01\n' >named/f.meta
ends 0 "a department with two names" run named -o named-out --quiet
called() { # called YEAR
    "$program" trace 7 "$1" staffing_control_rate --db named-out/jixiao.db | head -n 1 | cut -d ' ' -f 1
}
same "its name in 2018" "庚办" "$(called 2018)"
same "its name in 2019" "庚局" "$(called 2019)"
same "its names in the report" "7,庚办,,2018,庚局 7,庚局,2019,2021,庚局" "$(tail -n +2 named-out/tables/department_names.csv | xargs)"
same "figures after its last year" "outside_validity 2022" "$(awk -F, '$1 == "outside_validity" { print $1, $4 }' named-out/tables/findings.csv)"

verdict "like for like"
