#!/usr/bin/env bash
# How many planted outliers are flagged, and how much else: outliers.sh PROGRAM ROOT [SEEDS] [RECALL PRECISION]
# Plants (tests/plants/README.md) go into philadelphia and into the made-up county, once for each seed 1 … SEEDS (20). Prints recall and
# precision of the program's flags, of mean ± 3 sd and of Tukey's fences on the same values, recall by kind, and what is flagged with nothing
# planted. With RECALL and PRECISION, ends with 1 when the flags are below them, or with nothing planted more than 1 % of the cells or 5 % of
# the department-years are flagged. OUTLIERS_QUERIES is a folder of query files to try instead of the program's own (measure --queries).
set -euo pipefail
. "$(dirname "$0")/../integration/lib.bash"
seeds=${3:-20} least_recall=${4:-} least_precision=${5:-}
tools=$(dirname "$program")/tests
sum=$scratch/sum.db
explain= # where grants can be explained
if "$program" template explanations >/dev/null 2>&1; then explain=explain; fi

measured() { # measured FOLDER DATABASE
    rm -f "$2"
    ends 0 "load $1" load "$1" --db "$2"
    ends 0 "check $1" check --db "$2"
    ends 0 "measure $1" measure --db "$2" ${OUTLIERS_QUERIES:+--queries "$OUTLIERS_QUERIES"}
}

# Department-years (and indicators) that each method flags in a database, into `hit` of $sum.
collect() { # collect DATABASE DATASET SEED
    local flags="SELECT NULL, NULL, NULL WHERE 0"
    if [[ -n $(query "$1" "SELECT 1 FROM sqlite_schema WHERE name = 'flag'") ]]; then
        flags="SELECT d.code, f.year, f.indicator FROM one.flag f JOIN one.dept d ON d.dept_id = f.dept_id WHERE f.section = 'open'"
    fi
    query "$sum" "
        ATTACH '$1' AS one;
        INSERT INTO hit SELECT 'jixiao', '$2', $3, * FROM ($flags);
        CREATE TEMP TABLE cell AS
          SELECT d.code AS dept, m.year, m.indicator, m.value, count(*) OVER same AS n, row_number() OVER (same ORDER BY m.value) AS place,
                 avg(m.value) OVER same AS mean
            FROM one.measure m JOIN one.dept d ON d.dept_id = m.dept_id
           WHERE m.month = 12 AND m.value IS NOT NULL
          WINDOW same AS (PARTITION BY m.indicator, m.year);
        CREATE TEMP TABLE spread AS
          SELECT indicator, year, n, mean, sqrt(sum((value - mean) * (value - mean)) / (n - 1)) AS sd,
                 sum(CASE WHEN place = 1 + (n - 1) / 4 THEN value * (1 - (n - 1) % 4 / 4.0)
                          WHEN place = 2 + (n - 1) / 4 THEN value * ((n - 1) % 4 / 4.0) END) AS q1,
                 sum(CASE WHEN place = 1 + 3 * (n - 1) / 4 THEN value * (1 - 3 * (n - 1) % 4 / 4.0)
                          WHEN place = 2 + 3 * (n - 1) / 4 THEN value * (3 * (n - 1) % 4 / 4.0) END) AS q3
            FROM cell WHERE n >= 8 GROUP BY indicator, year, n, mean;
        INSERT INTO cells SELECT '$2', $3, count(*), count(DISTINCT dept || ':' || year) FROM cell WHERE n >= 8;
        INSERT INTO hit SELECT 'mean ± 3 sd', '$2', $3, c.dept, c.year, c.indicator
          FROM cell c JOIN spread s USING (indicator, year) WHERE abs(c.value - s.mean) > 3 * s.sd;
        INSERT INTO hit SELECT 'Tukey 1.5 IQR', '$2', $3, c.dept, c.year, c.indicator
          FROM cell c JOIN spread s USING (indicator, year)
         WHERE c.value < s.q1 - 1.5 * (s.q3 - s.q1) OR c.value > s.q3 + 1.5 * (s.q3 - s.q1);"
}

