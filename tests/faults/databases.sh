#!/usr/bin/env bash
# A database that is newer, of another program, cut short, damaged, empty, or none at all is refused by every command that opens one, byte for
# byte as it was. Two processes that load into one database: both results are there, or one is told to wait.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
prepare
tried=0

# Every command that takes a database, on the file $1: status 1 or 3, a message, and not a byte changed.
refused() { # refused WHAT FILE TEXT
    local command sum
    sum=$(md5sum <"$2")
    for command in "${commands[@]}" "whatif||whatif staff=10 --dept yanling --years 2020 --db db" "trace||trace yanling 2020 three_public_control_rate --db db" \
        "diff||diff db $scratch/results/db" "diff2||diff $scratch/results/db db"; do
        split "$command"
        case $name in load_new | run | template) continue ;; esac
        rm -rf "$scratch/work"
        mkdir "$scratch/work"
        cp "$2" "$scratch/work/db"
        status=0
        (cd "$scratch/work" && "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
        tried=$((tried + 1))
        if [[ $status -eq 1 || $status -eq 3 ]]; then good; else bad "$name with $1: status $status"; fi
        says "$name with $1" "$3"
        same "$1 after $name" "$sum" "$(md5sum <"$scratch/work/db")"
        same "what $name with $1 leaves" "db" "$(ls -A "$scratch/work")"
    done
}
good_one=$scratch/results/db
size=$(stat -c %s "$good_one")
cp "$good_one" "$scratch/newer"
sqlite3 "$scratch/newer" 'PRAGMA user_version = 9999'
refused "a database of a newer version" "$scratch/newer" "was made by another version of jixiao (schema 9999"
sqlite3 "$scratch/other" 'CREATE TABLE t(x); INSERT INTO t VALUES (1)'
refused "a database of another program" "$scratch/other" "is a database, but not one of jixiao; it was left untouched"
printf 'this is no database, only some text that is long enough to look at\n' >"$scratch/text"
refused "a text" "$scratch/text" "is not a database"
head -c 100000 /dev/zero | tr '\0' '\252' >"$scratch/garbage"
refused "garbage" "$scratch/garbage" "is not a database"
: >"$scratch/empty"
refused "an empty file" "$scratch/empty" "is a database, but not one of jixiao"
for cut in 50 1000 20000 $((size / 2)) $((size - 1)); do
    head -c "$cut" "$good_one" >"$scratch/cut"
    refused "a database cut to $cut bytes" "$scratch/cut" "db: "
done
printf 'databases refused: %d tries\n' "$tried"

# A page of nothing but noise: whatever is read of it, the command ends with a message or with a result, and never crashes.
damaged=0
for page in $(choose $((size / 16384 - 1)) "$(points 2 60)"); do
    for command in "${commands[@]}"; do
        split "$command"
        case $name in load_new | run | template | chart | report) continue ;; esac
        rm -rf "$scratch/work"
        cp -r "$scratch/results" "$scratch/work"
        dd if="$scratch/garbage" of="$scratch/work/db" bs=16384 count=1 seek="$page" conv=notrunc status=none
        status=0
        (cd "$scratch/work" && "$program" "${words[@]}") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
        damaged=$((damaged + 1))
        if [[ $status -eq 0 || $status -eq 1 || $status -eq 3 ]]; then good; else bad "$name with page $page damaged: status $status"; fi
        if [[ $status -ne 0 && ! -s "$scratch/stderr" ]]; then bad "$name with page $page damaged: no message"; fi
    done
done
printf 'damaged pages: %d tries\n' "$damaged"

# Two first loads, two loads into an existing one, and a load beside a measure.
mkdir -p "$scratch/second/other"
cat >"$scratch/second/other/accounts.csv" <<'CSV'
单位编码,年度,科目编码,阶段,金额,计量单位
901,2020,expenditure,年初预算,500.00,万元
CSV
printf 'published: 2021-01-01\n' >"$scratch/second/other/accounts.meta"
both=0
waited=0
round() { # round WHAT; loads both at once
    local first second pids=() i
    "$program" load "$old" --db "$scratch/work/db" >"$scratch/said.0" 2>&1 </dev/null &
    pids+=($!)
    "$program" load "$scratch/second/other" --db "$scratch/work/db" >"$scratch/said.1" 2>&1 </dev/null &
    pids+=($!)
    local codes=()
    for i in 0 1; do
        status=0
        wait "${pids[i]}" || status=$?
        codes+=("$status")
        if [[ $status -ne 0 ]]; then
            same "$1: status of who has to wait" 3 "$status"
            if grep -q 'another process is writing' "$scratch/said.$i"; then good; else bad "$1: $(cat "$scratch/said.$i")"; fi
        fi
    done
    first=$(sqlite3 "$scratch/work/db" "SELECT count(*) > 0 FROM source WHERE name LIKE 'service-centres/%'")
    second=$(sqlite3 "$scratch/work/db" "SELECT count(*) > 0 FROM source WHERE name LIKE 'other/%'")
    same "$1: what is there fits what was said" "$((codes[0] == 0)) $((codes[1] == 0))" "$first $second"
    same "$1: integrity" ok "$(sqlite3 "$scratch/work/db" 'PRAGMA integrity_check')"
    same "$1: what is left" db "$(ls -A "$scratch/work")"
    if [[ "$first$second" == 11 ]]; then both=$((both + 1)); else waited=$((waited + 1)); fi
}
for ((i = 0; i < $(points 5 100); i++)); do
    rm -rf "$scratch/work"
    mkdir "$scratch/work"
    round "two first loads"
    rm -rf "$scratch/work"
    mkdir "$scratch/work"
    cp "$scratch/loaded/db" "$scratch/work/db"
    sqlite3 "$scratch/work/db" "UPDATE source SET hash = ''" # so that the first dataset is stored again
    round "two loads into a database"
done
printf 'two loads at once: %d times both, %d times one was told to wait\n' "$both" "$waited"

# A process that keeps the database for itself: the other one waits a little, then says so. The claim on an output folder, too.
mkfifo "$scratch/hold"
fresh loaded
sqlite3 "$scratch/work/db" >"$scratch/held" <"$scratch/hold" &
holder=$!
exec 9>"$scratch/hold"
printf 'BEGIN EXCLUSIVE; SELECT 1;\n' >&9
until [[ -s "$scratch/held" ]]; do sleep 0.05; done
jixiao load "$new" --db "$scratch/work/db"
same "a database that somebody else holds: status" 3 "$status"
says "a database that somebody else holds" "another process is writing into this database; nothing was changed"
exec 9>&-
wait "$holder"
jixiao load "$new" --db "$scratch/work/db"
same "once it is free: status" 0 "$status"
verdict "databases of others, and of several processes"
