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
