# chart: satisfied_share
# name.zh: 满意率图
# name.en: Share satisfied
# zh: 满意率及95%置信区间（{data_year}年）
# en: Share satisfied with its 95 % interval, {data_year}
# for: run
# chapter: survey
# order: 10
# data:
#   WITH latest AS (
#     SELECT max(year) AS year FROM survey_result WHERE low IS NOT NULL AND year BETWEEN :first_year AND :last_year
#   )
#   SELECT row_number() OVER (ORDER BY CAST(r.satisfied AS DOUBLE PRECISION) / NULLIF(r.answered, 0) DESC, r.low DESC, d.code, r.survey) AS position,
#          CASE WHEN (SELECT count(DISTINCT o.survey) FROM survey_result o JOIN latest y ON y.year = o.year) > 1
#               THEN d.name || ' · ' || r.survey ELSE d.name END AS name,
#          r.year AS data_year, r.satisfied, r.answered, r.low, r.high, r.answering AS n
#     FROM survey_result r
#     JOIN latest l ON l.year = r.year
#     JOIN dept d ON d.dept_id = r.dept_id
#    WHERE r.respondent = 'all' AND r.low IS NOT NULL
#    ORDER BY position
# column.position: int | 位次 | Position
# column.name: text | 部门 | Department
# column.share: percent satisfied answered | 满意率 | Share satisfied
# column.low: real 1 | 下限 | Low
# column.high: real 1 | 上限 | High
# column.n: int | 份数 | Sheets
# text.axis: 满意率（%） | Share satisfied (%)
# text.numbers: 满意率（份数） | share (sheets)
# minimum: 2
# note.zh: 点为满意率（计入满意的答案 / 已作答的答案），横线为95%置信区间（Wilson，以有作答的问卷份数为样本量）；区间重叠的部门不宜分高下。
# note.en: Point: share satisfied (satisfied answers / answers); line: Wilson's 95 % interval with the sheets that have an answer as the sample. Where intervals overlap, one department is not better than another.
# alternative.zh: {data_year}年各部门满意率点图，附95%置信区间，由高到低。
# alternative.en: Dot plot of the share satisfied by department in {data_year} with 95 % intervals, highest first.
# height: 92 + (rows > 40 ? 15 : 21) * rows
name_font = rows > 40 ? ',11' : ',12'
left_px = 30 + 6.6 * cells_name
right_px = 44 + 7 * (cells_share + cells_n + 4)
top_px = title_px + 54
bottom_px = note_px + 34
eval frame
x_low = maximum(0, low_min - 1)
x_high = 100
eval x_range
x_high = minimum(x_high, 100)
eval x_axis
set yrange [rows + 0.5:0.5]
unset ytics
set grid noytics xtics
set border 1
set label 9003 text_axis at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
set label 9004 text_numbers at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb grey_dark
plot data using (x_low):(column(col_position)):(x_high - x_low):(0) with vectors nohead linewidth 0.5 linecolor rgb '#EDEDED', \
     data using (column(col_low)):(column(col_position)):(column(col_high) - column(col_low)):(0) with vectors nohead linewidth 3 linecolor rgb blue_light, \
     data using (column(col_share)):(column(col_position)) with points pointtype 7 pointsize 0.8 linecolor rgb blue_dark, \
     data using (x_low):(column(col_position)):(strcol(col_name)) with labels right offset -0.8, 0 font name_font textcolor rgb grey_dark, \
     data using (x_high):(column(col_position)):(strcol(print_share).'%（'.strcol(print_n).'）') with labels left offset 0.8, 0 font name_font textcolor rgb grey_dark
