#!/usr/bin/env bash
# Files that no honest dataset has: links that lead out of the folder, names with ../, endless lines, a hundred thousand columns, a
# workbook that unpacks to gigabytes, impossible years, amounts around 2^63, sums beyond it, a very large rubric. Each is refused with a message,
# in little memory, and nothing outside is read or written.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
head='单位编码,年度,科目编码,阶段,金额,计量单位,备注'
row='901,2020,expenditure,年初预算,500.00,元,'

dataset() { # dataset NAME; reads its CSV from standard input
    mkdir -p "$scratch/$1"
    printf 'published: 2021-01-01\n' >"$scratch/$1/a.meta"
    cat >"$scratch/$1/a.csv"
}

refused() { # refused NAME TEXT
    ends 1 "$1" load "$scratch/$1" --db "$scratch/db"
    says "$1" "$2"
    absent "a database of $1" "$scratch/db"
}

# --- links and names ---
printf '%s\n%s\n' "$head" "$row" >"$scratch/secret.csv"
printf 'published: 2021-01-01\n' >"$scratch/secret.meta"
printf '%s\n%s\n' "$head" "$row" | dataset link
rm "$scratch/link/a.csv"
ln -s ../secret.csv "$scratch/link/a.csv"
refused link "link/a.csv: the file or its description is a link that leads out of the dataset's folder"
printf '%s\n%s\n' "$head" "$row" | dataset described
ln -sf ../secret.meta "$scratch/described/a.meta"
refused described "described/a.csv: the file or its description is a link"
printf '%s\n%s\n' "$head" "$row" | dataset meta
printf 'dataset: x\n' >"$scratch/secret.dataset"
ln -s ../secret.dataset "$scratch/meta/dataset.meta"
refused meta "dataset.meta: is a link that leads out of the dataset's folder"
printf '%s\n%s\n' "$head" "$row" | dataset inner
mv "$scratch/inner/a.csv" "$scratch/inner/real.txt"
ln -s real.txt "$scratch/inner/a.csv"
ends 0 "a link inside the folder" load "$scratch/inner" --db "$scratch/inner.db"
printf '%s\n%s\n' "$head" "$row" | dataset slash
printf 'dataset: ../../etc\n' >"$scratch/slash/dataset.meta"
refused slash "must not contain a \`/\`"
# What data says is never a name of a file: departments and indicators that look like paths.
printf '%s\n../../up,2020,expenditure,年初预算,500.00,元,\n/abs,2020,expenditure,决算,500.00,元,\n' "$head" | dataset paths
mkdir "$scratch/here"
(cd "$scratch/here" && "$program" run ../paths -o out --documents >"$scratch/stdout" 2>"$scratch/stderr") || bad "paths: $(cat "$scratch/stderr")"
same "what departments with paths as codes leave beside the output" out "$(ls -A "$scratch/here")"
absent "a file above" "$scratch/up"

# --- lines, columns, rows ---
{ printf '%s\n%s' "$head" "$row" && head -c 6000000 /dev/zero | tr '\0' y; } | dataset line
refused line "line/a.csv:2: the line is longer than 4 MiB"
head -c 6000000 /dev/zero | tr '\0' x | dataset only
refused only "only/a.csv:1: the line is longer than 4 MiB"
mkdir "$scratch/nothing"
truncate -s 1G "$scratch/nothing/a.csv" # a hole: one line of NULs
status=0
(ulimit -v 600000 && exec "$program" load "$scratch/nothing" --db "$scratch/db") >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
if grep -q libasan <<<"$(ldd "$program")"; then good; else
    same "1 GiB in one line, with 600 MB of memory: status" 1 "$status"
    says "1 GiB in one line" "the line is longer than 4 MiB"
fi
{ seq -f 'c%.0f' 100000 | paste -sd, && seq 100000 | paste -sd,; } | dataset columns
refused columns "the header tells no kind of file"
{ printf '%s\n' "$head" && seq -f "d%.0f,2020,expenditure,年初预算,500.00,元," 10000; } | dataset departments
ends 0 "10,000 departments" load "$scratch/departments" --db "$scratch/departments.db"

# --- numbers ---
for year in 0 -1 1899 3000 99999 2147483648 99999999999999999999; do
    printf '%s\n901,%s,expenditure,年初预算,500.00,元,\n' "$head" "$year" | dataset "year$year"
    refused "year$year" "a.csv:2:2: year \`$year\` is not known"
done
for value in 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 92233720368547758.07; do
    printf '%s\n901,2020,expenditure,年初预算,%s,元,\n' "$head" "$value" | dataset "value$value"
    refused "value$value" "a.csv:2:5: \`$value\` has more than 18 digits"
done
printf '%s\n901,2020,expenditure,年初预算,999999999999999999,元,\n' "$head" | dataset large
refused large "is too large to be kept exactly"
for value in 1e400 0x10 nan inf; do
    printf '%s\n901,2020,expenditure,年初预算,%s,元,\n' "$head" "$value" | dataset "word$value"
    refused "word$value" "\`$value\` is not a number"
done

# --- workbooks, rubrics ---
if command -v zip >/dev/null; then
    mkdir -p "$scratch/bomb" "$scratch/parts/xl/worksheets"
    truncate -s 600M "$scratch/parts/xl/worksheets/sheet1.xml"
    (cd "$scratch/parts" && zip -q -1 -r "$scratch/bomb/a.xlsx" xl)
    printf 'published: 2021-01-01\n' >"$scratch/bomb/a.meta"
    refused bomb "the workbook unpacks to more than 512 MiB"
fi
mkdir "$scratch/rubric"
{
    head -n 1 "$root/datasets/catalog/rubrics/county-2020.csv"
    for ((i = 0; i < 300; i++)); do sed -n 2p "$root/datasets/catalog/rubrics/county-2020.csv"; done
} >"$scratch/rubric/r.csv"
ends 1 "a rubric of 300 equal rows" run service-centres -o "$scratch/out" --rubric "$scratch/rubric/r.csv"
verdict "strange files are refused"
