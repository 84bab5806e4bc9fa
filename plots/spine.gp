# chart: spine
# name.zh: 同类位置图
# name.en: Place among peers
# zh: {dept}：各指标在同类中的位置（各指标最近一年）
# en: {dept}: where its indicators stand among its peers (latest year of each)
# for: dept
# chapter: rates
# order: 15
# data:
#   WITH latest AS (
#     SELECT indicator, max(year) AS year FROM measure
#      WHERE dept_id = :dept_id AND month = 12 AND value IS NOT NULL AND year BETWEEN :first_year AND :last_year
#      GROUP BY indicator
#   ), own AS (
#     SELECT m.indicator, m.year, m.value, m.printed, m.measure_id FROM measure m
#       JOIN latest l ON l.indicator = m.indicator AND l.year = m.year
#      WHERE m.dept_id = :dept_id AND m.month = 12
#   ), compared AS (
#     SELECT o.indicator, o.year, o.value, o.printed, o.measure_id, CASE WHEN g.n >= 8 THEN g.peer_group ELSE '' END AS peer_group
#       FROM own o
#       JOIN dept d ON d.dept_id = :dept_id
#       LEFT JOIN distribution g ON g.subject = o.indicator AND g.year = o.year AND g.month = 12 AND g.peer_group = d.peer_group
#   ), row_of AS (
#     SELECT c.indicator, c.year, c.value, c.printed, s.median, s.q1, s.q3, s.n, r.rank, i.zh, i.en, i.unit, i.target,
#            CASE WHEN i.better = 'lower' OR (i.better = 'target' AND c.value > coalesce(i.target, 0)) THEN -1 ELSE 1 END AS direction,
#            CASE WHEN i.better = 'lower' AND c.value > i.target THEN 1 WHEN i.better = 'higher' AND c.value < i.target THEN 1
#                 ELSE 0 END AS trouble,
#            CASE WHEN s.n >= 8 THEN s.p10 ELSE s.min END AS low, CASE WHEN s.n >= 8 THEN s.p90 ELSE s.max END AS high,
#            row_number() OVER (ORDER BY i.position, i.indicator) AS position
#       FROM compared c
#       JOIN indicator i ON i.indicator = c.indicator AND i.unit IN ('percent', 'money_per_person')
#       JOIN distribution s ON s.subject = c.indicator AND s.year = c.year AND s.month = 12 AND s.peer_group = c.peer_group
#       LEFT JOIN standing r ON r.measure_id = c.measure_id AND r.peer_group = c.peer_group
#      WHERE s.n >= 4
#   )
#   SELECT t.position, CASE WHEN :lang = 'zh' THEN t.zh ELSE t.en END AS name, t.year, t.value, t.median, t.low, t.q1, t.q3, t.high,
#          t.direction, t.trouble, t.target, t.rank, t.n, CASE t.unit WHEN 'percent' THEN 1 ELSE 0 END AS is_percent,
#          (SELECT CASE WHEN :lang = 'zh' THEN u.zh ELSE u.en END FROM unit_name u WHERE u.unit = t.unit) AS unit,
#          CASE WHEN t.high - t.median > t.median - t.low THEN t.high - t.median ELSE t.median - t.low END AS span
#     FROM row_of t
#    WHERE t.position <= 24
#    ORDER BY t.position
# column.name: text | 指标 | Indicator
# column.year: int | 年度 | Year
# column.value: real 2 | 本部门 | This department
# column.low: real 2 | 第10百分位（少于8个部门时为最低） | 10th percentile (lowest of fewer than 8)
# column.q1: real 2 | 第25百分位 | 25th percentile
# column.median: real 2 | 中位数 | Median
# column.q3: real 2 | 第75百分位 | 75th percentile
# column.high: real 2 | 第90百分位（少于8个部门时为最高） | 90th percentile (highest of fewer than 8)
# column.unit: text | 单位 | Unit
# column.rank: int | 位次 | Rank
# column.n: int | 部门数 | Departments
# text.worse: ◀ 较差或较低 | ◀ worse or lower
# text.better: 较好或较高 ▶ | better or higher ▶
# text.median: 同类中位数 | median of peers
# text.own: 本部门 | This department
# text.rank: 位次 | Rank
# text.trouble: ▲ 未达目标 | ▲ misses the target
# minimum: 2 value
# note.zh: 每行一个指标，左侧较差、右侧较好（以接近目标为好的指标：左侧为离目标更远的一边；无优劣方向的指标：左低右高），中线为同类中位数，宽度按各行同类的第10—90百分位（浅色）换算，深色为中间一半；更远的值以箭头置于边缘；▲为未达目标。同类为同组部门，同组不足8个部门有数时取全部部门；不足4个的指标不列，少于8个的只画最低至最高。
# note.en: One indicator per row, worse on the left and better on the right (where nearest to a target is best: further from it on its own side; low and high where neither is better): the centre line is the median of its peers; each row is scaled to its peers' 10th to 90th percentile (light); dark: the middle half. Values further away stand at the edge as arrows; ▲ misses the target. Peers: the same group, or all departments when fewer than 8 of the group have a value; indicators with fewer than 4 are left out, with fewer than 8 only lowest to highest is shown.
# alternative.zh: {dept}各指标最近一年的数值在同类部门分布中的位置图，每行附数值与位次。
# alternative.en: Position of {dept}'s indicators within the distribution of its peers, latest year of each, with values and ranks.
# height: 84 + 26 * position_max
left_px = 80 + 6.7 * cells_name
right_px = 40 + 6.9 * maximum(cells_value + cells_unit + 1, 14) + 90
top_px = title_px + 62
bottom_px = note_px + 12
eval frame
set xrange [-2:2]
set yrange [position_max + 0.5:0.5]
unset border
unset tics
unset grid
# Medians are 0, the further end of the light bar is 1; worse is left.
turned(v) = column(col_span) > 0 ? column(col_direction) * (v - column(col_median)) / column(col_span) : v == column(col_median) ? 0 : v > column(col_median) ? 9 * column(col_direction) : -9 * column(col_direction)
own(unused) = turned(column(col_value))
edge = 1.88
inside(kind) = column(col_trouble) == kind && abs(own(0)) <= edge ? own(0) : NaN
beyond(kind) = column(col_trouble) == kind && abs(own(0)) > edge ? (own(0) < 0 ? -edge : edge) : NaN
arrow(kind) = (kind ? '▲' : '').(own(0) < 0 ? '◀' : '▶')
bar(a, b) = 0.5 * (turned(column(a)) + turned(column(b)))
half(a, b) = 0.5 * abs(turned(column(a)) - turned(column(b)))
aside(px) = x_of(px - (canvas_w - right_px))
set label 9003 text_worse at first -2, screen y_of(top_px - 12) left font ',11' textcolor rgb grey
set label 9004 text_better at first 2, screen y_of(top_px - 12) right font ',11' textcolor rgb grey
set label 9005 text_median at first 0, screen y_of(top_px - 12) center font ',11' textcolor rgb blue_dark
set label 9006 text_own at screen x_of(canvas_w - 90), screen y_of(top_px - 12) right font ',11' textcolor rgb grey_dark
set label 9007 text_rank at screen x_of(canvas_w - 14), screen y_of(top_px - 12) right font ',11' textcolor rgb grey_dark
if (trouble_max > 0) { set label 9008 text_trouble at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb red }
set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead back linewidth 1.5 dashtype (6, 4) linecolor rgb blue_dark
shown(unused) = (column(col_is_percent) == 1 ? strcol(print_value) : grouped(column(col_value))).behind(strcol(col_unit))
rank_text(unused) = strcol(print_rank) eq '—' ? 'n='.strcol(print_n) : strcol(print_rank).' / '.strcol(print_n)
plot data using (bar(col_low, col_high)):col_position:(half(col_low, col_high)):(0.22) with boxxyerror linecolor rgb '#E3E3E3', \
     data using (column(col_n) >= 8 ? bar(col_q1, col_q3) : NaN):col_position:(half(col_q1, col_q3)):(0.22) with boxxyerror linecolor rgb '#B9B9B9', \
     data using (0):(column(col_position) - 0.3):(0):(0.6) with vectors nohead linewidth 2.5 linecolor rgb blue_dark, \
     data using (inside(0)):col_position with points pointtype 7 pointsize 1.1 linecolor rgb blue, \
     data using (inside(1)):col_position with points pointtype 9 pointsize 1.4 linecolor rgb red, \
     data using (beyond(0)):col_position:(arrow(0)) with labels textcolor rgb blue, \
     data using (beyond(1)):col_position:(arrow(1)) with labels textcolor rgb red, \
     data using (-2):col_position:(strcol(col_name).' '.strcol(print_year)) with labels right offset -0.8, 0 font ',12' textcolor rgb grey_dark, \
     data using (2):col_position:(shown(0)) with labels right offset screen aside(canvas_w - 90), 0 font ',12' textcolor rgb grey_dark, \
     data using (2):col_position:(rank_text(0)) with labels right offset screen aside(canvas_w - 14), 0 font ',11' textcolor rgb grey_dark
