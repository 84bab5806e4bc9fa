#!/usr/bin/env bash
# Too little memory (RLIMIT_AS, from what the empty program needs to what the command needs): the command ends with status 3 and
# says that it is out of memory, or did what it should; it never crashes, and nothing is half written. Only what it was about to put
# in its place may stay, and is used again.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
if grep -qE 'lib(asan|ubsan)' <<<"$(ldd "$program")"; then skip "a sanitizer reserves more memory than any limit"; fi
prepare

within() { # within KIB WORD…
    local limit=$1
    shift
    status=0
    { (cd "$scratch/work" && ulimit -v "$limit" && exec "$program" "$@") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?; } 2>/dev/null
}

# About the least KiB between LOW and HIGH with which the words end with status 0.
least() { # least LOW HIGH WORD…
    local low=$1 high=$2 middle
    shift 2
    while ((high - low > high / 16)); do
        middle=$(((low + high) / 2))
        fresh "$state"
        within "$middle" "$@"
        if [[ $status -eq 0 ]]; then high=$middle; else low=$middle; fi
    done
    echo "$high"
}

state=nothing
floor=$(least 1000 200000 help)
tried=0
for command in "${commands[@]}"; do
    if [[ "$full" != full && ! "$command" =~ ^(load_new|measure|run)\| ]]; then continue; fi
    split "$command"
    expect
    enough=$(least "$floor" 4000000 "${words[@]}")
    for step in $(choose 1000 "$(points 3 100)"); do
        limit=$((floor + (enough - floor) * step / 1000))
        fresh "$state"
        within "$limit" "${words[@]}"
        tried=$((tried + 1))
        what="$name with $limit KiB of memory"
        if [[ $status -eq 0 ]]; then
            good
        elif [[ $status -ne 3 ]]; then
            bad "$what: ended with status $status: $(head -n 3 "$scratch/stderr")"
        elif ! grep -qiE 'memory|resource temporarily' "$scratch/stderr"; then
            bad "$what: the message does not tell of memory: $(head -n 3 "$scratch/stderr")"
        fi
        whole "$what" killed
    done
done
printf 'too little memory at %d sizes\n' "$tried"
verdict "nothing half done without memory"
