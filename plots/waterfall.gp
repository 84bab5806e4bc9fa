# chart: waterfall
# name.zh: 变动拉动图
# name.en: Contributions to the change
# zh: {dept}：{what}变动的构成（{data_year}年，拉动点）
# en: {dept}: what moved {what} in {data_year} (contributions)
# for: dept
# chapter: flags
# order: 17
# data:
#   WITH own AS (
#     SELECT c.indicator, c.year, c.position, c.zh, c.en, c.change, c.points FROM contribution c
#      WHERE c.dept_id = :dept_id AND c.year BETWEEN :first_year AND :last_year
#   ), chosen AS (
#     SELECT f.indicator, f.year, f.zh, f.en FROM flag f
#      WHERE f.dept_id = :dept_id AND (SELECT max(abs(o.points)) FROM own o WHERE o.indicator = f.indicator AND o.year = f.year) < 1000000.0
#      ORDER BY f.year DESC, f.flag_id LIMIT 1
#   ), part AS (
#     SELECT CASE WHEN o.position <= 9 THEN o.position ELSE 10 END AS place, min(o.zh) AS zh, min(o.en) AS en, count(*) AS items,
#            CAST(sum(o.change) AS bigint) AS change,
#            CAST(sum(CAST(o.points * 1048576.0 + 6755399441055744.0 - 6755399441055744.0 AS bigint)) AS bigint) AS points
#       FROM own o JOIN chosen k ON k.indicator = o.indicator AND k.year = o.year
#      GROUP BY CASE WHEN o.position <= 9 THEN o.position ELSE 10 END
#   ), stacked AS (
#     SELECT p.place, CASE WHEN p.place = 10 AND p.items > 1 THEN CASE WHEN :lang = 'zh' THEN '其余' || p.items || '项' ELSE p.items || ' others' END
#                          WHEN :lang = 'zh' THEN p.zh ELSE p.en END AS name, p.change, p.points,
#            CAST(sum(p.points) OVER (ORDER BY p.place) AS bigint) AS upto FROM part p
#     UNION ALL
#     SELECT 11, CASE WHEN :lang = 'zh' THEN '合计' ELSE 'Total' END, w.change, w.points, w.points
#       FROM (SELECT CAST(sum(p.change) AS bigint) AS change, CAST(sum(p.points) AS bigint) AS points, count(*) AS n FROM part p) w
#      WHERE w.n > 0
#   )
#   SELECT row_number() OVER (ORDER BY s.place) AS position, s.name, s.change, CAST(s.points AS DOUBLE PRECISION) / 1048576.0 AS points,
#          CAST(s.upto - s.points AS DOUBLE PRECISION) / 1048576.0 AS start, CAST(s.upto AS DOUBLE PRECISION) / 1048576.0 AS upto,
#          CASE WHEN s.place = 11 THEN 1 ELSE 0 END AS is_total, k.year AS data_year, CASE WHEN :lang = 'zh' THEN k.zh ELSE k.en END AS what
#     FROM stacked s CROSS JOIN chosen k
#    ORDER BY s.place
# column.name: text | 项目 | Item
# column.change: money | 增减额 | Change
# column.points: real 2 | 拉动点（百分点） | Contribution (percentage points)
# text.axis: 拉动点（百分点，合计为比上年的增减） | Contribution (percentage points; the total is the change on the year before)
# text.up: ▲ 拉高 | ▲ raised
# text.down: ▼ 拉低 | ▼ lowered
# minimum: 2 points
# note.zh: 最近一年第一条可分解的异常提示；拉动点：金额为该项增减额÷上年总额，比率为该项÷当年分母与该项÷上年分母之差；按绝对值由大到小，第十项起并入其余；各项之和为所列项目合计的增减。右侧为增减额。
# note.en: The first flag of the latest year that can be taken apart. Contribution: of an amount, change of the item ÷ last year's whole; of a rate, item ÷ denominator of this year less that of last year; largest first, the tenth and later ones together; they add up to the change of the items shown. On the right: the change in money.
# alternative.zh: {dept}{data_year}年{what}变动的瀑布图，按项目分解。
# alternative.en: Waterfall of the change of {dept}'s {what} in {data_year} by item.
# height: 84 + 26 * position_max
left_px = 30 + 6.7 * minimum(cells_name, 48)
right_px = 30 + 6.9 * maximum(cells_change, cells(with_unit(label_change, unit_change)))
top_px = title_px + 54
bottom_px = note_px + 34
eval frame
x_low = minimum(0, minimum(start_min, upto_min))
x_high = maximum(0, maximum(start_max, upto_max))
if (x_low == x_high) { x_high = 1.0 }
# Room for the numbers beside the bars.
room = 0.11 * (x_high - x_low)
x_low = x_low < 0 ? x_low - room : x_low
x_high = x_high + room
x_steps = 6
eval x_range
eval x_axis
set yrange [position_max + 0.5:0.5]
unset ytics
set grid noytics xtics
set border 1
set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead front linewidth 1 linecolor rgb grey
set label 9003 text_axis at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
set label 9004 text_up at screen 1 - x_of(100), screen y_of(title_px + 18) right font ',12' textcolor rgb blue
set label 9005 text_down at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb amber
set label 9006 with_unit(label_change, unit_change) at screen 1 - x_of(14), screen y_of(top_px - 12) right font ',11' textcolor rgb grey_dark
first_end(unused) = column(col_is_total) == 1 ? 0 : column(col_start)
colour(unused) = column(col_is_total) == 1 ? 0x5E5E5E : column(col_points) < 0 ? 0xD98A1F : 0x4C72B0
sign(unused) = column(col_points) > 0 ? '+' : ''
mark(unused) = column(col_is_total) == 1 ? '' : column(col_points) < 0 ? '▼' : '▲'
right_end(unused) = maximum(first_end(0), column(col_upto))
plot data using (column(col_upto)):(column(col_position) + 0.34):(0):(column(col_is_total) == 1 ? NaN : 0.32) with vectors nohead linewidth 1 linecolor rgb grey, \
     data using (0.5 * (first_end(0) + column(col_upto))):col_position:(first_end(0)):(column(col_upto)):(column(col_position) - 0.34):(column(col_position) + 0.34):(colour(0)) with boxxyerror linecolor rgb variable, \
     data using (right_end(0)):col_position:(mark(0).sign(0).strcol(print_points)) with labels left offset 0.6, 0 font ',11' textcolor rgb grey_dark, \
     data using (x_low):col_position:col_name with labels right offset -0.8, 0 font ',12' textcolor rgb grey_dark, \
     data using (x_high):col_position:print_change with labels right offset screen x_of(right_px - 14), 0 font ',11' textcolor rgb grey_dark
