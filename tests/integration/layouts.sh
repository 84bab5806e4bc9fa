#!/usr/bin/env bash
# What departments really send: the same figures in every encoding, layout and unit give the same database; templates are read
# back; workbooks are read where LibreOffice is installed.
# shellcheck disable=SC2016,SC2094  # words of messages stand in back-quotes; nothing is written while it is read
set -euo pipefail
. "$(dirname "$0")/lib.bash"

# Figures by their codes, without what says where they stand and how finely they were printed.
cells() { # cells DATABASE
    query "$1" "SELECT d.code, i.code, coalesce(p.code, ''), f.year, f.month, f.budget, f.adjusted, f.actual
        FROM figure f JOIN dept d ON d.dept_id = f.dept_id JOIN item i ON i.item_id = f.item_id
        LEFT JOIN item p ON p.item_id = f.part_id ORDER BY 1, 2, 3, 4, 5"
}

new_dataset() { # new_dataset NAME; a folder with departments
    mkdir -p "$scratch/$1"
    printf 'dataset: same\n' >"$scratch/$1/dataset.meta"
    printf '单位编码,单位名称,对比组\n101,甲局,局\n102,"乙局（含二级）",局\n' >"$scratch/$1/departments.csv"
}

day='published: 2024-03-01'
tidy() { # tidy; the figures, as a CSV with plain headers
    cat <<'CSV'
单位编码,单位名称,年度,科目编码,科目名称,阶段,金额,计量单位,备注
101,甲局,2022,201,一般公共服务支出,年初预算,"1,234.50",万元,"带逗号, “引号”和
换行"
101,甲局,2022,201,一般公共服务支出,决算,1200,万元,
101,甲局,2023,201,一般公共服务支出,年初预算,1300.25,万元,
101,甲局,2023,201,一般公共服务支出,决算,1280,万元,
102,乙局（含二级）,2022,205,教育支出,年初预算,0,万元,
102,乙局（含二级）,2022,205,教育支出,决算,-3.5,万元,冲回
102,乙局（含二级）,2023,205,教育支出,年初预算,88.88,万元,
102,乙局（含二级）,2023,205,教育支出,决算,90,万元,
CSV
}

compared=0
compare() { # compare NAME WHAT; the folder NAME must load into the same figures as `tidy`
    compared=$((compared + 1))
    ends 0 "loading $2" load "$scratch/$1" --db "$scratch/$1.db"
    cells "$scratch/$1.db" >"$scratch/$1.cells"
    if [[ "$1" != tidy ]]; then same_file "$2" "$scratch/tidy.cells" "$scratch/$1.cells"; fi
}

layout() { # layout NAME WHAT META-LINE…; the CSV from standard input
    new_dataset "$1"
    cat >"$scratch/$1/f.csv"
    printf '%s\n' "$day" "${@:3}" >"$scratch/$1/f.meta"
    compare "$1" "$2"
}

layout tidy "the plain layout" < <(tidy)
at_least "figures of the plain layout" 4 "$(wc -l <"$scratch/tidy.cells")"
same "one cell of it" "101|201||2022|12|1234500000||1200000000" "$(head -n 1 "$scratch/tidy.cells")"

# Encodings and line ends.
mark() { printf '\357\273\277' && cat; }
crlf() { sed 's/$/\r/'; }
cr() { tr '\n' '\r'; }
no_last_newline() { head -c -1; }
layout bom "UTF-8 with a byte order mark" < <(tidy | mark)
layout crlf "CRLF" < <(tidy | mark | crlf)
layout cr "CR" < <(tidy | cr)
layout open_end "no newline at the end" < <(tidy | no_last_newline)
layout gb18030 "GB18030" < <(tidy | crlf | iconv -f UTF-8 -t GB18030)
layout gbk "GBK, named" "encoding: gbk" < <(tidy | iconv -f UTF-8 -t GBK)
layout utf16le "UTF-16LE with a mark" < <({ printf '\377\376' && tidy | crlf | iconv -f UTF-8 -t UTF-16LE; })
layout utf16be "UTF-16BE with a mark" < <({ printf '\376\377' && tidy | iconv -f UTF-8 -t UTF-16BE; })
layout utf16bare "UTF-16LE without a mark" < <(tidy | iconv -f UTF-8 -t UTF-16LE)