# What the program says about itself with nothing planted: cells tested, cells that fired, false ones to expect.
own_words() { # own_words DATABASE DATASET
    [[ -n $(query "$1" "SELECT 1 FROM sqlite_schema WHERE name = 'screening'") ]] || return 0
    query "$sum" "ATTACH '$1' AS one;
        INSERT INTO said SELECT '$2', sum(cells), sum(fired), sum(expected), (SELECT count(*) FROM one.flag),
               (SELECT count(*) FROM one.flag WHERE section = 'open') FROM one.screening WHERE reason = ''"
}

query "$sum" "CREATE TABLE said(dataset TEXT, cells_tested INTEGER, fired INTEGER, expected_false REAL, flags INTEGER, open_flags INTEGER);
              CREATE TABLE hit(method TEXT, dataset TEXT, seed INTEGER, dept TEXT, year INTEGER, indicator TEXT);
              CREATE TABLE cells(dataset TEXT, seed INTEGER, cells INTEGER, years INTEGER);
              CREATE TABLE plant(dataset TEXT, seed INTEGER, kind TEXT, negative INTEGER, dept TEXT, year INTEGER, what TEXT, size TEXT);"
cp -R "$root/datasets/philadelphia" "$scratch/philadelphia"
"$tools/county" "$scratch/county" --plain
for dataset in philadelphia county; do
    clean=$scratch/$dataset.db
    measured "$scratch/$dataset" "$clean"
    collect "$clean" "$dataset" 0
    own_words "$clean" "$dataset"
    for ((seed = 1; seed <= seeds; seed++)); do
        rm -rf "$scratch/planted"
        cp -R "$scratch/$dataset" "$scratch/planted"
        "$tools/plant" "$clean" "$scratch/planted" "$dataset" "$seed" "$scratch/list.csv" ${explain:+"$explain"}
        tail -n +2 "$scratch/list.csv" | sed "s/^/$dataset,$seed,/" >"$scratch/rows.csv"
        printf '.mode csv\n.import "%s" plant\n' "$scratch/rows.csv" | sqlite3 "$sum"
        measured "$scratch/planted" "$scratch/planted.db"
        collect "$scratch/planted.db" "$dataset" "$seed"
    done
done

# A plant is found by a flag at its place; a drift by one in the second half of the years. What is flagged without plants is nobody's
# false alarm, neither there nor in the department that was copied from it (NAME-new, and `like NAME`).
query "$sum" "
    CREATE TABLE method AS SELECT DISTINCT method FROM hit;
    CREATE INDEX by_place ON hit(method, dataset, seed, dept, year);
    CREATE TABLE found AS
      SELECT m.method, p.*, EXISTS (SELECT 1 FROM hit h WHERE h.method = m.method AND h.dataset = p.dataset AND h.seed = p.seed
                                       AND h.dept = p.dept AND (h.year = p.year OR (p.kind = 'drift' AND h.year >= 2014))) AS found
        FROM method m, plant p WHERE p.negative = 0;
    CREATE TABLE false AS
      SELECT DISTINCT h.method, h.dataset, h.seed, h.dept, h.year
        FROM hit h
       WHERE h.seed > 0
         AND NOT EXISTS (SELECT 1 FROM hit b WHERE b.method = h.method AND b.dataset = h.dataset AND b.seed = 0 AND b.year = h.year
                            AND b.dept IN (h.dept, replace(h.dept, '-new', ''), (
                              SELECT substr(p.what, 6) FROM plant p WHERE p.dataset = h.dataset AND p.seed = h.seed AND p.kind = 'new'
                                 AND p.dept = h.dept)))
         AND NOT EXISTS (SELECT 1 FROM plant p WHERE p.negative = 0 AND p.dataset = h.dataset AND p.seed = h.seed AND p.dept = h.dept
                            AND (p.year = h.year OR p.kind = 'drift'));"

