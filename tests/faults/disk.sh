#!/usr/bin/env bash
# A full disk. Every call that writes, makes or renames a file fails once, and in a second round all from there on (strace gives
# ENOSPC); then no file may grow beyond a limit (RLIMIT_FSIZE). The command ends with status 3 and a message, or did all the
# same what it should; the database and every file are whole, and nothing is left behind.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
prepare

# What is there after a fault: all as it should be after status 0, all as before after status 3, but for a standard output that
# cannot be written when everything else is done.
judge() { # judge WHAT
    local found_in=$state
    if [[ $status -eq 0 ]]; then
        good
        found_in=after
    elif [[ $status -ne 3 ]]; then
        bad "$1: ended with status $status: $(head -n 3 "$scratch/stderr")"
    elif ! grep -qaE 'No space left on device|File too large|disk is full|disk I/O error|cannot be (written|made)|gnuplot draws nothing' "$scratch/stderr"; then
        bad "$1: the message does not tell of the disk: $(head -n 3 "$scratch/stderr")"
    else
        good
    fi
    whole "$1"
    if grep -qa 'standard output cannot be written' "$scratch/stderr"; then return; fi
    same "the database after $1 (status $status)" "$(content "$scratch/$found_in/db")" "$(content "$scratch/work/db")"
}

failed=0
calls=write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat2,mkdir
if may_trace; then
    for command in "${commands[@]}"; do
        split "$command"
        expect
        count_calls "$calls"
        for point in $(choose "$(wc -l <"$scratch/points")" "$(points 1 100)"); do
            read -r call number < <(sed -n "${point}p" "$scratch/points")
            for times in '' +; do
                status=0
                meddle "$call" "error=ENOSPC:when=$number$times" >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
                failed=$((failed + 1))
                if [[ "$call$times" == 'write+' ]]; then echo 'standard output cannot be written' >>"$scratch/stderr"; fi # nor can a message
                judge "$name with $call $number$times failing"
            done
        done
    done
fi

limits=0
for command in "${commands[@]}"; do
    split "$command"
    expect
    largest=$(($(find "$scratch/after" -type f -printf '%s\n' | sort -n | tail -n 1) / 1024 + 1))
    for limit in $(choose "$largest" "$(points 1 40)"); do
        fresh "$state"
        status=0
        (cd "$scratch/work" && ulimit -f "$limit" && exec "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
        limits=$((limits + 1))
        judge "$name with files of at most $limit KiB"
    done
done
printf 'failing calls: %d; limits of size: %d; of %d commands\n' "$failed" "$limits" "${#commands[@]}"
verdict "nothing half done on a full disk"
