#!/usr/bin/env bash
# One job on SQLite, on one PostgreSQL server and on a coordinator with three nodes, all on this machine. README.md tells more.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$here/../.." && pwd)
binary=$checkout/build/release/jixiao write='' jobs=$(nproc)

usage() { # usage STATUS
    cat <<'TEXT'
usage: tests/bench/servers.sh [OPTION]... [SIZE]...

Sizes: M (2*10^6 rows), L (2*10^7), tiny (for a test). Without one: M L.

  --program=FILE  default: build/release/jixiao
  --jobs=N        default: the number of processors
  --write         put the table into docs/databases.md
TEXT
    exit "$1"
}
while [[ $# -gt 0 && $1 == -* ]]; do
    case $1 in
    --program=*) binary=$(realpath "${1#*=}") ;;
    --jobs=*) jobs=${1#*=} ;;
    --write) write=yes ;;
    --help) usage 0 ;;
    *) usage 2 >&2 ;;
    esac
    shift
done
sizes=("$@")
[[ ${#sizes[@]} -gt 0 ]] || sizes=(M L)
. "$here/../integration/lib.bash" "$binary" "$checkout"
. "$here/../integration/postgres.bash" "$binary" "$checkout"
find_postgres
cd "$scratch"

fail() {
    printf 'servers: %s\n' "$*" >&2
    exit 1
}

# One run: wall time, and peak memory of the program itself, not of the servers.
seconds='' mib=''
timed() { # timed COMMAND…
    local from to
    from=${EPOCHREALTIME/,/.}
    /usr/bin/time -o time -f '%M' "$@" >told 2>&1 || fail "this ended with an error: $*: $(tail -3 told)"
    to=${EPOCHREALTIME/,/.}
    read -r seconds mib < <(awk "BEGIN { printf \"%.1f %.0f\n\", $to - $from, $(tail -1 time) / 1024 }")
}

# The nodes are reached through a relay that counts.
settings=("fsync = on" "shared_buffers = '512MB'" "work_mem = '64MB'" "max_wal_size = '4GB'")
start_server one "${settings[@]}"
nodes=3
start_server hub "${settings[@]}"
control=$(free_port)
pairs=()
for k in 1 2 3; do
    start_server "node_$k" "${settings[@]}" "max_prepared_transactions = 10"
    through=$(free_port)
    pairs+=("$through:${port[node_$k]}")
    port[node_$k]=$through
done
"$(dirname "$program")/tests/relay" "$control" "${pairs[@]}" &
relay=$!
trap 'kill $relay; stop_servers; rm -rf "$scratch"' EXIT
from_nodes() {
    local from
    read -r from _ <"/dev/tcp/127.0.0.1/$control"
    echo "$from"
}
megabytes() { # megabytes BEFORE: what has come from the nodes since
    awk "BEGIN { printf \"%.2f MB\", ($(from_nodes) - $1) / 1e6 }"
}

cat >rates.sql <<'SQL'
SELECT f.dept_id, f.year, CAST(sum(f.actual) AS BIGINT), CAST(sum(f.budget) AS BIGINT)
  FROM figure f
 WHERE f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL AND f.budget IS NOT NULL
 GROUP BY f.dept_id, f.year ORDER BY f.dept_id, f.year;
SQL
cat >years.sql <<'SQL'
SELECT c.dept_id, c.year, CAST(sum(c.actual - p.actual) AS BIGINT), count(*)
  FROM figure c
  JOIN figure p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id AND p.year = c.year - 1 AND p.month = c.month
 WHERE c.part_id = 0 AND c.month = 12 AND c.actual IS NOT NULL AND p.actual IS NOT NULL
 GROUP BY c.dept_id, c.year ORDER BY c.dept_id, c.year;
SQL
for name in rates years; do # with the settings of a connection of jixiao
    { echo 'SET search_path = jixiao; SET jit = off; SET enable_partitionwise_join = on; SET enable_partitionwise_aggregate = on;' && cat $name.sql; } >$name.psql
done
ask() { # ask NAME ENGINE PLACE; rows into NAME-ENGINE
    if [[ $2 == sqlite ]]; then
        timed bash -c "sqlite3 -batch '$3' <$1.sql >$1-$2"
    else
        timed bash -c "psql -X -q -At -v ON_ERROR_STOP=1 -d '$3' -f $1.psql >$1-$2"
    fi
}

declare -A cell
engine() { # engine NAME PLACE
    local name=$1 at=$2 before most
    cell[bytes]='' # only those of the cluster, the last one, are told
    timed "$program" load data --db "$at" --jobs "$jobs" --quiet
    cell[load]+=" | $seconds s" most=$mib
    for query in rates years; do
        before=$(from_nodes)
        ask "$query" "$name" "$at"
        cell[$query]+=" | $seconds s"
        cell[bytes]+="$query $(megabytes "$before"), "
        cmp -s "$query-sqlite" "$query-$name" || fail "$name gives other $query than SQLite"
    done
    before=$(from_nodes)
    timed "$program" changes --db "$at" -o "out-$name" --jobs "$jobs" --quiet
    cell[changes]+=" | $seconds s"
    cell[bytes]+="all changes $(megabytes "$before")"
    diff -rq out-sqlite "out-$name" >/dev/null || fail "$name gives other changes than SQLite"
    cell[loading]+=" | $most MiB" cell[reading]+=" | $mib MiB"
}

# shellcheck disable=SC2016  # back-quotes of Markdown
machine() {
    printf 'Measured %s on %s cores with %s of memory, %s, PostgreSQL %s, SQLite %s; all servers on this machine, `fsync` on, %s jobs; %s other processes were running.\n' "$(date -u +%F)" "$(nproc)" \
        "$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)" "$(. /etc/os-release && printf '%s' "$PRETTY_NAME")" \
        "$("$binaries/postgres" --version | awk '{ print $3 }')" "$(sqlite3 --version | cut -d ' ' -f 1)" "$jobs" "$(awk '{ printf "%.0f", $1 }' /proc/loadavg)"
}
# shellcheck disable=SC2016  # back-quotes of Markdown
{
    machine
    for size in "${sizes[@]}"; do
        case $size in
        tiny) shape="10 5 20" ;;
        M) shape="310 10 220" ;;
        L) shape="1000 15 458" ;;
        *) usage 2 >&2 ;;
        esac
        read -r depts years items <<<"$shape"
        "$(dirname "$program")/tests/province" data --departments "$depts" --years "$years" --items "$items" >/dev/null
        sql one postgres "CREATE DATABASE ${size,,}"
        cluster_database "${size,,}"
        cell=()
        engine sqlite "$scratch/$size.db"
        engine one "$(address one "${size,,}")"
        engine cluster "$(address hub "${size,,}")"
        printf '\n| %s: %s figures | SQLite | one server | coordinator and 3 nodes |\n|---|---:|---:|---:|\n' "$size" \
            "$(sqlite3 "$size.db" "SELECT printf('%,d', sum((budget IS NOT NULL) + (adjusted IS NOT NULL) + (actual IS NOT NULL))) FROM figure")"
        printf '| load the CSV files%s |\n' "${cell[load]}"
        printf '| execution rates by department and year%s |\n' "${cell[rates]}"
        printf '| change on last year, summed by department and year%s |\n' "${cell[years]}"
        printf '| every change, totals, medians and MAD of each item, what lies far off (`jixiao changes`)%s |\n' "${cell[changes]}"
        printf '| peak memory of jixiao, loading%s |\n' "${cell[loading]}"
        printf '| peak memory of jixiao, comparing%s |\n' "${cell[reading]}"
        printf '| sent by the nodes | | | %s |\n' "${cell[bytes]}"
        rm -rf data out-* "$size.db"
        sql one postgres "DROP DATABASE ${size,,}"
    done
} >table
cat table
if [[ $write ]]; then
    awk '/<!-- servers: begin -->/ { print; while ((getline line < "table") > 0) print line; inside = 1 }
        /<!-- servers: end -->/ { inside = 0 }
        !inside' "$checkout/docs/databases.md" >page
    cp page "$checkout/docs/databases.md"
fi
