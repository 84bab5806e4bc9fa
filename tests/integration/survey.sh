#!/usr/bin/env bash
# Surveys: from the sheets to points, score and intervals. The ten-question form of 2020 gives 8 of 8 points only when all
# of 200 answers are 非常满意; all 满意 give 6.4, all 一般 4.8, one 不满意 among 非常满意 7.96.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

# A department's sheets, 1 to 10 of service users and 11 to 20 of the public, one answer in a row.
sheets() { # sheets DEPT ANSWER [EXCEPT_SHEET EXCEPT_QUESTION EXCEPT_ANSWER]
    awk -v dept="$1" -v answer="$2" -v sheet="${3:-0}" -v question="${4:-0}" -v other="${5:-}" 'BEGIN {
        for (s = 1; s <= 20; s++)
            for (q = 1; q <= 10; q++)
                print dept ",2020,county-2020," (s <= 10 ? "服务对象" : "社会公众") "," s "," q "," \
                    (s == sheet && q == question ? other : answer)
    }'
}

new_dataset() { # new_dataset FOLDER
    mkdir "$1"
    printf 'dataset: d\nrubric: county-2020\n' >"$1/dataset.meta"
    printf '单位编码,单位名称,单位类别\n1,甲局,行政\n2,乙局,行政\n3,丙局,行政\n4,丁局,行政\n5,戊局,行政\n' >"$1/departments.csv"
}

new_dataset "$scratch/long"
{
    echo '单位编码,年度,问卷,受访者,问卷编号,题号,选项'
    sheets 1 非常满意
    sheets 2 满意
    sheets 3 一般
    sheets 4 非常满意 7 4 不满意
    sheets 5 非常满意 12 10 ''
} >"$scratch/long/answers.csv"
ends 0 "the four cases" run "$scratch/long" -o "$scratch/out"
db=$scratch/out/jixiao.db
same "points of 8" "1|8000000
2|6400000
3|4800000
4|7960000
5|7960000" "$(query "$db" "SELECT d.code, s.computed FROM score s JOIN dept d ON d.dept_id = s.dept_id
                            WHERE s.id = 'satisfaction' ORDER BY d.code")"

# The next point of 6.4 is won by more points in the survey, not by fewer that it could give: 8 × 924.999938 / 1000
# is 7.4 to the millionth.
same "the next point" "survey_points|800000000|924999938|1000000" "$(query "$db" "SELECT n.item, n.current, n.wanted, n.gain FROM next_step n
    JOIN dept d ON d.dept_id = n.dept_id WHERE n.id = 'satisfaction' AND n.goal = 'point' AND d.code = '2'")"

# The three numbers that must not be mixed: 满意 everywhere is satisfied without exception, and yet 80 of 100 points.
row() { # row DEPT RESPONDENT
    awk -F, -v dept="$1" -v who="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        $at["dept"] == dept && $at["respondent"] == who {
            print $at["sheets"], $at["answered"], $at["blank"], $at["points"], $at["full_points"], $at["score_share"],
                $at["score_share_answered"], $at["satisfied"], $at["satisfied_share"], $at["low"], $at["high"] }' \
        "$scratch/out/tables/survey.csv"
}
# Wilson's limits for a share of so many sheets, in percent with one decimal.
wilson() { # wilson SATISFIED ANSWERED SHEETS
    awk -v satisfied="$1" -v answered="$2" -v n="$3" 'BEGIN {
        z = 1.959963984540054; p = satisfied / answered
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        printf "%.1f %.1f\n", 100 * (middle - reach), 100 * (middle + reach) }'
}
same "all 满意" "20 200 0 800.00 1000.00 80.00 80.00 200 100.00 $(wilson 200 200 20)" "$(row 2 all)"
same "all 一般" "20 200 0 600.00 1000.00 60.00 60.00 0 0.00 $(wilson 0 200 20)" "$(row 3 all)"
same "one 不满意" "20 200 0 995.00 1000.00 99.50 99.50 199 99.50 $(wilson 199 200 20)" "$(row 4 all)"
same "one 不满意, service users" "10 100 0 495.00 500.00 99.00 99.00 99 99.00 $(wilson 99 100 10)" "$(row 4 service)"
same "one 不满意, the public" "10 100 0 500.00 500.00 100.00 100.00 100 100.00 $(wilson 100 100 10)" "$(row 4 public)"
same "one blank" "20 199 1 995.00 1000.00 99.50 100.00 199 100.00 $(wilson 199 199 20)" "$(row 5 all)"
same "the question with the blank" "20,19,1,95.00,100.00,95.00,19,100.00" \
    "$(grep '^5,戊局,2020,county-2020,10,' "$scratch/out/tables/survey_questions.csv" | cut -d, -f7-)"
same "share satisfied" "4|199|200" "$(query "$db" "SELECT d.code, m.numerator, m.denominator FROM measure m
    JOIN dept d ON d.dept_id = m.dept_id WHERE m.indicator = 'satisfied_share' AND d.code = '4'")"
