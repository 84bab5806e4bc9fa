#!/usr/bin/env bash
# What a cluster sends over the wire: plans in which the nodes join and add up, and the bytes that come from them, counted by a relay
# (tests/relay) between them and the coordinator. Skipped where there is no server; with a third word `need` it fails there.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
. "$(dirname "$0")/postgres.bash"
find_postgres
cd "$scratch"
tests=$(dirname "$program")/tests
departments=60 years=5
"$tests/province" province --departments $departments --years $years --items 300 >/dev/null
ends 0 "load into SQLite" load province --db province.db --quiet
start_cluster 3
control=$(free_port)
pairs=()
for k in 1 2 3; do # from here on the nodes are reached through the relay
    through=$(free_port)
    pairs+=("$through:${port[node_$k]}")
    port[node_$k]=$through
done
"$tests/relay" "$control" "${pairs[@]}" &
relay=$!
trap 'kill $relay; stop_servers; rm -rf "$scratch"' EXIT
for _ in $(seq 50); do
    if (: <"/dev/tcp/127.0.0.1/$control") 2>/dev/null; then break; fi
    sleep 0.1
done
cluster_database province
at=$(address hub province)
ends 0 "load into the cluster" load province --db "$at" --quiet

from_nodes() {
    local from
    read -r from _ <"/dev/tcp/127.0.0.1/$control"
    echo "$from"
}
settings="SET search_path = jixiao; SET enable_partitionwise_join = on; SET enable_partitionwise_aggregate = on; SET jit = off"
shipped() { # shipped NAME; answers queries/NAME.sql, leaves the rows in NAME.rows and the bytes from the nodes in `bytes`
    local before
    sed '/^--/d' "queries/$1.sql" >query
    sqlite3 -batch province.db <query >expected
    before=$(from_nodes)
    { printf '%s;\n' "$settings" && cat query && printf ';\n'; } | psql -X -q -At -v ON_ERROR_STOP=1 -d "$at" >"$1.rows"
    bytes=$(($(from_nodes) - before))
    same_file "the rows of $1" expected "$1.rows"
    printf '%-10s %7d rows, %9d bytes from the nodes\n' "$1" "$(wc -l <"$1.rows")" "$bytes"
}
query() { # query NAME STATEMENT
    printf -- '-- table: %s\n-- zh: 试\n-- en: %s\n%s\n' "$1" "$1" "$2" >"queries/$1.sql"
}
mkdir queries
query raw "SELECT f.dept_id, f.item_id, f.part_id, f.year, f.month, f.budget, f.actual FROM figure f
 ORDER BY f.dept_id, f.item_id, f.part_id, f.year, f.month"
query control "SELECT f.dept_id, f.year, CAST(sum(f.actual) AS BIGINT) AS numerator, CAST(sum(f.budget) AS BIGINT) AS denominator
  FROM figure f
 WHERE f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL AND f.budget IS NOT NULL
 GROUP BY f.dept_id, f.year ORDER BY f.dept_id, f.year"
query change "SELECT c.dept_id, c.year, CAST(sum(c.actual - p.actual) AS BIGINT) AS change, count(*) AS n
  FROM figure c
  JOIN figure p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id AND p.year = c.year - 1 AND p.month = c.month
 WHERE c.part_id = 0 AND c.month = 12 AND c.actual IS NOT NULL AND p.actual IS NOT NULL
 GROUP BY c.dept_id, c.year ORDER BY c.dept_id, c.year"
query listing "SELECT c.dept_id, c.item_id, c.year, c.actual - p.actual AS change
  FROM figure c
  JOIN figure p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id AND p.year = c.year - 1 AND p.month = c.month
 WHERE c.part_id = 0 AND c.month = 12 AND c.actual IS NOT NULL AND p.actual IS NOT NULL
 ORDER BY c.dept_id, c.item_id, c.year"

# Plans: every node joins and adds up, and nothing else is joined or added up anywhere.
ends 0 "explain" explain control change listing raw --db "$at" --queries queries --lang en --quiet
mv stdout told
plan_of() { awk -v name="/$1.sql" 'index($0, name) { inside = 1; print; next } /^queries\// { inside = 0 } inside' told; }
all_nodes() { # all_nodes QUERY WORK WANTED…: each node does it, and is asked with these words
    local query=$1 work=$2 wanted
    shift 2
    plan_of "$query" >plan
    same "nodes that do it for $query" "jixiao_1 jixiao_2 jixiao_3" "$(sed -nE "s/^ *node (jixiao_[0-9]) $work; .*/\1/p" plan | xargs)"
    for wanted in "$@"; do
        same "nodes that are asked with $wanted for $query" 3 "$(grep -c "it is asked: SELECT .*$wanted" plan || true)"
    done
    same "what the coordinator does for $query" "" "$(grep -vE '^queries/|^PostgreSQL, |^warning|^ +(node |sorts by |puts the rows )' plan || true)"
}
all_nodes control "adds up there" "GROUP BY 1, 2"
all_nodes change "joins and adds up there" "INNER JOIN" "GROUP BY 1, 2"
all_nodes listing "joins there" "INNER JOIN"
all_nodes raw "gives all rows"
same "queries with a warning" "queries/raw.sql" "$(awk '/^queries\// { sub(/:.*/, ""); file = $0 } /^warning: the nodes send figures as they are/ { print file }' told)"
jixiao list indicators
# shellcheck disable=SC2046  # words
ends 0 "explain the indicators" explain $(cut -f 2 stdout) --db "$at" --lang en --quiet
same "indicators that pull figures in as they are" "" "$(grep '^warning' stdout || true)"
at_least "indicators that are explained" 40 "$(grep -c '^queries/' stdout)"

# Bytes.
shipped raw
raw=$bytes
at_least "bytes of all figures" 2000000 "$raw"
for name in control change; do
    shipped "$name"
    at_least "bytes of $name" 1000 "$bytes"
    if [[ $((bytes * 100)) -le $raw ]]; then good; else bad "$name ships $bytes bytes, more than 1 % of $raw"; fi
done
shipped listing # five columns of its rows, and the wire's own bytes
rows=$(wc -l <listing.rows)
if [[ $bytes -le $((64 * rows)) && $bytes -lt $raw ]]; then good; else bad "listing ships $bytes bytes for $rows rows"; fi
verdict "the nodes do the work, and send what is asked for"
