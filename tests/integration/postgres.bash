# Servers of PostgreSQL for a test: made from nothing, as an ordinary user, on free ports of 127.0.0.1, in the test's folder.
# shellcheck shell=bash disable=SC2034,SC2154  # `scratch` is of lib.bash; the rest is used by the tests
need=${3:-${JIXIAO_NEED:-}}

skip() { # skip WHAT
    printf 'skipped: %s\n' "$*"
    [[ -z "$need" ]] || exit 1
    exit 77
}

as_user() { # as_user COMMAND…; servers refuse to be run by root
    if [[ $(id -u) -eq 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi
}

find_postgres() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo /)")"; do
        if [[ -x "$folder/initdb" && -x "$folder/pg_ctl" ]]; then
            binaries=$folder
            break
        fi
    done
    [[ -n "${binaries:-}" ]] || skip "there is no PostgreSQL server (Debian: apt-get install postgresql)"
    command -v psql >/dev/null || skip "there is no psql (Debian: apt-get install postgresql-client)"
    if [[ $(id -u) -eq 0 ]] && ! id postgres >/dev/null 2>&1; then skip "there is no user postgres to run the server"; fi
    jixiao load none --db postgresql://127.0.0.1:1/none
    if grep -q 'built without PostgreSQL' "$scratch/stderr"; then skip "jixiao was built without libpq (libpq-dev)"; fi
}

free_port() { # a port of 127.0.0.1 that nobody listens to
    local port
    for _ in $(seq 50); do
        port=$((20000 + RANDOM % 20000))
        if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    return 1
}

# start_server NAME [SETTING…]; leaves its port in ${port[NAME]}.
declare -A port
servers=$scratch/servers
start_server() {
    local name=$1 data=$servers/$1 setting try
    shift
    if [[ ! -d "$servers/template" ]]; then
        mkdir -p "$servers"
        chmod 711 "$scratch"
        [[ $(id -u) -ne 0 ]] || chown postgres "$servers"
        as_user "$binaries/initdb" -D "$servers/template" -U jx -A trust -E UTF8 --locale=C --no-sync >/dev/null
    fi
    as_user cp -a "$servers/template" "$data"
    for try in 1 2 3; do
        port[$name]=$(free_port)
        {
            printf "listen_addresses = '127.0.0.1'\nport = %d\nunix_socket_directories = ''\nfsync = off\n" "${port[$name]}"
            printf "shared_buffers = '32MB'\njit = off\n"
            for setting in "$@"; do printf '%s\n' "$setting"; done
        } | as_user tee "$data/postgresql.auto.conf" >/dev/null
        if as_user "$binaries/pg_ctl" -D "$data" -l "$data.log" -s -w -t 60 start; then return 0; fi
    done
    cat "$data.log"
    return 1
}

