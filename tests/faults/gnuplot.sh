#!/usr/bin/env bash
# gnuplot is missing, crashes, prints garbage, gives up, draws nothing, takes the folders away that are in use, or hangs: the commands that
# draw end with a message that says so; what was there stays whole, and no process and no file is left. Then Ctrl-C and its like while
# gnuplot hangs, and while the program computes.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
prepare
export TMPDIR=$scratch/tmp
mkdir "$TMPDIR" "$scratch/few"
if found=$(command -v fc-match); then ln -s "$found" "$scratch/few/"; fi
tried=0

gnuplot() { # gnuplot SCRIPT; instead of the stand-in
    printf '#!/bin/sh\n%s\n' "$1" >"$scratch/bin/gnuplot"
    chmod +x "$scratch/bin/gnuplot"
}

each() { # each FUNCTION WORD…; for every command that draws
    local command
    for command in "${commands[@]}"; do
        split "$command"
        case $name in run | chart | report) ;; *) continue ;; esac
        fresh "$state"
        "$@"
    done
}

nothing_left() { # nothing_left WHAT
    same "what $1 leaves" "" "$(find "$scratch/work" "$TMPDIR" -mindepth 1 \( -name '.?*' -o -name 'jixiao-*' \))"
}

draws() { # draws WHAT TEXT [PATH]; is refused with a message, and changes nothing
    status=0
    (cd "$scratch/work" && PATH=${3:-$PATH} "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
    tried=$((tried + 1))
    same "$name with $1: status" 3 "$status"
    says "$name with $1" "$2"
    nothing_left "$name with $1"
    if [[ -e "$scratch/work/out" ]]; then
        same_folder "what is there after $name with $1" "$scratch/$state" "$scratch/work"
    fi
}

each draws "no gnuplot" "gnuplot is not installed or not in PATH" "$scratch/few"
gnuplot 'exit 0'
each draws "a gnuplot that does nothing" "gnuplot draws nothing: it ended with status 0"
# shellcheck disable=SC2016  # for the other shell
gnuplot 'kill -SEGV $$'
each draws "a gnuplot that crashes" "gnuplot draws nothing: it ended with status 139"
gnuplot 'head -c 3000000 /dev/zero | tr "\0" "\377"; head -c 3000000 /dev/zero | tr "\0" "\377" >&2'
each draws "a gnuplot that prints garbage" "gnuplot draws nothing"
gnuplot 'echo "gnuplot: no memory" >&2; exit 1'
each draws "a gnuplot that gives up" "gnuplot draws nothing: it ended with status 1: gnuplot: no memory"
gnuplot "rm -rf '$scratch/work/out'"
each draws "a gnuplot that takes the output folder away" "gnuplot draws nothing"
# shellcheck disable=SC2016
gnuplot 'rm -rf "$PWD"'
each draws "a gnuplot that takes its folder away" "gnuplot"

# Drawn, but the folder is gone when the pictures are to be put there: it is made again, or the command fails.
stand_in_gnuplot "$scratch/bin"
mv "$scratch/bin/gnuplot" "$scratch/bin/drawing"
gnuplot "'$scratch/bin/drawing'; rm -rf '$scratch/work/out'"
survives() {
    status=0
    (cd "$scratch/work" && "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
    tried=$((tried + 1))
    if [[ $status -eq 3 ]]; then
        says "$name in a folder that is taken away" "cannot be"
    else
        same "$name in a folder that is taken away: status" 0 "$status"
    fi
    nothing_left "$name in a folder that is taken away"
}
each survives

# Everything that it starts writes its number down: none of them is there afterwards.
# shellcheck disable=SC2016
gnuplot 'echo $$ >>"'"$scratch"'/pids"
sleep 1000 & echo $! >>"'"$scratch"'/pids"
(trap "" TERM INT HUP; sleep 1000) >/dev/null 2>&1 & echo $! >>"'"$scratch"'/pids"
touch "'"$scratch"'/hangs"
wait'

all_gone() { # all_gone WHAT
    local pid left="" waited
    while read -r pid; do
        for ((waited = 0; waited < 100; waited++)); do
            if ! kill -0 "$pid" 2>/dev/null; then continue 2; fi
            sleep 0.1
        done
        left="$left $pid"
    done <"$scratch/pids"
    same "processes that $1 leaves" "" "$left"
    if [[ -n "$left" ]]; then xargs kill -9 <<<"$left" 2>/dev/null || true; fi
}

# A job in the background ignores SIGINT unless it is told not to.
interrupt() { # interrupt SIGNAL NUMBER
    local pid
    rm -f "$scratch/hangs" "$scratch/pids"
    (cd "$scratch/work" && exec env --default-signal="$1" "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null &
    pid=$!
    until [[ -e "$scratch/hangs" ]]; do sleep 0.05; done
    kill -s "$1" "$pid"
    status=0
    { wait "$pid" || status=$?; } 2>/dev/null
    tried=$((tried + 1))
    same "$name and SIG$1: ended by the signal" $((128 + $2)) "$status"
    says "$name and SIG$1" "stopped by a signal"
    all_gone "$name and SIG$1"
    nothing_left "$name and SIG$1"
    same_folder "what is there after $name and SIG$1" "$scratch/$state" "$scratch/work"
}
each interrupt INT 2
each interrupt TERM 15
each interrupt HUP 1

if [[ "$full" == full ]]; then # half a minute each
    rm -f "$scratch/pids"
    timed() {
        draws "a gnuplot that hangs" "was stopped after"
        all_gone "$name with a gnuplot that hangs"
    }
    each timed
fi

# While it computes: a query that takes long.
mkdir "$scratch/queries"
cat >"$scratch/queries/long.sql" <<'SQL'
-- table: long
-- zh: 甲
-- en: A
-- chapter: overview
SELECT count(*) AS n FROM figure a, figure b, figure c, figure d, figure e ORDER BY n
SQL
fresh results
(cd "$scratch/work" && exec env --default-signal=INT "$program" run "$new" -o out --queries "$scratch/queries") >"$scratch/stdout" \
    2>"$scratch/stderr" </dev/null &
pid=$!
until [[ -e "$scratch/work/out/.new" ]]; do sleep 0.05; done
sleep 1
kill -s INT "$pid"
status=0
{ wait "$pid" || status=$?; } 2>/dev/null
same "a long query and SIGINT: ended by the signal" 130 "$status"
says "a long query and SIGINT" "stopped by a signal"
nothing_left "a long query and SIGINT"
same_folder "what is there after a long query and SIGINT" "$scratch/results" "$scratch/work"
verdict "$tried runs with another gnuplot"
