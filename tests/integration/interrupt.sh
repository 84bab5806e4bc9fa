#!/usr/bin/env bash
# Ctrl-C on a terminal, early and late in loading, measuring, reporting and comparing: the command ends by the signal and
# leaves what was there before, or it was done already. Prints how often it was caught.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

command -v script >/dev/null || exit 77
PATH=$scratch/bin:$PATH
stand_in_gnuplot "$scratch/bin"
data=$scratch/province
"$(dirname "$program")/tests/province" "$data" --departments 60 --years 8 --items 60 >/dev/null
ends 0 "loading" load "$data" --db "$scratch/loaded.db"
ends 0 "checking, which makes the indexes" check --db "$scratch/loaded.db"
cp "$scratch/loaded.db" "$scratch/measured.db"
ends 0 "measuring" measure --db "$scratch/measured.db"

# The bytes come from what was written in full before, or nothing does.
state() { # state FOLDER
    (cd "$1" && find . -type f | LC_ALL=C sort | xargs -r cksum)
}

caught=0
interrupt() { # interrupt WHAT BEFORE WORD…: BEFORE is a file that is there before, or nothing; runs in a folder of its own
    local what=$1 before=$2 delay status old new whole=
    shift 2
    for delay in never 0.02 0.08 0.2 0.5; do
        rm -rf "$scratch/work"
        mkdir "$scratch/work"
        [[ -z "$before" ]] || cp "$before" "$scratch/work/x.db"
        old=$(state "$scratch/work")
        status=0
        { trap '' PIPE; [[ $delay == never ]] || { sleep "$delay"; printf '\003' 2>/dev/null || true; }; } |
            (cd "$scratch/work" && script -qec "exec '$program' $*" /dev/null) >"$scratch/terminal" 2>&1 || status=$?
        new=$(state "$scratch/work")
        if [[ $delay == never ]]; then
            whole=$new
            same "$what, left alone" 0 "$status"
        elif [[ $status -eq 130 ]]; then
            caught=$((caught + 1))
            # The signal may come when all is done.
            if [[ "$new" == "$old" || "$new" == "$whole" ]]; then good; else bad "$what, Ctrl-C after $delay s: what is left: $new"; fi
        else
            same "$what, done before $delay s" 0 "$status"
            same "$what, done before $delay s: what is there" "$whole" "$new"
        fi
    done
}
interrupt load "" "load '$data' --db x.db"
interrupt "changes of a dataset" "" "changes '$data' --db x.db -o out"
interrupt "changes of a database" "$scratch/loaded.db" "changes --db x.db -o out --jobs 2"
interrupt measure "$scratch/loaded.db" "measure --db x.db"
interrupt report "$scratch/measured.db" "report --db x.db -o out"
interrupt run "" "run '$data' -o out"
at_least "commands that were caught" 4 "$caught"
verdict "Ctrl-C ($caught of 24 caught)"
