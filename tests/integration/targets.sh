#!/usr/bin/env bash
# Targets: forms as they are sent, and what became of what they promise.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

data=$scratch/data
mkdir "$data"
printf 'dataset: d\n' >"$data/dataset.meta"
printf '单位编码,单位名称,单位类别\n101,甲局,行政\n102,乙局,行政\n' >"$data/departments.csv"

# The form of 2023 in the order of its columns; headings that span rows stand in the first of them only.
cat >"$data/form-2023.csv" <<'END'
部门整体支出绩效目标自评表,,,,,,,,,
单位编码,年度,一级指标,二级指标,三级指标,指标值类型,指标值,度量单位,实际完成值,是否完成
101,2023,投入管理指标,预算管理,预算执行率,≥,95,%,,
101,2023,,,“三公经费”控制率,≤,100,%,,
101,2023,,,管理制度健全性,定性,健全,,已健全,是
101,2023,产出指标,数量指标,培训人数,≥,120,人,126,是
101,2023,,数量指标,办件量,=,8,万件,8.5,
101,2023,,质量指标,合格率,=,100,%,99.5%,是
101,2023,,时效指标,办结时间,＜,5,个工作日,5,否
101,2023,,成本指标,培训费,,不超出25万元,,240000元,
101,2023,效益指标,社会效益,群众获得感,定性,增强,,,
101,2023,满意度指标,服务对象满意度,群众满意率,,96%以上,,,
101,2023,,,就餐满意度,,,,,
END
# One text says all; a project; an item that the target refers to.
cat >"$data/form-project.csv" <<'END'
单位编码,年度,层级,项目,一级指标,二级指标,指标内容,指标值原文,对应指标,实际完成值
102,2022,项目,公路养护,产出指标,数量指标,养护里程,不低于120公里,,90
102,2022,项目,公路养护,产出指标,数量指标,在职人员,20名,staff,
102,2022,项目,公路养护,产出指标,成本指标,支出,控制在100万元以内,expenditure,
102,2022,项目,公路养护,产出指标,时效指标,完成时间,2022年底,,
102,2022,项目,公路养护,效益指标,生态效益指标,/,/,,
102,2022,项目,公路养护,效益指标,社会效益指标,事故下降,>0起,,0
END
printf 'dept,year,item,stage,value,unit\n101,2023,expenditure,调整预算,300,万元\n101,2023,expenditure,决算,285,万元
101,2023,three_public,年初预算,10,万元\n101,2023,three_public,决算,10.01,万元\n102,2022,staff,actual,18,人
102,2022,expenditure,actual,80,万元\n' >"$data/figures.csv"
printf 'published: 2024-03-01\n' >"$data/figures.meta"

