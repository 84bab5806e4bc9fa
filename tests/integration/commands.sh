#!/usr/bin/env bash
# The commands: step by step is the same as at once, stale results are refused, exit statuses are those of --help, --dept, --years
# and --lang do what they say, and a refused source leaves nothing behind.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

# Everything below the scratch folder, so that messages name short paths.
cd "$scratch"
cp -R "$root/datasets/service-centres" centres

# --- step by step ---
ends 0 "run" run centres -o run
same "what run prints" run/report.html "$(cat stdout)"
ends 0 "run again into the same folder" run centres -o run --quiet
same "what --quiet leaves on standard error" "" "$(cat stderr)"
ends 0 "load" load centres --db step.db --quiet
ends 1 "report before there are results" report --db step.db -o early --quiet
says "report before there are results" 'jixiao check --db step.db'
absent "report before there are results" early/report.html
ends 0 "check" check --db step.db --quiet
ends 1 "report before measure" report --db step.db -o early --quiet
says "report before measure" 'jixiao measure --db step.db'
ends 0 "measure" measure --db step.db --quiet
ends 0 "check again, with the scores" check --db step.db --quiet
findings=$(wc -l <stdout)
ends 0 "chart" chart --db step.db -o step --quiet
same "what chart prints" "$(cd step && find charts -name '*.svg' | sed 's|^|step/|' | sort)" "$(sort stdout)"
ends 0 "report" report --db step.db -o step --quiet
for part in tables charts; do same_folder "$part, step by step" "run/$part" "step/$part"; done
ends 0 "a report without pictures" report --db step.db -o bare --quiet --formats=html,md
same "what it is made of" "flags.json report.html report.md tables" "$(cd bare && find . -maxdepth 1 -mindepth 1 -printf '%f\n' | sort | xargs)"
for part in report.html report.md report.xlsx; do same_file "$part, step by step" "run/$part" "step/$part"; done
import tables.db run/tables/*.csv
same "findings that check prints" "$(query tables.db "SELECT count(*) FROM findings")" "$findings"
at_least "findings" 1 "$findings"
sqlite3 run/jixiao.db .dump >left
sqlite3 step.db .dump >right
same_file "the database, step by step" left right

# --- stale results ---
sed -i 's/^yanling,2020,three_public,,评分表,budget,,,40000,/yanling,2020,three_public,,评分表,budget,,,50000,/' centres/yanling-2020.csv
ends 0 "load of changed data" load centres --db step.db --quiet
for command in report chart; do
    ends 1 "$command after a load without measure" "$command" --db step.db -o stale --quiet
    says "$command after a load without measure" 'older than the figures'
    absent "$command after a load without measure" stale/report.html
    absent "$command after a load without measure" stale/charts
done
ends 0 "check" check --db step.db --quiet
ends 1 "report after check alone" report --db step.db -o stale --quiet
ends 0 "measure" measure --db step.db --quiet
# What a rate is printed with stands in the query's head: another calculation is another result, too.
mkdir queries heads
indicator=$root/queries/indicators/three_public_control_rate.sql
sed 's/f.part_id = 0/f.part_id = 0 AND f.year > 2000/' "$indicator" >queries/three_public_control_rate.sql
sed 's/^-- calculation: .*/-- calculation: {numerator} : {denominator}/' "$indicator" >heads/three_public_control_rate.sql
for folder in queries heads; do
    ends 1 "report with another query than measure had ($folder)" report --db step.db -o stale --quiet --queries $folder
    says "report with another query than measure had ($folder)" 'queries'
done
ends 0 "report after check and measure" report --db step.db -o step --quiet
import changed.db step/tables/measures.csv
same "the changed rate" 22.96 "$(query changed.db "SELECT value FROM measures WHERE indicator = 'three_public_control_rate' AND year = '2020'")"
same "the rate before" 28.70 "$(query tables.db "SELECT value FROM measures WHERE indicator = 'three_public_control_rate' AND year = '2020'")"
ends 0 "load of the data as it was" load "$root/datasets/service-centres" --db step.db --quiet
ends 0 "check" check --db step.db --quiet
ends 0 "measure" measure --db step.db --quiet
ends 0 "report" report --db step.db -o step --quiet
same_folder "tables after the change was undone" run/tables step/tables
cp "$root/datasets/service-centres/yanling-2020.csv" centres/

