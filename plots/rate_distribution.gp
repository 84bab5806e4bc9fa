# chart: rate_distribution
# name.zh: 分布图
# name.en: Distribution
# zh: {indicator}的分布（{data_year}年，{n}个部门）
# en: Distribution of {indicator}, {data_year} ({n} departments)
# for: indicator
# chapter: distribution
# order: 20
# data:
#   WITH latest AS (
#     SELECT subject, year, n, median FROM distribution
#      WHERE subject = :indicator AND month = 12 AND peer_group = '' AND n >= 8 AND year <= :last_year
#      ORDER BY year DESC LIMIT 1
#   ), bin AS (
#     SELECT h.lower, h.upper, h.count, l.n, l.year, l.median, h.upper - h.lower AS width
#       FROM histogram h JOIN latest l ON l.subject = h.subject AND l.year = h.year
#      WHERE h.month = 12 AND h.peer_group = ''
#   ), scale AS (
#     SELECT min(lower) AS low, max(upper) AS high, min(width) AS width FROM bin
#   ), piece AS (
#     SELECT 1 AS part, lower AS place, lower, upper, count, CAST(NULL AS DOUBLE PRECISION) AS x,
#            CAST(NULL AS DOUBLE PRECISION) AS curve, CAST(NULL AS DOUBLE PRECISION) AS value
#       FROM bin
#     UNION ALL
#     SELECT 2, c.x, NULL, NULL, NULL, c.x, c.y * l.n * s.width, NULL
#       FROM density c
#       JOIN latest l ON l.subject = c.subject AND l.year = c.year
#       JOIN scale s ON c.x BETWEEN s.low AND s.high
#      WHERE c.month = 12
#     UNION ALL
#     SELECT 3, m.value, NULL, NULL, NULL, NULL, NULL, m.value
#       FROM measure m JOIN latest l ON l.subject = m.indicator AND l.year = m.year
#      WHERE m.month = 12 AND m.value IS NOT NULL
#   )
#   SELECT r.part, r.place, r.lower, r.upper, r.count, r.x, r.curve, r.value, l.year AS data_year, l.n, l.median, i.target,
#          (SELECT CASE WHEN :lang = 'zh' THEN u.zh ELSE u.en END FROM unit_name u WHERE u.unit = i.unit) AS unit
#     FROM piece r CROSS JOIN latest l JOIN indicator i ON i.indicator = :indicator
#    ORDER BY r.part, r.place
# column.count: int | 部门数 | Departments
# column.value: real 2 | 比率 | Rate
# column.median: real 2 | 中位数 | Median
# column.target: real 2 | 目标 | Target
# text.axis: {indicator} | {indicator}
# text.unit: {unit} | {unit}
# text.target: 目标 | Target
# text.median: 中位数 | Median
# minimum: 1 count
# note.zh: 柱为各区间的部门数（左闭右开，末区间含右端）；曲线为核密度估计，折算为每区间部门数；下方短线为各部门数值；实线为目标值，虚线为中位数。
# note.en: Bars: departments per interval (lower end included; the last one includes both). Curve: kernel density, scaled to departments per interval. Strokes below: the departments' values. Solid line: target; dashed line: median.
# alternative.zh: {indicator}{data_year}年部门数值的直方图与核密度曲线。
# alternative.en: Histogram and kernel density of the departments' {indicator} in {data_year}.
# height: 380
y_low = 0.0
y_high = maximum(count_max, present(count_curve, curve_max, 0))
y_steps = maximum(1, minimum(6, y_high))
eval y_range
left_px = maximum(60, 24 + cell_px * y_cells)
right_px = 96.0
top_px = title_px + 54
bottom_px = note_px + 60
eval frame
limit_at = present(count_target, target_min, NaN)
median_at = present(count_median, median_min, NaN)
x_low = minimum(lower_min, minimum(present(count_value, value_min, lower_min), present(count_target, limit_at, lower_min)))
x_high = maximum(upper_max, maximum(present(count_value, value_max, upper_max), present(count_target, limit_at, upper_max)))
eval x_range
eval x_axis
eval y_axis
# A strip below zero for the bars' numbers and the single values.
strip = 0.13 * (y_high - y_low)
set yrange [-strip:y_high]
set label 9003 label_count at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
set label 9004 with_unit(text_axis, text_unit) at screen 0.5, screen y_up(note_px + 14) center font ',12' textcolor rgb grey_dark
limit_name = ' '.text_target.' '.plain(limit_at).behind(text_unit).' '
median_name = ' '.text_median.' '.sprintf('%.2f', median_at).behind(text_unit).' '
eval marks
if (limit_at == limit_at) { set arrow 11 from first limit_at, first 0 }
if (median_at == median_at) { set arrow 12 from first median_at, first 0 }
gap_x = 1.5 / plot_w * (x_high - x_low)
set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead linewidth 1 linecolor rgb grey
plot data using (0.5 * (column(col_lower) + column(col_upper))):(0.5 * column(col_count)):(column(col_lower) + gap_x):(column(col_upper) - gap_x):(0):(column(col_count)) with boxxyerror linecolor rgb blue_light, \
     data using (column(col_x)):(column(col_curve)) with lines linewidth 2.5 linecolor rgb amber, \
     data using (column(col_value)):(-0.95 * strip):(0):(0.4 * strip) with vectors nohead linewidth 1 linecolor rgb blue_dark, \
     data using (0.5 * (column(col_lower) + column(col_upper))):(column(col_count) > 0 ? -0.27 * strip : NaN):print_count with labels font ',11' textcolor rgb grey_dark
