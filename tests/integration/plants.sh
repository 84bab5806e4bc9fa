#!/usr/bin/env bash
# Planted outliers are what their list says: the same seed plants the same, a shifted rate has its new value, parts still add up
# (but where one cell is in the wrong unit), and the files stay loadable.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

tools=$(dirname "$program")/tests
cp -R "$root/datasets/philadelphia" "$scratch/philadelphia"
"$tools/county" "$scratch/county" --plain

measured() { # measured FOLDER DATABASE
    ends 0 "load $1" load "$1" --db "$2"
    ends 0 "measure $1" measure --db "$2"
    ends 0 "check $1" check --db "$2"
}

findings() { # findings DATABASE; of sums, by department
    query "$1" "SELECT DISTINCT d.code FROM finding f JOIN dept d ON d.dept_id = f.dept_id
                 WHERE f.severity = 'error' AND f.verdict = 'disagrees' AND f.id LIKE '%_total' ORDER BY 1"
}

for dataset in philadelphia county; do
    clean=$scratch/$dataset.db
    measured "$scratch/$dataset" "$clean"
    for copy in one two; do
        cp -R "$scratch/$dataset" "$scratch/$dataset-$copy"
        "$tools/plant" "$clean" "$scratch/$dataset-$copy" "$dataset" 7 "$scratch/$dataset-$copy.csv"
    done
    same_folder "$dataset: the same seed" "$scratch/$dataset-one" "$scratch/$dataset-two"
    same_file "$dataset: the same list" "$scratch/$dataset-one.csv" "$scratch/$dataset-two.csv"
    "$tools/plant" "$clean" "$scratch/$dataset-two" "$dataset" 8 "$scratch/$dataset-two.csv"
    if cmp -s "$scratch/$dataset-one.csv" "$scratch/$dataset-two.csv"; then bad "$dataset: another seed plants the same"; else good; fi

    db=$scratch/$dataset-one.db
    measured "$scratch/$dataset-one" "$db"
    list=$scratch/list.csv
    cp "$scratch/$dataset-one.csv" "$list"
    import "$db" "$list"
    at_least "$dataset: plants" 8 "$(query "$db" "SELECT count(*) FROM list WHERE negative = '0'")"
    # "95.62 % to 143.94 % (6.4 s)": within the step of the cells, a cent or a person.
    same "$dataset: rates that are not what they were shifted to" "" "$(query "$db" "
        SELECT l.dept, l.year, l.what, l.size, m.value
          FROM list l JOIN dept d ON d.code = l.dept
          LEFT JOIN measure m ON m.dept_id = d.dept_id AND m.year = CAST(l.year AS INTEGER) AND m.month = 12 AND m.indicator = l.what
         WHERE l.kind IN ('level', 'over', 'survey')
           AND (m.value IS NULL OR abs(m.value - CAST(substr(l.size, instr(l.size, ' to ') + 4) AS REAL)) > 3)")"
    slips=$(query "$db" "SELECT dept FROM list WHERE kind = 'slip' AND what IN ('expenditure', 'personnel_funds', 'three_public') ORDER BY 1")
    same "$dataset: departments whose parts do not add up" "$(printf '%s\n%s\n' "$slips" "$(findings "$clean")" | sort -u | sed '/^$/d')" \
        "$(findings "$db" | sort -u)"
    # One more department each for a transfer and a new one.
    same "$dataset: departments that came" $'begun\nnew' "$(query "$db" "
        SELECT CASE WHEN code LIKE 'begun-%' THEN 'begun' ELSE 'new' END FROM dept WHERE code LIKE 'begun-%' OR code LIKE '%-new' ORDER BY 1")"
done
verdict "planted outliers are what their list says"
