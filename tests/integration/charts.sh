#!/usr/bin/env bash
# Every chart of both datasets and of made ones, few and many, short and long, wild and empty: none fails, no value lies outside
# its axes, no text leaves its canvas, and every picture has its words in both languages.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
cd "$scratch"

# made FOLDER DEPTS YEARS FLAVOUR; a dataset with figures and points for every chart. Flavours: plain; wild (long names,
# negative and huge values, gaps); void (hardly a number)
made() {
    mkdir "$1"
    printf '%s\n' "dataset: $1" 'zh: 图表试验' 'en: Charts on trial' 'currency: CNY' 'language: zh' 'rubric: county-2020' 'grades: cn-2020' >"$1/dataset.meta"
    for file in figures months assessments; do
        printf '%s\n' 'zh: 试验' 'en: Trial' 'published: 2025-08-20' 'publisher: 试验' >"$1/$file.meta"
    done
    awk -v folder="$1" -v depts="$2" -v years="$3" -v flavour="$4" -f "$root/tests/integration/charts_data.awk"
}

# drawn DATABASE LANG OPTION…; every chart into charts-DATABASE-LANG, judged.
drawn() {
    local database=$1 lang=$2 out=charts-${1%%/*}-$2
    shift 2
    ends 0 "charts of $database in $lang" chart --keep --db "$database" -o "$out" --lang "$lang" --quiet --queries queries "$@"
    same "charts of $database in $lang: what is said" "" "$(cat stderr)"
    same "charts of $database in $lang: values outside their axes" "" "$(
        cd "$out/charts"
        for script in *.gp; do
            [[ -e $script ]] || continue
            sed "s|^set output '.*|set output '/dev/null'|" "$script" | awk -f "$root/tests/integration/charts_ranges.awk" >ranges.txt
            gnuplot -d ranges.txt 2>&1 | sed -n "s|^outside: |$script: |p"
        done)"
    same "charts of $database in $lang: texts outside the canvas" "" \
        "$(LC_ALL=C awk -f "$root/tests/integration/charts_texts.awk" "$out"/charts/*.svg)"
    same "charts of $database in $lang: pictures that were not squeezed" "" "$(grep -L '^<g fill="none">' "$out"/charts/*.svg)"
}

# What the house has no figures for in these: a series by month, and shares of counts.
mkdir queries
cat >queries/spending_monthly.sql <<'END'
-- flag:   spending_monthly
-- zh:     累计支出（逐月）
-- en:     Cumulative spending by month
-- method: xmr
-- unit:   money
SELECT f.dept_id, f.year, f.month, f.actual AS value, f.actual_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id AND i.code = 'meeting_fee'
 WHERE f.part_id = 0 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year, f.month
END
cat >queries/reached_share.sql <<'END'
-- indicator:     reached_share
-- zh:            达标率
-- en:            Share that meets the standard
-- unit:          percent
-- better:        higher
-- position:      900
-- parts:         pieces
-- outliers:      funnel
-- calculation:   {numerator} / {denominator} × 100%
-- definition.zh: 完成数 / 计划数
-- definition.en: completed / planned
-- basis:         试验
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator,
       f.actual_origin AS numerator_origin, f.budget_origin AS denominator_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id AND i.code = 'tasks'
 WHERE f.part_id = 0 AND f.month = 12 AND f.budget IS NOT NULL
 ORDER BY f.dept_id, f.year
END

made plain 40 6 plain
made few 3 1 plain
made long 3 20 plain
made many 300 2 wild
made void 12 3 void
"$(dirname "$program")/tests/county" county --departments 12 --years 2 --with tasks,survey >county.txt
cp -R "$root/datasets/service-centres" "$root/datasets/philadelphia" .
for dataset in plain few long many void county service-centres philadelphia; do
    chosen=()
    case $dataset in
    plain) chosen=(--dept 003) ;;
    county) chosen=(--dept 102) ;;
    many) chosen=(--dept 003 --dept 029 --dept 190) ;;
    philadelphia) chosen=(--dept 11 --dept 66) ;;
    esac
    ends 0 "load $dataset" load $dataset --db $dataset.db --quiet
    ends 0 "measure $dataset" measure --db $dataset.db --quiet --queries queries
    for lang in zh en; do drawn $dataset.db $lang ${chosen[@]+"${chosen[@]}"}; done
done

# Nothing of the house is left undrawn by all of these.
same "charts that no dataset draws" "" "$(comm -23 \
    <(cd "$root/plots" && printf '%s\n' *.gp | sed 's/\.gp$//' | sort) \
    <(find charts-*-zh -name '*.svg' -exec basename {} .svg \; | sed 's/-.*//' | sort -u) | paste -sd' ')"
# A flag is drawn by whatever method it was found: this department's only one by its own months.
same "a flag without peers" "spending_monthly xmr 累计支出（逐月）" "$(query plain.db "SELECT DISTINCT indicator, method FROM flag
  JOIN dept USING (dept_id) WHERE code = '003' AND year = 2024" | tr '|' ' ') $(grep -o '累计支出（逐月）' charts-plain.db-zh/charts/flag_dots-003.svg | sort -u)"
# An English picture of English names has no Chinese in it.
same "Chinese in English charts" "" "$(grep -lP '[\x{4e00}-\x{9fff}]' charts-philadelphia.db-en/charts/*.svg | head -n 5)"
# A slip of the range is found: the test of the test.
sed "s|^set output '.*|set output '/dev/null'|; s/^set yrange \[position_max + 0.5:0.5\]/set yrange [position_max - 3:0.5]/" \
    charts-plain.db-zh/charts/rate_dots-budget_execution_rate.gp | awk -f "$root/tests/integration/charts_ranges.awk" >slip.txt
at_least "values outside an axis made too short" 1 "$(cd charts-plain.db-zh/charts && gnuplot -d "$scratch/slip.txt" 2>&1 | grep -c '^outside: ')"
verdict "charts"
