# chart: grade_transitions
# name.zh: 等级变动图
# name.en: Changes of grade
# zh: 等级变动：{first}年到{last}年
# en: Changes of grade from {first} to {last}
# for: run
# chapter: scores
# order: 15
# data:
#   WITH graded AS (
#     SELECT dept_id, year, grade_zh, grade_en FROM total
#      WHERE rubric = :rubric AND grade_zh <> '' AND unscored = 0 AND year BETWEEN :first_year AND :last_year
#   ), pair AS (
#     SELECT a.dept_id, a.year AS last, p.grade_zh AS first_grade, a.grade_zh AS last_grade
#       FROM graded a JOIN graded p ON p.dept_id = a.dept_id AND p.year = a.year - 1
#      WHERE a.year = (SELECT max(b.year) FROM graded b JOIN graded c ON c.dept_id = b.dept_id AND c.year = b.year - 1)
#   ), step AS (
#     SELECT g.rank, g.label_zh, g.label_en, g.lower FROM grade g
#      WHERE g.scheme IN (SELECT grades FROM dataset WHERE rubric = :rubric)
#   ), cell AS (
#     SELECT f.rank AS row, t.rank AS col, f.label_zh AS row_zh, f.label_en AS row_en, t.label_zh AS col_zh, t.label_en AS col_en,
#            (SELECT count(*) FROM pair p WHERE p.first_grade = f.label_zh AND p.last_grade = t.label_zh) AS depts
#       FROM step f CROSS JOIN step t
#   )
#   SELECT c.row, c.col, CASE WHEN :lang = 'zh' THEN c.row_zh ELSE c.row_en END AS row_name,
#          CASE WHEN :lang = 'zh' THEN c.col_zh ELSE c.col_en END AS col_name, c.depts,
#          CAST(sum(c.depts) OVER (PARTITION BY c.row) AS bigint) AS row_depts,
#          CAST(sum(c.depts) OVER (PARTITION BY c.col) AS bigint) AS col_depts,
#          CAST(sum(c.depts) OVER () AS bigint) AS n, (SELECT max(last) FROM pair) AS last, (SELECT max(last) - 1 FROM pair) AS first
#     FROM cell c
#    WHERE (SELECT count(*) FROM pair) >= 4
#    ORDER BY c.row, c.col
# column.row_name: text | 上年等级 | Grade of the first year
# column.col_name: text | 本年等级 | Grade of the last year
# column.depts: int | 部门数 | Departments
# column.share: percent depts row_depts | 占上年该等级 | Share of the first year's grade
# text.first: {first}年等级 | Grade in {first}
# text.last: {last}年等级 | Grade in {last}
# text.total: 合计 | Total
# text.better: ▲ 上升 | ▲ better
# text.worse: ▼ 下降 | ▼ worse
# minimum: 4 depts
# note.zh: 行为{first}年等级，列为{last}年等级，格内为部门数及其占该行的比例（%）；两年都已评分完毕的{n}个部门。对角线上为等级不变，左下为上升，右上为下降。
# note.en: Rows: grade in {first}; columns: grade in {last}; cells: departments and their share of the row (%); {n} departments fully scored in both years. On the diagonal the grade is unchanged; below it better, above it worse.
# alternative.zh: {first}年到{last}年部门等级变动矩阵。
# alternative.en: Matrix of the departments' grades in {first} against {last}.
# height: 100 + 52 * row_max
grades = int(row_max)
left_px = 60 + 8 * maximum(cells_row_name, strlen(text_total))
right_px = canvas_w - left_px - 130 * (grades + 1)
top_px = title_px + 74
bottom_px = note_px + 16
eval frame
set xrange [0.5:grades + 1.5]
set yrange [grades + 1.5:0.5]
unset border
unset tics
unset grid
set label 9003 text_first at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
set label 9004 text_last at first 0.5 * (grades + 1), screen y_of(title_px + 34) center font ',12' textcolor rgb grey_dark
set label 9005 text_total at first grades + 1, screen y_of(top_px - 12) center font ',12' textcolor rgb grey_dark
set label 9006 text_total at first 0.42, first grades + 1 right font ',12' textcolor rgb grey_dark
set label 9007 text_better at screen 1 - x_of(90), screen y_of(title_px + 18) right font ',12' textcolor rgb blue_dark
set label 9008 text_worse at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb '#9A5A08'
side(unused) = column(col_col) < column(col_row) ? 1 : column(col_col) > column(col_row) ? -1 : 0
# More departments, darker; blue for better, amber for worse, grey for unchanged.
depth(unused) = depts_max > 0 ? column(col_depts) / depts_max : 0
mix(from, to) = int(from + (to - from) * (column(col_depts) > 0 ? 0.25 + 0.75 * depth(0) : 0))
shade(unused) = side(0) > 0 ? mix(0xFA, 0x7C) * 65536 + mix(0xFA, 0x9B) * 256 + mix(0xFA, 0xCC) : side(0) < 0 ? mix(0xFA, 0xE9) * 65536 + mix(0xFA, 0xB2) * 256 + mix(0xFA, 0x66) : mix(0xF2, 0xB4) * 65536 + mix(0xF2, 0xB4) * 256 + mix(0xF2, 0xB4)
sign(unused) = side(0) > 0 ? '▲ ' : side(0) < 0 ? '▼ ' : ''
text(unused) = column(col_depts) > 0 ? sign(0).strcol(print_depts).(lang eq 'zh' ? '（' : ' (').strcol(print_share).(lang eq 'zh' ? '%）' : '%)') : '0'
at_first(which, place) = which == 1 ? place : NaN
plot data using col_col:col_row:(0.48):(0.46):(shade(0)) with boxxyerror linecolor rgb variable, \
     data using col_col:col_row:(text(0)) with labels font ',12' textcolor rgb '#1A1A1A', \
     data using (at_first(column(col_col), 0.5)):col_row:col_row_name with labels right offset -0.8, 0 font ',12' textcolor rgb grey_dark, \
     data using (at_first(column(col_row), column(col_col))):(0.5):col_col_name with labels offset 0, 0.7 font ',12' textcolor rgb grey_dark, \
     data using (at_first(column(col_col), grades + 1)):col_row:print_row_depts with labels font ',12' textcolor rgb grey_dark, \
     data using (at_first(column(col_row), column(col_col))):(grades + 1):print_col_depts with labels font ',12' textcolor rgb grey_dark, \
     data using (column(col_col) == 1 && column(col_row) == 1 ? grades + 1 : NaN):(grades + 1):print_n with labels font ',12' textcolor rgb grey_dark
