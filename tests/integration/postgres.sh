#!/usr/bin/env bash
# The same batch on SQLite and on a PostgreSQL server: both shipped datasets and the county that does not exist, every file
# byte for byte, and every row of every table. Skipped where there is no server; with a third word `need` it fails there.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
. "$(dirname "$0")/postgres.bash"
find_postgres
stand_in_gnuplot "$scratch/bin"
PATH=$scratch/bin:$PATH
cd "$scratch"
start_server one
server=one
whole_batches
change_small
ask_small

# Queries side by side, each on a connection of its own that sees what the first one sees; year over year item by item.
for jobs in 1 3; do
    ends 0 "report by $jobs" report --db "$(address one small)" -o "report-$jobs" --jobs $jobs --formats html
done
same_folder "reports by 1 and 3" report-1 report-3
ends 0 "changes on SQLite" changes --db small.db -o changes-sqlite
ends 0 "changes on PostgreSQL" changes --db "$(address one small)" -o changes-postgres --jobs 3
same_folder "changes" changes-sqlite changes-postgres

# Plans are told in words; nothing is run.
ends 0 "explain" explain expenditure_change_rate --db "$(address one small)" --lang en
plan_has() { # plan_has PATTERN
    if grep -qE "$1" stdout; then good; else bad "explain: \`$1\` is not in: $(cat stdout)"; fi
}
plan_has '^PostgreSQL: each line takes'
plan_has '(reads all of|looks up in) figure c.*; about [0-9]+ rows$'
plan_has '(reads all of|looks up in) item i.*; about [0-9]+ rows$'
ends 0 "explain everything" explain --db "$(address one small)" --lang en
at_least "lines of plans" 200 "$(grep -cE '^(indicator|check|table|sentence|flag)	[a-z_]+	.*about [0-9]+ rows' stdout)"

# What is wrong with a server or with an address is said, and no password with it.
refused() { # refused WHAT STATUS TEXT ADDRESS WORD…
    local what=$1 wanted=$2 text=$3 place=$4
    shift 4
    ends "$wanted" "$what" "$@" --db "$place"
    says "$what" "$text"
    if grep -q 'hush' stderr stdout; then bad "$what: the password is printed: $(cat stderr)"; else good; fi
}
at="127.0.0.1:${port[one]}"
secret="postgresql://jx:hush@$at"
refused "no address" 2 'this is no address of a database' "postgresql://jx:hush@$at/%zz" report -o out
refused "no server" 3 'cannot be reached' "postgresql://jx:hush@127.0.0.1:1/county?password=hush" load small
refused "no database" 3 'cannot be reached' "$secret/nowhere" load small
sql one postgres "CREATE DATABASE bare"
refused "no tables" 3 "jx@$at/bare: there are no tables of jixiao yet" "$secret/bare" report -o out
sql one postgres "CREATE DATABASE loaded"
ends 0 "load" load small --db "$secret/loaded"
refused "no results" 1 "run \`jixiao check --db postgresql://jx@$at/loaded\` first" "$secret/loaded" report -o out
sql one postgres "CREATE DATABASE sorted TEMPLATE template0 LOCALE 'C.UTF-8'"
refused "another order" 1 'createdb -T template0 -E UTF8 --locale=C' "$secret/sorted" load small
sql one bare "CREATE SCHEMA jixiao CREATE TABLE jixiao.theirs(a int)"
refused "a schema of others" 1 'but not one of this program' "$secret/bare" load small
sql one loaded "UPDATE jixiao.meta SET value = '1'"
refused "another version" 1 'made by another version of jixiao' "$secret/loaded" load small
for pair in "small.db $secret/small" "$secret/small small.db"; do
    # shellcheck disable=SC2086  # two words
    ends 2 "two engines" diff $pair
    says "two engines" 'only when both are files of SQLite'
done

# Where Citus is, tables are distributed when they are made. It is not here: functions of its names stand in and note their calls.
sql one postgres "CREATE DATABASE citus"
sql one citus "SET allow_system_table_mods = on;
    CREATE TABLE public.call(number serial, name text, of regclass, by text);
    CREATE FUNCTION pg_catalog.create_distributed_table(regclass, text) RETURNS void LANGUAGE sql AS
        'INSERT INTO public.call(name, of, by) VALUES (''distributed'', \$1, \$2)';
    CREATE FUNCTION pg_catalog.create_reference_table(regclass) RETURNS void LANGUAGE sql AS
        'INSERT INTO public.call(name, of) VALUES (''reference'', \$1)'"