# Units and layouts.
layout yuan "in 元" <<'CSV'
部门代码,预算年度,功能科目编码,数据类型,金额,金额单位
101,2022年,201,年初预算数,"12,345,000.00",元
101,2022年,201,决算数,12000000,元
101,2023年,201,年初预算数,￥13002500,元
101,2023年,201,决算数,１２８０万元,元
102,2022年,205,年初预算数,0,元
102,2022年,205,决算数,"(35,000.00)",元
102,2023年,205,年初预算数,888800,元
102,2023年,205,决算数,"900,000",元
CSV

layout stages "stages as columns, known by their names" <<'CSV'
预算单位,年度,支出功能分类科目编码,科目名称,年初预算数（万元）,决算数（元）
甲局,2022,201,一般公共服务支出,1234.50,12000000
甲局,2023,201,一般公共服务支出,1300.25,12800000
乙局（含二级）,2022,205,教育支出,0,-35000
乙局（含二级）,2023,205,教育支出,88.88,900000
CSV

layout years "years as columns, with title, sum and notes" "columns: {year}年" "map.stage: 预算* = budget; 支出* = actual" \
    "stage: {类型}" <<'CSV'
某县部门收支执行情况表,,,,
编制单位：某县财政局,,,,单位：万元
单位编码,科目编码,类型,2022 年,2023 年
101,201,预算数,1234.50,1300.25
101,201,支出数,1200,1280
**,**,**,**,**
102,205,预算数,0,88.88
102,205,支出数,-3.5,90
合计,,预算数,1234.50,1389.13
注：本表不含专户资金。,,,,
CSV

layout merged "headers of three rows with merged cells" "header: 3" "columns: {year}/{stage}" "unread: *增减*" <<'CSV'
附件2,,,,,,,,
某县部门收支执行情况表（单位：千元）,,,,,,,,
单位编码,科目,,2022年,,,2023年,,
,编码,名称,预算数,决算数,比较,预算数,决算数,比较
,,,,,增减％,,,增减％
101,201,一般公共服务支出,12345,12000,-2.8,13002.5,12800,-1.6
102,205,教育支出,0,-35,—,888.8,900,1.3
CSV

layout patterns "bulk patterns with brackets and blanks" "columns: {year} 年预算数（万元）; stage = budget" \
    "columns: {year}年决算数; stage = actual" <<'CSV'
单位编码,科目编码,2022年预算数（万元）,2023年预算数（万元）,2022年决算数（万元）,2023年决算数（万元）
101,201,1234.50,1300.25,1200,1280
102,205,0,88.88,-3.5,90
CSV

layout items "items as columns" "columns: {item}" "unit: 元" <<'CSV'
单位编码,年度,阶段,一般公共服务支出,205
101,2022,预算,12345000,
101,2022,执行,12000000,不适用
101,2023,预算,13002500,—
101,2023,执行,12800000,涉密
102,2022,预算,,0
102,2022,执行,,-35000
102,2023,预算,,888800
102,2023,执行,,900000
CSV

# A stated total: the figure of its item where nothing else prints it, else a statement; never added to its parts.
new_dataset total
printf '单位编码,年度,科目编码,科目名称,决算数（元）\n101,2022,,合计,30\n101,2022,201,甲,10\n101,2022,205,乙,20\n' \
    >"$scratch/total/f.csv"
printf '%s\n' "$day" 'total: item = expenditure' >"$scratch/total/f.meta"
ends 0 "loading a total" load "$scratch/total" --db "$scratch/total.db"
same "a stated total" "101|201||2022|12|||1000
101|205||2022|12|||2000
101|expenditure||2022|12|||3000" "$(cells "$scratch/total.db")"
printf '101,2022,expenditure,支出,31\n' >>"$scratch/total/f.csv"
ends 0 "loading a total that is printed twice" load "$scratch/total" --db "$scratch/total.db"
same "the figure" "3100" "$(query "$scratch/total.db" "SELECT actual FROM figure f JOIN item i ON i.item_id = f.item_id WHERE code = 'expenditure'")"
same "the statement" "3000" "$(query "$scratch/total.db" "SELECT s.value FROM statement s JOIN item i ON i.item_id = s.item_id WHERE i.code = 'expenditure'")"

