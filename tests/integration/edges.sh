#!/usr/bin/env bash
# Every method of what stands out on counties of nothing, one, two and seven departments, of equal, missing, zero, negative and huge values:
# never a crash, a nan or an infinity, in the database or the report; where nothing can be said there is a reason.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

# Figures for every series of queries/flags and every rate that is screened, over 15 years and their months.
county() { # county FOLDER DEPARTMENTS VALUE-IN-AWK
    mkdir "$1"
    printf 'published: 2024-06-30\n' >"$1/f.meta"
    awk -v depts="$2" 'BEGIN { print "dept,dept_name,kind"; for (d = 1; d <= depts; d++) print d ",部门" d ",行政" }' >"$1/departments.csv"
    awk -v depts="$2" "
        function chance() { seed = seed * 16807 % 2147483647; return seed / 2147483647 }
        function value(scale) { return $3 }
        function put(item, stage, month, unit, scale,    v) {
            v = value(scale)
            if (v != \"—\") v = sprintf(unit == \"元\" ? \"%.2f\" : \"%.0f\", v)
            printf \"%d,%d,%d,%s,%s,%s,%s\\n\", d, y, month, item, stage, v, unit
        }
        BEGIN {
            seed = 11
            money = split(\"expenditure revenue obligations three_public public_funds personnel_funds procurement fixed_assets\" \\
                          \" expenditure_project 301 302 310\", items, \" \")
            print \"dept,year,month,item,stage,value,unit\"
            for (d = 1; d <= depts; d++) for (y = 2009; y <= 2023; y++) {
                for (i = 1; i <= money; i++) { put(items[i], \"budget\", 12, \"元\", 1); put(items[i], \"actual\", 12, \"元\", 1) }
                put(\"fixed_assets_in_use\", \"actual\", 12, \"元\", 1); put(\"expenditure\", \"adjusted\", 12, \"元\", 1)
                put(\"carryover_closing\", \"actual\", 12, \"元\", 1)
                put(\"staff\", \"budget\", 12, \"人\", 0); put(\"staff\", \"actual\", 12, \"人\", 0)
                put(\"tasks\", \"budget\", 12, \"项\", 0); put(\"tasks_on_time\", \"actual\", 12, \"项\", 0)
                if (y >= 2022) for (m = 1; m < 12; m++) put(\"expenditure\", \"actual\", m, \"元\", 1)
            }
        }" >"$1/f.csv"
    ends 0 "loading $1" load "$1" --db "$1.db" --quiet
    ends 0 "measuring $1" measure --db "$1.db" --quiet
    same "nan or infinity of $1" "0" "$(query "$1.db" ".dump" | grep -icE "[,(](-?nan|-?inf(inity)?|-?9\.0e\+999)[,)]" || true)"
    same "series of $1 without a test or a reason" "" "$(query "$1.db" "
        SELECT DISTINCT m.indicator FROM measure m JOIN indicator i USING (indicator)
         WHERE m.value IS NOT NULL AND m.month = 12 AND i.unit = 'percent'
           AND m.indicator IN (SELECT indicator FROM screening) AND NOT EXISTS (SELECT 1 FROM screening s WHERE s.indicator = m.indicator AND s.cells > 0)")"
}
flagged() { query "$1.db" "SELECT count(*) FROM flag WHERE family <> 'month'"; } # a department's own months need no others
reasons() { query "$1.db" "SELECT DISTINCT reason FROM screening ORDER BY 1" | paste -sd ' '; }
reported() { # reported FOLDER
    ends 0 "the report of $1" report --db "$1.db" -o "$1-out" --quiet
    same "nan in the report of $1" "0" "$(cat "$1-out/report.html" "$1-out/report.md" "$1-out"/tables/*.csv "$1-out/flags.json" |
        grep -icE '[>, (|:](-?nan|-?inf)[<, %)|]' || true)"
}

county none 1 '"—"'
county one 1 '100 + chance()'
county two 2 '100 + chance()'
county seven 7 '100 + 30 * chance()'
county equal 12 '100'
county missing 12 '"—"'
county zero 12 '0'
county negative 12 'scale ? -100 - chance() : 5'
county huge 12 'scale ? (chance() < 0.5 ? 0.01 : 90000000000000) : 1 + int(2000000000 * chance())'
county wild 12 'scale ? exp(25 * chance() - 4) : int(exp(10 * chance()))'
for name in none one two seven equal missing zero negative; do
    same "flags of $name" "0" "$(flagged "$name")"
done
same "reasons of none" "" "$(reasons none)"
same "reasons of missing" "" "$(reasons missing)"
for name in one two seven; do same "why nothing is tested of $name" "1" "$(reasons "$name" | grep -c too_few)"; done
same "why nothing is tested of equal" "1" "$(reasons equal | grep -c no_spread)"
for name in zero negative; do same "why nothing is tested of $name" "1" "$(reasons "$name" | grep -c out_of_range)"; done
same "departments of a group of seven that are judged against each other" "0" \
    "$(query seven.db "SELECT count(*) FROM screen_value WHERE method IN ('level', 'both', 'change', 'hb', 'funnel', 'regression')")"
same "methods that are tried (funnel: by the surveys of county.sh)" "both change drift hb level own profile regression several spike xmr" \
    "$(query wild.db "SELECT DISTINCT method FROM screening ORDER BY 1" | paste -sd ' ')"
for name in one equal huge wild; do reported "$name"; done
verdict "what stands out where there is nothing to compare"
