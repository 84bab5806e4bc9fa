# chart: rate_boxes
# name.zh: 历年箱线图
# name.en: Boxes by year
# zh: {indicator}：历年分布（{years}年）
# en: {indicator}: distribution by year, {years}
# for: indicator
# chapter: distribution
# order: 10
# data:
#   WITH box AS (
#     SELECT year, n, p10, q1, median, q3, p90 FROM distribution
#      WHERE subject = :indicator AND month = 12 AND peer_group = '' AND n >= 4
#        AND year BETWEEN :first_year AND :last_year
#   ), piece AS (
#     SELECT 1 AS part, year, n, CASE WHEN n >= 8 THEN p10 END AS p10, CASE WHEN n >= 8 THEN q1 END AS q1, median,
#            CASE WHEN n >= 8 THEN q3 END AS q3, CASE WHEN n >= 8 THEN p90 END AS p90,
#            CAST(NULL AS DOUBLE PRECISION) AS value, 0 AS dept_id, 0 AS last_above, 0 AS last_below
#       FROM box
#     UNION ALL
#     SELECT 2, b.year, NULL, NULL, NULL, NULL, NULL, NULL, m.value, m.dept_id,
#            row_number() OVER (PARTITION BY m.year ORDER BY m.value DESC, m.dept_id),
#            row_number() OVER (PARTITION BY m.year ORDER BY m.value, m.dept_id)
#       FROM measure m JOIN box b ON b.year = m.year
#      WHERE m.indicator = :indicator AND m.month = 12 AND m.value IS NOT NULL
#   )
#   SELECT r.part, r.year, r.n, r.p10, r.q1, r.median, r.q3, r.p90, r.value, r.dept_id, r.last_above, r.last_below, i.target,
#          (SELECT CASE WHEN :lang = 'zh' THEN u.zh ELSE u.en END FROM unit_name u WHERE u.unit = i.unit) AS unit
#     FROM piece r JOIN indicator i ON i.indicator = :indicator
#    ORDER BY r.part, r.year, r.value NULLS FIRST, r.dept_id
# column.year: int | 年度 | Year
# column.value: real 1 | 比率 | Rate
# column.median: real 1 | 中位数 | Median
# text.axis: {indicator} | {indicator}
# text.unit: {unit} | {unit}
# text.target: 目标 | Target
# text.median: 中位数 | Median
# minimum: 2 median
# note.zh: 箱体为第25—75百分位，箱内横线及年度下第二行数字为中位数，须线至第10、90百分位，圆点为各部门（左右错开只为看清），过远的在边缘以箭头注明最远者的数值；不足8个部门的年度不画箱体；n为有数的部门数。
# note.en: Box: 25th to 75th percentile; line, and second number below the year: median; whiskers: 10th and 90th percentile; dots: departments, set apart sideways only to be seen; when too far away an arrow at the edge with the furthest value. Years with fewer than 8 departments have no box. n: departments with a value.
# alternative.zh: {indicator}历年箱线图，各部门为点。
# alternative.en: Box plots of {indicator} by year, with a dot for every department.
# height: 412
y_low = minimum(median_min, present(count_p10, p10_min, median_min))
y_high = maximum(median_max, present(count_p90, p90_max, median_max))
# Values further from the boxes than these reach stand at the edge with an arrow, or one would hide all.
fence = count_p10 > 0 ? y_high - y_low : 0.0
if (count_value > 0) {
  y_low = fence > 0 ? maximum(minimum(y_low, value_min), y_low - fence) : minimum(y_low, value_min)
  y_high = fence > 0 ? minimum(maximum(y_high, value_max), y_high + fence) : maximum(y_high, value_max)
}
if (count_target > 0) {
  y_low = minimum(y_low, target_min)
  y_high = maximum(y_high, target_max)
}
pad = 0.04 * maximum(y_high - y_low, 1)
y_low = y_low - pad
y_high = y_high + pad
eval y_range
left_px = maximum(60, 24 + cell_px * y_cells)
right_px = count_target > 0 ? 100.0 : 24.0
top_px = title_px + 40
bottom_px = note_px + 72
eval frame
eval year_axis
eval y_axis
heading_text = with_unit(text_axis, text_unit)
eval heading
if (count_target > 0) {
  set arrow 11 from graph 0, first target_min to graph 1, first target_min nohead back linewidth 1.5 linecolor rgb grey_dark
  set label 11 text_target.' '.plain(target_min).behind(text_unit) at graph 1, first target_min left offset 0.5, 0 font ',11' textcolor rgb grey_dark
}
half = 0.28
# Neighbours in value stand far apart: steps of the golden ratio around the column, the same in every run.
apart(i) = 1.7 * half * (0.618034 * i - floor(0.618034 * i) - 0.5)
dot = n_max > 60 ? 0.25 : 0.35
plot data using (column(col_year)):(column(col_q1)):(column(col_p10)):(column(col_p90)):(column(col_q3)) with candlesticks whiskerbars 0.4 linewidth 1 linecolor rgb blue fillcolor rgb blue_light fillstyle solid 1 border linecolor rgb blue, \
     data using (column(col_year) + apart(column(col_last_above))):(column(col_value) < y_low || column(col_value) > y_high ? NaN : column(col_value)) with points pointtype 7 pointsize dot linecolor rgb grey_dark, \
     data using (column(col_year) - half):(column(col_median)):(2 * half):(0) with vectors nohead linewidth 2.5 linecolor rgb blue_dark, \
     data using (column(col_year)):(column(col_last_above) == 1 && column(col_value) > y_high ? y_high : NaN):('↑'.strcol(print_value)) with labels offset 0, -0.6 font ',11' textcolor rgb grey_dark, \
     data using (column(col_year)):(column(col_last_below) == 1 && column(col_value) < y_low ? y_low : NaN):('↓'.strcol(print_value)) with labels offset 0, 0.6 font ',11' textcolor rgb grey_dark, \
     data using (column(col_year)):(column(col_n) > 0 ? y_low : NaN):((slot_px < 56 ? '' : 'n=').strcol(print_n)) with labels offset 0, -2.15 font ',11' textcolor rgb grey_dark, \
     data using (column(col_year)):(column(col_n) > 0 ? y_low : NaN):((slot_px < 110 ? '' : text_median.' ').strcol(print_median)) with labels offset 0, -3.0 font ',11' textcolor rgb blue_dark
