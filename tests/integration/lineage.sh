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
ends 1 "report on another basis than the results" report --db c.db -o later --basis reported --quiet
ends 2 "an unknown basis" measure --db c.db --basis alike

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
