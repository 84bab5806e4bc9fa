# chart: score_distribution
# name.zh: 得分分布图
# name.en: Distribution of scores
# zh: 综合得分的分布（{data_year}年，{n}个部门）
# en: Distribution of total scores, {data_year} ({n} departments)
# for: run
# chapter: scores
# order: 10
# data:
#   WITH latest AS (
#     SELECT subject, year, n, median FROM distribution
#      WHERE subject = 'total:' || :rubric AND month = 12 AND peer_group = '' AND n >= 8 AND year <= :last_year
#      ORDER BY year DESC LIMIT 1
#   ), bin AS (
#     SELECT h.lower, h.upper, h.count, CAST(h.count AS DOUBLE PRECISION) / NULLIF(h.upper - h.lower, 0) AS per_point
#       FROM histogram h JOIN latest l ON l.subject = h.subject AND l.year = h.year
#      WHERE h.month = 12 AND h.peer_group = ''
#   ), scale AS (
#     SELECT min(lower) AS low, max(upper) AS high FROM bin
#   ), piece AS (
#     SELECT 1 AS part, lower AS place, lower, upper, count, per_point, CAST(NULL AS DOUBLE PRECISION) AS x,
#            CAST(NULL AS DOUBLE PRECISION) AS curve, CAST(NULL AS DOUBLE PRECISION) AS grade_at, '' AS grade
#       FROM bin
#     UNION ALL
#     SELECT 2, c.x, NULL, NULL, NULL, NULL, c.x, c.y * l.n, NULL, ''
#       FROM density c
#       JOIN latest l ON l.subject = c.subject AND l.year = c.year
#       JOIN scale s ON c.x BETWEEN s.low AND s.high
#      WHERE c.month = 12
#     UNION ALL
#     SELECT 3, g.lower, NULL, NULL, NULL, NULL, NULL, NULL, g.lower,
#            CASE WHEN :lang = 'zh' THEN g.label_zh ELSE g.label_en END
#       FROM grade g
#      WHERE g.scheme IN (SELECT grades FROM dataset WHERE rubric = :rubric)
#   )
#   SELECT r.part, r.place, r.lower, r.upper, r.count, r.per_point, r.x, r.curve, r.grade_at, r.grade, l.year AS data_year, l.n, l.median
#     FROM piece r CROSS JOIN latest l
#    ORDER BY r.part, r.place, r.grade
# column.count: int | 部门数 | Departments
# column.lower: real 0 | 区间起点 | From
# column.upper: real 0 | 区间终点 | To
# column.per_point: real 2 | 每分部门数 | Departments per point
# column.median: real 2 | 中位数 | Median
# text.axis: 综合得分（分） | Total score (points)
# text.median: 中位数 | Median
# minimum: 1 count
# note.zh: 柱下数字为各区间的部门数（左闭右开，末区间含右端），柱高为每分部门数，因90分以上的区间为1分；曲线为核密度估计，按同一单位；竖线为等级的起点分，虚线为中位数。
# note.en: Numbers below the bars: departments per interval (lower end included; the last one includes both); height: departments per point, as intervals above 90 are 1 point wide. Curve: kernel density in the same unit. Upright lines: where a grade begins; dashed line: median.
# alternative.zh: {data_year}年各部门综合得分的直方图、核密度曲线与等级分界线。
# alternative.en: Histogram and kernel density of the departments' total scores in {data_year}, with the grades' limits.
# height: 380
y_low = 0.0
y_high = maximum(per_point_max, present(count_curve, curve_max, 0))
y_steps = 5
eval y_range
left_px = maximum(60, 24 + cell_px * y_cells)
right_px = 60.0
top_px = title_px + 78
bottom_px = note_px + 60
eval frame
x_low = lower_min
x_high = upper_max
x_steps = 12
eval x_range
eval x_axis
eval y_axis
# A strip below zero for the bars' numbers.
strip = 0.07 * (y_high - y_low)
set yrange [-strip:y_high]
set label 9003 label_per_point at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
set label 9004 text_axis at screen 0.5, screen y_up(note_px + 14) center font ',12' textcolor rgb grey_dark
limit_at = NaN
median_at = median_min
limit_name = ''
median_name = ' '.text_median.' '.sprintf('%.2f', median_at).' '
eval marks
set arrow 12 from first median_at, first 0
set label 12 at first median_at, screen y_of(top_px - 28)
gap_x = 1.5 / plot_w * (x_high - x_low)
# A grade's name stands at its limit, or at the left end when the limit is further left.
in_plot(v) = v > x_low && v < x_high ? v : NaN
set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead linewidth 1 linecolor rgb grey
plot data using (0.5 * (column(col_lower) + column(col_upper))):(0.5 * column(col_per_point)):(column(col_lower) + gap_x):(column(col_upper) - gap_x):(0):(column(col_per_point)) with boxxyerror linecolor rgb blue_light, \
     data using (column(col_x)):(column(col_curve)) with lines linewidth 2.5 linecolor rgb amber, \
     data using (in_plot(column(col_grade_at))):(0):(0):(y_high) with vectors nohead linewidth 1.5 linecolor rgb grey_dark, \
     data using (in_plot(column(col_grade_at))):(y_high):(strcol(col_grade).' ≥'.plain(column(col_grade_at))) with labels left offset -0.5, 0.7 font ',11' textcolor rgb grey_dark, \
     data using (0.5 * (column(col_lower) + column(col_upper))):(column(col_count) > 0 ? -0.5 * strip : NaN):print_count with labels font ',11' textcolor rgb grey_dark
