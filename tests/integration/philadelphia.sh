#!/usr/bin/env bash
# Philadelphia, computed a second time from the published CSV files, with integers in SQL and without jixiao's tables: which
# departments and years have a rate, and what it is. Every department-year is compared, not a sample; the counts are written out
# so that an empty comparison cannot pass.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

data=$root/datasets/philadelphia
out=$scratch/out
ends 0 "the run" run "$data" -o "$out" --quiet
[[ $status -eq 0 ]] || verdict "Philadelphia, computed twice"
import "$scratch/raw.db" "$data"/{actual-department-spending,budgeted-department-spending-adopted,department-obligations,fulltime-positions,departments}.csv
import "$scratch/raw.db" "$out"/tables/{measures,yoy,yoy_expenditure,rollup,rollup_totals,restatements,same_period}.csv

# percent(n, d) in hundredths, halves away from zero, by integers; nothing below a denominator that is not positive.
percent() { # percent NUMERATOR DENOMINATOR
    printf 'CASE WHEN %s > 0 THEN (CASE WHEN %s < 0 THEN -1 ELSE 1 END) * ((abs(%s) * 20000 + %s) / (2 * %s)) END' "$2" "$1" "$1" "$2" "$2"
}

query "$scratch/raw.db" "
CREATE TABLE spent AS SELECT dept_code AS dept, CAST(fiscal_year AS INT) AS year, CAST(total AS INT) AS v
  FROM \"actual-department-spending\";
CREATE TABLE adopted AS SELECT dept_code AS dept, CAST(fiscal_year AS INT) AS year, CAST(total AS INT) AS v
  FROM \"budgeted-department-spending-adopted\";
-- A report's quarter is the month of its year to date; the latest report counts, within one report the first row.
CREATE TABLE obliged AS
  SELECT dept, year, month, v FROM (
    SELECT dept_code AS dept, CAST(fiscal_year AS INT) AS year,
           CASE time_period WHEN 'YTD' THEN 3 * CAST(report_quarter AS INT) ELSE 12 END AS month, CAST(total AS INT) AS v,
           row_number() OVER (PARTITION BY dept_code, fiscal_year, CASE time_period WHEN 'YTD' THEN 3 * CAST(report_quarter AS INT) ELSE 12 END
             ORDER BY report_fiscal_year || report_quarter DESC, rowid) AS place
      FROM \"department-obligations\"
     WHERE variable = 'Actual'
       AND NOT (dept_code = '26-D' AND time_period = 'YTD' AND report_fiscal_year || report_quarter = '20094'))
   WHERE place = 1;
CREATE TABLE positions AS
  SELECT dept, year, variable, v FROM (
    SELECT dept_code AS dept, CAST(fiscal_year AS INT) AS year, variable, CAST(total AS INT) AS v,
           row_number() OVER (PARTITION BY dept_code, fiscal_year, variable
             ORDER BY report_fiscal_year || report_quarter DESC, rowid) AS place
      FROM \"fulltime-positions\"
     WHERE fund = 'Total' AND time_period = 'Full Year'
       AND NOT (variable = 'Adopted Budget' AND dept_code = '58' AND dept_name_raw LIKE 'Office of Property Assessment%'))
   WHERE place = 1;
CREATE TABLE counted AS SELECT dept FROM departments WHERE included <> 'yes';
CREATE TABLE city AS SELECT year, sum(v) AS v FROM spent JOIN counted USING (dept) GROUP BY year;
CREATE TABLE found AS
  SELECT indicator, dept, CAST(year AS INT) AS year, CAST(month AS INT) AS month,
         CASE WHEN value <> '' THEN CAST(round(value * 100) AS INT) END AS v
    FROM measures;
CREATE INDEX found_key ON found(indicator, dept, year);
"

# The same rows on both sides: what is only expected and what is only found, and how many there are at all.
compare() { # compare WHAT COUNT EXPECTED-SQL FOUND-SQL
    local missing surplus
    missing=$(query "$scratch/raw.db" "SELECT * FROM ($3) EXCEPT SELECT * FROM ($4) ORDER BY 1, 2 LIMIT 5")
    surplus=$(query "$scratch/raw.db" "SELECT * FROM ($4) EXCEPT SELECT * FROM ($3) ORDER BY 1, 2 LIMIT 5")
    same "$1: rows that only the raw files give" "" "$missing"
    same "$1: rows that only jixiao gives" "" "$surplus"
    same "$1: how many" "$2" "$(query "$scratch/raw.db" "SELECT count(*) FROM ($4)")"
}

