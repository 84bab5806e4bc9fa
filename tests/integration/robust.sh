#!/usr/bin/env bash
# Whatever happens to a run, the database and the report are as they were before or as they are after: killed at random
# moments, with a disk that is full, with a folder that cannot be written. Prints how many points were tried.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.bash"

points=${ROBUST_POINTS:-50}
before=$scratch/before.db
changed=$scratch/changed/service-centres

# What a database holds, without the order in which rows were written.
content() { # content DATABASE
    sqlite3 "$1" "PRAGMA integrity_check; SELECT * FROM figures ORDER BY 1, 3, 4, 5, 8, 9;
        SELECT name, hash FROM source ORDER BY 1; SELECT count(*), sum(value) FROM statement;" 2>&1 | md5sum
}

jixiao load service-centres --db "$before"
same "the first load" 0 "$status"
mkdir -p "$scratch/changed"
cp -r "$root/datasets/service-centres" "$changed"
for file in "$changed"/*-20*.csv; do
    sed -i 's/$/ /; 1s/ $//' "$file" # another hash for every source: all of them are taken out and put in again
done
sed -i 's/^yanling,2020,staff,,正文一,actual,,,17,/yanling,2020,staff,,正文一,actual,,,18,/' "$changed/yanling-2020.csv"
cp "$before" "$scratch/after.db"
jixiao load "$changed" --db "$scratch/after.db"
same "the second load" 0 "$status"
as_before=$(content "$before")
as_after=$(content "$scratch/after.db")
if [[ "$as_before" == "$as_after" ]]; then bad "the second load changes nothing, so this test cannot see a mixture"; else good; fi

old=0
new=0
RANDOM=20201231
for ((i = 0; i < points; i++)); do
    cp "$before" "$scratch/work.db"
    rm -f "$scratch/work.db-journal"
    "$program" load "$changed" --db "$scratch/work.db" --quiet >/dev/null 2>&1 &
    pid=$!
    sleep "0.0$((RANDOM % 10))$((RANDOM % 10))"
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    found=$(content "$scratch/work.db")
    if [[ "$found" == "$as_before" ]]; then
        old=$((old + 1))
    elif [[ "$found" == "$as_after" ]]; then
        new=$((new + 1))
    else
        bad "kill $i left a mixture"
    fi
done
same "killed loads that are as before or as after" "$points" "$((old + new))"
printf 'killed at %d points: %d as before, %d as after\n' "$points" "$old" "$new"

# A new database that is killed leaves no database under its name.
for ((i = 0; i < 10; i++)); do
    rm -rf "$scratch/fresh"
    mkdir "$scratch/fresh"
    "$program" load service-centres --db "$scratch/fresh/x.db" --quiet >/dev/null 2>&1 &
    pid=$!
    sleep "0.00$((RANDOM % 10))"
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    if [[ -e "$scratch/fresh/x.db" && "$(content "$scratch/fresh/x.db")" != "$as_before" ]]; then
        bad "a killed first load left half a database"
    else
        good
    fi
done

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
