# chart: xmr
# name.zh: 控制图
# name.en: Control chart
# zh: {dept}：{what}控制图（{first_month}至{last_month}）
# en: {dept}: control chart of {what}, {first_month} to {last_month}
# for: dept
# chapter: trends
# order: 30
# data:
#   WITH own AS (
#     SELECT s.indicator, s.year, s.month, s.value, s.center, s.center - 3 * s.spread AS limit_low,
#            s.center + 3 * s.spread AS limit_high, s.fired
#       FROM screen_value s
#      WHERE s.indicator IN (SELECT g.indicator FROM screening g WHERE g.method = 'xmr')
#        AND s.method = 'xmr' AND s.dept_id = :dept_id AND s.value IS NOT NULL AND s.year BETWEEN :first_year AND :last_year
#   ), chosen AS (
#     SELECT indicator FROM own GROUP BY indicator ORDER BY max(fired) DESC, count(*) DESC, indicator LIMIT 1
#   ), point AS (
#     SELECT o.indicator, o.year, o.month, 12 * o.year + o.month AS at, o.value, o.center, o.limit_low, o.limit_high, o.fired
#       FROM own o JOIN chosen c ON c.indicator = o.indicator
#   )
#   SELECT p.at, p.year, p.month, p.value, p.center, p.limit_low AS low, p.limit_high AS high, p.fired AS trouble,
#          (SELECT CASE WHEN :lang = 'zh' THEN u.zh ELSE u.en END FROM unit_name u
#            WHERE u.unit = (SELECT min(g.unit) FROM screening g WHERE g.indicator = p.indicator AND g.method = 'xmr')) AS unit,
#          count(*) OVER () AS n,
#          (SELECT ((min(at) - 1) / 12) || '-' || ((min(at) - 1) % 12 + 1) FROM point) AS first_month,
#          (SELECT ((max(at) - 1) / 12) || '-' || ((max(at) - 1) % 12 + 1) FROM point) AS last_month,
#          (SELECT CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END FROM screening g
#            WHERE g.indicator = p.indicator AND g.method = 'xmr' ORDER BY g.reason LIMIT 1) AS what
#     FROM point p
#    ORDER BY p.at
# column.year: int | 年度 | Year
# column.month: int | 月份 | Month
# column.value: real 2 | 数值 | Value
# column.center: real 2 | 平均 | Mean
# column.low: real 2 | 下限 | Lower limit
# column.high: real 2 | 上限 | Upper limit
# column.trouble: int | 界外 | Outside
# text.axis: {what} | {what}
# text.unit: {unit} | {unit}
# text.center: 平均 | mean
# text.low: 下限 | lower limit
# text.high: 上限 | upper limit
# text.trouble: ▲ 值得了解 | ▲ flagged
# minimum: 12 value
# note.zh: XmR控制图：界限=平均±2.66×平均移动极差，共{n}个时点；▲为列入“值得了解的情况”的点：在界外，并且按本数列的离散程度少见、相差不是小数。界限来自本部门自身的波动，不是目标。
# note.en: XmR chart of {n} points: limits = mean ± 2.66 × mean moving range; ▲ flagged: outside, rare by the spread of the series, and more than a trifle. The limits come from the department's own variation and are no targets.
# alternative.zh: {dept}{what}逐月控制图，附平均与界限。
# alternative.en: Control chart of {dept}'s {what} by month, with mean and limits.
# height: 360
y_low = minimum(value_min, present(count_low, low_min, value_min))
y_high = maximum(value_max, present(count_high, high_max, value_max))
pad = 0.05 * maximum(y_high - y_low, 1)
y_low = y_low - pad
y_high = y_high + pad
eval y_range
left_px = maximum(60, 24 + cell_px * y_cells)
right_px = 110.0
top_px = title_px + 46
bottom_px = note_px + 40
eval frame
eval y_axis
set xrange [at_min - 0.7:at_max + 0.7]
unset xtics
set xtics nomirror out scale 0.5 font ',12' textcolor rgb grey_dark
set xtics ('' at_min)
# A tick at every January, and at the first point.
do for [y = int(year_min):int(year_max)] { if (12 * y + 1 >= at_min) { set xtics add (sprintf('%d-1', y) 12 * y + 1) } }
if (year_min == year_max) { do for [m = int(at_min):int(at_max)] { set xtics add (sprintf('%d', (m - 1) % 12 + 1) m) } }
heading_text = with_unit(text_axis, text_unit eq '—' ? '' : text_unit)
eval heading
if (trouble_max > 0) { set label 9004 text_trouble at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb red }
set label 11 text_center at graph 1, first center_max left offset 0.5, 0 font ',11' textcolor rgb grey_dark
if (count_low > 0) { set label 12 text_low at graph 1, first low_min left offset 0.5, 0 font ',11' textcolor rgb grey_dark }
if (count_high > 0) { set label 13 text_high at graph 1, first high_max left offset 0.5, 0 font ',11' textcolor rgb grey_dark }
kind(which) = column(col_trouble) == which ? column(col_value) : NaN
plot data using col_at:col_center with lines linewidth 1.5 linecolor rgb grey_dark, \
     data using col_at:col_low with lines linewidth 1.5 dashtype (6, 4) linecolor rgb grey_dark, \
     data using col_at:col_high with lines linewidth 1.5 dashtype (6, 4) linecolor rgb grey_dark, \
     data using col_at:col_value with lines linewidth 2 linecolor rgb blue, \
     data using col_at:(kind(0)) with points pointtype 7 pointsize 0.7 linecolor rgb blue, \
     data using col_at:(kind(1)) with points pointtype 9 pointsize 1.2 linecolor rgb red
