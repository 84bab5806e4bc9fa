#!/usr/bin/env bash
# Every table of a database of jixiao as CSV, with columns and views, for queries.mjs: export.sh DATABASE FOLDER
set -euo pipefail
db=$1 folder=$2
mkdir -p "$folder"
list() { # list QUERY
    sqlite3 -batch "$db" "$1"
}
sqlite3 -batch -json "$db" "SELECT s.name AS \"table\", c.name, c.type FROM sqlite_schema s, pragma_table_info(s.name) c
    WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%' ORDER BY s.rowid, c.cid" >"$folder/columns.json"
sqlite3 -batch -json "$db" "SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY rowid" >"$folder/views.json"
sqlite3 -batch -json "$db" "SELECT min(year) AS first_year, max(year) AS last_year, (SELECT max(rubric) FROM total) AS rubric FROM figure" >"$folder/years.json"
{
    printf '.mode csv\n.separator , "\\n"\n.headers on\n.nullvalue NULL\n'
    while read -r table; do printf '.output "%s/%s.csv"\nSELECT * FROM "%s";\n' "$folder" "$table" "$table"; done < <(
        list "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
} | sqlite3 -batch "$db"