stop_servers() {
    local data
    for data in "$servers"/*/; do
        if [[ -f "$data/postmaster.pid" ]]; then
            as_user "$binaries/pg_ctl" -D "$data" -s -m immediate stop || true
        fi
    done
}
trap 'stop_servers; rm -rf "$scratch"' EXIT

sql() { # sql SERVER DATABASE SQL
    psql -X -q -At -h 127.0.0.1 -p "${port[$1]}" -U jx -d "$2" -v ON_ERROR_STOP=1 -c "$3"
}

address() { # address SERVER DATABASE
    printf 'postgresql://jx@127.0.0.1:%d/%s\n' "${port[$1]}" "$2"
}

# A coordinator `hub` and its nodes node_1 … node_N, each a server.
start_cluster() { # start_cluster N
    local k
    nodes=$1
    start_server hub
    for k in $(seq "$nodes"); do start_server "node_$k" "max_prepared_transactions = 10"; done
}

# A database on all of them, and what an administrator does for it.
cluster_database() { # cluster_database NAME
    local k
    sql hub postgres "CREATE DATABASE $1"
    sql hub "$1" "CREATE EXTENSION postgres_fdw"
    for k in $(seq "$nodes"); do
        sql "node_$k" postgres "CREATE DATABASE $1"
        sql hub "$1" "CREATE SERVER jixiao_$k FOREIGN DATA WRAPPER postgres_fdw
                OPTIONS (host '127.0.0.1', port '${port[node_$k]}', dbname '$1', connect_timeout '5');
            CREATE USER MAPPING FOR jx SERVER jixiao_$k OPTIONS (user 'jx')"
    done
}

# --- the same on SQLite and on $server ---

# A database in which a query that leaves its result to the engine fails: sums of doubles depend on the order of the rows, and
# a division of decimals (what a sum of whole numbers is there, or a literal with a point) has other digits than one of doubles.
strict_database() { # strict_database NAME
    if [[ "$server" == hub ]]; then cluster_database "$1"; else sql "$server" postgres "CREATE DATABASE $1"; fi
    sql "$server" "$1" "SET allow_system_table_mods = on;
        ALTER AGGREGATE pg_catalog.sum(double precision) RENAME TO sum_of_doubles;
        ALTER AGGREGATE pg_catalog.avg(double precision) RENAME TO avg_of_doubles;
        CREATE FUNCTION public.refuse(numeric, numeric) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS
            'BEGIN RAISE EXCEPTION ''a division of decimals: CAST the sum AS BIGINT, or one side AS DOUBLE PRECISION''; END';
        UPDATE pg_operator SET oprcode = 'public.refuse'::regproc
         WHERE oprname = '/' AND oprleft = 'numeric'::regtype AND oprright = 'numeric'::regtype"
}

# Which rule of docs/databases.md a server's refusal stands for.
name_rule() {
    local pattern words
    while IFS=';' read -r pattern words; do
        if grep -qE "$pattern" "$scratch/stderr"; then
            printf 'rule %s' "$words"
            return
        fi
    done <<'RULES'
division by zero;2 (every divisor in NULLIF)
a division of decimals;3 (sums are of whole numbers)
function (sum|avg).* does not exist;3 (sums are of whole numbers)
operator does not exist;6 (text beside text)
invalid input syntax;6 (text beside text)
must appear in the GROUP BY;7 (plain columns, plain names)
column .* does not exist;7 (plain columns, plain names)
out of range;11 (nothing beyond 64 bits)
syntax error;10 (only what every engine knows)
RULES
}

# Every row of every table, whatever order they have. Doubles are in the files that are compared: engines print them differently.
tables_alike() { # tables_alike NAME
    sqlite3 -batch "$1.db" "SELECT 'SELECT ''' || m.name || ''', ' || group_concat('\"' || c.name || '\"', ', ') || ' FROM ' || m.name || ';'
          FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name <> 'meta' AND c.type <> 'REAL' GROUP BY m.name ORDER BY m.name" >tables.sql
    { echo 'SET search_path = jixiao;' && cat tables.sql; } >postgres.sql
    psql -X -q -At -v ON_ERROR_STOP=1 -d "$(address "$server" "$1")" -f postgres.sql | LC_ALL=C sort >postgres.rows
    sqlite3 -batch "$1.db" <tables.sql | LC_ALL=C sort >sqlite.rows
    at_least "rows of $1" 500 "$(wc -l <sqlite.rows)"
    same_file "the rows of $1" sqlite.rows postgres.rows
}

# What both say and write is the same, except the file of SQLite.
both() { # both NAME WORD…
    local name=$1
    shift
    strict_database "$name"
    ends 0 "$name on SQLite" "$@" -o "$name-sqlite"
    mv stderr "$name-sqlite.said"
    ends 0 "$name on PostgreSQL" "$@" -o "$name-postgres" --db "$(address "$server" "$name")"
    [[ $status -eq 0 ]] || printf 'broken: %s\n' "$(name_rule)"
    mv stderr "$name-postgres.said"
    same_file "what is said about $name" "$name-sqlite.said" "$name-postgres.said"
    mv "$name-sqlite/jixiao.db" "$name.db"
    same_folder "$name" "$name-sqlite" "$name-postgres"
    tables_alike "$name"
}

# Both shipped datasets, the county that does not exist like for like, and a small one of hostile texts, which stays in `small`.
whole_batches() {
    both centres run service-centres --documents
    local county
    county=$(dirname "$program")/tests/county
    if [[ -z "${JIXIAO_QUICK:-}" ]]; then
        both city run philadelphia --years 2022-2023 --dept 01
        "$county" county --departments 40 --years 5 --with comments,tasks,cases,targets,deflators
        both county run county --basis like --dept 101 --dept 106
    fi
    "$county" small --departments 5 --years 2 --with all --hostile
    both small run small --documents
}

reload() { # reload WHAT
    ends 0 "$1 on SQLite" load small --db small.db
    mv stdout sqlite.counted
    ends 0 "$1 on PostgreSQL" load small --db "$(address "$server" small)"
    same_file "$1: what is counted" sqlite.counted stdout
    tables_alike small
}

# Commands on a database that stays give the same words.
alike() { # alike WHAT STATUS WORD… --db
    local what=$1 wanted=$2
    shift 2
    ends "$wanted" "$what on SQLite" "$@" small.db
    mv stdout sqlite.out
    ends "$wanted" "$what on PostgreSQL" "$@" "$(address "$server" small)"
    same_file "$what" sqlite.out stdout
}

# Loading again changes nothing; a file that restates, and a file that is taken back, change the same on both.
change_small() {
    local last
    reload "loading again"
    last=$(find small -name '*accounts*.csv' | sort | tail -n 1)
    cp "$last" kept.csv
    sed 's/,\([0-9]\)\([0-9]*\)\.\([0-9]*\),/,\2\1.\3,/' kept.csv >"$last"
    if cmp -s kept.csv "$last"; then bad "nothing was restated"; else good; fi
    reload "a changed file"
    mv kept.csv "$last"
    reload "the file as it was"
}

ask_small() {
    local code
    code=$(sqlite3 small.db "SELECT code FROM dept WHERE parent_id IS NULL ORDER BY code LIMIT 1")
    alike "check" 0 check --db
    alike "measure" 0 measure --db
    alike "trace" 0 trace "$code" 2020 three_public_control_rate --db
    alike "whatif" 0 whatif three_public.actual=100000 --dept "$code" --years 2020 --db
    tables_alike small
}
