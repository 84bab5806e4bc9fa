#!/usr/bin/env bash
# Scoring from figures, records and statements: a rubric that a dataset brings, in Chinese, with every kind of evidence; 0/0 under each
# policy; alternatives, sums of parts; totals with and without what is only stated; ties, grades from year to year, where points are lost.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

folder=$scratch/county
mkdir "$folder"
printf 'dataset: county\nrubric: own\n' >"$folder/dataset.meta"
cat >"$folder/departments.csv" <<'CSV'
单位编码,单位名称,单位类别,对比组
a,甲局,行政,局
b,乙局,行政,局
c,丙局,行政,局
d,丁局,事业,局
CSV
cat >"$folder/own.csv" <<'CSV'
编号,一级指标,三级指标,指标,分值,计分规则,参数,合并组,择优组,单位类别,备注
staff,投入,在职人员控制率,staffing_control_rate,10,per_point,threshold=100;points=0.5,,,,
pay,过程,预算执行率,budget_execution_rate,20,proportional,,,money,,
thrift,过程,“三公经费”控制率,three_public_control_rate,20,inverse,,,money,,
tasks,产出,重点工作,key_task_completion_rate,6,proportional,mode=sum;mark=①,work,,,
appraisal,产出,考核得分,appraisal_rate,4,proportional,mode=sum;mark=②,work,,,
rules,过程,资金使用合规性,,10,per_case,points=2,,,,
list,过程,制度健全性,,10,checklist,items=①=4|②=6,,,,
key,投入,重点支出安排率,key_spending_ratio,20,ladder,"bands=[90,+)=20|[0,90)=15;zero_zero=drop",,,,
effect,效果,效益,,20,direct,,,,行政,
other,效果,公益效益,,20,direct,,,,事业,
CSV
printf 'zh: 本县评分表\nen: Own rubric\ntotal: 100\ngrades: cn-2020\nkinds: 行政|事业\n' >"$folder/own.meta"
figures() { # figures DEPT YEAR STAFF PAID THREE_PUBLIC KEY PROJECTS APPRAISAL
    printf '%s,%s,%s,%s,%s,%s\n' "$1" "$2" staff budget 10 人 "$1" "$2" staff actual "$3" 人 \
        "$1" "$2" expenditure adjusted 100 元 "$1" "$2" expenditure actual "$4" 元 \
        "$1" "$2" three_public budget 10 元 "$1" "$2" three_public actual "$5" 元 \
        "$1" "$2" key_project_expenditure actual "$6" 元 "$1" "$2" expenditure_project actual "$7" 元 \
        "$1" "$2" appraisal budget 100 分 "$1" "$2" appraisal actual "$8" 分
}
{
    echo dept,year,item,stage,value,unit
    for year in 2022 2023; do
        figures a $year 11 90 5 0 0 90
        figures b $year 10 100 10 80 100 100
        figures c $year 9 100 20 80 100 100
        figures d $year 10 100 10 100 100 100
        printf '%s,%s,tasks,budget,10,件\n%s,%s,tasks,actual,10,件\n' b $year b $year
    done
} >"$folder/figures.csv"
printf 'published: 2024-01-01\n' >"$folder/figures.meta"
cat >"$folder/tasks.csv" <<'CSV'
单位编码,年度,工作任务,计划数,完成数,及时数
a,2022,道路,6,5,5
a,2022,学校,4,4,
a,2023,道路,10,9,9
b,2022,道路,9,9,9
c,2022,道路,5,5,5
c,2023,道路,5,5,5
d,2022,道路,0,0,0
d,2023,道路,5,5,5
CSV
cat >"$folder/cases.csv" <<'CSV'
单位编码,年度,评分表,指标,件数,日期,事项,评价人,依据
a,2022,,rules,1,2022-05-01,超标准接待,复核,检查记录 3
a,2022,own,rules,,,无预算采购,复核,检查记录 4
a,2022,another,rules,9,,别的评分表的,,
a,2023,,rules,0,,,复核,
b,2022,,rules,0,,,复核,
b,2023,,rules,0,,,复核,
c,2022,,rules,0,,,复核,
c,2023,,rules,0,,,复核,
d,2023,,rules,9,,多次违规,复核,
CSV
cat >"$folder/assessments.csv" <<'CSV'
单位编码,年度,评分表,指标,要点,得分,结论,评价人
a,2022,own,list,①,,是,复核
a,2022,own,list,②,,否,复核
a,2022,own,list,①,4,,自评
a,2022,own,list,②,6,,自评
a,2022,own,effect,,20,,自评
a,2023,own,list,①,4,,复核
a,2023,own,effect,,0,,复核
b,2022,own,list,①,4,,自评
b,2022,own,list,②,6,,自评
b,2022,own,effect,,18,,第三方
b,2023,own,list,,10,,自评
b,2023,own,effect,,18,,第三方
c,2022,own,list,,,是,复核
c,2022,own,effect,,18,,复核
c,2023,own,list,,,是,复核
c,2023,own,effect,,25,,复核
d,2022,own,list,,,是,复核
d,2022,own,other,,18,,复核
d,2023,own,list,,,是,复核
d,2023,own,other,,18,,复核
CSV

