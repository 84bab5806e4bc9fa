#!/usr/bin/env bash
# Texts that try to be something else (scripts, formulas, shell commands, newlines, quotes, EOD, marks of direction, emoji, 400
# characters) in every text field of every kind of file change nothing but the text. The county of tests/county is reviewed
# twice, with plain texts and with such: no other file appears, no formula is written, every format parses, the same numbers.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

generator=$(dirname "$program")/tests/county
# shellcheck disable=SC2016  # commands that must not run
nasty=("</script><script>alert(1)</script>" "=cmd|'/c'!A1" '`touch x`' '$(touch x)' $'第一行\n第二行' '他说"好"，'"'也好'" EOD
    $'\u202e右向左\u202c' '表情😀' '@SUM(1+1)' '{name}%s\n' '<b onmouseover=alert(1)>&amp;]]>' '逗号,分号;'
    "$(printf '长%.0s' {1..400})")

quoted() { # quoted TEXT, as a field
    printf '"%s"' "${1//\"/\"\"}"
}

# What the generator does not write: an item of the dataset's own, a survey of its own, explanations, notes beside figures.
add_rest() { # add_rest FOLDER TEXT…; the texts are used in turn
    local folder=$1 i=0 text
    shift
    local texts=("$@")
    next() {
        text=$(quoted "${texts[i % ${#texts[@]}]}")
        i=$((i + 1))
    }
    {
        echo 'code,zh,en,unit_kind,parent,class,basis'
        for n in 1 2 3 4 5 6 7; do
            next
            printf 'own_%s,%s' "$n" "$text"
            next
            printf ',%s,money,,' "$text"
            next
            printf ',%s\n' "$text"
        done
    } >"$folder/items.csv"
    {
        echo '单位编码,年度,科目编码,阶段,金额,计量单位,备注'
        for n in 1 2 3 4 5 6 7; do
            for year in 2020 2021; do
                next
                printf '101,%s,own_%s,决算,%s.50,元,%s\n' "$year" "$n" "$((n * year))" "$text"
            done
        done
    } >"$folder/own.csv"
    printf 'zh: 本级项目\nen: Own items\npublished: 2022-05-01\n' >"$folder/own.meta"
    local questions=() options=()
    for n in 1 2 3; do
        next
        questions+=("$text")
        next
        options+=("$text")
    done
    {
        echo '问卷,题号,题目,英文题目,选项,分值,计入满意'
        for n in 1 2 3; do
            printf 'own,%s,%s,%s,%s,10,是\n' "$n" "${questions[n - 1]}" "${questions[n - 1]}" "${options[n - 1]}"
            printf 'own,%s,%s,%s,否,0,否\n' "$n" "${questions[n - 1]}" "${questions[n - 1]}"
        done
    } >"$folder/own-form.csv"
    {
        echo '单位编码,年度,问卷,受访者,问卷编号,题号,选项'
        for sheet in 1 2; do
            for n in 1 2 3; do
                printf '102,2021,own,服务对象,%s,%s,%s\n' "$sheet" "$n" "${options[n - 1]}"
            done
        done
    } >"$folder/own-sheets.csv"
    printf 'published: 2022-05-01\n' >"$folder/own-sheets.meta"
    {
        echo '标识,状态,说明,日期'
        for n in 101 102 104; do
            next
            printf '%s:2021:budget_execution_rate,已说明,%s,2022-06-01\n' "$n" "$text"
        done
    } >"$folder/explanations.csv"
}

"$generator" "$scratch/in/plain/county" --departments 20 --years 3 --with all
"$generator" "$scratch/in/hostile/county" --departments 20 --years 3 --with all --hostile
add_rest "$scratch/in/plain/county" 题一 题二 题三 题四 题五 题六 题七 题八 题九 题十 题十一 题十二 题十三 题十四
add_rest "$scratch/in/hostile/county" "${nasty[@]}"

# Each run in an empty folder, with a home and a folder for temporary files of its own: what appears there is seen.
for kind in plain hostile; do
    mkdir -p "$scratch/$kind/home" "$scratch/$kind/tmp"
    (cd "$scratch/$kind" && find "$scratch/in" -type f | sort >"$scratch/before" &&
        HOME=$scratch/$kind/home TMPDIR=$scratch/$kind/tmp "$program" run "$scratch/in/$kind/county" -o out --documents \
            >"$scratch/$kind.said" 2>&1 </dev/null) || bad "the $kind run fails: $(grep -a error "$scratch/$kind.said" | head -n 5)"
    find "$scratch/in" -type f | sort >"$scratch/after"
    same_file "the folder of the data after the $kind run" "$scratch/before" "$scratch/after"
    # gnuplot and fontconfig may keep caches at home.
    same "what the $kind run leaves beside its output" out \
        "$(cd "$scratch/$kind" && find . -mindepth 1 ! -path './out/*' ! -path './home*' ! -path './tmp' | sed 's|^\./||')"
