#!/usr/bin/env bash
# A query of a user's folder ends: one that would run for ever or fill the memory is stopped with a message that names the file,
# and the output folder stays as it was.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

refused() { # refused STATUS NAME SQL MESSAGE
    local folder=$scratch/$2
    mkdir "$folder"
    printf -- '-- table: %s\n-- zh: 甲\n-- en: A\n-- chapter: overview\n%s\n' "$2" "$3" >"$folder/$2.sql"
    ends "$1" "$2" run service-centres -o "$scratch/out" --queries "$folder" --quiet
    says "$2" "$2.sql: $4"
    same "what $2 leaves" "" "$(find "$scratch/out" -mindepth 1)"
}
refused 1 recursion "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n ORDER BY i" \
    "not authorized: a query may only read tables and call functions"
refused 1 endless "SELECT count(*) AS n FROM figure a, figure b, figure c, figure d, figure e ORDER BY n" \
    "stopped after 10"
refused 3 sorter "SELECT printf('%.*c', 1000000, 'x') || a.value AS n FROM statement a, statement b ORDER BY n" \
    "out of memory: the query wants more"
refused 1 rows "SELECT printf('%.*c', 100000, 'x') AS n FROM figure a, figure b, figure c -- ORDER BY" \
    "stopped after"
verdict "queries that are stopped"
