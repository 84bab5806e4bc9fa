#!/usr/bin/env bash
# One .sql file is a new indicator, one .gp file a new chart: nothing in C or CMake, told where it came from, and refused with its
# name and the reason when it is broken or wants more than to read.
# shellcheck disable=SC2016  # the back-quotes are those of messages
set -euo pipefail
. "$(dirname "$0")/lib.bash"

# The dataset under a name of its own, and everything below the scratch folder, so that messages name short paths.
cd "$scratch"
cp -R "$root/datasets/service-centres" centres
mkdir queries plots

cat >queries/reception_share.sql <<'SQL'
-- indicator:      reception_share
-- zh:             公务接待费占公用经费
-- en:             Receptions in operating funds
-- unit:           percent
-- better:         lower
-- position:       500
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  公务接待费预算 / 公用经费预算
-- definition.en:  receptions / operating funds, budget
-- basis:          tests
SELECT a.dept_id, a.year, a.budget AS numerator, b.budget AS denominator, a.budget_origin AS numerator_origin,
       b.budget_origin AS denominator_origin
  FROM figure a
  JOIN item ai ON ai.item_id = a.item_id
  JOIN item bi ON bi.code = 'public_funds'
  JOIN figure b ON b.dept_id = a.dept_id AND b.item_id = bi.item_id AND b.part_id = 0 AND b.year = a.year AND b.month = 12
 WHERE ai.code = 'three_public_reception' AND a.part_id = 0 AND a.month = 12 AND a.budget IS NOT NULL
 ORDER BY a.dept_id, a.year
SQL
# A built-in indicator, replaced by name: 在职 / 编制 turned upside down.
cat >queries/staffing_control_rate.sql <<'SQL'
-- indicator:      staffing_control_rate
-- zh:             编制在职比
-- en:             Posts per head
-- unit:           percent
-- better:         none
-- position:       10
-- parts:          persons
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  编制数 / 在职人员数
-- definition.en:  posts / staff
-- basis:          tests
SELECT f.dept_id, f.year, f.budget AS numerator, f.actual AS denominator, f.budget_origin AS numerator_origin,
       f.actual_origin AS denominator_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'staff' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
SQL
cat >plots/staff_marks.gp <<'GP'
# chart: staff_marks
# zh: 在职人员一览
# en: Staff at a glance
# for: run
# chapter: rates
# order: 1
# data:
#   SELECT row_number() OVER (ORDER BY d.code, f.year) AS position, f.actual AS staff
#     FROM figure f JOIN item i ON i.item_id = f.item_id AND i.code = 'staff' JOIN dept d ON d.dept_id = f.dept_id
#    WHERE f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
#    ORDER BY d.code, f.year
# column.position: int | 序号 | Number
# column.staff: persons | 在职 | Staff
# note.zh: 测试图。
# note.en: A chart of a test.
# alternative.zh: 在职人员。
# alternative.en: Staff.
# height: 200
plot data using (column(col_position)):(column(col_staff)) with impulses notitle
GP

ends 0 "list" list --queries queries --plots plots
for line in "indicator	reception_share	Receptions in operating funds	queries/reception_share.sql" \
    "indicator	staffing_control_rate	Posts per head	queries/staffing_control_rate.sql" \
    "indicator	debt_ratio	Debt ratio	built in" "chart	staff_marks	Staff at a glance	plots/staff_marks.gp"; do
    same "line of jixiao list" "$line" "$(grep -F "	$(cut -f2 <<<"$line")	" stdout)"
done
same "listed indicators of one name" 1 "$(grep -c '	staffing_control_rate	' stdout)"

ends 0 "the run with both" run centres -o out --queries queries --plots plots --quiet
import tables.db out/tables/measures.csv
same "the new indicator in measures.csv" "2022|2000.00|23000.00|8.70
2023|2000.00|40000.00|5.00" \
    "$(query tables.db "SELECT year, numerator, denominator, value FROM measures WHERE indicator = 'reception_share' ORDER BY year")"
same "its calculation" "2,000.00 / 40,000.00 × 100% = 5.00%" \
    "$(query tables.db "SELECT calculation FROM measures WHERE indicator = 'reception_share' AND year = '2023'")"
same "the replaced indicator in measures.csv" 121.43 \
    "$(query tables.db "SELECT value FROM measures WHERE indicator = 'staffing_control_rate' AND dept = 'hanzhong'")"
at_least "the new indicator in the report" 1 "$(grep -c 公务接待费占公用经费 out/report.html)"
present "the new chart" out/charts/staff_marks.svg
at_least "the new chart in the report" 1 "$(grep -c 在职人员一览 out/report.html)"
at_least "the new indicator in the Markdown report" 1 "$(grep -c 公务接待费占公用经费 out/report.md)"
ends 0 "the new chart alone" chart staff_marks --db out/jixiao.db -o alone --queries queries --plots plots --quiet
same_file "the new chart, drawn alone" out/charts/staff_marks.svg alone/charts/staff_marks.svg
same "charts drawn alone" 1 "$(find alone -name '*.svg' | wc -l)"