ends 0 "load where Citus is" load small --db "$secret/citus"
same "what Citus is asked" "reference jixiao.dept
reference jixiao.item
reference jixiao.stage
reference jixiao.item_above
distributed jixiao.figure by dept_id" "$(sql one citus "SELECT concat_ws(' ', name, of, 'by ' || by) FROM public.call ORDER BY number")"
same "its key has what it is distributed by" 1 "$(sql one citus "SELECT count(*) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
     WHERE i.indrelid = 'jixiao.figure'::regclass AND i.indisunique AND a.attname = 'dept_id'")"
ends 0 "load again where Citus is" load small --db "$secret/citus"
same "Citus is asked once" 5 "$(sql one citus "SELECT count(*) FROM public.call")"

# A query file may read and nothing else; what it cannot do on SQLite, it cannot do here.
mkdir queries
try_query() { # try_query WHAT TEXT STATEMENT
    printf -- '-- table: probe\n-- zh: 试\n-- en: probe\n%s\n' "$3" >queries/probe.sql
    refused "$1" 1 "$2" "$secret/small" check --queries queries
}
try_query "a query that writes" 'not authorized' "DELETE FROM figure ORDER BY 1"
try_query "two statements" 'exactly one SELECT' "SELECT 1 AS a ORDER BY 1; DROP TABLE jixiao.figure"
try_query "reading a file of the server" 'no such function: pg_read_file' "SELECT pg_read_file('/etc/passwd') AS a ORDER BY 1"
try_query "the server's own tables" 'no such table' "SELECT rolname AS a FROM pg_authid ORDER BY 1"

# What SQLite would answer, and another engine otherwise or not at all, is found here, and the rule that it breaks is named.
try_rule() { # try_rule RULE STATEMENT
    printf -- '-- table: probe\n-- zh: 试\n-- en: probe\n%s\n' "$2" >queries/probe.sql
    ends 0 "rule $1 on SQLite" report --db small.db -o out --queries queries --formats md
    ends 1 "rule $1" report --db "$(address one small)" -o out --queries queries --formats md
    same "rule $1" "rule $1" "$(name_rule)"
}
try_rule '2 (every divisor in NULLIF)' "SELECT f.actual / (f.part_id - f.part_id) AS a FROM figure f ORDER BY f.actual, f.dept_id, f.year"
try_rule '3 (sums are of whole numbers)' "SELECT sum(f.actual) / NULLIF(sum(f.year), 0) AS a FROM figure f ORDER BY 1"
try_rule '3 (sums are of whole numbers)' "SELECT avg(m.value) AS a FROM measure m ORDER BY 1"
try_rule '6 (text beside text)' "SELECT d.name AS a FROM dept d WHERE d.code = d.dept_id ORDER BY d.dept_id"
try_rule '7 (plain columns, plain names)' "SELECT f.dept_id, f.year AS n, count(*) AS a FROM figure f GROUP BY f.dept_id ORDER BY f.dept_id"
try_rule '7 (plain columns, plain names)' "SELECT d.dept_id + 1 AS n FROM dept d WHERE n > 1 ORDER BY d.dept_id"
try_rule '11 (nothing beyond 64 bits)' "SELECT max(f.origin) AS a FROM (SELECT actual_origin + 9000000000000000000 + 900000000000000000 AS origin FROM figure) f ORDER BY 1"
rm -r queries

# Somebody else is writing: the second one waits a while, then says so and changes nothing.
psql -X -q -h 127.0.0.1 -p "${port[one]}" -U jx -d small -c "SELECT pg_advisory_lock(1247299905); SELECT pg_sleep(20)" >/dev/null &
holder=$!
for _ in $(seq 100); do
    [[ "$(sql one small "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")" == 1 ]] && break
    sleep 0.1
done
refused "another writer" 3 'another process is writing into this database' "$secret/small" check
kill "$holder" 2>/dev/null || true
verdict "PostgreSQL gives what SQLite gives"
