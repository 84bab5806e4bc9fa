#!/usr/bin/env bash
# A coordinator with three nodes, one of which (or the coordinator, or jixiao itself) is killed (SIGKILL) at a step of a load or in a
# query: whoever reads afterwards sees the figures of before or of after, or is told that a load is not finished; the next command that
# writes ends it on all nodes; nothing stays promised. strace stops the undisturbed load at a chosen message, and while it is stopped
# the server is killed.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
. "$(dirname "$0")/../integration/postgres.bash"
may_trace || skip "strace is not installed or may not trace here"
find_postgres
stand_in_gnuplot "$scratch/bin"
PATH=$scratch/bin:$PATH
cd "$scratch"

# Twelve departments; the later file restates the earlier one. In `after` the later file says something else of every department.
figures() { # figures FILE PUBLISHED ADD
    mkdir -p "$(dirname "$1")"
    awk -v add="$3" 'BEGIN { print "dept,year,item,stage,value,unit"
        for (d = 11; d < 23; d++) for (y = 2020; y < 2023; y++) {
            print d "," y ",staff,actual," d + add ",人"
            print d "," y ",expenditure,actual," y + d + add ",元" } }' >"$1.csv"
    printf 'published: %s\n' "$2" >"$1.meta"
}
figures before/set/early 2023-01-01 0
figures before/set/late 2024-01-01 1
figures after/set/early 2023-01-01 0
figures after/set/late 2024-01-01 2
figures other/other 2023-01-01 0
sed -i 's/^[0-9]*/99/; 1s/99dept/dept/; 2,4!d' other/other.csv
sed -i '1i dept,year,item,stage,value,unit' other/other.csv

start_cluster 3
servers_all=(hub node_1 node_2 node_3)

crash() { # crash SERVER; all its processes at once
    local pid
    pid=$(head -n 1 "$servers/$1/postmaster.pid")
    # shellcheck disable=SC2046  # numbers
    kill -KILL "$pid" $(ps -o pid= --ppid "$pid") 2>/dev/null # some have ended meanwhile
    while kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
}

restart() { # restart SERVER
    as_user "$binaries/pg_ctl" -D "$servers/$1" -l "$servers/$1.log" -s -w -t 60 start 2>/dev/null # it says that another one might be running
}

# The database `work` is what the database of this name is.
fresh_work() { # fresh_work STATE
    local name k
    for name in "${servers_all[@]}"; do
        psql -X -q -h 127.0.0.1 -p "${port[$name]}" -U jx -d postgres -v ON_ERROR_STOP=1 \
            -c 'SET client_min_messages = warning' -c 'DROP DATABASE IF EXISTS work WITH (FORCE)' -c "CREATE DATABASE work TEMPLATE $1"
    done
    for k in 1 2 3; do sql hub work "ALTER SERVER jixiao_$k OPTIONS (SET dbname 'work')"; done
}

# All that a load of the set changes, by names: `none` without tables, `empty` without figures.
state_of() { # state_of DATABASE
    if [[ "$(sql hub "$1" "SELECT to_regclass('jixiao.meta') IS NULL")" == t ]]; then
        echo none
        return
    fi
    sql hub "$1" "SET search_path = jixiao;
        SELECT coalesce(nullif(md5(coalesce(string_agg(t.line, ',' ORDER BY t.line), '')), md5('')), 'empty')
          FROM (SELECT concat_ws(' ', 'figure', d.code, f.item_id, f.year, f.actual) AS line FROM figure f JOIN dept d USING (dept_id)
                 WHERE d.code <> '99'
                UNION ALL SELECT concat_ws(' ', 'superseded', d.code, s.item_id, s.year, s.value) FROM superseded s JOIN dept d USING (dept_id)
                UNION ALL SELECT concat_ws(' ', name, hash) FROM source WHERE name NOT LIKE 'other%') t"
}

promised() { # how many transactions all nodes have promised to commit
    local k sum=0
    for k in 1 2 3; do sum=$((sum + $(sql "node_$k" work "SELECT count(*) FROM pg_prepared_xacts"))); done
    echo "$sum"
}

