#!/usr/bin/env bash
# diff: a changed figure, the indicators and the scores that follow from it, and nothing else. trace: the walk home.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"
cd "$scratch"

mkdir changed
cp -r "$root/datasets/service-centres" changed/
sed -i 's/^yanling,2020,staff,,正文一,actual,,,17,/yanling,2020,staff,,正文一,actual,,,23,/' changed/service-centres/yanling-2020.csv
for side in old new; do
    if [[ $side == old ]]; then dataset=service-centres; else dataset=changed/service-centres; fi
    ends 0 "load $side" load "$dataset" --db "$side.db" --quiet
    ends 0 "measure $side" measure --db "$side.db" --quiet
done

ends 0 "diff" diff old.db new.db
same "the changed figure" "$(printf 'figure\tyanling\t2020-12\tstaff\t\tactual\t17\t23')" "$(grep ^figure stdout | cut -f 1-8)"
same "the rate that follows" "$(printf 'measure\tyanling\t2020-12\tstaffing_control_rate\t77.27\t104.55')" \
    "$(grep staffing_control_rate stdout | head -n 1)"
# 23/22 = 104.5454… %, 4 - 0.4 x 4.5454… = 2.1818…
same "the score that follows" "$(printf 'score\tyanling\t2020\tcounty-2020\tstaffing_control_rate\t4.00\t2.18')" \
    "$(grep $'^score.*staffing' stdout)"
same "the total that follows" "$(printf 'score\tyanling\t2020\tcounty-2020\ttotal\t96.00\t94.18')" "$(grep $'\ttotal\t' stdout)"
same "lines of diff" 5 "$(wc -l <stdout)"
says "diff" '1 figures, 2 measures and 2 scores differ'
ends 0 "diff of a database with itself" diff old.db old.db
same "differences of a database with itself" 0 "$(wc -l <stdout)"
ends 2 "diff of one" diff old.db
ends 3 "diff with a database that is not there" diff old.db none.db

ends 0 "trace" trace yanling 2020 staffing_control_rate --db old.db
same "the calculation" "  17 / 22 × 100% = 77.27%" "$(sed -n 2p stdout)"
line=$(grep -n '^yanling,2020,staff,,正文一,actual' "$root/datasets/service-centres/yanling-2020.csv" | cut -d : -f 1)
if grep -q "service-centres/yanling-2020.csv:$line:9\$" stdout; then good; else bad "trace does not lead to line $line, field 9: $(cat stdout)"; fi
ends 2 "trace of an indicator that is not there" trace yanling 2020 staffing_control --db old.db
ends 2 "trace of a department that is not there" trace nobody 2020 staffing_control_rate --db old.db

verdict "what changed, and where a value comes from"