same "the cell of the first answer" "d/answers.csv:602:7" "$(query "$db" "SELECT file || ':' || line || ':' || field
    FROM figures WHERE dept = '4' AND item = 'survey_points'")"
present "the chart of the shares" "$scratch/out/charts/satisfied_share.svg"

# A sheet in a row, with columns in another order: the same figures.
new_dataset "$scratch/wide"
{
    echo '问卷编号,年度,单位编码,单位名称,受访者,Q10,第1题,2,3,4,5,6,7,8,9,问卷,备注'
    awk 'BEGIN { for (d = 1; d <= 5; d++) for (s = 1; s <= 20; s++) {
        line = s ",2020," d ",," (s <= 10 ? "service" : "public")
        for (i = 0; i < 10; i++) {
            q = i ? i : 10
            answer = d == 2 ? "满意" : d == 3 ? "一般" : "非常满意"
            if (d == 4 && s == 7 && q == 4) answer = "不满意"
            if (d == 5 && s == 12 && q == 10) answer = ""
            line = line "," answer
        }
        print line ",county-2020," } }'
} >"$scratch/wide/answers.csv"
ends 0 "a sheet in a row" load "$scratch/wide" --db "$scratch/wide.db"
replies="SELECT dept_id, respondent, sheet, question, option, points FROM survey_reply ORDER BY 1, 2, 3, 4"
same "a sheet in a row" "$(query "$db" "$replies")" "$(query "$scratch/wide.db" "$replies")"
figures="SELECT dept, year, item, stage, value FROM figures ORDER BY dept, item"
same "figures of a sheet in a row" "$(query "$db" "$figures")" "$(query "$scratch/wide.db" "$figures")"

# Loaded twice, and with a sheet less: what is made follows. What is published goes before it, and a check says so.
ends 0 "loading again" load "$scratch/wide" --db "$scratch/wide.db"
same "figures loaded twice" "$(query "$db" "$figures")" "$(query "$scratch/wide.db" "$figures")"
sed -i '/^20,2020,1,/d' "$scratch/wide/answers.csv"
ends 0 "a sheet less" load "$scratch/wide" --db "$scratch/wide.db"
same "a sheet less" "950.0|950.0" "$(query "$scratch/wide.db" "SELECT group_concat(value, '|') FROM figures WHERE dept = '1'")"
printf 'dept,year,item,stage,value,unit\n1,2020,survey_points,actual,960,分\n' >"$scratch/wide/published.csv"
printf 'published: 2021-01-01\n' >"$scratch/wide/published.meta"
ends 0 "a published number" load "$scratch/wide" --db "$scratch/wide.db"
ends 0 "checking it" measure --db "$scratch/wide.db"
same "a published number" "survey_points|960.0" "$(query "$scratch/wide.db" "SELECT item, value FROM figures WHERE dept = '1'")"
same "what the check finds" "survey_published|10.00" "$(query "$scratch/wide.db" "SELECT f.id, f.difference_printed FROM finding f
    JOIN dept d ON d.dept_id = f.dept_id WHERE d.code = '1' AND f.severity = 'error'")"
rm "$scratch/wide/published.csv" "$scratch/wide/published.meta"

# A form of the dataset's own: any questions, options and points; sheets without an answer are no measure of anything.
new_dataset "$scratch/own"
printf '问卷,题号,题目,选项,分值,计入满意\n本局,a,效率,好,10,是\n本局,a,效率,差,2.5,否\n本局,b,态度,好,4,是\n本局,b,态度,差,0,否\n' \
    >"$scratch/own/form.csv"
printf '单位编码,年度,问卷,问卷编号,a,b\n1,2021,本局,1,好,差\n1,2021,本局,2,差,不适用\n2,2021,本局,1,,\n' >"$scratch/own/answers.csv"
ends 0 "a form of one's own" run "$scratch/own" -o "$scratch/own-out"
same "its points" "1|2|4|3|12500000|28000000|24000000|1" "$(query "$scratch/own-out/jixiao.db" "SELECT dept_id, sheets, asked,
    answered, points, full_points, full_answered, satisfied FROM survey_result WHERE respondent = 'all' AND answered > 0")"
same "a sheet without an answer" "0|" "$(query "$scratch/own-out/jixiao.db" "SELECT answered, low FROM survey_result r
    JOIN dept d ON d.dept_id = r.dept_id WHERE d.code = '2' AND respondent = 'all'")"
same "no figure of it" "0" "$(query "$scratch/own-out/jixiao.db" "SELECT count(*) FROM figures WHERE dept = '2'")"
sed -i 's/^本局,a,效率,好,10/本局,a,效率,好,20/' "$scratch/own/form.csv"
ends 0 "the form changes" run "$scratch/own" -o "$scratch/own-out"
same "points of the changed form" "22500000|48000000" "$(query "$scratch/own-out/jixiao.db" "SELECT points, full_points
    FROM survey_result WHERE respondent = 'all' AND answered > 0")"
verdict "surveys, from sheets to scores"