# --- broken files: exit 1, the file and the reason, nothing written ---
broken() { # broken WHAT OPTION FILE REASON; the file from standard input
    rm -rf broken
    mkdir broken
    cat >"broken/$3"
    ends 1 "$1" run centres -o none "$2" broken --quiet
    says "$1" "broken/$3"
    says "$1" "$4"
    absent "$1" none/report.html
    same "$1: one line of trouble" 1 "$(wc -l <stderr)"
}
indicator() { # indicator SQL
    printf -- '-- %s\n' 'indicator: bad' 'zh: 坏' 'en: bad' 'unit: percent' 'better: none' 'calculation: {numerator}' \
        'definition.zh: 坏' 'definition.en: bad' 'basis: tests'
    printf '%s\n' "$1"
}
refused() { # refused WHAT REASON SQL
    broken "$1" --queries bad.sql "$2" < <(indicator "$3")
}
rates='SELECT dept_id, year, actual AS numerator, budget AS denominator FROM figure'
refused "a query with a mistake" 'near "SELEC"' 'SELEC dept_id'
refused "a query of an unknown table" 'no such table: nowhere' \
    'SELECT dept_id, year, 1 AS numerator, 1 AS denominator FROM nowhere ORDER BY 1'
refused "a query without its columns" 'a column' 'SELECT dept_id, year FROM figure ORDER BY 1'
refused "a query in no order" 'ORDER BY' "$rates"
refused "an unknown parameter" ':nope' "SELECT dept_id, year, actual AS numerator, :nope AS denominator FROM figure ORDER BY 1"
refused "INSERT" 'not authorized' "INSERT INTO meta VALUES ('a', 'b')"
refused "UPDATE" 'not authorized' 'UPDATE figure SET actual = 1 RETURNING dept_id, year, actual AS numerator, 1 AS denominator'
refused "DELETE" 'not authorized' 'DELETE FROM figure'
refused "a second statement" 'one SELECT' "$rates ORDER BY 1; DELETE FROM figure"
refused "CREATE" 'not authorized' 'CREATE TABLE x(a)'
refused "DROP" 'not authorized' 'DROP TABLE figure'
refused "PRAGMA" 'not authorized' 'PRAGMA table_info(meta)'
refused "a PRAGMA in a SELECT" 'use PRAGMA' \
    "SELECT cid AS dept_id, cid AS year, cid AS numerator, cid AS denominator FROM pragma_table_info('meta') ORDER BY 1"
refused "ATTACH" 'not authorized' "ATTACH 'x.db' AS x"
refused "VACUUM INTO" 'one SELECT' "VACUUM INTO 'x.db'"
refused "load_extension" 'not authorized' \
    "SELECT dept_id, year, load_extension('x') AS numerator, 1 AS denominator FROM figure ORDER BY 1"
counting='SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n AS dept_id, n AS year, n AS numerator, n AS denominator FROM t ORDER BY 1'
refused "WITH RECURSIVE" 'not authorized' "WITH RECURSIVE t(n) AS ($counting"
refused "a recursive WITH that does not say so" 'not authorized' "WITH t(n) AS ($counting"
absent "ATTACH and VACUUM INTO" x.db
broken "a query without a head" --queries bad.sql 'expected a head' <<<'SELECT 1'
broken "a query whose head names another file" --queries bad.sql 'other' < <(indicator "$rates ORDER BY 1" | sed 's/: bad$/: other/;')
broken "an unknown key" --queries bad.sql 'betterr' < <(indicator "$rates ORDER BY 1" | sed 's/better:/betterr:/')
broken "an unknown unit" --queries bad.sql 'furlong' < <(indicator "$rates ORDER BY 1" | sed 's/unit: percent/unit: furlong/')

chart() { # chart SED-SCRIPT; the good chart with something wrong
    sed -e 's/^# chart: .*/# chart: bad/' -e "$1" plots/staff_marks.gp
}
broken "a chart without a head" --plots bad.gp 'expected a head' <<<'plot 1'
broken "a chart of another name" --plots bad.gp 'other' < <(chart 's/^# chart: .*/# chart: other/')
broken "a chart without a body" --plots bad.gp 'bad.gp' < <(chart '/^plot/d')
broken "a chart with an unknown key" --plots bad.gp 'hight' < <(chart 's/^# height/# hight/')
broken "a chart for nothing known" --plots bad.gp 'village' < <(chart 's/^# for: .*/# for: village/')
broken "a chart of no chapter" --plots bad.gp '`chapter: overvew` is no chapter of the report; expected one of overview, quality' < <(chart 's/^# chapter: .*/# chapter: overvew/')
broken "a chart of no section of a card" --plots bad.gp '`chapter: depts` is no section of a card' < <(chart 's/^# chapter: .*/# chapter: depts/; s/^# for: .*/# for: dept/')
broken "a chart with a mistake in its query" --plots bad.gp 'no such table: figures_of_speech' \
    < <(chart 's/FROM figure f/FROM figures_of_speech f/')
broken "a chart that wants to write" --plots bad.gp 'not authorized' < <(chart 's/^#   SELECT row_number.*/#   DELETE FROM figure/; /^#     FROM/,/^#    ORDER/d')
# What only gnuplot can know shows when it draws: the status and the message tell, and no picture is left.
rm -rf broken
mkdir broken
chart 's/^plot data/plotter data/' >broken/bad.gp
ends 1 "a chart that gnuplot does not understand" chart bad --db out/jixiao.db -o none --queries queries --plots broken --quiet
says "a chart that gnuplot does not understand" 'broken/bad.gp:19: invalid command'
same "pictures of it" "" "$(find none -name '*.svg' 2>/dev/null)"
ends 1 "a run with such a chart" run centres -o none --plots broken --quiet
says "a run with such a chart" 'broken/bad.gp:19: invalid command'
same "pictures of it" "" "$(find none -name 'bad*.svg' 2>/dev/null)"
rm -rf none

ends 3 "a folder of queries that is not there" run centres -o none --queries nowhere --quiet
says "a folder of queries that is not there" nowhere
absent "a folder of queries that is not there" none/report.html
verdict "a file is an indicator or a chart"