ends 0 "the run" run "$folder" -o "$scratch/out" --quiet
tables=$scratch/out/tables
import "$scratch/t.db" "$tables"/{scores,totals,losses,transitions}.csv
cell() { # cell DEPT YEAR ID: status, points, computed, stated
    query "$scratch/t.db" "SELECT status, points, computed, stated FROM scores WHERE dept = '$1' AND year = '$2' AND indicator = '$3'"
}
told() { # told DEPT YEAR ID
    query "$scratch/t.db" "SELECT calculation FROM scores WHERE dept = '$1' AND year = '$2' AND indicator = '$3'"
}

same "a point for each half" "computed|5.00|5.00|" "$(cell a 2022 staff)"
same "of two alternatives the better" "computed|20.00|20.00|" "$(cell a 2022 thrift)"
same "the other alternative" "unchosen||18.00|" "$(cell a 2022 pay)"
same "what is said of it" "90.00 / 100.00 × 100% = 90.00%；20 分 × 比率（封顶）；二者择优，未采用" "$(told a 2022 pay)"
same "of equal alternatives the first" "computed|20.00|20.00|" "$(cell b 2022 pay)"
same "and not the second" "unchosen||20.00|" "$(cell b 2022 thrift)"
same "the inverse beyond the target" "unchosen||10.00|" "$(cell c 2022 thrift)"
same "a sum of parts" "computed|9.00|9.00|" "$(cell a 2022 tasks)"
same "how it came about" "① 9 / 10 × 100% = 90.00%；6 分 × 比率（封顶） → 5.4；② 90.00 / 100.00 × 100% = 90.00%；4 分 × 比率（封顶） → 3.6；合计 9" \
    "$(told a 2022 tasks)"
same "recorded cases, those of any rubric and of this one" "computed|6.00|6.00|" "$(cell a 2022 rules)"
same "what is said of them" "2 例 × 2 分，扣 4 分" "$(told a 2022 rules)"
same "a record of none" "computed|10.00|10.00|" "$(cell b 2022 rules)"
same "no record at all" "unscored|||" "$(cell d 2022 rules)"
same "more cases than points" "computed|0.00|0.00|" "$(cell d 2023 rules)"
same "yes and no of the bureau before the department's own" "assessed|4.00||4.00" "$(cell a 2022 list)"
same "items that nobody looked at" "①4 + ②未评 = 4" "$(told a 2023 list)"
same "the department's own word" "stated|10.00||10.00" "$(cell b 2022 list)"
same "yes for a whole row" "assessed|10.00||10.00" "$(cell c 2022 list)"
same "a third party's word" "assessed|18.00||18.00" "$(cell b 2022 effect)"
same "stated points beyond the full ones" "unscored|||25.00" "$(cell c 2023 effect)"
same "0/0 does not apply" "dropped|||" "$(cell a 2022 key)"
same "a row of another kind of department" "" "$(cell a 2022 other)"