# --- exit statuses ---
refuses() { # refuses STATUS TEXT WORD…; in these words, and nothing is made
    local wanted=$1 text=$2
    shift 2
    ends "$wanted" "jixiao $*" "$@"
    says "jixiao $*" "$text"
    same "files after jixiao $*" "" "$(find none ! -type d 2>/dev/null)"
}
for words in --help --version "run --help" "list" "report -h"; do
    read -r -a line <<<"$words"
    ends 0 "jixiao $words" "${line[@]}"
    at_least "jixiao $words: bytes printed" 10 "$(wc -c <stdout)"
    same "jixiao $words: standard error" "" "$(cat stderr)"
done
refuses 2 'which command'
refuses 2 'did you mean' reprot
refuses 2 'does not know the option --nonsense' run centres -o none --nonsense
refuses 2 'does not know the option --strict' report --db run/jixiao.db -o none --strict
refuses 2 'does not know the option -j' run centres -o none -j2
refuses 2 'needs a value' run centres -o
refuses 2 '-o OUT is needed' run centres
refuses 2 '--db FILE is needed' check
refuses 2 'which dataset' run -o none
refuses 2 'nowhere: neither a folder' run nowhere -o none
refuses 2 '--lang fr' run centres -o none --lang fr
refuses 2 '--years 20' run centres -o none --years 20
refuses 2 '--years 2021-2018' run centres -o none --years 2021-2018
refuses 2 'no figures of these years' run centres -o none --years 1990
refuses 2 '--jobs 0' run centres -o none --jobs 0
refuses 2 'there is no such department; did you mean' run centres -o none --dept 炎陵政务服务中心
refuses 2 'known are caiyu-2013-53, county-2020' run centres -o none --rubric county-2021
refuses 2 'there is no chart' chart structur --db run/jixiao.db -o none
refuses 2 'expected indicators' list nonsense
mkdir empty
refuses 2 'empty: neither a folder of CSV files' run empty -o none
echo 'no database' >file
refuses 1 'file: ' report --db file -o none
refuses 3 'nowhere.db' report --db nowhere.db -o none
refuses 3 'nowhere.csv' run centres -o none --rubric nowhere.csv
refuses 3 'file: cannot be' run centres -o file
refuses 3 'file' run centres -o file/below
refuses 3 '/proc/nowhere' run centres -o /proc/nowhere/out
refuses 3 '/proc/nowhere' load centres --db /proc/nowhere/step.db
same "the file in the way" 'no database' "$(cat file)"
ends 1 "run --strict with errors among the findings" run centres -o strict --strict --quiet
present "run --strict: the report is made nevertheless" strict/report.html
ends 1 "check --strict" check --db run/jixiao.db --strict --quiet

# Without gnuplot: a failure of the system, and nothing half done.
status=0
env PATH="$scratch/empty" "$program" run centres -o none --quiet >stdout 2>stderr || status=$?
same "status without gnuplot" 3 "$status"
says "without gnuplot" gnuplot
absent "what is left without gnuplot" none
status=0
env PATH="$scratch/empty" "$program" report --db run/jixiao.db -o none --quiet >stdout 2>stderr || status=$?
same "status of report without gnuplot" 3 "$status"
absent "what report leaves without gnuplot" none

# --- one chart into one file ---
for kind in svg png pdf; do
    ends 0 "a chart as $kind" chart structure --dept yanling --db run/jixiao.db -o one/chart.$kind --quiet
    same "what a chart as $kind prints" "one/chart.$kind" "$(cat stdout)"
    present "a chart as $kind" "one/chart.$kind"
