#!/usr/bin/env bash
# The benchmark runs, its results are compared, and a number that is off is seen. What is fast is not asked here.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
for command in /usr/bin/time gnuplot sqlite3; do
    if ! command -v "$command" >/dev/null; then
        printf 'skipped: there is no %s\n' "$command"
        exit 77
    fi
done
run() { # run SIZE
    "$root/tests/bench/run.sh" --program="$program" --tools=jixiao,sqlite --runs=2 --cache="$scratch/cache" --place="$scratch" "$1"
}
if run tiny >"$scratch/table" 2>"$scratch/told"; then good; else bad "the benchmark: $(tail -3 "$scratch/told")"; fi
same "the results" "bench: jixiao and sqlite agree row by row: changes.csv 762 rows, totals.csv 50 rows, spread.csv 80 rows, outliers.csv 14 rows" \
    "$(tail -1 "$scratch/told")"
same "rows of the tables" 3 "$(grep -c '^| tiny | ' "$scratch/table")"
same "runs that are kept" 4 "$(grep -c ',tiny,' "$scratch/cache/measured.csv")"
run none >"$scratch/again" 2>&1 || bad "the tables alone: $(tail -3 "$scratch/again")"
same "the tables alone" "$(cat "$scratch/table")" "$(cat "$scratch/again")"
same "what is left of the data" "" "$(find "$scratch" -maxdepth 1 -name 'jixiao-bench.*')"

# agree: rows in another order are the same; a number that is off, a row too few and an empty field are not.
agree=$(dirname "$program")/tests/agree
printf 'dept,year,value\n1,2020,5\n1,2021,\n2,2020,7.25\n' >"$scratch/one.csv"
printf '"dept","year","value"\n2,2020,7.25\n1,2021,\n1,2020,5.00\n' >"$scratch/other.csv"
same "other order" "3 rows; value ±0" "$("$agree" "$scratch/one.csv" "$scratch/other.csv" 2 0.001)"
for change in 's/7.25/7.26/' '2d' 's/^1,2021,$/1,2021,0/' 's/value/amount/'; do
    sed "$change" "$scratch/one.csv" >"$scratch/other.csv"
    if "$agree" "$scratch/one.csv" "$scratch/other.csv" 2 0.001 >/dev/null 2>&1; then bad "agree takes $change"; else good; fi
done
verdict "the benchmark"
