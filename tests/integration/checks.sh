#!/usr/bin/env bash
# The checks: on the two real datasets exactly the findings that are listed, and of every shipped check that it fires when the
# smallest amount that is no rounding is wrong, says info when only rounding is, and is silent on what is right.
#   tests/data/checks/NAME.tsv   the findings of datasets/NAME
#   tests/data/checks/base       a department (and one inside it) that satisfies every check
#   tests/data/checks/cases.tsv  check, kind, severity and difference of the finding, and what to change in base:
#     KEY=>TAIL   the one line that begins with KEY ends with TAIL (u:KEY: a line of the included department, t: of another)
#     - KEY       without that line        + LINE   with this line of figures        several of them stand apart by ` ; `
#   kind: break (a finding of that severity), round (of severity info, as rounding), quiet (none of that check).
# Every case is a department of its own in one dataset, so that all of them take one run.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

data=$root/tests/data/checks
db=$scratch/checks.db

check() { # check FOLDER; leaves the findings in $db
    rm -f "$db"
    ends 0 "load $1" load "$1" --db "$db"
    ends 0 "measure $1" measure --db "$db"
    ends 0 "check $1" check --db "$db"
}

findings="SELECT f.id, f.severity, f.verdict, d.code, f.year, f.difference_printed
            FROM finding f JOIN dept d ON d.dept_id = f.dept_id"

# --- the real datasets ---

for name in service-centres philadelphia; do
    check "$root/datasets/$name"
    query "$db" "$findings ORDER BY f.finding_id;" | tr '|' '\t' >"$scratch/$name.tsv"
    tail -n +2 "$data/$name.tsv" >"$scratch/expected.tsv"
    same_file "findings of $name" "$scratch/expected.tsv" "$scratch/$name.tsv"
    same "findings of $name without a cell, or with a hole in a message" 0 "$(query "$db" "
        SELECT count(*) FROM finding
         WHERE sources NOT LIKE '%:%:%' OR zh LIKE '%{%' OR en LIKE '%{%' OR zh = '' OR en = '' OR zh = en;")"
done

# --- the cases ---

# Changes the lines of base for department NAME: the edits are words of awk, so that nothing in them is a pattern.
edit() { # edit NAME EDITS FILE FOLLOWING; says on standard error how often each edit hit
    awk -v name="$1" -v edits="$2" -v figures="$4" '
        BEGIN {
            count = edits == "" ? 0 : split(edits, edit, " ; ")
            for (i = 1; i <= count; i++) {
                text = edit[i]
                action[i] = substr(text, 1, 2) == "- " ? "drop" : substr(text, 1, 2) == "+ " ? "add" : "change"
                if (action[i] != "change") text = substr(text, 3)
                if ((at = index(text, "=>")) && action[i] == "change") {
                    tail[i] = substr(text, at + 2)
                    text = substr(text, 1, at - 1)
                }
                key[i] = text ~ /^[a-z]:/ ? "base-" substr(text, 1, 1) "," substr(text, 3) : "base," text
            }
        }
        {
            line = $0
            for (i = 1; i <= count; i++) {
                if (action[i] == "add" || substr($0, 1, length(key[i])) != key[i]) continue
                hits[i]++
                line = action[i] == "drop" ? "" : key[i] tail[i]
            }
            if (line != "") emit(line)
        }
        function emit(line) {
            sub(/^base/, name, line)
            print line
        }
        END {
            for (i = 1; i <= count; i++) {
                if (action[i] == "add" && figures) {
                    emit(key[i])
                    hits[i]++
                }
                if (hits[i]) print i, hits[i] >"/dev/stderr"
            }
        }' "$3"
}

cases=$scratch/cases
mkdir "$cases"
cp "$data/base/dataset.meta" "$data/base/items.csv" "$data/base/survey-form.csv" "$cases/"
head -n 1 "$data/base/departments.csv" >"$cases/departments.csv"

add_department() { # add_department NAME EDITS
    local file count
    : >"$scratch/hits"
    for file in figures assessments tasks survey targets; do
        edit "$1" "$2" "$data/base/$file.csv" "$([[ $file == figures ]] && echo 1)" >"$cases/$1-$file.csv" 2>>"$scratch/hits"
        sed "s/^\(source: *\)base/\1$1/" "$data/base/$file.meta" >"$cases/$1-$file.meta"
    done
    tail -n +2 "$data/base/departments.csv" | sed "s/base/$1/g; s/样本\\(局\\|中心\\)/样本$1\\1/" >>"$cases/departments.csv"
    count=$(awk -v edits="$2" 'BEGIN { print edits == "" ? 0 : split(edits, edit, " ; ") }')
    same "lines that the $count edits of $1 hit ($2)" "$(seq 1 "$count" | sed 's/$/ 1/')" "$(sort -n "$scratch/hits")"
}