done
same_file "a chart of the run, drawn alone" run/charts/structure-yanling.svg one/chart.svg
ends 0 "a picture by its own name" chart structure-yanling --db run/jixiao.db -o one/named.svg --keep --quiet
same_file "a picture by its own name" one/chart.svg one/named.svg
mkdir replay
mv one/named.gp one/named.dat replay
(cd replay && gnuplot -d named.gp)
at_least "the texts of the kept script, drawn again" 5 "$(grep -c '<text' replay/named.svg)"
same "files that --keep leaves" "chart.pdf chart.png chart.svg named.svg" "$(cd one && find . -type f | sed 's|./||' | sort | paste -sd' ')"
refuses 2 'these are 4: name one (structure-hanzhong, structure-pingqiao' chart structure --db run/jixiao.db -o none/one.svg
refuses 2 'which chart goes into' chart --db run/jixiao.db -o none/one.svg
refuses 1 'was not drawn: plots/rate_heat.gp: too few data' chart rate_heat-three_public_control_rate --db run/jixiao.db -o none/one.svg
same "the data of a chart in its table" "$(query run/jixiao.db "SELECT count(*) FROM yoy y JOIN item i ON i.item_id = y.item_id
     JOIN dept d ON d.dept_id = y.dept_id WHERE d.code = 'yanling' AND i.code = 'expenditure' AND y.stage = 'actual' AND y.part_id = 0")" \
    "$(grep -c '^dept_bars_yoy-yanling,' run/tables/chart-dept_bars_yoy.csv)"

