# chart: size_rate
# name.zh: 规模与比率图
# name.en: Size and rate
# zh: {indicator}与部门规模（{data_year}年）
# en: {indicator} and the size of departments, {data_year}
# for: indicator
# chapter: distribution
# order: 30
# data:
#   WITH latest AS (
#     SELECT max(year) AS year FROM measure
#      WHERE indicator = :indicator AND month = 12 AND value IS NOT NULL AND year BETWEEN :first_year AND :last_year
#   ), size AS (
#     SELECT f.dept_id, coalesce(f.actual, f.adjusted, f.budget) AS amount, i.code, i.zh, i.en
#       FROM figure f
#       JOIN item i ON i.item_id = f.item_id AND i.code IN ('expenditure', 'obligations')
#       JOIN latest l ON l.year = f.year
#      WHERE f.part_id = 0 AND f.month = 12 AND coalesce(f.actual, f.adjusted, f.budget) > 0
#   ), chosen AS (
#     SELECT code FROM size GROUP BY code ORDER BY count(*) DESC, code LIMIT 1
#   ), point AS (
#     SELECT m.dept_id, m.value, z.amount, z.zh, z.en, l.year, s.median, s.q1, s.q3, count(*) OVER () AS n,
#            row_number() OVER (ORDER BY abs(m.value - s.median) DESC, m.dept_id) AS far_place
#       FROM measure m
#       JOIN latest l ON l.year = m.year
#       JOIN size z ON z.dept_id = m.dept_id
#       JOIN chosen c ON c.code = z.code
#       JOIN distribution s ON s.subject = m.indicator AND s.year = m.year AND s.month = 12 AND s.peer_group = ''
#      WHERE m.indicator = :indicator AND m.month = 12 AND m.value IS NOT NULL
#   )
#   SELECT d.name, p.amount, p.value, p.median, p.q1, p.q3, p.n, i.target, p.year AS data_year, p.far_place,
#          CASE WHEN i.better = 'lower' AND p.value > i.target THEN 1
#               WHEN i.better = 'higher' AND p.value < i.target THEN 1 ELSE 0 END AS trouble,
#          CASE WHEN :lang = 'zh' THEN p.zh ELSE p.en END AS size, (SELECT CASE WHEN :lang = 'zh' THEN u.zh ELSE u.en END FROM unit_name u WHERE u.unit = i.unit) AS unit
#     FROM point p
#     JOIN dept d ON d.dept_id = p.dept_id
#     JOIN indicator i ON i.indicator = :indicator
#    ORDER BY p.far_place
# column.name: text | 部门 | Department
# column.amount: money | 规模 | Size
# column.value: real 2 | 比率 | Rate
# column.median: real 2 | 中位数 | Median
# column.target: real 2 | 目标 | Target
# text.axis: {indicator} | {indicator}
# text.unit: {unit} | {unit}
# text.size: {size} | {size}
# text.target: 目标 | Target
# text.median: 中位数 | Median
# text.trouble: ▲ 未达目标 | ▲ misses the target
# minimum: 8 value
# note.zh: 每点一个部门（{n}个），横轴为{size}的对数刻度（决算数，没有时取调整预算、年初预算），无数或不为正的部门不列；标名的为离中位数最远、名称不相重叠的部门，至多8个；过远的值以箭头置于边缘并注数值；实线为目标值，虚线为中位数。
# note.en: One dot per department ({n}); level axis: {size} on a log scale (final accounts, or else the adjusted or initial budget); departments without a positive amount are left out. Named: those furthest from the median, at most 8, where names do not overlap; values too far away stand at the edge as arrows with their number. Solid line: target; dashed line: median.
# alternative.zh: {data_year}年各部门{indicator}与支出规模的散点图。
# alternative.en: Scatter of the departments' {indicator} against their size in {data_year}.
# height: 460
limit_at = present(count_target, target_min, NaN)
median_at = median_min
fence = q3_min > q1_min ? 5 * (q3_min - q1_min) : 0.0
y_low = fence > 0 ? maximum(value_min, q1_min - fence) : value_min
y_high = fence > 0 ? minimum(value_max, q3_min + fence) : value_max
y_low = minimum(y_low, minimum(median_at, present(count_target, limit_at, y_low)))
y_high = maximum(y_high, maximum(median_at, present(count_target, limit_at, y_high)))
pad = 0.06 * maximum(y_high - y_low, 1)
y_low = y_low - pad
y_high = y_high + pad
eval y_range
left_px = maximum(60, 24 + cell_px * y_cells)
right_px = 120.0
top_px = title_px + 46
bottom_px = note_px + 62
eval frame
eval y_axis
# Powers of ten around the sizes.
x_first = int(floor(log10(amount_min) - 0.02))
x_last = int(ceil(log10(amount_max) + 0.02))
eval x_powers
set grid xtics ytics
heading_text = with_unit(text_axis, text_unit)
eval heading
set label 9004 with_unit(text_size, unit_amount) at screen 0.5, screen y_up(note_px + 14) center font ',12' textcolor rgb grey_dark
if (trouble_max > 0) { set label 9005 text_trouble at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb red }
# The two names stand apart when the lines are near to each other.
close = limit_at == limit_at && abs(limit_at - median_at) / (y_high - y_low) * plot_h < 16
if (limit_at == limit_at) {
  set arrow 11 from graph 0, first limit_at to graph 1, first limit_at nohead back linewidth 1.5 linecolor rgb grey_dark
  set label 11 text_target.' '.plain(limit_at).behind(text_unit) at graph 1, first limit_at left offset 0.6, (close ? (limit_at < median_at ? -0.5 : 0.5) : 0) font ',11' textcolor rgb grey_dark
}
set arrow 12 from graph 0, first median_at to graph 1, first median_at nohead back linewidth 1.5 dashtype (6, 4) linecolor rgb blue_dark
set label 12 text_median.' '.sprintf('%.2f', median_at).behind(text_unit) at graph 1, first median_at left offset 0.6, (close ? (limit_at < median_at ? 0.5 : -0.5) : 0) font ',11' textcolor rgb blue_dark
far(v) = v < y_low || v > y_high
room = (y_high - y_low) * 10 / plot_h
inside(kind) = column(col_trouble) == kind && !far(column(col_value)) ? column(col_value) : NaN
beyond(kind) = column(col_trouble) != kind || !far(column(col_value)) ? NaN : column(col_value) < y_low ? y_low + room : y_high - room
arrow(kind) = (kind ? '▲' : '').(column(col_value) < y_low ? '↓' : '↑')
# Names stand on the side away from the nearer edge.
third = 10.0**(x_first + 0.62 * (x_last - x_first))
held(v) = maximum(y_low + room, minimum(y_high - room, v))
eval no_names
plot_x(v) = (log10(v) - x_first) / real(x_last - x_first) * plot_w
plot_y(v) = (held(v) - y_low) / (y_high - y_low) * plot_h
stats data using (column(col_far_place) <= 16 && names < 8 ? keep(column(col_far_place), plot_x(column(col_amount)), plot_y(column(col_value))) : 0) nooutput
named(side) = kept(column(col_far_place)) && (column(col_amount) > third) == side ? held(column(col_value)) : NaN
short(text) = strlen(text) > (lang eq 'zh' ? 14 : 26) ? text[1:lang eq 'zh' ? 13 : 25].'…' : text
name(unused) = short(strcol(col_name)).(far(column(col_value)) ? ' '.strcol(print_value) : '')
plot data using col_amount:(inside(0)) with points pointtype 7 pointsize 0.7 linecolor rgb blue, \
     data using col_amount:(inside(1)) with points pointtype 9 pointsize 1 linecolor rgb red, \
     data using col_amount:(beyond(0)):(arrow(0)) with labels font ',13' textcolor rgb blue, \
     data using col_amount:(beyond(1)):(arrow(1)) with labels font ',13' textcolor rgb red, \
     data using col_amount:(named(0)):(name(0)) with labels left offset 0.9, 0 font ',11' textcolor rgb grey_dark, \
     data using col_amount:(named(1)):(name(0)) with labels right offset -0.9, 0 font ',11' textcolor rgb grey_dark
