#!/usr/bin/env bash
# `jixiao changes`: from memory and from the database, by one job and by many, at once and year by year, the same bytes; and
# the same numbers as a query finds.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

province=$scratch/province
"$(dirname "$program")/tests/province" "$province" --departments 40 --years 6 --items 30 >/dev/null
db=$scratch/one.db
ends 0 "from memory" changes "$province" --db "$db" -o "$scratch/memory" --jobs 2
at_least "changes" 5000 "$(tail -n +2 "$scratch/memory/changes.csv" | wc -l)"
at_least "outliers" 20 "$(tail -n +2 "$scratch/memory/outliers.csv" | wc -l)"
for jobs in 1 2 7; do
    ends 0 "from the database, $jobs jobs" changes --db "$db" -o "$scratch/scan-$jobs" --jobs "$jobs"
    same_folder "from the database, $jobs jobs" "$scratch/memory" "$scratch/scan-$jobs"
    ends 0 "from memory, $jobs jobs" changes "$province" --db "$scratch/memory-$jobs.db" -o "$scratch/memory-$jobs" --jobs "$jobs"
    same_folder "from memory, $jobs jobs" "$scratch/memory" "$scratch/memory-$jobs"
done
ends 0 "over an old folder" changes --db "$db" -o "$scratch/memory-7"
same_folder "over an old folder" "$scratch/memory" "$scratch/memory-7"
same "hidden files that are left" "" "$(find "$scratch/memory" "$scratch/memory-7" -name '.*' -type f)"

# Money as text, from whole 分.
money() { # money COLUMN
    printf "CASE WHEN %s < 0 THEN '-' ELSE '' END || (abs(%s) / 100) || '.' || substr('0' || (abs(%s) %% 100), -2)" "$1" "$1" "$1"
}
same "changes as a query finds them" "$(tail -n +2 "$scratch/memory/changes.csv" | cut -d, -f 1-6 | sort | cksum)" "$(query "$db" "
    SELECT d.code || ',' || i.code || ',' || c.year || ',' || $(money p.actual) || ',' || $(money c.actual) || ',' || $(money '(c.actual - p.actual)')
      FROM figure c JOIN figure p ON p.item_id = c.item_id AND p.part_id = 0 AND p.dept_id = c.dept_id AND p.year = c.year - 1 AND p.month = 12
      JOIN dept d ON d.dept_id = c.dept_id JOIN item i ON i.item_id = c.item_id
     WHERE c.part_id = 0 AND c.month = 12 AND c.actual IS NOT NULL AND p.actual IS NOT NULL" | sort | cksum)"
same "totals as a query finds them" "$(tail -n +2 "$scratch/memory/totals.csv" | cut -d, -f 1-5 | sort | cksum)" "$(query "$db" "
    SELECT d.code || ',' || t.year || ',' || $(money t.budget) || ',' || $(money t.adjusted) || ',' || $(money t.actual)
      FROM (SELECT dept_id, year, sum(budget) AS budget, sum(adjusted) AS adjusted, sum(actual) AS actual FROM figure GROUP BY dept_id, year) t
      JOIN dept d ON d.dept_id = t.dept_id" | sort | cksum)"
same "rates that are wrong by more than their rounding" "" "$(awk -F, '
    NR > 1 && $7 != "" && ($7 - 100 * $6 / $4 > 0.0050001 || 100 * $6 / $4 - $7 > 0.0050001)' "$scratch/memory/changes.csv" | head -n 3)"
same "rates of a base that is not above zero" "" "$(awk -F, 'NR > 1 && ($7 == "") != ($4 <= 0)' "$scratch/memory/changes.csv" | head -n 3)"
same "outliers by the spread of their year" "" "$(awk -F, '
    FNR == 1 { file++; next }
    file == 1 { median[$1 "," $2] = $4; mad[$1 "," $2] = $5; next }
    file == 2 { far[$1 "," $2 "," $3] = 1; next }
    $7 != "" {
        key = $2 "," $3
        score = ($7 - median[key]) / (1.4826 * mad[key])
        if (score < 0) score = -score
        if ((score > 5.001 && !far[$1 "," key]) || (score < 4.999 && far[$1 "," key])) print
    }' "$scratch/memory/spread.csv" <(sed 's/,[^,]*,[^,]*,[^,]*,[^,]*$//' "$scratch/memory/outliers.csv") "$scratch/memory/changes.csv" | head -n 3)"

# Year by year, the latest first, so that the numbers of departments and items are not in the order of their codes.
grown=$scratch/grown
mkdir "$grown"
cp "$province"/dataset.meta "$grown"
for year in 2025 2023 2021 2024 2022 2020; do
    cp "$province/figures-$year".* "$grown"
    [[ $year != 2021 ]] || cp "$province"/departments.csv "$grown"
    cp "$province"/items.csv "$grown"
    ends 0 "with $year" changes "$grown" --db "$scratch/grown.db" -o "$scratch/grown-out"
done
same_folder "year by year" "$scratch/memory" "$scratch/grown-out"
ends 0 "nothing new" changes "$grown" --db "$scratch/grown.db" -o "$scratch/grown-again"
same_folder "nothing new" "$scratch/memory" "$scratch/grown-again"

# Twins are known only when all is stored; they count in nobody's spread. Sums go beyond 64 bits.
twins=$scratch/twins
mkdir "$twins"
printf 'dataset: twins\nzh: 相同\nen: Twins\n' >"$twins/dataset.meta"
printf '单位编码,单位名称,上级单位编码\n1,甲局,\n1-1,甲局中心,1\n2,乙局,\n3,丙局,\n' >"$twins/departments.csv"
printf 'zh: 决算\nen: Accounts\npublished: 2024-05-01\nstage: actual\nunit: 亿元\n' >"$twins/accounts.meta"
{
    echo dept,year,item,value
    for dept in 1 1-1 2 3; do
        for year in 2022 2023; do
            for item in 201 203 204 205 206 207 208 210 211 212 213; do echo "$dept,$year,$item,90000000.0000000$((year == 2022 ? 1 : ${dept%-*} + 1))"; done
        done
    done
} | sed 's/^1-1,2022,201,.*/1-1,2022,201,5/' >"$twins/accounts.csv"
ends 0 "twins" changes "$twins" --db "$scratch/twins.db" -o "$scratch/twins-out"
same "twins that are stored" 1 "$(query "$scratch/twins.db" "SELECT count(*) FROM twin")"
same "departments in the spread of 2023" "3" "$(sed -n 's/^201,2023,\([0-9]*\),.*/\1/p' "$scratch/twins-out/spread.csv")"
same "changes of the twin" 11 "$(grep -c '^1-1,' "$scratch/twins-out/changes.csv")"
same "a sum of eleven figures of 9·10¹⁷ 分" "99000000000000033.00" "$(awk -F, '$1 == "2" && $2 == 2023 { print $5 }' "$scratch/twins-out/totals.csv")"

# What cannot be done.
ends 3 "no database" changes --db "$scratch/none.db" -o "$scratch/none"
absent "no results without a database" "$scratch/none/changes.csv"
printf '9,2023,201,x\n' >>"$twins/accounts.csv"
ends 1 "a faulty source" changes "$twins" --db "$scratch/faulty.db" -o "$scratch/faulty"
absent "no results of a faulty source" "$scratch/faulty/changes.csv"
verdict "the whole table, year over year"