work=$(address hub work)
declare -A seen=([before]=0 [after]=0 [unfinished]=0)

# After a fault, when all servers run again. `empty`: the tables were made, and that is all.
judge() { # judge WHAT
    local now
    jixiao trace 11 2021 staff --db "$work"
    if grep -qF 'a load was interrupted' stderr; then
        same "$1: the status of who reads what is unfinished" 3 "$status"
        seen[unfinished]=$((seen[unfinished] + 1))
    elif now=$(state_of work) && [[ "$now" == "$is_before" || "$now" == "$is_after" || "$now" == empty ]]; then
        good
    else
        bad "$1: a mixture is seen"
    fi
    ends 0 "$1: the next load of something else" load other --db "$work"
    now=$(state_of work)
    case $now in
    "$is_before" | empty) seen[before]=$((seen[before] + 1)) ;;
    "$is_after") seen[after]=$((seen[after] + 1)) ;;
    *) bad "$1: a mixture is left" ;;
    esac
    same "$1: what stays promised" 0 "$(promised)"
    same "$1: loads that are not finished" 0 "$(sql hub work "SELECT count(*) FROM jixiao.load_log WHERE state <> 'done'")"
    ends 0 "$1: the same once more" load after/set --db "$work"
    same "$1: the figures, once more" "$is_after" "$(state_of work)"
}

words=(load after/set --db "$work")
kill_program() { # kill_program WHAT POINT
    fresh_work "$state"
    { strace -qq -o /dev/null -e trace=sendto -e "inject=sendto:signal=KILL:when=$2" "$program" "${words[@]}" \
        >/dev/null 2>&1 </dev/null || true; } 2>/dev/null
    judge "jixiao killed at $1"
}

# The command stops at a message; `resume` lets it go on, `finished` leaves its status in $status, `go_on` is both.
stop_at() { # stop_at POINT
    rm -f stopping
    strace -qq -o stopping -e trace=sendto -e "inject=sendto:signal=STOP:when=$1" "$program" "${words[@]}" \
        >stopped.out 2>stopped.err </dev/null &
    tracer=$!
    until grep -q 'stopped by SIGSTOP' stopping 2>/dev/null || ! kill -0 "$tracer" 2>/dev/null; do sleep 0.02; done
}

resume() {
    local stopped
    stopped=$(ps -o pid= --ppid "$tracer" || true)
    [[ -z "$stopped" ]] || kill -CONT "$stopped"
}

finished() {
    status=0
    wait "$tracer" || status=$?
    mv stopped.err stderr
}

go_on() {
    resume
    finished
}

stop_and_kill() { # stop_and_kill SERVER POINT
    stop_at "$2"
    crash "$1"
    go_on
    restart "$1"
}

# A load that loses a server says which one; `anywhere`: at a point where it may not need it any more.
kill_server() { # kill_server SERVER WHAT POINT [anywhere]
    fresh_work "$state"
    stop_and_kill "$1" "$3"
    if [[ -z "${4:-}" ]]; then
        same "$1 killed at $2: the status" 3 "$status"
        says "$1 killed at $2" "127.0.0.1:${port[$1]}"
    fi
    judge "$1 killed at $2"
}

# The messages of an undisturbed command, one a line.
trace_command() {
    strace -qq -s 200 -o trace -e trace=sendto -e signal=none "$program" "${words[@]}" >/dev/null 2>&1 </dev/null
}

message() { # message TEXT N; the number of the N-th that has this text
    grep -nF -- "$1" trace | sed -n "$2p" | cut -d : -f 1
}

for name in bare loaded; do cluster_database "$name"; done
ends 0 "preparing" load before/set --db "$(address hub loaded)"
ends 0 "preparing" load other --db "$(address hub loaded)"

