# chart: rate_heat
# name.zh: 部门与年度热力图
# name.en: Heat map by department and year
# zh: {indicator}：部门×年度（{years}年）
# en: {indicator} by department and year, {years}
# for: indicator
# chapter: rates
# order: 30
# data:
#   WITH kept AS (
#     SELECT dept_id, year, value FROM measure
#      WHERE indicator = :indicator AND month = 12 AND year BETWEEN :first_year AND :last_year
#   ), years AS (
#     SELECT DISTINCT year FROM kept WHERE value IS NOT NULL
#   ), middle AS (
#     SELECT (max(CASE WHEN o.place = (o.years + 1) / 2 THEN o.median END)
#             + max(CASE WHEN o.place = o.years / 2 + 1 THEN o.median END)) / 2.0 AS centre, min(o.p10) AS low, max(o.p90) AS high
#       FROM (SELECT median, p10, p90, row_number() OVER (ORDER BY median, year) AS place, count(*) OVER () AS years
#               FROM distribution
#              WHERE subject = :indicator AND month = 12 AND peer_group = '' AND n > 0
#                AND year BETWEEN :first_year AND :last_year) o
#   ), far AS (
#     SELECT k.dept_id, count(*) OVER () AS all_n, row_number() OVER (ORDER BY max(abs(k.value - m.centre)) DESC, k.dept_id) AS far_place
#       FROM kept k CROSS JOIN middle m WHERE k.value IS NOT NULL
#      GROUP BY k.dept_id
#   ), depts AS (
#     SELECT d.dept_id, d.name, f.all_n, row_number() OVER (ORDER BY d.code) AS position
#       FROM far f JOIN dept d ON d.dept_id = f.dept_id
#      WHERE f.all_n <= 120 OR f.far_place <= 60
#   )
#   SELECT p.position, p.name, y.year, k.value, coalesce(i.target, m.centre) AS centre, p.all_n, m.low, m.high,
#          CASE i.better WHEN 'lower' THEN 1 WHEN 'higher' THEN -1 ELSE 0 END AS worse,
#          CASE WHEN i.target IS NULL THEN 0 ELSE 1 END AS has_target,
#          (SELECT CASE WHEN :lang = 'zh' THEN u.zh ELSE u.en END FROM unit_name u WHERE u.unit = i.unit) AS unit
#     FROM depts p
#     CROSS JOIN years y
#     CROSS JOIN middle m
#     JOIN indicator i ON i.indicator = :indicator
#     LEFT JOIN kept k ON k.dept_id = p.dept_id AND k.year = y.year
#    WHERE m.centre IS NOT NULL AND (SELECT count(*) FROM depts) >= 3 AND (SELECT count(*) FROM years) >= 2
#    ORDER BY p.position, y.year
# column.year: int | 年度 | Year
# column.name: text | 部门 | Department
# column.value: real 1 | 比率 | Rate
# column.centre: real 2 | 中心 | Centre
# text.axis: {indicator} | {indicator}
# text.unit: {unit} | {unit}
# text.trouble: ▲ 未达目标 | ▲ misses the target
# minimum: 4 value
# note.zh: 白色为{centre}（有目标值的取目标值，否则取历年中位数的中位数）；橙色为较差一侧，蓝色为较好一侧（无优劣方向的指标：橙色为高，蓝色为低）；颜色最深处为第10或第90百分位以外；斜线格为缺数或不可比；超过120个部门时只列离中心最远的60个（共{all_n}个）。
# note.en: White is {centre} (the target, or else the median of the years' medians); amber is the worse side, blue the better one (without a direction: amber high, blue low); darkest beyond the 10th or 90th percentile; struck-out cells: missing or not comparable; of more than 120 departments the 60 furthest from the centre (here {all_n} have a value).
# alternative.zh: {indicator}按部门与年度的热力图。
# alternative.en: Heat map of {indicator} by department and year.
# height: 84 + (position_max > 40 ? 15 : 21) * position_max
row_px = position_max > 40 ? 15 : 21
name_font = position_max > 40 ? ',11' : ',12'
left_px = 30 + 6.6 * cells_name
top_px = title_px + 74
bottom_px = note_px + 10
eval frame
slots = 3
eval year_axis
# The years stand above the columns, where the reader of a long map begins.
unset xtics
set yrange [position_max + 0.5:0.5]
unset ytics
unset grid
unset border
spread = maximum(abs(low_min - centre_min), abs(high_max - centre_min))
if (spread <= 0) { spread = 1.0 }
turn = worse_max < 0 || worse_min < 0 ? -1 : 1
shade(v) = turn * maximum(-1, minimum(1, (v - centre_min) / spread))
set palette defined (-1 '#2B5C9E', -0.5 '#9DB9DE', 0 '#FBFBFB', 0.5 '#F0BE7A', 1 '#B8621B')
set cbrange [-1:1]
set colorbox horizontal user origin screen 0.5, screen y_of(title_px + 23) size screen 0.28, screen y_up(11) noborder
set cbtics scale 0 font ',11' offset 0, 0.7
set cbtics (sprintf('%.1f', centre_min - turn * spread) -1, plain(centre_min) 0, sprintf('%.1f', centre_min + turn * spread) 1)
set label 9003 with_unit(text_axis, text_unit) at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
bad(unused) = has_target_max > 0 && ((worse_max > 0 && column(col_value) > centre_min) || (worse_min < 0 && column(col_value) < centre_min))
if (has_target_max > 0 && (worse_max > 0 || worse_min < 0)) { set label 9004 text_trouble at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb grey_dark }
number_font = position_max > 40 ? ',10' : ',11'
fits = slot_px > (cells_value + 2) * 5.8
number(unused) = (bad(0) ? '▲' : '').(fits ? strcol(print_value) : '')
ink(unused) = abs(shade(column(col_value))) > 0.8 ? 0xFFFFFF : 0x1A1A1A
is_missing(unused) = strcol(print_value) eq '—'
half = 0.5 - 0.5 / row_px
edge = year_min - 0.5 - year_pad
# Every department has a row for every year.
years = int(rows / position_max)
plot data using col_year:col_position:(0.49):(half):(shade(column(col_value))) with boxxyerror linecolor palette, \
     for [k = 0:2] data using (column(col_year) - 0.48 + 0.33 * k):(is_missing(0) ? column(col_position) + half : NaN):(0.3):(-2 * half) with vectors nohead linewidth 1 linecolor rgb '#BDBDBD', \
     data using col_year:(is_missing(0) ? NaN : column(col_position)):(number(0)):(ink(0)) with labels font number_font textcolor rgb variable, \
     data every years using (edge):col_position:col_name with labels right offset -0.5, 0 font name_font textcolor rgb grey_dark, \
     data every ::0::years - 1 using col_year:(0.5):print_year with labels offset 0, 0.7 font ',12' textcolor rgb grey_dark