found() { # found INDICATOR FIRST LAST [COLUMNS]; with a value
    printf "SELECT dept, year, %s v FROM found WHERE indicator = '%s' AND year BETWEEN %s AND %s AND v IS NOT NULL" "${4:-}" "$1" "$2" "$3"
}

changed="SELECT c.dept, c.year, c.v AS now, p.v AS before, $(percent '(c.v - p.v)' p.v) AS rate FROM spent c JOIN spent p ON p.dept = c.dept AND p.year = c.year - 1"
compare "change of actual expenditure, 2005 to 2021" 1140 "SELECT dept, year, rate FROM ($changed) WHERE rate IS NOT NULL" \
    "$(found expenditure_change_rate 2005 2021)"
compare "the same in yoy_expenditure.csv, with amounts" 1140 \
    "SELECT dept, year, now, before, now - before, rate FROM ($changed) WHERE rate IS NOT NULL" \
    "SELECT dept, CAST(year AS INT), CAST(current AS INT), CAST(prior AS INT), CAST(change AS INT), CAST(round(rate * 100) AS INT)
       FROM yoy_expenditure WHERE stage_name = 'actual' AND rate <> ''"
compare "years with a change of actual expenditure" 17 "SELECT 2004 + value AS year, '' FROM generate_series(1, 17)" \
    "SELECT DISTINCT year, '' FROM found WHERE indicator = 'expenditure_change_rate' AND v IS NOT NULL"
compare "departments with actual expenditure" 1292 "SELECT dept, year FROM spent" \
    "SELECT dept, CAST(year AS INT) FROM yoy WHERE item = 'expenditure' AND stage = 'actual' AND part = '' AND current <> ''"

compare "execution of the adopted budget, 2006 to 2021" 1095 \
    "SELECT dept, year, $(percent s.v a.v) AS rate FROM spent s JOIN adopted a USING (dept, year) WHERE a.v > 0" \
    "$(found budget_vs_initial_rate 2006 2021)"
compare "years with an execution rate" 16 "SELECT 2005 + value AS year, '' FROM generate_series(1, 16)" \
    "SELECT DISTINCT year, '' FROM found WHERE indicator = 'budget_vs_initial_rate' AND v IS NOT NULL"

compare "staffing control, 2008 to 2022" 792 \
    "SELECT dept, year, $(percent s.v b.v) AS rate FROM positions s JOIN positions b USING (dept, year)
      WHERE s.variable = 'Actual' AND b.variable = 'Adopted Budget' AND b.v > 0 AND year BETWEEN 2008 AND 2022" \
    "$(found staffing_control_rate 2008 2022)"
compare "years with a staffing control rate" 15 "SELECT 2007 + value AS year, '' FROM generate_series(1, 15)" \
    "SELECT DISTINCT year, '' FROM found WHERE indicator = 'staffing_control_rate' AND v IS NOT NULL"

quarters="SELECT c.dept, c.year, c.month, c.v AS now, p.v AS before, $(percent '(c.v - p.v)' p.v) AS rate
  FROM obliged c JOIN obliged p ON p.dept = c.dept AND p.year = c.year - 1 AND p.month = c.month"
compare "cumulative same-period change of obligations" 4415 \
    "SELECT dept, year, month, rate FROM ($quarters) WHERE rate IS NOT NULL" \
    "$(found obligation_same_period_rate 2008 2023 month,)"
compare "the same in same_period.csv for the latest year" 222 \
    "SELECT dept, month, now, before, rate FROM ($quarters) WHERE year = 2023 AND month < 12 AND rate IS NOT NULL" \
    "SELECT dept, CAST(month AS INT), CAST(current AS INT), CAST(prior AS INT), CAST(round(rate * 100) AS INT) FROM same_period WHERE rate <> ''"
# Somewhere the later report says another number than the earlier one, or the rule above was not tried.
at_least "obligations that a later report restated" 1000 \
    "$(query "$scratch/raw.db" "SELECT count(*) FROM restatements WHERE item = 'obligations'")"

