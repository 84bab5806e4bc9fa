#!/usr/bin/env bash
# The job in the sqlite3 shell, in SQL alone: sqlite.sh MODULES THREADS DATA OUT. A clustered table of the stage, then a window.
set -euo pipefail
threads=$2 data=$3 out=${4:-}
if [[ $data == --version ]]; then
    sqlite3 --version | cut -d ' ' -f 1
    exit
fi
rm -f "$out/job.db"
{
    printf '%s\n' "PRAGMA journal_mode = OFF;" "PRAGMA synchronous = OFF;" "PRAGMA cache_size = -500000;" "PRAGMA temp_store = MEMORY;" \
        "PRAGMA threads = $threads;" ".mode csv" "CREATE TABLE figure(dept INT, year INT, item INT, stage TEXT, value REAL);"
    for file in "$data"/figures-*.csv; do printf '.import --skip 1 "%s" figure\n' "$file"; done
    cat <<END
CREATE TABLE actual(dept INT, item INT, year INT, value REAL, PRIMARY KEY (dept, item, year)) WITHOUT ROWID;
INSERT INTO actual SELECT dept, item, year, value FROM figure WHERE stage = 'actual' AND value <> '' ORDER BY dept, item, year;
CREATE TABLE change(dept INT, item INT, year INT, prior REAL, current REAL, rate REAL);
INSERT INTO change
SELECT dept, item, year, prior, current, CASE WHEN prior > 0 THEN (current - prior) / prior * 100 END
  FROM (SELECT dept, item, year, value AS current, lag(value) OVER series AS prior, lag(year) OVER series AS prior_year
          FROM actual WINDOW series AS (PARTITION BY dept, item ORDER BY year))
 WHERE prior_year = year - 1;
.headers on
.output $out/changes.csv
SELECT dept, item, year, prior, current, round(current - prior, 2) AS change, round(rate, 2) AS rate FROM change;
.output $out/totals.csv
SELECT dept, year, budget, adjusted, actual, round((adjusted - budget) / budget * 100, 2) AS adjustment_rate,
       round(actual / adjusted * 100, 2) AS execution_rate
  FROM (SELECT dept, year, round(sum(CASE WHEN stage = 'budget' THEN value END), 2) AS budget,
               round(sum(CASE WHEN stage = 'adjusted' THEN value END), 2) AS adjusted,
               round(sum(CASE WHEN stage = 'actual' THEN value END), 2) AS actual
          FROM figure GROUP BY dept, year);
CREATE TABLE spread(item INT, year INT, n INT, median REAL, mad REAL, PRIMARY KEY (item, year)) WITHOUT ROWID;
INSERT INTO spread(item, year, n, median)
SELECT item, year, max(n), avg(rate)
  FROM (SELECT item, year, rate, row_number() OVER (PARTITION BY item, year ORDER BY rate) AS place,
               count(*) OVER (PARTITION BY item, year) AS n
          FROM change WHERE rate IS NOT NULL)
 WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY item, year;
UPDATE spread SET mad = middle
  FROM (SELECT item AS of_item, year AS of_year, avg(away) AS middle
          FROM (SELECT item, year, away, row_number() OVER (PARTITION BY item, year ORDER BY away) AS place,
                       count(*) OVER (PARTITION BY item, year) AS n
                  FROM (SELECT item, year, abs(rate - median) AS away FROM change JOIN spread USING (item, year) WHERE rate IS NOT NULL))
         WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY item, year)
 WHERE item = of_item AND year = of_year;
.output $out/spread.csv
SELECT item, year, n, round(median, 4) AS median, round(mad, 4) AS mad FROM spread;
.output $out/outliers.csv
SELECT dept, item, year, round(rate, 2) AS rate, round(median, 4) AS median, round(mad, 4) AS mad,
       round((rate - median) / (1.4826 * mad), 4) AS score
  FROM change JOIN spread USING (item, year) WHERE abs(rate - median) > 5 * 1.4826 * mad;
END
} | sqlite3 "$out/job.db" >/dev/null
