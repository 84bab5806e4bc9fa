#!/usr/bin/env bash
# Several rates at once: one department's five rates all sag a little in one year, none of them enough alone. They are told together, with
# the cells of all of them; of four rates nothing is said.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

county() { # county FOLDER SAG RATES
    mkdir "$1"
    awk 'BEGIN { print "dept,dept_name,kind"; for (d = 101; d <= 116; d++) print d ",部门" d ",行政" }' >"$1/departments.csv"
    printf 'published: 2024-06-30\n' >"$1/f.meta"
    awk -v sag="$2" -v rates="$3" '
        function chance() { seed = seed * 16807 % 2147483647; return seed / 2147483647 }
        function rate(usual) {
            usual += 1.5 * (chance() + chance() + chance() + chance() + chance() + chance() - 3) / 0.71
            return usual - (d == 107 && y == 2022 ? sag : 0)
        }
        function pair(item, whole, stage, part, usual) {
            usual = rate(usual)
            if (rates-- <= 0) return
            printf "%d,%d,%s,%s,%.2f,元\n%d,%d,%s,actual,%.2f,元\n", d, y, item, stage, whole, d, y, part, whole * usual / 100
        }
        BEGIN {
            seed = 7
            all = rates
            print "dept,year,item,stage,value,unit"
            for (d = 101; d <= 116; d++) for (y = 2016; y <= 2023; y++) {
                rates = all
                pair("expenditure", d * 1e5, "budget", "expenditure", 90)
                pair("procurement", d * 1e4, "budget", "procurement", 85)
                pair("three_public", d * 2e3, "budget", "three_public", 80)
                pair("public_funds", d * 2e4, "budget", "public_funds", 88)
                pair("fixed_assets", d * 1e5, "actual", "fixed_assets_in_use", 92)
            }
        }' >"$1/f.csv"
    ends 0 "loading $1" load "$1" --db "$1.db" --quiet
    ends 0 "measuring $1" measure --db "$1.db" --quiet
}

county sagging 5 5
same "the only flag of them together" "107:2022:several|several|open" "$(query sagging.db "SELECT id, methods, section FROM flag WHERE indicator = 'several'")"
same "it counts rates and names the oddest" "1" "$(query sagging.db "SELECT why_zh LIKE '部门107，2022年有 3 项比率同时偏离%最突出的是%' FROM flag WHERE indicator = 'several'")"
same "the flag begins at its limit" "1" "$(query sagging.db "SELECT score > 3.5 AND limit_high > center FROM flag WHERE indicator = 'several'")"
same "cells of five rates in two years" "20|10" "$(query sagging.db "SELECT count(*), sum(role LIKE 'prior_%') FROM flag_origin JOIN flag USING (flag_id) WHERE indicator = 'several'")"
same "each with its rate" "budget_vs_initial_rate fixed_asset_utilization procurement_execution_rate public_funds_control_rate three_public_control_rate" \
    "$(query sagging.db "SELECT DISTINCT substr(role, instr(role, ' ') + 1) FROM flag_origin JOIN flag USING (flag_id)
      WHERE indicator = 'several' ORDER BY 1" | paste -sd ' ')"
ends 0 "the walk home" trace 107:2022:several --db sagging.db
at_least "cells of the walk" 20 "$(grep -c 'sagging/f.csv:' stdout)"

county steady 0 5
same "without the sag" "0" "$(query steady.db "SELECT count(*) FROM flag")"
county four 5 4
same "four rates" "0|too_few" "$(query four.db "SELECT (SELECT count(*) FROM flag WHERE indicator = 'several'), reason FROM screening WHERE method = 'several'")"
verdict "several rates at once"
