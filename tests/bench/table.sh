#!/usr/bin/env bash
# Prints what run.sh measured as Markdown: table.sh CACHE PROGRAM [ROOT]. With ROOT, puts it into docs/performance.md between the marks
# `measured: begin` and `measured: end`, and draws docs/images/performance-*.svg.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$1 program=$2 root=${3:-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

machine() {
    local model memory
    model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
    memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
    printf 'Measured %s on %s, %s cores, %s of memory, %s, Linux %s; gcc %s, SQLite %s, gnuplot %s.\n\n' "$(tail -1 "$cache/measured.csv" | cut -c 1-10)" \
        "${model:-an unknown processor}" "$(nproc)" "$memory" "$(. /etc/os-release && printf '%s' "$PRETTY_NAME")" "$(uname -r | cut -d - -f 1)" \
        "$(gcc -dumpfullversion)" "$("$program" --version | sed -n 's/^SQLite //p')" "$(gnuplot --version | cut -d ' ' -f 2,4)"
}

{
    printf '.mode csv\n'
    printf 'CREATE TABLE measured(%s);\n.import --skip 1 "%s" measured\n' \
        "$(head -1 "$cache/measured.csv" | sed -E 's/\<(rows|bytes|run|seconds|cpu|mib)\>/\1 NUMERIC/g')" "$cache/measured.csv"
    cat "$here/table.sql"
    for what in seconds mib; do
        printf ".mode list\n.separator ' '\n.output '%s/%s'\n" "$scratch" "$what"
        for tool in jixiao duckdb chdb data.table pandas sqlite; do
            printf "SELECT '\"%s\"';\n" "$tool"
            printf "SELECT m.rows, m.%s FROM compared c JOIN middle m ON m.session = c.session AND m.size = c.size WHERE c.age = 1 AND m.tool = '%s' AND m.size IN ('S', 'M', 'L', 'XL') ORDER BY m.rows;\nSELECT char(10);\n" "$what" "$tool"
        done
    done
} | sqlite3 -batch >"$scratch/tables"
{
    machine
    cat "$scratch/tables"
    for size in S M L shuffled XL county; do
        if [[ -s $cache/stages-$size.txt ]]; then
            # shellcheck disable=SC2016  # back-quotes of Markdown
            printf '\nStages of one run at %s (`--timings`):\n\n```\n' "$size"
            cat "$cache/stages-$size.txt"
            printf '```\n'
        fi
    done
} >"$scratch/block"
cat "$scratch/block"
[[ $root ]] || exit 0
awk -v block="$scratch/block" '
    /<!-- measured: end -->/ { inside = 0 }
    !inside { print }
    /<!-- measured: begin -->/ {
        inside = 1
        while ((getline line < block) > 0) print line
    }' "$root/docs/performance.md" >"$scratch/page"
cp "$scratch/page" "$root/docs/performance.md"
for what in seconds mib; do
    gnuplot -e "data = '$scratch/$what'; out = '$root/docs/images/performance-$what.svg'; what = '$what'" "$here/growth.gp"
done
