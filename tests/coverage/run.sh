#!/usr/bin/env bash
# usage: tests/coverage/run.sh [PATTERN]
# Builds with gcov's counters, runs the tests (all, or those whose names match PATTERN), prints line and branch coverage of src/ for
# each room, and writes the lines that no test runs to build/coverage/untested.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v gcovr >/dev/null || {
    echo "coverage: gcovr is not installed (Debian: gcovr)" >&2
    exit 1
}
build=build/coverage
cmake --preset coverage >/dev/null
cmake --build --preset coverage -j "$(nproc)" >"$build/build.log" 2>&1 || {
    tail -n 40 "$build/build.log"
    exit 1
}
find "$build" -name '*.gcda' -delete
ctest --test-dir "$build" -j "$(nproc)" -R "${1:-.}" -E '^(faults|browser)' >"$build/tests.log" 2>&1 || tail -n 20 "$build/tests.log"
gcovr --root . --filter 'src/' --csv "$build/coverage.csv" --json "$build/coverage.json" "$build" 2>"$build/gcovr.log"
awk -F, 'NR > 1 {
        split($1, part, "/")
        room = part[2] ~ /\./ ? "main.c" : part[2]
        for (i = 0; i < 2; i++) {
            lines[room] += $2
            run[room] += $3
            branches[room] += $5
            taken[room] += $6
            room = "~all"
        }
    }
    END {
        for (room in lines)
            printf "%-8s %6d of %6d lines (%.1f %%), %6d of %6d branches (%.1f %%)\n", room, run[room], lines[room],
                100 * run[room] / lines[room], taken[room], branches[room], 100 * taken[room] / (branches[room] ? branches[room] : 1)
    }' "$build/coverage.csv" | sort | sed 's/^~//'
# FILE: LINES, ranges of lines in which nothing ran.
gcovr --root . --filter 'src/' --add-tracefile "$build/coverage.json" 2>/dev/null |
    awk '/^src\// && $4 != "100%" { file = $1; $1 = $2 = $3 = $4 = ""; gsub(/^ +/, ""); print file ": " $0; next } /^ +[0-9]/ { gsub(/^ +/, ""); print "  " $0 }' \
        >"$build/untested.txt"