# --- a load that restates ---
state=loaded
is_before=$(state_of loaded)
fresh_work loaded
trace_command
is_after=$(state_of work)
if [[ "$is_before" == "$is_after" ]]; then bad "the load changes nothing"; fi
promise='PREPARE TRANSACTION' decision='pg_advisory_lock(1247299906)' telling='COMMIT PREPARED'
kill_server node_1 "its first figures" "$(message 'COPY incoming' 1)"
kill_server node_2 "the promise before its own" "$(message "$promise" 1)"
kill_server node_3 "the decision, when it has promised" "$(message "$decision" 1)"
kill_server hub "the decision" "$(message "$decision" 1)"
kill_program "the second promise" "$(message "$promise" 2)"
kill_program "the decision" "$(message 'COMMIT\0' 1)"
if [[ "$full" == full ]]; then
    kill_server node_2 "the first telling" "$(message "$telling" 1)"
    kill_server hub "the last telling" "$(message "$telling" 3)"
    kill_program "the second telling" "$(message "$telling" 2)"
    for point in $(choose "$(wc -l <trace)" 100); do
        kill_program "message $point" "$point"
        for name in "${servers_all[@]}"; do kill_server "$name" "message $point" "$point" anywhere; done
    done
fi

# The coordinator is killed when it has decided and nobody has heard of it: it waits for a copy of itself that there is not.
fresh_work loaded
stop_at "$(message "$decision" 1)"
sql hub postgres "ALTER SYSTEM SET synchronous_standby_names = 'nobody'"
sql hub postgres "SELECT pg_reload_conf()" >/dev/null
resume
for _ in $(seq 500); do
    [[ "$(sql hub postgres "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")" == 0 ]] || break
    sleep 0.02
done
crash hub
as_user sed -i '/synchronous_standby_names/d' "$servers/hub/postgresql.auto.conf"
finished
restart hub
same "hub killed with its decision untold: the status" 3 "$status"
says "hub killed with its decision untold" 'the connection was lost while the load was being decided'
judge "hub killed with its decision untold"

# Who reads meanwhile sees what was until it is decided, and waits, for so long as it may, while the nodes are being told.
fresh_work loaded
stop_at "$(message "$promise" 3)"
jixiao trace 11 2021 staff --db "$work"
says "a reader before the decision" 'there are no results yet' # so it was let in
same "the figures before the decision" "$is_before" "$(state_of work)"
go_on
same "a load with a reader: the status" 0 "$status"
fresh_work loaded
stop_at "$(message "$telling" 2)"
ends 3 "a reader before the last telling" trace 11 2021 staff --db "$work"
says "a reader before the last telling" 'another process is writing into this database'
go_on
same "a load that a reader waits for: the status" 0 "$status"
ends 1 "a reader after the last telling" trace 11 2021 staff --db "$work"
same "the figures after the last telling" "$is_after" "$(state_of work)"

# --- a first load, which makes the tables before ---
state=bare
is_before=none
fresh_work bare
trace_command
kill_server node_3 "the making of tables" "$(message "$promise" 2)"
kill_program "the decision to make tables" "$(message "$telling" 1)"

# Two first loads at once: the second one waits, and takes nothing of the first one back.
fresh_work bare
stop_at "$(message "$promise" 3)"
ends 3 "a second first load" load after/set --db "$work"
says "a second first load" 'another process is writing into this database'
go_on
same "the first of two first loads: the status" 0 "$status"
same "the figures of two first loads" "$is_after" "$(state_of work)"
for name in "${!seen[@]}"; do at_least "ends that are $name" 2 "${seen[$name]}"; done

# --- a query ---
words=(check --db "$work")
fresh_work loaded
trace_command
fresh_work loaded
stop_and_kill node_2 "$(($(wc -l <trace) / 2))"
same "killed in a query: the status" 3 "$status"
says "killed in a query" jixiao_2
same "killed in a query: what is kept of it" 0 "$(sql hub work 'SELECT count(*) FROM jixiao.stamp')"
ends 0 "killed in a query: once more" check --db "$work"
verdict "nothing lost and nothing half visible when a server is killed"
