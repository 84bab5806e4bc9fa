#!/usr/bin/env bash
# The benchmark: one job by jixiao and by the tools that its users could pick instead, in turn. README.md tells the job, --help the options.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
program=$root/build/release/jixiao
cache=${XDG_CACHE_HOME:-$HOME/.cache}/jixiao-bench
place=${TMPDIR:-/tmp}
runs=5 patience=20 tools="jixiao duckdb chdb data.table pandas sqlite" write=''

usage() { # usage STATUS
    cat <<'TEXT'
usage: tests/bench/run.sh [OPTION]... [SIZE]...

Sizes: S (10^5 rows), M (2*10^6), L (2*10^7), shuffled (L in random order), XL (10^8, jixiao alone), county (the whole batch of 80
departments), tiny (for a test); none: only the tables of what was measured last. Without one: S M L shuffled XL county.

  --tools=LIST     of jixiao,duckdb,chdb,data.table,pandas,sqlite; default: all
  --runs=N         runs of each tool; default: 5
  --patience=SEC   a peer whose run takes longer is not run again at this size; default: 20
  --program=FILE   default: build/release/jixiao
  --cache=FOLDER   where the peers and all results are kept; default: ~/.cache/jixiao-bench
  --place=FOLDER   where the data are made and removed again; default: $TMPDIR or /tmp
  --write          put the tables and plots into docs/
TEXT
    exit "$1"
}

fail() {
    printf 'bench: %s\n' "$@" >&2
    exit 1
}

say() {
    printf 'bench: %s\n' "$*" >&2
}

while [[ $# -gt 0 && $1 == -* ]]; do
    case $1 in
    --program=*) program=$(realpath "${1#*=}") ;;
    --runs=*) runs=${1#*=} ;;
    --patience=*) patience=${1#*=} ;;
    --tools=*) tools=${1#*=} tools=${tools//,/ } ;;
    --cache=*) cache=${1#*=} ;;
    --place=*) place=${1#*=} ;;
    --write) write=yes ;;
    --help) usage 0 ;;
    *) usage 2 >&2 ;;
    esac
    shift
done
sizes=("$@")
[[ ${#sizes[@]} -gt 0 ]] || sizes=(S M L shuffled XL county)
for size in "${sizes[@]}"; do [[ $size =~ ^(S|M|L|shuffled|XL|county|tiny|none)$ ]] || usage 2 >&2; done
[[ $runs =~ ^[1-9][0-9]*$ && $patience =~ ^[0-9]+$ ]] || usage 2 >&2
measured=$cache/measured.csv # every run of every session
session=$(date -u +%Y-%m-%dT%H:%M)
. "$here/peers.bash"
. "$here/county.bash"

scratch=$(mktemp -d "$place/jixiao-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

departments() { # departments SIZE: departments, years and items of the province
    case $1 in
    tiny) echo 10 5 20 ;;
    S) echo 50 10 68 ;;
    M) echo 310 10 220 ;;
    L | shuffled) echo 1000 15 458 ;;
    XL) echo 2000 20 851 ;;
    *) fail "there is no size $1: S, M, L, shuffled, XL, county, tiny or none" ;;
    esac
}

# One run of a command: wall time by this shell, CPU time and peak memory (of it and what it starts) by time(1).
seconds='' cpu='' mib='' version='' peer=()
measure() { # measure COMMAND…
    local from to user system kib
    from=${EPOCHREALTIME/,/.}
    /usr/bin/time -o "$scratch/time" -f '%U %S %M' "$@" >"$scratch/told" 2>&1 || {
        tail -5 "$scratch/told" >&2
        fail "this ended with an error: $*"
    }
    to=${EPOCHREALTIME/,/.}
    read -r user system kib < <(tail -1 "$scratch/time")
    read -r seconds cpu mib < <(awk "BEGIN { printf \"%.4f %.2f %.1f\n\", $to - $from, $user + $system, $kib / 1024 }")
}

once() { # once TOOL DATA OUT: nothing of an earlier run is there
    rm -rf "$3"
    mkdir -p "$3"
    if [[ $1 == jixiao ]]; then
        measure "$program" changes "$2" --db "$3/jixiao.db" -o "$3" --quiet
    else
        measure "${peer[@]}" "$2" "$3"
    fi
}

record() { # record SIZE ROWS BYTES TOOL RUN
    printf '%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n' "$session" "$1" "$2" "$3" "$4" "$version" "$5" "$seconds" "$cpu" "$mib" >>"$measured"
    say "$1, run $5 of $runs: $4 $seconds s, $mib MiB"
}

# Where the time of one more run went, for the document.
stages() { # stages SIZE COMMAND…
    local size=$1
    shift
    measure "$@" --timings
    sed -n '/^stage /,/^peak memory/p' "$scratch/told" >"$cache/stages-$size.txt"
}

# Every file of the first tool's results against the other's: rows by their keys, numbers within their last printed digit.
agree() { # agree ONE OTHER
    local name keys tolerances found told=''
    while read -r name keys tolerances; do
        # shellcheck disable=SC2086  # several words are meant
        found=$("$(dirname "$program")/tests/agree" "$1/$name.csv" "$2/$name.csv" "$keys" $tolerances) ||
            fail "the results of ${1##*/} and ${2##*/} differ in $name.csv"
        told+=" $name.csv ${found%%;*},"
    done <<'END'
changes 3 0.0001 0.0001 0.0001 0.0101
totals 2 0.0001 0.0001 0.0001 0.0101 0.0101
spread 2 0 0.000101 0.000101
outliers 3 0.0101 0.000101 0.000101 0.000101
END
    say "${1##*/} and ${2##*/} agree row by row:${told%,}"
}

province() { # province SIZE
    local size=$1 data=$scratch/data these=$tools slow=' ' first='' shuffle=() depts years items rows bytes run tool
    read -r depts years items < <(departments "$size")
    say "making $size"
    if [[ $size == shuffled ]]; then shuffle=(--shuffle); fi
    if [[ $size == XL ]]; then these=jixiao; fi
    read -r rows bytes < <("$(dirname "$program")/tests/province" "$data" --departments "$depts" --years "$years" --items "$items" \
        "${shuffle[@]}")
    for ((run = 1; run <= runs; run++)); do
        for tool in $these; do
            if [[ $slow == *" $tool "* ]]; then continue; fi
            version_of "$tool"
            peer_command "$tool"
            cat "$data"/*.csv >/dev/null # from memory, not from the disk
            once "$tool" "$data" "$scratch/$tool"
            record "$size" "$rows" "$bytes" "$tool" "$run"
            if [[ $tool != jixiao ]] && awk "BEGIN { exit !($seconds > $patience) }"; then slow+="$tool "; fi
        done
    done
    mkdir "$scratch/stages"
    stages "$size" "$program" changes "$data" --db "$scratch/stages/jixiao.db" -o "$scratch/stages"
    for tool in $these; do
        if [[ $first ]]; then agree "$scratch/$first" "$scratch/$tool"; fi
        first=${first:-$tool}
    done
    rm -rf "$data" "${scratch:?}"/{stages,jixiao,duckdb,chdb,data.table,pandas,sqlite}
}

[[ -x $program ]] || fail "there is no $program; build it first: ./setup test"
mkdir -p "$cache"
peers_find
[[ -e $measured ]] || printf 'session,size,rows,bytes,tool,version,run,seconds,cpu,mib\n' >"$measured"
for size in "${sizes[@]}"; do
    case $size in
    none) ;;
    county) county ;;
    *) province "$size" ;;
    esac
done
"$here/table.sh" "$cache" "$program" ${write:+"$root"}
