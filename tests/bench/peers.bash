# The tools beside jixiao: where they are, how they are called. Sourced by run.sh.
# shellcheck shell=bash disable=SC2154,SC2034  # used and set by run.sh

install_packages() { # install_packages PACKAGE…
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
    if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then fail "these packages (Debian's names) are missing: $*"; fi
    say "installing" "$@"
    "${install[@]}" >/dev/null 2>&1 || { apt-get update -qq && "${install[@]}" >/dev/null; } ||
        fail "these packages cannot be installed: $*"
}

has() { # has COMMAND…
    command -v "$@" >/dev/null
}

find_modules() {
    has node npm || install_packages nodejs npm
    if cmp -s "$here/peers/package-lock.json" "$cache/installed"; then return; fi
    say "installing DuckDB and chdb into $cache"
    cp "$here/peers/package.json" "$here/peers/package-lock.json" "$cache/"
    # Not `npm ci`: it wants chdb's builds for other systems in the lock, too, and a registry need not have them.
    npm install --prefix "$cache" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
    cp "$here/peers/package-lock.json" "$cache/installed"
}

peers_find() {
    local tool
    has /usr/bin/time || install_packages time
    has gnuplot || install_packages gnuplot-nox
    has sqlite3 || install_packages sqlite3
    for tool in $tools; do
        case $tool in
        duckdb | chdb) find_modules ;;
        data.table) Rscript -e 'library(data.table)' >/dev/null 2>&1 || install_packages r-base-core r-cran-data.table ;;
        pandas) /usr/bin/python3 -c 'import pandas' 2>/dev/null || install_packages python3-pandas ;;
        jixiao | sqlite) ;;
        *) fail "there is no tool $tool: jixiao, duckdb, chdb, data.table, pandas, sqlite" ;;
        esac
    done
}

# The command of a tool into the array `peer`; behind it come the folder of the data and the one of the results, or --version.
peer_command() { # peer_command TOOL
    case $1 in
    duckdb) peer=(node "$here/peers/duckdb.mjs") ;;
    chdb) peer=(node "$here/peers/chdb.mjs") ;;
    data.table) peer=(Rscript "$here/peers/datatable.R") ;;
    pandas) peer=(/usr/bin/python3 "$here/peers/by_pandas.py") ;;
    sqlite) peer=(bash "$here/peers/sqlite.sh") ;;
    *) peer=("$program") && return ;;
    esac
    peer+=("$cache" "$(nproc)")
}

declare -A versions=()
version_of() { # version_of TOOL: into $version
    if [[ ! ${versions[$1]:-} ]]; then
        peer_command "$1"
        versions[$1]=$("${peer[@]}" --version | sed '1!d; s/.* //; s/^v//')
    fi
    version=${versions[$1]}
}
