#!/usr/bin/env bash
# usage: tests/fuzz/run.sh [SECONDS [SEED]]
# Builds the fuzz targets with ASan and UBSan and lets each look for trouble for SECONDS (60), as many at a time as there are
# cores. Every run begins with the corpus. What makes a target fail is kept in build/fuzz/found/NAME and named; new inputs that
# reach new code stay in build/fuzz/corpus/NAME for the next run. With the same SEED (0: another one each time) it looks in the same places.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-60} seed=${2:-0}
[[ "$seconds" =~ ^[1-9][0-9]*$ && "$seed" =~ ^[0-9]+$ ]] || {
    printf 'usage: tests/fuzz/run.sh [SECONDS [SEED]]\n' >&2
    exit 2
}
build=build/fuzz
log=$build/build.log
mkdir -p "$build"
if ! { cmake --preset fuzz && cmake --build --preset fuzz -j "$(nproc)"; } >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi

look() { # look NAME
    local name=$1 seconds=$2 seed=$3 build=$4 found=$4/found/$1 status=0 executions
    mkdir -p "$found" "$build/corpus/$name"
    # The dictionaries of a target grow with its inputs: no more than 1 GB is no leak.
    "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -seed="$seed" -max_len=8192 -timeout=20 -rss_limit_mb=1024 \
        -print_final_stats=1 -artifact_prefix="$found/" "$build/corpus/$name" "tests/fuzz/corpus/$name" \
        >"$build/$name.log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log")
    if [[ $status -ne 0 || -z "$executions" ]]; then
        tail -n 60 "$build/$name.log"
        printf 'fuzz %s: FAILED; the input is kept in %s\n' "$name" "$found"
        return 1
    fi
    printf 'fuzz %s: %s executions in %s s, nothing found\n' "$name" "$executions" "$seconds"
}
export -f look
find tests/fuzz -maxdepth 2 -path '*/corpus/*' -printf '%f\n' | sort |
    xargs -P "$(nproc)" -I '{}' bash -c 'set -euo pipefail; look "$@"' look '{}' "$seconds" "$seed" "$build"