# Templates: as they are written they load as nothing; with the mark of the example taken away, as what they show.
mkdir "$scratch/blank" "$scratch/filled"
kinds=(figures departments items assessments targets survey survey_form survey_points corrections lineage comments cases tasks rubric explanations deflators)
for kind in "${kinds[@]}"; do
    ends 0 "template $kind" template "$kind" -o "$scratch/blank/$kind.csv"
    ends 0 "template $kind to standard output" template "$kind"
    same_file "template $kind" "$scratch/blank/$kind.csv" "$scratch/stdout"
    same "the mark of template $kind" "efbbbf" "$(head -c 3 "$scratch/blank/$kind.csv" | od -An -tx1 | tr -d ' \n')"
    same "the line ends of template $kind" "" "$(tr -d '\r' <"$scratch/blank/$kind.csv" | diff - <(sed 's/\r$//' "$scratch/blank/$kind.csv"))"
    sed 's/^# 示例：//' "$scratch/blank/$kind.csv" >"$scratch/filled/$kind.csv"
done
ends 0 "loading blank templates" load "$scratch/blank" --db "$scratch/blank.db" --verbose
same "figures of blank templates" "0 figures, 0 statements, 0 superseded values" "$(cat "$scratch/stdout")"
same "hints of blank templates" "${#kinds[@]}" "$(grep -c 'info: .*nothing is loaded from it' "$scratch/stderr")"
printf '\r\n101,某县财政局,,,行政,局,,,\r\n105,某县某局,,,行政,局,,,\r\n131,某县新局,,,行政,局,,,\r\n' >>"$scratch/filled/departments.csv"
for kind in figures survey_points corrections; do
    printf 'published: 2024-0%d-01\n' $((${#kind} % 9 + 1)) >"$scratch/filled/$kind.meta"
done
ends 0 "loading filled templates" load "$scratch/filled" --db "$scratch/filled.db"
same "figures of filled templates" "101|201||2023|12|1234500000||
101|212||2022|12|||10661510000
101|survey_full_points||2023|12|||1000000000
101|survey_points||2023|12|||985000000
101|tasks||2023|12|12||11
101|tasks_on_time||2023|12|||10
101|tasks_qualified||2023|12|||11" "$(cells "$scratch/filled.db")"
same "the reason of a correction" "原表漏录一位数字" "$(query "$scratch/filled.db" "SELECT reason FROM correction")"
same "lineage" "2019|merge|1000000" "$(query "$scratch/filled.db" "SELECT year, kind, share FROM lineage")"
same "comments" "2023|reason:expenditure|新增人员 6 人，工资福利支出相应增加|2024-03-31" \
    "$(query "$scratch/filled.db" "SELECT year, topic, text, date FROM comment")"
same "cases" "2023|county-2020|fund_use_compliance|1|2023-09-15|超标准列支会议费 2.3 万元|bureau" \
    "$(query "$scratch/filled.db" "SELECT year, rubric, indicator, count, date, text, assessor FROM case_record")"
same "explanations" "101:2023:expenditure_actual|explained|1,234.56 万元|2024-03-31" \
    "$(query "$scratch/filled.db" "SELECT flag, state, value, date FROM explanation")"
same "deflators" "2023|100200000" "$(query "$scratch/filled.db" "SELECT year, index_value FROM deflator")"
same "tasks" "2023|老旧小区改造|12|11|10|11||" \
    "$(query "$scratch/filled.db" "SELECT year, text, planned, completed, on_time, qualified, assigned, closed FROM task")"
same "a rubric" "rubric|filled/rubric.csv" "$(query "$scratch/filled.db" "SELECT id, name FROM rubric")"
ends 2 "an unknown template" template nonsense
says "an unknown template" "there is no template \`nonsense\`; expected one of assessments, cases, comments, corrections, deflators"

# Workbooks. Two sheets; the second one is the plain layout below a title, with a cell of two lines.
sheet_row() { # sheet_row CELL…
    printf '<table:table-row>'
    for cell in "$@"; do
        printf '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>' "${cell//|/</text:p><text:p>}"
    done
    printf '</table:table-row>\n'
}
workbook() { # workbook FILE; as flat XML
    local space=urn:oasis:names:tc:opendocument:xmlns
    {
        printf '<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="%s:office:1.0" ' "$space"
        printf 'xmlns:table="%s:table:1.0" xmlns:text="%s:text:1.0" office:version="1.2" ' "$space" "$space"
        printf 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>\n'
        printf '<table:table table:name="封面">\n'
        sheet_row 编制说明
        printf '</table:table>\n<table:table table:name="收支表">\n'
        sheet_row "某县|收支表"
        sheet_row 单位编码 年度 科目编码 "年初预算数|（万元）" "决算数（万元）" 备注
        sheet_row 101 2022 201 1234.50 1200.00 "两行|备注"
        sheet_row 101 2023 201 1300.25 1280
        sheet_row 102 2022 205 0 -3.5
        sheet_row 102 2023 205 88.88 90
        printf '</table:table></office:spreadsheet></office:body></office:document>\n'
    } >"$1"
}
new_dataset book
if ! command -v soffice >/dev/null; then
    printf 'skipped: soffice is not installed, no workbook was read\n'
else
    workbook "$scratch/f.fods"
    soffice "-env:UserInstallation=file://$scratch/profile" --headless --convert-to xlsx --outdir "$scratch/book" \
        "$scratch/f.fods" >"$scratch/soffice" 2>&1 || true
    present "the workbook" "$scratch/book/f.xlsx"
    printf '%s\n' "$day" 'sheet: 收支表' >"$scratch/book/f.meta"
    compare book "a sheet by its name"
    same "the row of the last figure" "6" "$(query "$scratch/book.db" "SELECT max(f.actual_origin - s.first_origin) / s.columns
        FROM figure f JOIN source s ON f.actual_origin BETWEEN s.first_origin AND s.end_origin")"
    cp -R "$scratch/book" "$scratch/number"
    printf '%s\n' "$day" 'sheet: 2' >"$scratch/number/f.meta"
    compare number "a sheet by its number"
    printf '%s\n' "$day" 'sheet: 支出表' >"$scratch/number/f.meta"
    ends 1 "a sheet that is not there" load "$scratch/number" --db "$scratch/none.db"
    says "a sheet that is not there" 'the workbook has no sheet `支出表`; its sheets are `封面`, `收支表`'
    printf '%s\n' "$day" 'sheet: 9' >"$scratch/number/f.meta"
    ends 1 "a ninth sheet" load "$scratch/number" --db "$scratch/none.db"
    says "a ninth sheet" "the workbook has no sheet number 9"
    printf 'nothing of the sort' >"$scratch/number/f.xlsx"
    printf '%s\n' "$day" >"$scratch/number/f.meta"
    ends 1 "a damaged workbook" load "$scratch/number" --db "$scratch/none.db"
    says "a damaged workbook" "LibreOffice cannot read the workbook"
fi
# Without LibreOffice the message says how to export; an exported CSV beside the workbook is read instead of it.
printf 'x' >"$scratch/book/f.xlsx"
mkdir "$scratch/nothing"
PATH=$scratch/nothing ends 1 "a workbook without LibreOffice" load "$scratch/book" --db "$scratch/none.db"
says "a workbook without LibreOffice" "LibreOffice, which would read it, is not installed; open it in Excel or WPS and save the sheet as"
tidy >"$scratch/book/f.csv"
printf '%s\n' "$day" >"$scratch/book/f.meta"
rm -f "$scratch/book.db"
compare book "a workbook with its CSV beside it"
says "a workbook with its CSV beside it" "f.xlsx: is not read: f.csv beside it is"

at_least "layouts" 15 "$compared"
verdict "layouts and encodings"
