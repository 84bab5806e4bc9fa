#!/usr/bin/env bash
# What the five seed documents say, derived again from what a run leaves behind: all 105 facts of seeds_golden.tsv, none left
# out. tests/data/seeds/derivations.tsv has the query of each; the published number stands beside it in the message.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

data=$root/tests/data/seeds
out=$scratch/out
ends 0 "the run" run "$root/datasets/service-centres" -o "$out" --quiet
[[ $status -eq 0 ]] || verdict "the seed documents, recomputed"
import "$scratch/tables.db" "$out"/tables/*.csv

ask() { # SQL from standard input
    { printf "ATTACH '%s' AS j;\n.read %s\n.mode list\n.separator |\n" "$out/jixiao.db" "$data/views.sql" && cat; } |
        sqlite3 -batch "$scratch/tables.db"
}

while IFS=$'\t' read -r id sql; do
    printf "SELECT '%s', * FROM (%s);\n" "$id" "$sql"
done < <(tail -n +2 "$data/derivations.tsv") | ask >"$scratch/derived"

# "49.30 / 177.63%" and "2.3 ; 40.9 (=2.3+38.6)" are two numbers, "n/a (0/0)" is a word.
wanted_of() { # wanted_of RECOMPUTED
    local text=${1%%(*}
    text=${text//%/}
    text=${text// ; /|}
    text=${text// \/ /|}
    printf '%s' "${text// /}"
}

declare -A derived=() ways=()
while IFS='|' read -r id values; do derived[$id]+="$values"$'\n'; done <"$scratch/derived"
while IFS=$'\t' read -r id _; do ways[$id]=$((${ways[$id]:-0} + 1)); done < <(tail -n +2 "$data/derivations.tsv")

count=0
while IFS='|' read -r id seed what published recomputed; do
    count=$((count + 1))
    message="$id (document $seed, $what; published ${published:-nothing})"
    if [[ -z "${ways[$id]:-}" ]]; then
        bad "$message: no query derives it"
        continue
    fi
    IFS='|' read -r -a wanted < <(wanted_of "$recomputed" && echo)
    found=0
    while IFS='|' read -r -a values; do
        if [[ ${#values[@]} -eq 0 ]]; then continue; fi
        found=$((found + 1))
        same "$message: numbers" "${#wanted[@]}" "${#values[@]}"
        for i in "${!wanted[@]}"; do same_number "$message" "${wanted[i]}" "${values[i]:-}"; done
    done <<<"${derived[$id]:-}"
    same "$message: queries that gave a row" "${ways[$id]}" "$found"
    unset "ways[$id]"
done < <(awk -F '\t' 'NR > 1 { gsub(/\|/, "/"); print $1 "|" $2 "|" $3 "|" $5 "|" $6 }' "$data/seeds_golden.tsv")
same "facts in seeds_golden.tsv" 105 "$count"
same "derivations of no fact" "" "${!ways[*]}"

# What the documents print beside it is kept, as printed, where it differs.
kept() { # kept WHAT EXPECTED SQL
    same_number "$1" "$2" "$(ask <<<"$3;")"
}
kept "B07: 301 as 正文二 prints it" 1914705.54 "SELECT value / 1e2 FROM ys WHERE kind = 'figure' AND item = '301'"
kept "B08: 301 as 自评表 prints it" 1914705.88 "SELECT value / 1e2 FROM a WHERE item = '301'"
kept "B27: total assets" 731.04 "SELECT value / 1e6 FROM a WHERE item = 'assets_total'"
kept "B45: the grade that the centre gave itself" 良好 "SELECT text FROM ys WHERE kind = 'grade'"
kept "E03: 302 of the special funds in 表1" 375000 \
    "SELECT value / 1e2 FROM hs WHERE kind = 'figure' AND item = '302' AND table_name = '表1'"
kept "E19: 501 as the prose has it" 183.38 "SELECT value / 1e6 FROM hs WHERE kind = 'figure' AND item = '501'"
kept "E23: 2080505 as the prose has it" 20.25 "SELECT value / 1e6 FROM hs WHERE kind = 'figure' AND item = '2080505' AND part = ''"
kept "E24: 2080506 as the prose has it" 8.3 "SELECT value / 1e6 FROM hs WHERE kind = 'figure' AND item = '2080506' AND part = ''"

# The scoring table: 96 of 100 in 19 cells; 23 of 27 points can be computed from figures, 0/0 of the projects by the rubric's
# option among them; the rest is what was stated.
kept "scored cells" 19 "SELECT count(*) FROM sc WHERE points <> ''"
kept "cells with computed points" 7 "SELECT count(*) FROM sc WHERE computed <> ''"
kept "computed points" 23 "SELECT sum(computed) FROM sc"
kept "of full points" 27 "SELECT sum(\"full\") FROM sc WHERE computed <> ''"
for fact in "total 96" "stated 96" "full 100" "computed 23" "computed_full 27" "unscored 0" "grade 优"; do
    kept "${fact% *} in totals.csv" "${fact#* }" \
        "SELECT \"${fact% *}\" FROM totals WHERE dept = 'yanling' AND year = '2020'"
done
kept "points that were stated otherwise" 0 \
    "SELECT count(*) FROM sc WHERE computed <> '' AND stated <> '' AND computed <> stated"
kept "the three benefits in one cell" 12 \
    "SELECT points FROM sc WHERE name LIKE '%经济效益%' AND name LIKE '%社会效益%' AND name LIKE '%生态效益%'"
kept "grades of departments with unscored rows" 0 "SELECT count(*) FROM totals WHERE unscored <> '0' AND grade <> ''"
verdict "the seed documents, recomputed"