add_department base ""
declare -A tried=()
number=0
while IFS=$'\t' read -r id kind severity difference edits; do
    number=$((number + 1))
    add_department "case$number" "$edits"
    tried[$id]+=" $kind"
done < <(tail -n +2 "$data/cases.tsv" | awk -F '\t' -v OFS='\t' '{ for (i = 1; i <= 4; i++) if ($i == "") $i = "-" } 1')

check "$cases"
query "$db" "$findings ORDER BY f.finding_id;" >"$scratch/found"
same "findings on what satisfies every check" "" "$(awk -F '|' '$4 ~ /^base/' "$scratch/found")"

number=0
while IFS=$'\t' read -r id kind severity difference edits; do
    number=$((number + 1))
    found=$(awk -F '|' -v id="$id" -v dept="case$number" '$1 == id && ($4 == dept || $4 == dept "-u" || $4 == dept "-t") {
        print $2 "|" $3 "|" ($6 == "" ? "-" : $6) }' "$scratch/found")
    what="$id, $kind, case $number ($edits)"
    case $kind in
    quiet) same "$what" "" "$found" ;;
    round) same "$what" "info|rounding|$difference" "$found" ;;
    break)
        if [[ "$found" == "$severity|disagrees|$difference" || "$found" == "$severity|noted|$difference" ]]; then
            good
        else
            bad "$what: expected $severity, $difference; found \`$found\`"
        fi
        ;;
    *) bad "$what: a case is break, round or quiet" ;;
    esac
done < <(tail -n +2 "$data/cases.tsv" | awk -F '\t' -v OFS='\t' '{ for (i = 1; i <= 4; i++) if ($i == "") $i = "-" } 1')

# --- no check without its cases: a hint, and points, know no rounding ---

jixiao list checks
while IFS=$'\t' read -r _ id _; do
    [[ "${tried[$id]:-}" == *break* ]] || bad "no case in cases.tsv breaks $id"
    grep -qE -- '-1 AS allowed|[^0-9]0 AS allowed' "$root/queries/checks/$id.sql" || [[ "${tried[$id]:-}" == *round* ]] ||
        bad "no case in cases.tsv breaks $id by rounding"
done <"$scratch/stdout"
# --- a sum that does not fit is refused, not rounded ---

mkdir "$scratch/huge"
{
    printf 'dept,year,item,stage,value,unit\n1,2023,expenditure,actual,1,元\n'
    printf '1,2023,%s,actual,9000000000000000,元\n' 201 203 204 205 206 207 208 210 211 212 213
} >"$scratch/huge/f.csv"
printf 'published: 2024-01-01\n' >"$scratch/huge/f.meta"
ends 0 "load what is huge" load "$scratch/huge" --db "$scratch/huge.db" --quiet
ends 1 "check what is huge" check --db "$scratch/huge.db" --quiet
says "what to do about it" 'integer overflow: figures add up to more than can be kept exactly'
says "the largest of them" 'the largest figure is that of department 1, item 201, year 2023 (huge/f.csv:3:5)'
printf '1,2024,201,actual,10000000000000000,元\n1,2025,201,actual,-9999999999999999.99,元\n1,2026,201,actual,9999999999999999.99,元\n' >>"$scratch/huge/f.csv"
ends 1 "load 19 digits of 分" load "$scratch/huge" --db "$scratch/larger.db" --quiet
# shellcheck disable=SC2016  # back-quotes as they are printed
says "what is too large" 'huge/f.csv:14:5: `10000000000000000` 元 is too large to be kept exactly'
sed -i 14d "$scratch/huge/f.csv"
ends 0 "load 18 digits of 分" load "$scratch/huge" --db "$scratch/larger.db" --quiet
ends 0 "a change of 20 quadrillion 元" changes --db "$scratch/larger.db" -o "$scratch/larger"
same "the change" "1,201,2026,-9999999999999999.99,9999999999999999.99,19999999999999999.98," "$(grep ',201,2026,' "$scratch/larger/changes.csv")"

verdict "the checks, on real data and one by one"