# What is said twice counts once; what is said differently, or of a row and of its parts, counts for nothing and says why.
cp -R "$folder" "$scratch/twice"
cat >"$scratch/twice/assessments.csv" <<'CSV'
单位编码,年度,评分表,指标,要点,得分,结论,评价人,计算过程
a,2022,own,list,①,4,,复核,
a,2022,own,list,①,,是,复核,
a,2023,own,list,①,4,,复核,
a,2023,own,list,①,3,,复核,
b,2022,own,list,,8,,复核,8 分
b,2022,own,list,①,2,,复核,
c,2022,own,list,①,5,,复核,
a,2023,own,tasks,①,5,,自评,
d,2022,own,tasks,,9,,复核,任务全部完成，考核扣 1 分
CSV
sed -i '/^d,202[23],appraisal,/d' "$scratch/twice/figures.csv"
ends 0 "answers given twice" run "$scratch/twice" -o "$scratch/twice-out" --quiet
import "$scratch/t2.db" "$scratch/twice-out/tables/scores.csv"
said() { # said DEPT YEAR ID
    query "$scratch/t2.db" "SELECT status, points, calculation FROM scores WHERE dept = '$1' AND year = '$2' AND indicator = '$3'"
}
same "the same answer twice" "assessed|4.00|①4 + ②未评 = 4" "$(said a 2022 list)"
same "two answers" "unscored||①4 + ①3 + ②未评 = 7；填报与评分表不符或前后不一，不计" "$(said a 2023 list)"
same "a row and its parts" "unscored||8 + ①2 + ②未评 = 10；填报与评分表不符或前后不一，不计" "$(said b 2022 list)"
same "more than a sub-item has" "unscored||①5 + ②未评 = 5；填报与评分表不符或前后不一，不计" "$(said c 2022 list)"
same "a sum of which somebody states the whole" "assessed|9.00|任务全部完成，考核扣 1 分" "$(said d 2022 tasks)"

total() { # total DEPT YEAR COLUMNS
    query "$scratch/t.db" "SELECT $3 FROM totals WHERE dept = '$1' AND year = '$2'"
}
same "a total without a row that does not apply" "100.00|64.00|80.00|良|44.00|1|0" \
    "$(total a 2022 '"full", total, rescaled, grade, without_stated, dropped, unscored')"
same "a full total" "93.00|93.00|优|83.00" "$(total b 2022 'total, rescaled, grade, without_stated')"
same "shared ranks" "1|3|2
1|3|2
3|3|1" "$(for dept in b c a; do total $dept 2022 'rank, n, tied'; done)"
same "who takes no rank, and why" "no|unscored||" "$(total d 2022 'eligible, reason, rank, grade')"
# b and c score the same in every row; a has more for one row only, so that some draws put it first.
same "bands of ranks" "1|2
1|2
1|3" "$(for dept in b c a; do total $dept 2022 'rank_low, rank_high'; done)"
same "grades from year to year" "2022|2023|优|优|1|不变
2022|2023|优|未定级|1|不可比
2022|2023|未定级|良|1|不可比
2022|2023|良|中|1|下降" "$(query "$scratch/t.db" \
    "SELECT from_year, to_year, from_grade, to_grade, n, direction FROM transitions ORDER BY from_grade, to_grade")"
same "where 2022 loses most" "rules|10.00|3|8.67|4.00|1
list|10.00|4|8.50|6.00|1" "$(query "$scratch/t.db" \
    "SELECT indicator, \"full\", n, mean, lost, losers FROM losses WHERE year = '2022' AND indicator IN ('rules', 'list') ORDER BY indicator DESC")"
same "all shares of lost points" "100" "$(query "$scratch/t.db" "SELECT CAST(round(sum(share)) AS INTEGER) FROM losses WHERE year = '2022'")"

# Lists of tasks give figures with their cells, but only where nobody published any; a check tells of the difference.
db=$scratch/out/jixiao.db
same "a figure of a list" "10|county/tasks.csv:2" "$(query "$db" "SELECT CAST(value AS INTEGER), file || ':' || line FROM figures WHERE dept = 'a' AND year = 2022
    AND item = 'tasks' AND stage = 'budget'")"