done
out=$scratch/hostile/out
plain=$scratch/plain/out
list() { # list FOLDER
    (cd "$1" && find . -type f | sort)
}
same "the files" "$(list "$plain")" "$(list "$out")"
at_least "documents" 40 "$(list "$out" | grep -c '^./documents/')"

# Workbooks: no formula, no link to the outside, every part is XML.
while IFS= read -r book; do
    mkdir "$scratch/parts"
    unzip -q "$book" -d "$scratch/parts"
    name=${book#"$out/"}
    same "formulas in $name" "" "$(grep -rlE '<f[ >]' "$scratch/parts" --include='sheet*.xml' || true)"
    same "links to the outside in $name" "" "$(grep -rl 'TargetMode="External"' "$scratch/parts" || true)"
    if find "$scratch/parts" \( -name '*.xml' -o -name '*.rels' \) -print0 | xargs -0 xmllint --noout 2>"$scratch/said"; then
        good
    else
        bad "$name: $(head -n 2 "$scratch/said")"
    fi
    rm -r "$scratch/parts"
done < <(find "$out" -name '*.xlsx' -o -name '*.docx' | sort)

# Pictures are XML. Pages have the same elements and attributes as with plain texts, outside the pictures, whose labels may
# break into more lines.
if find "$out" -name '*.svg' -print0 | xargs -0 xmllint --noout 2>"$scratch/said"; then good; else bad "$(head -n 2 "$scratch/said")"; fi
skeleton() { # skeleton PAGE
    awk '
        /<svg/ { inside = 1; sub(/<svg.*/, "<svg>") ; print }
        !inside { print }
        /<\/svg>/ { inside = 0 }' "$1" | grep -oE '<!?/?[a-zA-Z][a-zA-Z0-9]*' || true
}
while IFS= read -r page; do
    same_file "elements of $page" <(skeleton "$plain/$page") <(skeleton "$out/$page")
    same "scripts and handlers in $page" "" "$(grep -oE '<script>alert|<b onmouseover' "$out/$page" | head -n 1)"
done < <(cd "$out" && find . -name '*.html' | sort)
if grep -qF '&lt;/script&gt;' "$out/report.html"; then good; else bad "the hostile names are not in the report"; fi

# Tables: as many columns in every row as in the head, the same rows, and the same numbers in every column of numbers
# (not of lines: a newline in a name moves what is below it).
import "$scratch/plain.db" "$plain"/tables/*.csv 2>"$scratch/said"
same "columns of the plain tables" "" "$(cat "$scratch/said")"
import "$scratch/hostile.db" "$out"/tables/*.csv 2>"$scratch/said"
same "columns of the tables" "" "$(cat "$scratch/said")"
compared=0
while IFS= read -r table; do
    same "rows of $table" "$(query "$scratch/plain.db" "SELECT count(*) FROM \"$table\"")" \
        "$(query "$scratch/hostile.db" "SELECT count(*) FROM \"$table\"")"
    tests=$(query "$scratch/plain.db" "SELECT group_concat('SELECT ''' || name || ''' WHERE NOT EXISTS (SELECT 1 FROM \"$table\" WHERE \"' ||
        name || '\" GLOB ''*[^0-9.-]*'')', ' UNION ALL ') FROM pragma_table_info('$table') WHERE name NOT LIKE '%line'")
    numbers=$(query "$scratch/plain.db" "SELECT group_concat('\"' || column1 || '\"', ', ') FROM (SELECT '' AS column1 WHERE 0 UNION ALL $tests)")
    [[ -n "$numbers" ]] || continue
    compared=$((compared + 1))
    for kind in plain hostile; do
        query "$scratch/$kind.db" "SELECT $numbers FROM \"$table\" ORDER BY $numbers" >"$scratch/$kind.numbers"
    done
    same_file "numbers of $table" "$scratch/plain.numbers" "$scratch/hostile.numbers"
done < <(query "$scratch/plain.db" "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
at_least "tables with numbers" 40 "$compared"
verdict "hostile texts change nothing but the text"
