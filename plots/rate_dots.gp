# chart: rate_dots
# name.zh: 部门对比图
# name.en: Comparison of departments
# zh: {indicator}：各部门对比（{data_year}年）
# en: {indicator} by department, {data_year}
# for: indicator
# chapter: rates
# order: 20
# data:
#   WITH latest AS (
#     SELECT max(year) AS year FROM measure
#      WHERE indicator = :indicator AND month = 12 AND value IS NOT NULL AND year <= :last_year
#   ), own AS (
#     SELECT m.dept_id, m.year, m.value, count(*) OVER () AS asked FROM measure m JOIN latest l ON l.year = m.year
#      WHERE m.indicator = :indicator AND m.month = 12
#   ), placed AS (
#     SELECT o.dept_id, o.year, o.value, count(*) OVER () AS all_n,
#            row_number() OVER (ORDER BY o.value DESC NULLS LAST, d.code) AS place
#       FROM own o JOIN dept d ON d.dept_id = o.dept_id
#      WHERE o.asked <= 80 OR o.value IS NOT NULL
#   )
#   SELECT CASE WHEN p.all_n > 80 AND p.place > 40 THEN p.place - (p.all_n - 81) ELSE p.place END AS position, d.name,
#          p.year AS data_year, p.value, i.target, s.q1, s.median, s.q3, s.n,
#          CASE WHEN p.all_n > 80 THEN p.all_n - 80 ELSE 0 END AS between_n,
#          CASE WHEN i.better = 'lower' AND p.value > i.target THEN 1
#               WHEN i.better = 'higher' AND p.value < i.target THEN 1 ELSE 0 END AS trouble,
#          (SELECT CASE WHEN :lang = 'zh' THEN u.zh ELSE u.en END FROM unit_name u WHERE u.unit = i.unit) AS unit
#     FROM placed p
#     JOIN dept d ON d.dept_id = p.dept_id
#     JOIN indicator i ON i.indicator = :indicator
#     LEFT JOIN distribution s ON s.subject = :indicator AND s.year = p.year AND s.month = 12 AND s.peer_group = ''
#    WHERE p.all_n <= 80 OR p.place <= 40 OR p.place > p.all_n - 40
#    ORDER BY position
# column.position: int | 位次 | Position
# column.name: text | 部门 | Department
# column.value: real 2 | 比率 | Rate
# column.target: real 2 | 限额 | Limit
# column.median: real 2 | 中位数 | Median
# text.axis: {indicator} | {indicator}
# text.unit: {unit} | {unit}
# text.target: 目标 | Target
# text.median: 中位数 | Median
# text.none: 不可比 | not comparable
# text.between: ⋯ 中间{between_n}个部门从略 ⋯ | ⋯ {between_n} departments in between ⋯
# text.trouble: ▲ 未达目标 | ▲ misses the target
# minimum: 4 value
# note.zh: 按数值由高到低排列，超过80个部门时只列最高和最低各40个；过远的值以箭头置于边缘，数值见右列；实线为目标值（限额），虚线为全部部门的中位数（n={n}）；▲为未达目标的部门；分母为零或缺数的列为“不可比”。
# note.en: From the highest value to the lowest; of more than 80 departments the highest and the lowest 40; values too far away stand at the edge as arrows, with their number on the right; solid line: target (limit); dashed line: median of all departments (n={n}); ▲ misses the target; 'not comparable': the denominator is zero or missing.
# alternative.zh: {indicator}{data_year}年各部门点图，由高到低。
# alternative.en: Dot plot of {indicator} by department in {data_year}, highest first.
# height: 92 + (position_max > 40 ? 15 : 21) * position_max
row_px = position_max > 40 ? 15 : 21
name_font = position_max > 40 ? ',11' : ',12'
left_px = 30 + 6.6 * cells_name
right_px = 36 + 7 * maximum(cells_value, count_value < rows ? strlen(text_none) : 0)
top_px = title_px + 54
bottom_px = note_px + 34
eval frame
limit_at = present(count_target, target_min, NaN)
median_at = present(count_median, median_min, NaN)
# Values further than five times the middle half's width from it stand at the edge as arrows, or one would hide all.
fence = count_q1 > 0 && n_min >= 8 && q3_min > q1_min ? 5 * (q3_min - q1_min) : 0.0
low_edge = fence > 0 ? maximum(value_min, q1_min - fence) : value_min
high_edge = fence > 0 ? minimum(value_max, q3_min + fence) : value_max
x_low = minimum(low_edge, minimum(present(count_target, limit_at, low_edge), present(count_median, median_at, low_edge)))
x_high = maximum(high_edge, maximum(present(count_target, limit_at, high_edge), present(count_median, median_at, high_edge)))
pad = maximum(0.03 * (x_high - x_low), 0.5)
x_low = x_low - pad
x_high = x_high + pad
eval x_range
eval x_axis
set yrange [position_max + 0.5:0.5]
unset ytics
set grid noytics xtics
set border 1
limit_name = ' '.text_target.' '.plain(limit_at).behind(text_unit).' '
median_name = ' '.text_median.' '.sprintf('%.2f', median_at).behind(text_unit).' '
eval marks
set label 9003 with_unit(text_axis, text_unit) at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
if (trouble_max > 0) { set label 9004 text_trouble at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb red }
if (between_n_max > 0) { set label 9005 text_between at first 0.5 * (x_low + x_high), first 41 center font ',11' textcolor rgb grey }
far(v) = v < x_low || v > x_high
inside(kind) = column(col_trouble) == kind && !far(column(col_value)) ? column(col_value) : NaN
beyond(kind) = column(col_trouble) != kind || !far(column(col_value)) ? NaN : column(col_value) < x_low ? x_low + arrow_room : x_high - arrow_room
arrow_room = (x_high - x_low) * 12 / plot_w
arrow(kind) = (kind ? '▲' : '').(column(col_value) < x_low ? '◀' : '▶')
plot data using (x_low):(column(col_position)):(x_high - x_low):(0) with vectors nohead linewidth 0.5 linecolor rgb '#EDEDED', \
     data using (inside(0)):(column(col_position)) with points pointtype 7 pointsize 0.8 linecolor rgb blue, \
     data using (inside(1)):(column(col_position)) with points pointtype 9 pointsize (position_max > 40 ? 0.9 : 1.1) linecolor rgb red, \
     data using (beyond(0)):(column(col_position)):(arrow(0)) with labels textcolor rgb blue, \
     data using (beyond(1)):(column(col_position)):(arrow(1)) with labels textcolor rgb red, \
     data using (x_low):(column(col_position)):(strcol(col_name)) with labels right offset -0.8, 0 font name_font textcolor rgb grey_dark, \
     data using (x_high):(column(col_position)):(strcol(print_value) eq '—' ? text_none : strcol(print_value)) with labels left offset 0.8, 0 font name_font textcolor rgb grey_dark
