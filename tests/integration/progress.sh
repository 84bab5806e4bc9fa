#!/usr/bin/env bash
# What a command says of its own course: a line on a terminal, nothing in a pipe; a table with --timings; and no result
# that depends on either.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

PATH=$scratch/bin:$PATH
stand_in_gnuplot "$scratch/bin"
data=$root/datasets/service-centres
ends 0 "a run" run "$data" -o "$scratch/plain"
same "carriage returns in a pipe" 0 "$(tr -dc '\r' <"$scratch/stderr" | wc -c)"
cp "$scratch/stderr" "$scratch/words"

ends 0 "a run with timings" run "$data" -o "$scratch/timed" --timings
same_folder "the results with timings" "$scratch/plain" "$scratch/timed"
same_file "the words before the table" "$scratch/words" <(sed '/^stage  /,$d' "$scratch/stderr")
same "stages" "all
checking
closing
drawing charts
everything else
finding what stands out
loading
measuring
peak memory
stage
writing tables
writing the report" "$(sed -n '/^stage  /,$p' "$scratch/stderr" | grep -v '^  ' | sed 's/   .*//' | sort)"
same "seconds of the stages and of all" "" "$(awk '
    /^stage  / { inside = 1; next }
    !inside || /^  / || /^peak/ { next }
    { sub(/^.*   +/, "", name) }
    match($0, /[0-9]+\.[0-9][0-9][0-9] /) { seconds = substr($0, RSTART, RLENGTH); if (/^all /) all = seconds; else sum += seconds }
    END { if (sum - all > 0.02 || all - sum > 0.02) print sum " is not " all }' "$scratch/stderr")"

db=$scratch/timed/jixiao.db
for words in "check --db $db" "measure --db $db" "report --db $db -o $scratch/report" "chart --db $db -o $scratch/chart" \
    "load $data --db $scratch/load.db" "changes --db $db -o $scratch/changes" "documents --db $db -o $scratch/papers"; do
    # shellcheck disable=SC2086
    ends 0 "$words" $words --timings
    says "$words" "everything else"
    # shellcheck disable=SC2086
    ends 0 "$words" $words
    same "${words%% *} without timings" "" "$(grep '^peak memory' "$scratch/stderr" || true)"
done

# A terminal, where there is a program that gives one.
if command -v script >/dev/null; then
    script -qec "stty cols 60; '$program' run '$data' -o '$scratch/shown'" /dev/null </dev/null >"$scratch/terminal" 2>&1 || bad "a run on a terminal"
    same_folder "the results on a terminal" "$scratch/plain" "$scratch/shown"
    at_least "bars that were drawn" 7 "$(tr '\r' '\n' <"$scratch/terminal" | grep -c '] [1-8]/8 ')"
    same "lines wider than the terminal" "" "$(tr '\r' '\n' <"$scratch/terminal" | sed 's/\x1b\[K//' | grep '^\[' | awk 'length($0) > 60')"
    script -qec "'$program' run '$data' -o '$scratch/shown' --quiet" /dev/null </dev/null >"$scratch/terminal" 2>&1 || bad "a quiet run on a terminal"
    same "a quiet run" "$scratch/shown/report.html" "$(tr -d '\r' <"$scratch/terminal")"
fi
verdict "what a command says of its own course"
