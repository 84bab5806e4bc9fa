#!/usr/bin/env bash
# Runs golden cases: run_case.sh [--update] PROGRAM CASE_DIR…
# A case is a folder with
#   cmd      shell words, run in a temporary folder; $JIXIAO is the program
#   input/   files copied into that folder (optional)
#   stdout, stderr, exit   what is expected; absent = nothing, nothing, 0
#   out/     expected files, compared byte for byte with out/ in that folder; only those listed here
# In stdout and stderr the checkout is written as @ROOT@ and the temporary folder as @DIR@.
# --update writes what happened over what was expected. To expect one more file, touch it in out/ first.
set -euo pipefail

update=
if [[ "${1:-}" == --update ]]; then
    update=1
    shift
fi
if [[ $# -lt 2 || ! -x "$1" ]]; then
    echo "usage: run_case.sh [--update] PROGRAM CASE_DIR…" >&2
    exit 2
fi
program=$(cd "$(dirname "$1")" && pwd -P)/$(basename "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
shift
scratch=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$scratch"' EXIT

# Plain replacement: a path may contain what sed or a shell pattern would read as its own.
neutral() { # neutral FILE
    awk -v root="$root" -v dir="$scratch/dir" '
        function replace(text, what, by,    out, i) {
            while ((i = index(text, what)) > 0) {
                out = out substr(text, 1, i - 1) by
                text = substr(text, i + length(what))
            }
            return out text
        }
        { print replace(replace($0, dir, "@DIR@"), root, "@ROOT@") }' "$1" >"$1.neutral"
    # awk adds a newline to a last line that has none: that difference must stay visible.
    if [[ -s "$1" && -n "$(tail -c 1 "$1")" ]]; then
        truncate -s -1 "$1.neutral"
    fi
    mv "$1.neutral" "$1"
}

run() { # run CASE; leaves stdout, stderr and exit in $scratch, files in $scratch/dir
    local status=0
    rm -rf "${scratch:?}"/*
    mkdir "$scratch/dir" "$scratch/bin" "$scratch/home"
    if [[ -d "$1/input" ]]; then cp -R "$1/input/." "$scratch/dir"; fi
    # Called by its own name wherever it was built; the program finds its datasets beside the real file.
    ln -s "$program" "$scratch/bin/jixiao"
    (cd "$scratch/dir" && env -i PATH="$scratch/bin:$PATH" HOME="$scratch/home" LC_ALL=C.UTF-8 TZ=UTC JIXIAO=jixiao \
        ${ASAN_OPTIONS+"ASAN_OPTIONS=$ASAN_OPTIONS"} ${UBSAN_OPTIONS+"UBSAN_OPTIONS=$UBSAN_OPTIONS"} \
        bash "$1/cmd") >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
    neutral "$scratch/stdout"
    neutral "$scratch/stderr"
    echo "$status" >"$scratch/exit"
}

compare() { # compare NAME EXPECTED FOUND; EXPECTED may be absent
    local expected=$2
    if [[ ! -f "$3" ]]; then
        echo "$1: was expected but not made"
        return 1
    fi
    if [[ ! -f "$expected" ]]; then
        expected=$scratch/expected
        if [[ "$1" == exit ]]; then echo 0 >"$expected"; else : >"$expected"; fi
    fi
    if cmp -s "$expected" "$3"; then return 0; fi
    echo "$1: differs"
    diff -u --label "expected $1" --label "found $1" "$expected" "$3" | head -n 60 || true
    return 1
}

check() { # check CASE
    local good=0 file
    for file in exit stderr stdout; do compare "$file" "$1/$file" "$scratch/$file" || good=1; done
    while IFS= read -r file; do
        compare "out/$file" "$1/out/$file" "$scratch/dir/out/$file" || good=1
    done < <(expected_files "$1")
    return $good
}

rewrite() { # rewrite CASE
    local good=0 file
    cp "$scratch/exit" "$1/exit"
    for file in stdout stderr; do
        rm -f "$1/$file"
        if [[ -s "$scratch/$file" ]]; then cp "$scratch/$file" "$1/$file"; fi
    done
    while IFS= read -r file; do
        if [[ -f "$scratch/dir/out/$file" ]]; then
            cp "$scratch/dir/out/$file" "$1/out/$file"
        else
            echo "out/$file: the command does not make it; remove it from the case"
            good=1
        fi
    done < <(expected_files "$1")
    return $good
}

expected_files() { # expected_files CASE
    if [[ -d "$1/out" ]]; then (cd "$1/out" && find . -type f | sed 's|^\./||' | sort); fi
}

failed=0
for case in "$@"; do
    if [[ ! -f "$case/cmd" ]]; then
        echo "$case: has no cmd"
        failed=1
        continue
    fi
    case=$(cd "$case" && pwd -P)
    run "$case"
    if [[ -n "$update" ]]; then
        rewrite "$case" || failed=1
    elif ! check "$case"; then
        echo "golden case $(basename "$case") failed; when the new output is right: tests/golden/run_case.sh --update PROGRAM CASE_DIR"
        failed=1
    fi
done
exit $failed
