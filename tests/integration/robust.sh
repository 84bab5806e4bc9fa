#!/usr/bin/env bash
# Whatever happens to a run, the database and the report are as they were before or as they are after: with a disk that is
# full, with a folder that cannot be written. Prints how many points were tried. tests/faults/ has what is tried at many points.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"

before=$scratch/before.db
jixiao load service-centres --db "$before"
same "the first load" 0 "$status"

# A full disk: no file may grow beyond so many KiB. Either the run is complete, or it ends with 3 and leaves what was there.
jixiao run service-centres -o "$scratch/out"
same "the run" 0 "$status"
whole=$(cd "$scratch/out" && find . -type f | sort | xargs md5sum | md5sum)
limits=0
for limit in 1 4 16 40 64 100 160 240 320 400 480 560; do
    cp -r "$scratch/out" "$scratch/full"
    status=0
    (
        ulimit -f "$limit"
        exec "$program" run service-centres -o "$scratch/full" --quiet
    ) >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
    limits=$((limits + 1))
    if [[ $status -ne 0 && $status -ne 3 ]]; then bad "a limit of $limit KiB: status $status: $(head -n 3 "$scratch/stderr")"; else good; fi
    if [[ $status -eq 3 && ! -s "$scratch/stderr" ]]; then bad "a limit of $limit KiB: no message"; else good; fi
    found=$(cd "$scratch/full" && find . -type f | sort | xargs md5sum | md5sum)
    same "what is there after a limit of $limit KiB (status $status)" "$whole" "$found"
    rm -rf "$scratch/full"
done
printf 'disk full at %d sizes\n' "$limits"

# A folder that cannot be written, a database that is none, or of another program.
touch "$scratch/file"
ends 3 "an output folder that is a file" run service-centres -o "$scratch/file"
printf 'this is no database, only some text that is long enough to look at\n' >"$scratch/none.db"
sum=$(md5sum <"$scratch/none.db")
ends 1 "a file that is no database" load service-centres --db "$scratch/none.db"
same "the file that is no database" "$sum" "$(md5sum <"$scratch/none.db")"
sqlite3 "$scratch/other.db" 'CREATE TABLE t(x); INSERT INTO t VALUES (1)'
sum=$(md5sum <"$scratch/other.db")
ends 1 "a database of another program" load service-centres --db "$scratch/other.db"
same "the database of another program" "$sum" "$(md5sum <"$scratch/other.db")"
cp "$before" "$scratch/newer.db"
sqlite3 "$scratch/newer.db" 'PRAGMA user_version = 9999'
sum=$(md5sum <"$scratch/newer.db")
ends 1 "a database of a newer version" load service-centres --db "$scratch/newer.db"
same "the database of a newer version" "$sum" "$(md5sum <"$scratch/newer.db")"
head -c 20000 "$before" >"$scratch/short.db"
jixiao check --db "$scratch/short.db"
if [[ $status -eq 1 || $status -eq 3 ]]; then good; else bad "a truncated database: status $status"; fi

status=0
"$program" template figures >/dev/full 2>"$scratch/stderr" || status=$?
same "a standard output that is full: status" 3 "$status"
says "a standard output that is full" "standard output cannot be written: No space left on device"
mkfifo "$scratch/pipe"
ends 3 "a result in the place of what is no file" template figures -o "$scratch/pipe"
says "a result in the place of what is no file" "pipe: cannot be written: is not a file"
same "it is still there" yes "$([[ -p $scratch/pipe ]] && echo yes)"

verdict "nothing half done"