same "a sum that lacks a member" "" "$(query "$db" "SELECT value FROM figures WHERE dept = 'a' AND year = 2022 AND item = 'tasks_on_time'")"
same "a published figure stays" "county/figures.csv" "$(query "$db" "SELECT DISTINCT file FROM figures WHERE dept = 'b' AND year = 2022 AND item = 'tasks'")"
same "what the check says" "b|2022|10|9" "$(query "$db" "SELECT d.code, f.year, f.left_printed, f.right_printed FROM finding f
    JOIN dept d ON d.dept_id = f.dept_id WHERE f.id = 'tasks_agree' GROUP BY 1, 2, 3, 4")"
ends 0 "loading again" load "$folder" --db "$db"
same "the same figures" "10|county/tasks.csv:2" "$(query "$db" "SELECT CAST(value AS INTEGER), file || ':' || line FROM figures WHERE dept = 'a' AND year = 2022
    AND item = 'tasks' AND stage = 'budget'")"

# 0/0 under each policy: here, and 重点支出安排率 of the seed document that has no projects.
rubric_with() { # rubric_with POLICY FILE: a copy of FILE under that policy
    sed "s/zero_zero=[a-z]*/zero_zero=$1/" "$2" >"$scratch/$1.csv"
    cp "${2%.csv}.meta" "$scratch/$1.meta"
}
policy() { # policy POLICY DATASET RUBRIC DEPT YEAR ROW
    rubric_with "$1" "$3"
    sed -i "s/,${3##*/}//" "$scratch/$1.meta"
    # The points that were stated are stated under the rubric's own name.
    cp "$scratch/$1.csv" "$scratch/$(basename "$3")"
    cp "$scratch/$1.meta" "$scratch/$(basename "${3%.csv}").meta"
    ends 0 "policy $1" run "$2" -o "$scratch/$1" --quiet --rubric "$scratch/$(basename "$3")"
    rm -f "$scratch/$1.db"
    import "$scratch/$1.db" "$scratch/$1"/tables/{scores,totals}.csv
    query "$scratch/$1.db" "SELECT s.status, s.points, t.total, t.rescaled, t.grade FROM scores s JOIN totals t ON t.dept = s.dept AND t.year = s.year
         WHERE s.dept = '$4' AND s.year = '$5' AND s.indicator = '$6'"
}
same "0/0: full points" "computed|20.00|84.00|84.00|良" "$(policy full "$folder" "$folder/own.csv" a 2022 key)"
same "0/0: no points" "computed|0.00|64.00|64.00|中" "$(policy zero "$folder" "$folder/own.csv" a 2022 key)"
same "0/0: not applicable" "dropped||64.00|80.00|良" "$(policy drop "$folder" "$folder/own.csv" a 2022 key)"
seeds=$root/datasets/service-centres county=$root/datasets/catalog/rubrics/county-2020.csv
same "no projects: full points" "computed|4.00|96.00|96.00|优" "$(policy full "$seeds" "$county" yanling 2020 key_spending_ratio)"
same "no projects: no points" "computed|0.00|92.00|92.00|优" "$(policy zero "$seeds" "$county" yanling 2020 key_spending_ratio)"
same "no projects: not applicable" "dropped||92.00|95.83|优" "$(policy drop "$seeds" "$county" yanling 2020 key_spending_ratio)"

# A part that does not apply leaves its points to the other: 2/3 of 4 points are scaled to 10.
mkdir "$scratch/parts"
printf 'rubric: parts\n' >"$scratch/parts/dataset.meta"
printf '%s\n' 'id,level1,zh,indicator,full,rule,params,merge_group' \
    'key,甲,重点,key_spending_ratio,6,proportional,mode=sum;mark=①;zero_zero=drop,both' \
    'paid,甲,执行,budget_execution_rate,4,proportional,mode=sum;mark=②,both' 'rest,甲,其余,,90,direct,,' >"$scratch/parts/parts.csv"
printf 'dept,dept_name,year,item,stage,value,unit\n%s\n%s\n%s\n%s\n' x,某局,2023,key_project_expenditure,actual,0,元 \
    x,某局,2023,expenditure_project,actual,0,元 x,某局,2023,expenditure,adjusted,3,元 x,某局,2023,expenditure,actual,2,元 \
    >"$scratch/parts/f.csv"
