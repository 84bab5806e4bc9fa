#!/usr/bin/env bash
# A county that does not exist, of 80 departments and 6 years (tests/county), from its files to ranks and transitions: every
# cell of every scoring table, total, grade, rank, tie, grade transition and loss is what the generator worked out itself.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

generator=$(dirname "$program")/tests/county
"$generator" "$scratch/county" --expected "$scratch/expected.csv" --with comments,tasks,cases,survey,targets,explanations,deflators
db=$scratch/county.db
ends 0 "load" load "$scratch/county" --db "$db"
ends 0 "measure" measure --db "$db"
ends 0 "check" check --db "$db"
import "$db" "$scratch/expected.csv"

# Each query returns `what dept year key expected found` where the two differ; a fact that is not there is found as nothing.
differ() { # differ WHAT LEAST SQL; SQL: dept, year, key, value as found
    at_least "facts of kind $1" "$2" "$(query "$db" "SELECT count(*) FROM expected WHERE what = '$1'")"
    same "$1 (dept|year|key|expected|found)" "" "$(query "$db" "
        WITH found(dept, year, key, value) AS ($3)
        SELECT e.dept, e.year, e.key, e.expected, f.value
          FROM expected e
          LEFT JOIN found f ON f.dept = e.dept AND f.year = CAST(e.year AS INTEGER) AND f.key = e.key
         WHERE e.what = '$1' AND e.expected IS NOT f.value
         LIMIT 5")"
}
totals="total t JOIN dept d ON d.dept_id = t.dept_id WHERE t.rubric = 'county-2020'"

differ points 8000 "SELECT d.code, s.year, s.id, printf('%d.%06d', s.points / 1000000, s.points % 1000000)
    FROM score s JOIN dept d ON d.dept_id = s.dept_id WHERE s.rubric = 'county-2020'"
differ total 400 "SELECT d.code, t.year, '', printf('%d.%06d', t.points / 1000000, t.points % 1000000) FROM $totals"
differ grade 400 "SELECT d.code, t.year, '', t.grade_zh FROM $totals"
differ rank 400 "SELECT d.code, t.year, CAST(t.n AS TEXT), CAST(t.rank AS TEXT) FROM $totals"
differ tied 400 "SELECT d.code, t.year, '', CAST(count(*) OVER (PARTITION BY t.year, t.rank) AS TEXT) FROM $totals"
differ transition 20 "SELECT '', n.year, o.grade_zh || '>' || n.grade_zh, CAST(count(*) AS TEXT)
    FROM total n JOIN total o ON o.dept_id = n.dept_id AND o.year = n.year - 1 AND o.rubric = n.rubric
   WHERE n.rubric = 'county-2020' GROUP BY n.year, o.grade_zh, n.grade_zh"
differ loss 100 "SELECT '', s.year, s.id, printf('%d.%06d', sum(s.full - s.points) / 1000000, sum(s.full - s.points) % 1000000)
    FROM score s WHERE s.rubric = 'county-2020' GROUP BY s.year, s.id"
differ satisfied 1200 "SELECT d.code, r.year, r.respondent, printf('%d of %d', r.satisfied, r.answered)
    FROM survey_result r JOIN dept d ON d.dept_id = r.dept_id WHERE r.survey = 'county-2020'"
differ targets 400 "SELECT d.code, t.year, '', printf('%d of %d', sum(r.verdict = 'met'), sum(r.verdict IN ('met', 'not_met')))
    FROM target_result r JOIN target t ON t.target_id = r.target_id JOIN dept d ON d.dept_id = t.dept_id GROUP BY d.code, t.year"

# What was put in on purpose is there at all: a tie on full marks, a fall from the best grade to the lowest, 90 and 89.99.
facts() {
    query "$db" "SELECT dept || ' ' || year || ' ' || expected FROM expected WHERE $1 ORDER BY dept, year"
}
same "full marks" $'101 2020 100.000000\n104 2020 100.000000\n106 2021 100.000000' \
    "$(facts "what = 'total' AND expected = '100.000000'")"
same "ties for the first place" $'101 2020 1\n104 2020 1' "$(facts "what = 'rank' AND year = '2020' AND expected = '1'")"
same "the fall" "106 2022 差" "$(facts "what = 'grade' AND expected = '差'")"
same "at the bound" $'110 2021 90.000000\n111 2021 89.990000' \
    "$(facts "what = 'total' AND year = '2021' AND dept IN ('110', '111')")"

# The figures satisfy every check; the only findings are the three-public expenses above their budget that there are, and the one
# target of each department that is set in words.
same "checks with findings" $'target_in_words\nthree_public_over_budget' \
    "$(query "$db" "SELECT DISTINCT id FROM finding WHERE verdict <> 'rounding' ORDER BY id")"
same "warnings of loading" 0 "$(query "$db" "SELECT count(*) FROM issue WHERE severity <> 'info'")"

# What the generator explains of the department that falls is explained; money has grown less in real terms than on paper.
same "flags that are explained and stay open" 0 "$(query "$db" "SELECT count(*) FROM flag f JOIN explanation e ON e.flag = f.id WHERE f.section <> 'explained'")"
at_least "flags that are explained" 1 "$(query "$db" "SELECT count(*) FROM flag WHERE section = 'explained'")"
at_least "trends in real terms" 100 "$(query "$db" "SELECT count(*) FROM trend WHERE real_growth < growth")"
same "trends that grow faster in real terms" 0 "$(query "$db" "SELECT count(*) FROM trend WHERE real_growth >= growth")"

# The same seed gives the same bytes, another seed another county.
"$generator" "$scratch/again" --with comments,tasks,cases,survey,targets,explanations,deflators
same_folder "the same seed" "$scratch/county" "$scratch/again"
"$generator" "$scratch/other" --seed 2
if cmp -s "$scratch/county/2019-accounts.csv" "$scratch/other/2019-accounts.csv"; then bad "another seed gives the same figures"; else good; fi
verdict "the review of a county of known facts"