# --- --dept, --years ---
import_into() { # import_into OUT; its tables in $1.db
    import "$1.db" "$1"/tables/*.csv
}
ends 0 "--dept, by code and by name" run centres -o depts --dept yanling --dept 汉中市政务服务中心 --quiet
import_into depts
for table in measures scores totals shares yoy_expenditure departments overview; do
    same "--dept: rows of $table" \
        "$(query tables.db "SELECT dept, count(*) FROM $table WHERE dept IN ('yanling', 'hanzhong') GROUP BY dept")" \
        "$(query depts.db "SELECT dept, count(*) FROM $table GROUP BY dept")"
done
same "--dept: values stay the same" "" "$(query depts.db "ATTACH 'tables.db' AS whole; SELECT dept, year, indicator, value, rank FROM measures
    EXCEPT SELECT dept, year, indicator, value, rank FROM whole.measures")"
same "--dept: charts of departments" "hanzhong yanling" \
    "$(find depts/charts -name '*-*.svg' | sed -n 's|.*/dept_bars_yoy-\(.*\).svg|\1|p' | sort | paste -sd' ')"
# The sources name those who published them, and no other department stands in a row of its own.
same "--dept: rows of other departments in the report" 0 "$(grep -v '<th scope="row">service-centres/' depts/report.html | grep -c 平桥区行政服务中心 || true)"
ends 0 "--dept twice the same" run centres -o again --dept 炎陵县政务服务中心 --dept yanling --quiet
import_into again
same "--dept twice the same: rows of measures" "$(query tables.db "SELECT count(*) FROM measures WHERE dept = 'yanling'")" \
    "$(query again.db "SELECT count(*) FROM measures")"

ends 0 "--years" run centres -o years --years 2018-2020 --quiet
import_into years
for table in measures yoy_expenditure shares totals; do
    same "--years: rows of $table" \
        "$(query tables.db "SELECT year, count(*) FROM $table WHERE year BETWEEN '2018' AND '2020' GROUP BY year")" \
        "$(query years.db "SELECT year, count(*) FROM $table GROUP BY year")"
done
# What is shown is cut, what it is computed from is not: 2020 still has its change on 2019.
ends 0 "--years with one year" run centres -o year --years 2020 --quiet
import_into year
same "--years 2020: the change on 2019" 19.28 "$(query year.db "SELECT rate FROM yoy_expenditure WHERE year = '2020' AND rate <> ''")"
same "--years 2020: other years" "" "$(query year.db "SELECT DISTINCT year FROM measures WHERE year <> '2020'")"

# --- --lang ---
ends 0 "--lang en" run centres -o en --lang en --quiet
same "files in both languages" "$(cd run && find . -type f | sort)" "$(cd en && find . -type f | sort)"
for file in run/tables/*.csv; do
    same "columns of $(basename "$file") in both languages" "$(head -n 1 "$file")" "$(head -n 1 "en/tables/$(basename "$file")")"
    same "rows of $(basename "$file") in both languages" "$(wc -l <"$file")" "$(wc -l <"en/tables/$(basename "$file")")"
done
import_into en
same "numbers in both languages" "" "$(query en.db "ATTACH 'tables.db' AS zh; SELECT dept, year, month, indicator, value, rank FROM measures
    EXCEPT SELECT dept, year, month, indicator, value, rank FROM zh.measures")"
sections() { # sections REPORT
    grep -o '<section' "$1" | wc -l
}
at_least "sections of the report" 5 "$(sections run/report.html)"
same "sections of the report in both languages" "$(sections run/report.html)" "$(sections en/report.html)"
same "pictures in the report in both languages" "$(grep -o '<svg' run/report.html | wc -l)" "$(grep -o '<svg' en/report.html | wc -l)"
# No title of a table of the other language. In the English report the names in these Chinese documents stay Chinese.
titles() { # titles LANGUAGE
    "$program" list tables --lang "$1" | cut -f3 | sort -u
}
titles zh >titles.zh
titles en >titles.en
same "Chinese titles in the English report" "" "$(comm -23 titles.zh titles.en | sed 's|.*|>&<|' | grep -oFf - en/report.html | sort -u | head -n 5)"
same "English titles in the Chinese report" "" "$(comm -13 titles.zh titles.en | sed 's|.*|>&<|' | grep -oFf - run/report.html | sort -u | head -n 5)"
at_least "Chinese titles in the Chinese report" 3 "$(sed 's|.*|>&<|' titles.zh | grep -oFf - run/report.html | sort -u | wc -l)"
at_least "English titles in the English report" 3 "$(sed 's|.*|>&<|' titles.en | grep -oFf - en/report.html | sort -u | wc -l)"
at_least "language of the Chinese page" 1 "$(grep -c '<html lang="zh' run/report.html)"
at_least "language of the English page" 1 "$(grep -c '<html lang="en' en/report.html)"

# --- a refused source ---
sed -i 's/^yanling,2017,staff,,申报表,actual,,,15,人/yanling,2017,staf,,申报表,actual,,,15,人/' centres/yanling-2017.csv
sed -i 's/,personnel_funds,表5,budget,,,83084,元/,personnel_funds,表5,budgt,,,83084,furlong/' centres/hanzhong-2023.csv
rm -rf none
ends 1 "a run with errors in two files" run centres -o none --quiet
says "the first error" 'centres/yanling-2017.csv:2:3:'
says "the second error" 'centres/hanzhong-2023.csv:49:6:'
says "the third error" 'centres/hanzhong-2023.csv:49:10:'
says "how it ends" 'sources refused: 2'
same "errors, each on its line" 3 "$(grep -c '^jixiao: error: ' stderr)"
absent "the folder of a refused run" none
mkdir -p there
for target in there/new there/new/ there//a/b; do
    ends 1 "a refused run into $target" run centres -o "$target" --quiet
    same "folders of a refused run into $target" there "$(find there)"
done
cp -R run kept
ends 1 "a refused run over an old report" run centres -o run --quiet
same_folder "the old report after a refused run" kept run
ends 1 "load with errors in two files" load centres --db refused.db --quiet
same "figures of a refused source" 0 "$(if [[ -e refused.db ]]; then query refused.db "SELECT count(*) FROM source WHERE name LIKE '%hanzhong-2023%'"; else echo 0; fi)"
verdict "the commands"