printf 'published: 2024-01-01\n' >"$scratch/parts/f.meta"
ends 0 "a part does not apply" run "$scratch/parts" -o "$scratch/parts-out" --quiet
same "the other part is scaled" "computed|6666668|① 0.00 / 0.00 × 100% = —；0/0，按评分表约定不适用，其余指标折算；② 2.00 / 3.00 × 100% = 66.67%；\
4 分 × 比率（封顶） → 2.666667；2.666667 × 10 / 4 = 6.666668" "$(query "$scratch/parts-out/jixiao.db" \
    "SELECT status, points, calculation FROM score WHERE id = 'key'")"

# 89.5 is 良: bounds are half-open intervals of real numbers, of the exact points.
for points in 89.5:良 89.999999:良 90:优 79.999999:中 80:良 59.999999:差 60:中; do
    mkdir -p "$scratch/bounds"
    printf 'published: 2024-01-01\n' >"$scratch/bounds/f.meta"
    printf 'dept,dept_name,year,item,stage,value,unit\nx,某局,2023,expenditure,actual,1,元\n' >"$scratch/bounds/f.csv"
    printf 'id,level1,zh,full,rule\nall,甲,全部,100,direct\n' >"$scratch/bounds/one.csv"
    printf 'dept,year,rubric,indicator,points,assessor\nx,2023,one,all,%s,bureau\n' "${points%:*}" >"$scratch/bounds/points.csv"
    printf 'rubric: one\n' >"$scratch/bounds/dataset.meta"
    ends 0 "${points%:*} points" run "$scratch/bounds" -o "$scratch/graded" --quiet
    rm -f "$scratch/graded.db"
    import "$scratch/graded.db" "$scratch/graded/tables/totals.csv"
    same "the grade of ${points%:*} points" "${points#*:}" "$(query "$scratch/graded.db" "SELECT grade FROM totals")"
done

# A surplus above that of the year before is lost points; they are won by spending it, not by earning less.
mkdir "$scratch/surplus" "$scratch/levers"
printf 'rubric: county-2020\n' >"$scratch/surplus/dataset.meta"
printf 'dept,dept_name,year,item,stage,value,unit\n%s\n%s\n%s\n' x,某局,2023,revenue,actual,100,元 x,某局,2023,expenditure,actual,90,元 \
    x,某局,2023,carryover_opening,actual,5,元 \
    >"$scratch/surplus/f.csv"
printf 'published: 2024-01-01\n' >"$scratch/surplus/f.meta"
ends 0 "a surplus" run "$scratch/surplus" -o "$scratch/surplus-out" --quiet
same "a surplus is spent" "expenditure|9000|9500" "$(query "$scratch/surplus-out/jixiao.db" \
    "SELECT DISTINCT item, current, wanted FROM next_step WHERE id = 'carryover_state'")"
sed 's/^-- levers: .*/-- levers: expenditure expenses/' "$root/queries/indicators/carryover_state.sql" >"$scratch/levers/carryover_state.sql"
ends 1 "a lever that is no item" run "$scratch/surplus" -o "$scratch/none" --queries "$scratch/levers" --quiet
says "a lever that is no item" "levers/carryover_state.sql: \`levers\` names the item \`expenses\`, which there is not"

# A faulty rubric of a dataset is refused where it is used, with the file's name as the dataset's.
sed -i 's/^staff,投入,在职人员控制率,staffing_control_rate,10/staff,投入,在职人员控制率,staffing_control_rat,11/' "$folder/own.csv"
ends 1 "a faulty rubric of a dataset" run "$folder" -o "$scratch/none" --quiet
says "a faulty rubric" "county/own.csv:2:4: unknown indicator \`staffing_control_rat\`; did you mean \`staffing_control_rate\`?"
says "its sum" "county/own.csv: the full points add up to 101.00 for departments of kind 行政, but the rubric's total is 100.00"
verdict "rubrics: evidence, policies, totals"