# A city's dollar counts once: awk on the file itself, and the sums of the first-level departments.
dollars() { # dollars CSV FIELD-OF-YEAR FIELD-OF-TOTAL; sums by year; commas in quotes do not count
    sed 's/"[^"]*"/q/g' "$1" | awk -F, -v y="$2" -v t="$3" 'NR > 1 { sum[$y] += $t } END { for (y in sum) printf "%d|%.0f\n", y, sum[y] }' | sort
}
for file in actual-department-spending:actual:8 budgeted-department-spending-adopted:budget:8; do
    IFS=: read -r stem column year <<<"$file"
    same "$stem: the departments' sum is the roll-up's total" "$(dollars "$data/$stem.csv" "$year" 10)" \
        "$(query "$scratch/raw.db" "SELECT CAST(year AS INT), CAST($column AS INT) FROM rollup_totals WHERE item = 'expenditure' AND $column <> '' ORDER BY 1")"
done
compare "change of the city's actual expenditure, 2005 to 2021" 17 \
    "SELECT c.year, c.v, p.v AS before, $(percent '(c.v - p.v)' p.v) AS rate FROM city c JOIN city p ON p.year = c.year - 1" \
    "SELECT CAST(year AS INT), CAST(actual AS INT), CAST(prior AS INT), CAST(round(change * 100) AS INT)
       FROM rollup_totals WHERE item = 'expenditure' AND change <> ''"
# The lines of employee benefits stand inside 35-EB, which their sum shows: adding them would count them twice.
compare "obligations of the city without what a parent contains" 0 \
    "SELECT year, sum(v) FROM obliged JOIN counted USING (dept) WHERE month = 12 GROUP BY year
     EXCEPT SELECT CAST(year AS INT), CAST(actual AS INT) FROM rollup_totals WHERE item = 'obligations'" \
    "SELECT 1, 1 WHERE 0"
same "years in which the lines of 35-EB do not add up to it" "" "$(query "$scratch/raw.db" "
    SELECT year, sum(CASE WHEN dept = '35-EB' THEN v ELSE -v END) AS rest FROM obliged
     WHERE month = 12 AND (dept = '35-EB' OR dept IN (SELECT dept FROM departments WHERE parent = '35-EB' AND included = 'yes'))
     GROUP BY year HAVING count(*) > 1 AND rest <> 0")"
family="SELECT coalesce(nullif(g.parent, ''), nullif(d.parent, ''), d.dept) AS dept, s.year, sum(s.v) AS v
  FROM spent s JOIN counted USING (dept) JOIN departments d USING (dept) LEFT JOIN departments g ON g.dept = d.parent
 GROUP BY 1, 2"
compare "first-level departments with their members" 958 "$family" \
    "SELECT dept, CAST(year AS INT), CAST(actual AS INT) FROM rollup WHERE item = 'expenditure' AND actual <> ''"
same "years in which the first-level departments do not add up to the city" "" "$(query "$scratch/raw.db" "
    SELECT t.year FROM rollup_totals t LEFT JOIN (SELECT year, sum(actual) AS v FROM rollup WHERE item = 'expenditure' GROUP BY year) r
        ON r.year = t.year
     WHERE t.item = 'expenditure' AND t.actual <> '' AND (r.v IS NULL OR CAST(r.v AS INT) <> CAST(t.actual AS INT))" | paste -sd' ')"

# The report of an English dataset is English throughout, and complete.
for file in report.html report.md; do
    same "Chinese in $file" "" "$(grep -oP '.{0,30}[\x{4e00}-\x{9fff}]+.{0,10}' "$out/$file" | sort -u | head -n 5)"
    present "the report" "$out/$file"
done
same "Chinese in the charts" "" "$(grep -lP '[\x{4e00}-\x{9fff}]' "$out"/charts/*.svg | head -n 5)"
same "departments with expenditure but without their chart" "" \
    "$(query "$scratch/raw.db" "SELECT dept FROM spent GROUP BY dept HAVING count(*) > 1" |
        while IFS= read -r dept; do
            grep -q "<figure class=\"chart\" id=\"dept_bars_yoy-$dept\">" "$out/dept/$dept.html" || echo "$dept"
        done | paste -sd' ')"
same "files for the charts of more than a hundred departments" "" "$(find "$out/charts" -name 'dept_*')"
verdict "Philadelphia, computed twice"
