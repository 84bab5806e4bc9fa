#!/usr/bin/env bash
# Rule 8 of docs/databases.md (an order down to a unique key): every query, of queries/ and of the charts, gives its rows in the
# same order when random() stands behind the last key of its ORDER BY; so the keys, and nothing else, settle the order.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
command -v sqlite3 >/dev/null || exit 77
cd "$scratch"
"$(dirname "$program")/tests/county" county --departments 12 --years 3 --with all >/dev/null
ends 0 "run" run county -o out --formats md --quiet

answer() { # answer FOLDER [KEY]; every file of queries/ into FOLDER, by one process, KEY behind its ORDER BY
    mkdir "$1"
    {
        printf '.parameter init\nPRAGMA case_sensitive_like = ON;\n'
        printf ".parameter set :%s\n" "lang 'zh'" 'first_year 2000' 'last_year 2100' "rubric 'county-2020'" 'dept_id 3' \
            "indicator 'three_public_control_rate'" "year $(sqlite3 out/jixiao.db 'SELECT max(year) FROM figure')"
        for file in queries/*/*.sql; do
            printf '.output %s/%s\n' "$1" "$(basename "$file" .sql)"
            sed '/^--/d' "$file" | awk -v key="${2:-}" '
                { text = text $0 "\n" }
                END {
                    sub(/[; \n]+$/, "", text)
                    limit = match(text, /[ \n]LIMIT [^)]*$/) ? substr(text, RSTART) : ""
                    if (limit) text = substr(text, 1, RSTART - 1)
                    outer = text
                    while (gsub(/\([^()]*\)/, "", outer)) { }
                    if (key && outer ~ /[ \n]UNION[ \n]/ && match(text, /[ \n]ORDER BY [^()]*$/)) # its keys are names of columns
                        text = "SELECT * FROM (" substr(text, 1, RSTART - 1) ") AS x" substr(text, RSTART)
                    print text key limit ";"
                }'
        done
    } >"$1.sql"
    sqlite3 -batch out/jixiao.db <"$1.sql" >"$1.said" 2>&1 || true
}
compare() { # compare; leaves the names of files that differ in `differ`
    rm -rf plain shaken
    answer plain
    answer shaken ', random()'
    diff -rq plain shaken | awk '{ print $2 }' >differ || true
}
cp -R "$root/queries" queries
mkdir queries/plots
for file in "$root"/plots/*.gp; do
    awk '/^# data:/ { data = 1; next } !/^#   / { data = 0 } data { print substr($0, 3) }' "$file" >"queries/plots/chart_$(basename "$file" .gp).sql"
done
find queries -size 0 -delete
compare
same "what is said" "" "$(cat plain.said)"
same "what is said behind ', random()'" "" "$(cat shaken.said)"
at_least "queries that were answered" 150 "$(find plain -type f -size +0 | wc -l)"
at_least "rows" 10000 "$(cat plain/* | wc -l)"
while read -r file; do
    bad "$(basename "$file"): rule 8 (an order down to a unique key): equal rows of its ORDER BY come in any order"
done <differ

# The test can fail: years are not unique.
printf -- '-- table: loose\nSELECT f.dept_id, f.year FROM figure f ORDER BY f.year LIMIT 9;\n' >queries/tables/loose.sql
compare
same "what is found" "plain/loose" "$(grep loose differ || true)"
verdict "rows come in one order only"
