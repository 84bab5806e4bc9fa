#!/usr/bin/env bash
# shellcheck disable=SC2016  # the back-quotes are those of messages
# Messages follow --lang, else the locale. The troubles of all golden cases are told in Chinese without an English piece left
# over, as often and at the same places as in English. What a database keeps of loading is printed in the report's language.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

# What English is allowed between Chinese: names, keys and values, which are single words; not two words of a sentence.
english='\b(is|are|not|the|of|and|or|as|in|it|to|no|has|have|expected|found|missing|known|correct|give|given|give|there|which|did|mean|rows|more|than|from|line|column|must|needs?|cannot|write|save|keep|already)\b'
exec 2> >(grep -v setlocale >&2) # bash has no Chinese here, and says so
told() { # told CASE LOCALE; the words on stderr
    rm -rf "$scratch/case"
    mkdir -p "$scratch/case/bin"
    cp -R "$1/input/." "$scratch/case/"
    ln -s "$program" "$scratch/case/bin/jixiao"
    (cd "$scratch/case" && PATH=$scratch/case/bin:$PATH LC_ALL=$2 JIXIAO=jixiao bash "$1/cmd" 2>&1 >/dev/null </dev/null) || true
}

places() { # places FILE PATTERN; how many messages there are of each line of a file
    sed -nE "$2" "$1" | sort
}

cases=0
for folder in "$root"/tests/golden/load-*/ "$root/tests/golden/file_errors/" "$root/tests/golden/rubric_faults/" "$root/tests/golden/bad_description/"; do
    [[ -d "$folder/input" && -s "$folder/stderr" ]] || continue
    cases=$((cases + 1))
    told "${folder%/}" zh_CN.UTF-8 | grep -v 'setlocale' >"$scratch/zh"
    told "${folder%/}" C.UTF-8 >"$scratch/en"
    same "$(basename "$folder"): lines" "$(wc -l <"$scratch/en")" "$(wc -l <"$scratch/zh")"
    same "$(basename "$folder"): places" \
        "$(places "$scratch/en" 's/^jixiao: (error|warning|info): ([^:]*):([0-9]+)(:([0-9]+))?: .*/\2 \3 \5/p')" \
        "$(places "$scratch/zh" 's/^jixiao: (差错|警示|提示)：([^：]*) 第 ([0-9]+) 行(第 ([0-9]+) 列)?：.*/\2 \3 \5/p')"
    same "$(basename "$folder"): English in the Chinese" "" "$(sed -E 's/“[^”]*”//g; s/[a-z_]+（[^）]*）//g' "$scratch/zh" | grep -iwE "$english" || true)"
    same "$(basename "$folder"): a message without Chinese" "" "$(grep -vP '[\x{4e00}-\x{9fff}]' "$scratch/zh" || true)"
done
at_least "golden cases in both languages" 60 "$cases"

# --lang wins over the locale, wherever it stands; a wrong word is told in the locale's language.
LC_ALL=zh_CN.UTF-8 ends 2 "Chinese by the locale" load none --db "$scratch/none.db"
says "Chinese by the locale" 'none：既不是装有 CSV 文件的文件夹'
LC_ALL=zh_CN.UTF-8 ends 2 "English by --lang" load none --db "$scratch/none.db" --lang=en
says "English by --lang" 'none: neither a folder of CSV files'
ends 2 "Chinese by --lang" load --lang zh none --db "$scratch/none.db"
says "Chinese by --lang" 'none：既不是装有 CSV 文件的文件夹'
LC_ALL='' LC_MESSAGES='' LANG=zh_CN ends 2 "Chinese by LANG" load none --lang de
says "Chinese by LANG" '--lang de：应为 zh 或 en'
LC_ALL=C LANG=zh_CN ends 2 "LC_ALL before LANG" runn
says "LC_ALL before LANG" 'there is no command `runn`'

# Help, too: every command and every option.
LC_ALL=zh_CN.UTF-8 "$program" --help >"$scratch/help"
mapfile -t commands < <(sed -nE 's/^  ([a-z]+) .*/\1/p' "$scratch/help")
at_least "commands" 12 "${#commands[@]}"
for command in "${commands[@]}"; do
    "$program" "$command" --help --lang zh >>"$scratch/help"
done
same "help without Chinese" "" "$(grep -vP '[\x{4e00}-\x{9fff}]|^$' "$scratch/help" || true)"

# The notes of loading stay in the database in both languages: each report has its own.
mkdir "$scratch/tools"
stand_in_gnuplot "$scratch/tools"
mkdir "$scratch/d"
printf 'dataset: d\nzh: 例\nen: Example\ncurrency: CNY\nlanguage: zh\n' >"$scratch/d/dataset.meta"
printf '单位编码,单位名称,单位类别\n1,甲局,行政\n' >"$scratch/d/departments.csv"
printf '单位编码,年度,科目编码,阶段,金额,计量单位\n1,2024,expenditure,决算,5.00,万元\n1,2023,expenditure,决算,,万元\n' >"$scratch/d/f.csv"
printf 'zh: 表\nen: Table\npublished: 2025-01-01\n' >"$scratch/d/f.meta"
printf 'x\n' >"$scratch/d/notes.txt"
ends 0 "loading" load "$scratch/d" --db "$scratch/d.db"
ends 0 "measuring" measure --db "$scratch/d.db"
for lang in zh en; do
    PATH=$scratch/tools:$PATH ends 0 "report in $lang" report --db "$scratch/d.db" --lang "$lang" -o "$scratch/report-$lang"
done
if grep -qF '共 2 行：按 only 或 skip 未取 0 行；1 个值为空或注明没有，不按零处理（1 空白）' "$scratch/report-zh/tables/issues.csv"; then good; else
    bad "the Chinese note: $(cat "$scratch/report-zh/tables/issues.csv")"
fi
if grep -qF '2 rows: 0 dropped by `only` or `skip`; 1 values blank or marked as absent, which is not zero (1 blank)' "$scratch/report-en/tables/issues.csv"; then good; else
    bad "the English note: $(cat "$scratch/report-en/tables/issues.csv")"
fi
verdict "messages in both languages"
