#!/usr/bin/env bash
# Queries: the head names the file, and the statement keeps to the SQL that SQLite and PostgreSQL share (queries.awk); so do
# the statements in the heads of charts.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

while IFS= read -r file; do
    stem=${file##*/}
    stem=${stem%.sql}
    folder=${file#queries/}
    head=$(head -n 1 "$root/$file" | sed 's/[[:blank:]]*$//')
    if [[ ! "$head" =~ ^--\ (indicator|check|table|sentence|flag):\ +([^[:blank:]]+)$ ]]; then
        complain "$file:1" "the first line must be \`-- indicator: $stem\`, \`-- check: $stem\`, \`-- table: $stem\`, \`-- sentence: $stem\` or \`-- flag: $stem\`"
    else
        if [[ "${BASH_REMATCH[2]}" != "$stem" ]]; then
            complain "$file:1" "the head says \`${BASH_REMATCH[2]}\`, the file is \`$stem\`; use one name"
        fi
        if [[ "${folder%%/*}" != "${BASH_REMATCH[1]}s" ]]; then
            complain "$file:1" "the kind ${BASH_REMATCH[1]} belongs in queries/${BASH_REMATCH[1]}s/"
        fi
    fi
    complain_lines < <(awk -v file="$file" -f "$house/queries.awk" "$root/$file")
done < <(tree_files | grep -E '^queries/.*\.sql$' | grep -v '^queries/schema/')
while IFS= read -r file; do
    complain_lines < <(awk '/^# data:/ { data = 1; $0 = "" } !/^#   / { if ($0 != "") data = 0 } { print data ? substr($0, 3) : "" }' \
        "$root/$file" | awk -v file="$file" -f "$house/queries.awk")
done < <(tree_files | grep -E '^plots/.*\.gp$' | (cd "$root" && xargs -r grep -lE '^# data:'))
# The rules are told in the documents by the same numbers and words.
page=docs/databases.md
if [[ -f "$root/$page" ]]; then
    while IFS='|' read -r number words; do
        grep -qF "| $number | $words |" "$root/$page" || complain "$page" "there is no row \`| $number | $words |\` for rule $number of tests/house/queries.awk"
    done < <(sed -nE 's/^    rule\[([0-9]+)\] = "(.*)"$/\1|\2/p' "$house/queries.awk")
fi
verdict "queries (head, and SQL that every engine understands)"
