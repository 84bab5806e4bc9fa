# The whole batch of a county: jixiao against DuckDB running the same queries, and its charts against gnuplot alone. Sourced by run.sh.
# shellcheck shell=bash disable=SC2154,SC2034  # used and set by run.sh

# Both halves of the kept scripts, each by one gnuplot.
gnuplot_alone() { # gnuplot_alone FOLDER
    local half
    for half in 0 1; do
        find "$1" -name '*.gp' -printf '%f\n' | LC_ALL=C sort | awk -v half=$half 'NR % 2 == half { printf "reset session\nload \"%s\"\n", $0 }' >"$1/half-$half"
    done
    cat >"$scratch/draw" <<END
cd '$1'
gnuplot -d half-0 & gnuplot -d half-1 & wait
END
}

county() {
    local run figures bytes out=$scratch/county-out data=$scratch/county
    say "making the county"
    "$(dirname "$program")/tests/county" "$data" --departments 80 --years 10 --plain >/dev/null
    bytes=$(cat "$data"/*.csv | wc -c)
    # The tables for DuckDB, and the scripts for gnuplot, are made once and not timed.
    "$program" run "$data" -o "$out" --formats=md --quiet >/dev/null
    figures=$(sqlite3 -batch "$out/jixiao.db" "SELECT count(*) FROM figure_stage")
    "$here/export.sh" "$out/jixiao.db" "$scratch/tables"
    "$program" chart --db "$out/jixiao.db" -o "$scratch/kept" --keep --quiet >/dev/null
    gnuplot_alone "$scratch/kept/charts"
    for ((run = 1; run <= runs; run++)); do
        version_of jixiao
        # Nothing is deleted between the runs: ext4 does not use the places of files again that were deleted a moment ago, and looks at all
        # of them for every file that is made.
        mkdir "$scratch/queries-out-$run"
        measure "$program" run "$data" -o "$scratch/batch-$run" --formats=html,md --quiet
        record county "$figures" "$bytes" jixiao "$run"
        measure "$program" chart --db "$out/jixiao.db" -o "$scratch/drawn-$run" --quiet
        record charts "$figures" "$bytes" jixiao "$run"
        version=$(gnuplot --version | cut -d ' ' -f 2)
        measure bash "$scratch/draw"
        record charts "$figures" "$bytes" gnuplot "$run"
        if [[ " $tools " == *' duckdb '* ]]; then
            version_of duckdb
            measure node "$here/peers/queries.mjs" "$cache" "$(nproc)" "$scratch/tables" "$root/queries" "$scratch/queries-out-$run"
            record county "$figures" "$bytes" duckdb "$run"
        fi
    done
    stages county "$program" run "$data" -o "$scratch/batch"
    rm -rf "$data" "$out" "${scratch:?}"/{batch,kept,drawn,tables,queries-out}*
}
