#!/usr/bin/env bash
# The same files give the same bytes: twice, with one job and with two, in another order of rows, and loaded twice.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

datasets=$root/datasets
# With gnuplot: every kind of chart, but of Philadelphia only the departments 11 and 35-EB.
twice() { # twice WHAT WORD…
    local what=$1 turn
    shift
    for turn in 1 2; do ends 0 "run $turn of $what" run "$@" -o "$scratch/$what-$turn" --jobs "$turn" --quiet; done
    present "$what" "$scratch/$what-1/report.html"
    same_folder "two runs of $what" "$scratch/$what-1" "$scratch/$what-2"
    same "hidden files left in the output of $what" "" "$(find "$scratch/$what-1" -name '.*' | head -n 3)"
}
twice service-centres "$datasets/service-centres"
twice philadelphia "$datasets/philadelphia" --dept 11 --dept 35-EB

# A third run over the first one's folder replaces it by the same.
ends 0 "run over an old folder" run "$datasets/service-centres" -o "$scratch/service-centres-2" --quiet
same_folder "a run over an old folder" "$scratch/service-centres-1" "$scratch/service-centres-2"

# The order of rows: a fixed shuffle, by a sum over each line. In service-centres only the files that print no cell twice, for
# there the first one counts.
shuffle() { # shuffle CSV
    { head -n 1 "$1" && tail -n +2 "$1" | awk '
        {
            sum = 7
            for (i = 1; i <= length($0); i++) sum = (sum * 31 + index("0123456789abcdefghijklmnopqrstuvwxyz,", substr($0, i, 1))) % 65521
            printf "%05d %s\n", sum, $0
        }' | LC_ALL=C sort | cut -d ' ' -f 2-; } >"$1.new"
    if cmp -s "$1" "$1.new"; then bad "the shuffle left $(basename "$1") as it was"; fi
    mv "$1.new" "$1"
}
shuffled() { # shuffled DATASET FILE…; a copy beside the original
    local dataset=$1 file
    shift
    mkdir -p "$scratch/plain" "$scratch/mixed"
    cp -R "$datasets/$dataset" "$scratch/plain/$dataset"
    cp -R "$datasets/$dataset" "$scratch/mixed/$dataset"
    for file in "$@"; do shuffle "$scratch/mixed/$dataset/$file.csv"; done
}
# Tables as CSV without what says where a value stands; those in the order of the documents, sorted.
placeless() { # placeless DATABASE TABLE
    local columns
    columns=$(query "$1" "SELECT group_concat(quote(name)) FROM pragma_table_info('$2')
        WHERE name NOT IN ('old_line', 'new_line', 'line', 'position', 'hash')" | tr "'" '"')
    query "$1" "SELECT $columns FROM \"$2\"" | sed -E 's#/[a-z0-9_-]+\.csv:[0-9]+:[0-9]+##g' | case "$2" in
    targets | stated_changes | issues | findings) sort ;;
    *) cat ;;
    esac
}

shuffled service-centres departments items targets wangcheng-2019 yanling-2017 pingqiao-2023
shuffled philadelphia departments items actual-department-spending budgeted-department-spending-adopted department-obligations \
    fulltime-positions
# From here on all departments, without drawing hundreds of charts: a stand-in writes the sums of their scripts and data.
stand_in_gnuplot "$scratch/bin"
PATH=$scratch/bin:$PATH
for dataset in service-centres philadelphia; do
    for order in plain mixed; do
        ends 0 "the run of $order $dataset" run "$scratch/$order/$dataset" -o "$scratch/$order-$dataset" --quiet
        import "$scratch/$order-$dataset.db" "$scratch/$order-$dataset"/tables/*.csv
    done
    for file in "$scratch/plain-$dataset"/tables/*.csv; do
        name=$(basename "$file" .csv)
        placeless "$scratch/plain-$dataset.db" "$name" >"$scratch/left"
        placeless "$scratch/mixed-$dataset.db" "$name" >"$scratch/right"
        same_file "$dataset with shuffled rows: $name" "$scratch/left" "$scratch/right"
    done
    same_folder "charts of $dataset with shuffled rows" "$scratch/plain-$dataset/charts" "$scratch/mixed-$dataset/charts"
    at_least "charts of $dataset" 5 "$(find "$scratch/plain-$dataset/charts" -name '*.svg' | wc -l)"
    at_least "measures of $dataset" 40 "$(query "$scratch/plain-$dataset.db" "SELECT count(*) FROM measures")"
done

# Load twice = load once.
for dataset in service-centres philadelphia; do
    db=$scratch/$dataset.db
    ends 0 "first load of $dataset" load "$datasets/$dataset" --db "$db"
    first=$(cat "$scratch/stdout")
    sqlite3 "$db" .dump >"$scratch/once"
    ends 0 "second load of $dataset" load "$datasets/$dataset" --db "$db"
    same "what the second load of $dataset says" "$first" "$(cat "$scratch/stdout")"
    sqlite3 "$db" .dump >"$scratch/twice"
    same_file "$dataset loaded twice" "$scratch/once" "$scratch/twice"
    sources=$(query "$db" "SELECT count(*) FROM source")
    at_least "sources of $dataset" 6 "$sources"
    says "second load of $dataset" "from $sources sources ($sources unchanged, 0 refused)"
done
verdict "the same files give the same bytes"
