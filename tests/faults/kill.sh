#!/usr/bin/env bash
# Killed (SIGKILL) at any call that changes a file: the database opens and is as before or as after, every file is whole, and the
# same command once more makes what it should and leaves nothing of the killed one. strace counts the calls of one undisturbed
# run and ends another one at the chosen call.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
calls=write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat2,unlink,mkdir,link
may_trace || skip "strace is not installed or may not trace here"
prepare
tried=0
for command in "${commands[@]}"; do
    split "$command"
    expect
    count_calls "$calls"
    for point in $(choose "$(wc -l <"$scratch/points")" "$(points 2 200)"); do
        read -r call number < <(sed -n "${point}p" "$scratch/points")
        { meddle "$call" "signal=KILL:when=$number" >/dev/null || true; } 2>/dev/null # in braces, because the shell tells of the kill
        tried=$((tried + 1))
        whole "$name killed at $call $number" killed
        again "$name killed at $call $number"
    done
done
printf 'killed at %d points of %d commands\n' "$tried" "${#commands[@]}"
verdict "nothing half done after a kill"