show() {
    sqlite3 -batch -header -column "$sum" "$1"
    printf '\n'
}
table() { # table WHERE
    show "SELECT m.method,
                 printf('%.3f', (SELECT avg(found) FROM found f WHERE f.method = m.method AND $1)) AS recall,
                 printf('%.3f', 1.0 * (SELECT sum(found) FROM found f WHERE f.method = m.method AND $1) /
                   ((SELECT sum(found) FROM found f WHERE f.method = m.method AND $1) +
                    (SELECT count(*) FROM false f WHERE f.method = m.method AND $1))) AS precision,
                 printf('%.2f %%', 100.0 * (SELECT count(*) FROM hit f WHERE f.method = m.method AND f.seed = 0 AND $1) /
                   (SELECT sum(cells) FROM cells f WHERE f.seed = 0 AND $1)) AS clean_cells,
                 printf('%.2f %%', 100.0 * (SELECT count(DISTINCT f.dataset || f.dept || ':' || f.year) FROM hit f
                                             WHERE f.method = m.method AND f.seed = 0 AND $1) /
                   (SELECT sum(years) FROM cells f WHERE f.seed = 0 AND $1)) AS clean_dept_years
            FROM method m ORDER BY m.method = 'jixiao' DESC, m.method"
}
printf 'both datasets, %d seeds, %d plants\n' "$seeds" "$(query "$sum" "SELECT count(*) FROM plant WHERE negative = 0")"
table "1"
for dataset in philadelphia county; do
    printf '%s\n' "$dataset"
    table "f.dataset = '$dataset'"
done
printf 'recall by kind\n'
recall="printf('%.2f', avg(found) FILTER (WHERE method ="
show "SELECT dataset, kind, count(*) / (SELECT count(*) FROM method) AS plants, $recall 'jixiao')) AS jixiao,
             $recall 'mean ± 3 sd')) AS 'mean ± 3 sd', $recall 'Tukey 1.5 IQR')) AS 'Tukey 1.5 IQR'
        FROM found GROUP BY dataset, kind ORDER BY dataset DESC, kind"
if [[ $(query "$sum" "SELECT count(*) FROM said") -gt 0 ]]; then
    printf 'nothing planted, in the words of the program\n'
    show "SELECT dataset, cells_tested, fired, printf('%.1f', expected_false) AS expected_false, flags, open_flags FROM said"
fi
if [[ "${OUTLIERS_MISSED:-}" ]]; then
    printf 'not found by jixiao, and flagged though not planted\n'
    show "SELECT dataset, seed, kind, dept, year, what, size FROM found WHERE method = 'jixiao' AND NOT found"
    show "SELECT f.dataset, f.seed, f.dept, f.year, group_concat(DISTINCT h.indicator) AS indicators,
                 (SELECT p.kind || ' ' || p.year FROM plant p WHERE p.dataset = f.dataset AND p.seed = f.seed AND p.dept = f.dept) AS planted_there
            FROM false f JOIN hit h USING (method, dataset, seed, dept, year) WHERE method = 'jixiao' GROUP BY 1, 2, 3, 4"
fi
if [[ -n $least_recall ]]; then
    read -r recall precision < <(query "$sum" "
        SELECT coalesce((SELECT avg(found) FROM found WHERE method = 'jixiao'), 0) || ' ' ||
               coalesce((SELECT 1.0 * sum(found) / (sum(found) + (SELECT count(*) FROM false WHERE method = 'jixiao'))
                           FROM found WHERE method = 'jixiao'), 0)")
    read -r cells years < <(query "$sum" "
        SELECT (1.0 * (SELECT count(*) FROM hit WHERE method = 'jixiao' AND seed = 0) / sum(cells)) || ' ' ||
               (1.0 * (SELECT count(DISTINCT dataset || dept || ':' || year) FROM hit WHERE method = 'jixiao' AND seed = 0) / sum(years))
          FROM cells WHERE seed = 0")
    within() { # within WHAT LOW VALUE HIGH
        if awk "BEGIN { exit !($2 <= $3 && $3 <= $4) }"; then good; else bad "$1 is $3, not within $2 and $4"; fi
    }
    within recall "$least_recall" "$recall" 1
    within precision "$least_precision" "$precision" 1
    within "share of cells flagged with nothing planted" 0 "$cells" 0.01
    within "share of department-years flagged with nothing planted" 0 "$years" 0.05
fi
verdict "planted outliers"