ends 0 "the forms" run "$data" -o "$scratch/out"
results() { # results DEPT
    query "$scratch/out/jixiao.db" "
        SELECT t.target, t.operator, t.value, t.unit, r.source, r.actual, r.verdict, r.direction,
               CASE WHEN r.degree_bottom THEN printf('%.4f', 1.0 * r.degree_top / r.degree_bottom) END
          FROM target t JOIN target_result r ON r.target_id = t.target_id JOIN dept d ON d.dept_id = t.dept_id
         WHERE d.code = '$1' ORDER BY t.target_id"
}
# shellcheck disable=SC1111  # Chinese quotation marks, meant so
same "the form of 2023" "预算执行率|>=|95|%|indicator|95.00|met|higher|1.0000
“三公经费”控制率|<=|100|%|indicator|100.10|not_met|lower|0.9990
管理制度健全性|text|||met|已健全|met||
培训人数|>=|120|人|column|126|met|higher|1.0500
办件量|=|8|万件|column|8.5|met|higher|1.0625
合格率|=|100|%|column|99.5%|not_met|higher|0.9950
办结时间|<|5|个工作日|column|5|not_met|lower|1.0000
培训费|<=|25|万元|column|240000元|met|lower|1.0417
群众获得感|text|||||in_words||
群众满意率|>=|96|%|||no_actual||
就餐满意度||||||no_value||" "$(results 101)"
same "the form of a project" "养护里程|>=|120|公里|column|90|not_met|higher|0.7500
在职人员|=|20|名|item|18|not_met|higher|0.9000
支出|<=|100|万元|item|80|met|lower|1.2500
完成时间|text|||||in_words||" "$(results 102 | sed -n 1,4p)"
same "a sign for none, and more than nothing" "/|none
事故下降|not_met" "$(query "$scratch/out/jixiao.db" "SELECT t.target, r.verdict FROM target t JOIN target_result r
    ON r.target_id = t.target_id JOIN dept d ON d.dept_id = t.dept_id WHERE d.code = '102' AND t.level2 LIKE '%效益%'
    ORDER BY t.target_id")"
same "headings that span rows" "产出指标|成本指标|cost
效益指标|社会效益|social
满意度指标|服务对象满意度|satisfaction
满意度指标|服务对象满意度|satisfaction" "$(query "$scratch/out/jixiao.db" "SELECT t.level1, t.level2, t.kind FROM target t JOIN dept d
    ON d.dept_id = t.dept_id WHERE d.code = '101' ORDER BY t.target_id LIMIT 4 OFFSET 7")"

# 7 are judged: 5 met (预算执行率, 制度, 培训, 办件, 培训费), 3 not met; a rate of those that can be judged.
completion() { # completion FILTER
    grep "$1" "$scratch/out/tables/target_completion.csv" | head -n 1 | cut -d, -f6-12
}
same "completion" "11,5,3,62.50,1,1,1" "$(completion '^101,甲局,2023,合计,')"
same "completion of output" "5,3,2,60.00,0,0,0" "$(completion '^101,甲局,2023,产出指标,小计,')"
same "completion of quantity" "2,2,0,100.00,0,0,0" "$(completion '^101,甲局,2023,产出指标,数量指标,')"
same "nothing to judge" "1,0,0,,0,1,0" "$(completion '^101,甲局,2023,效益指标,小计,')"
same "all departments" "2022,合计,1,5,1,3,25.00,0,1,0" "$(sed -n 2p "$scratch/out/tables/target_years.csv" | cut -d, -f1-10)"
same "what is stated wrongly" "合格率|是填报为完成，按数应为未完成" "$(query "$scratch/out/jixiao.db" "SELECT '合格率|' ||
    CASE WHEN zh LIKE '合格率：目标=100%，实际99.5\\%，填报为完成，按数应为未完成。' ESCAPE '\\' THEN '是填报为完成，按数应为未完成' ELSE zh END
    FROM finding WHERE id = 'target_met_contradicts' AND verdict = 'disagrees'")"
# A price is no output, whatever its unit is called.
mkdir "$scratch/prices"
cp "$data/dataset.meta" "$data/departments.csv" "$scratch/prices/"
printf '单位编码,年度,一级指标,二级指标,指标内容,指标值,度量单位\n101,2023,产出指标,数量指标,补助标准,500,元/人\n101,2023,产出指标,数量指标,补助人数,500,人\n101,2023,产出指标,成本指标,单价,500,元/人\n' \
    >"$scratch/prices/targets.csv"
ends 0 "prices" run "$scratch/prices" -o "$scratch/prices-out"
same "prices" "部门整体支出：数量指标 补助标准 填的是金额（500元/人），不是数量或质量。" "$(query "$scratch/prices-out/jixiao.db" \
    "SELECT zh FROM finding WHERE id = 'target_price'")"
# The cells that say what was reached.
same "from which cell" "d/form-2023.csv:6:1|d/figures.csv:6:5" "$(query "$scratch/out/jixiao.db" "
    SELECT group_concat(place, '|') FROM (SELECT s.name || ':' || ((r.origin - s.first_origin) / s.columns) || ':' ||
        ((r.origin - s.first_origin) % s.columns + 1) AS place FROM target_result r JOIN target t ON t.target_id = r.target_id
        JOIN source s ON r.origin >= s.first_origin AND r.origin < s.end_origin
     WHERE t.target IN ('培训人数', '在职人员') ORDER BY t.year DESC)")"
# A number that no unit is finer than stays exact; words beside a number are told.
printf '单位编码,年度,一级指标,指标内容,指标值,度量单位,实际完成值\n102,2023,产出指标,面积,33.333333,亩,33.333334\n102,2023,产出指标,比例,0.3,%%,已达标\n' \
    >"$data/more.csv"
ends 0 "more" load "$data" --db "$scratch/more.db"
says "words beside a number" "d/more.csv:3:7: actual \`已达标\` is not a number, but the target is; it is kept as words"
same "exact numbers" "33333333||1000000|33333334
300000|percent|1000000|" "$(query "$scratch/more.db" "SELECT number, unit_kind, factor, actual_number FROM target t JOIN source s
    ON t.origin >= s.first_origin AND t.origin < s.end_origin WHERE s.name = 'd/more.csv' ORDER BY target_id")"
# Targets of a year that has no figures yet; a year or a sign for none is no number, 2,500 is one.
mkdir "$scratch/early"
cp "$data/dataset.meta" "$data/departments.csv" "$scratch/early/"
printf '单位编码,年度,一级指标,指标内容,指标值,指标值原文\n101,2025,产出指标,完成时间,,2025.6\n101,2025,产出指标,件数,,2500\n101,2025,产出指标,人数,/,\n' \
    >"$scratch/early/targets.csv"
ends 0 "targets before figures" run "$scratch/early" -o "$scratch/early-out"
same "targets before figures" "完成时间,定性,,2025.6,in_words
件数,=,2500,2500,no_actual
人数,,,,no_value" "$(awk -F, 'NR > 1 { print $9 "," $10 "," $12 "," $14 "," $23 }' "$scratch/early-out/tables/targets.csv")"
verdict "targets, from forms to what became of them"
