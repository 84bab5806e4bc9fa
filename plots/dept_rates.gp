# chart: dept_rates
# name.zh: 比率走势图
# name.en: Trends of rates
# zh: {dept}：主要比率与同类中位数（{years}年）
# en: {dept}: main rates and the median of its peers, {years}
# for: dept
# chapter: trends
# order: 20
# data:
#   WITH own AS (
#     SELECT m.indicator, m.year, m.value FROM measure m
#      WHERE m.dept_id = :dept_id AND m.month = 12 AND m.year BETWEEN :first_year AND :last_year
#   ), span AS (
#     SELECT min(year) AS first_year, max(year) AS last_year FROM own WHERE value IS NOT NULL
#   ), known AS (
#     SELECT indicator, max(year) AS latest FROM own WHERE value IS NOT NULL GROUP BY indicator HAVING count(*) >= 3
#   ), chosen AS (
#     SELECT i.indicator, i.zh, i.en, i.target, k.latest, row_number() OVER (ORDER BY i.position, i.indicator) AS panel
#       FROM known k JOIN indicator i ON i.indicator = k.indicator
#      WHERE i.unit = 'percent'
#   )
#   SELECT c.panel AS block, CASE WHEN :lang = 'zh' THEN c.zh ELSE c.en END AS name, m.year, m.value,
#          CASE WHEN g.n >= 2 THEN g.median ELSE a.median END AS median,
#          CASE WHEN g.n >= 2 THEN g.q1 ELSE a.q1 END AS q1,
#          CASE WHEN g.n >= 2 THEN g.q3 ELSE a.q3 END AS q3, c.target,
#          CASE WHEN m.year = c.latest THEN m.value END AS latest,
#          CASE WHEN EXISTS (SELECT 1 FROM series_break b WHERE b.dept_id = :dept_id AND b.year = m.year AND b.item_id = 0) THEN 1 END AS broken
#     FROM chosen c
#     CROSS JOIN span s
#     JOIN own m ON m.indicator = c.indicator AND m.year BETWEEN s.first_year AND s.last_year
#     JOIN dept d ON d.dept_id = :dept_id
#     LEFT JOIN distribution g ON g.subject = c.indicator AND g.year = m.year AND g.month = 12
#          AND g.peer_group = d.peer_group
#     LEFT JOIN distribution a ON a.subject = c.indicator AND a.year = m.year AND a.month = 12 AND a.peer_group = ''
#    WHERE c.panel <= 12
#    ORDER BY c.panel, m.year
# column.year: int | 年度 | Year
# column.name: text | 指标 | Indicator
# column.value: real 1 | 比率 | Rate
# column.latest: real 1 | 最近一年 | Latest
# column.median: real 1 | 中位数 | Median
# column.broken: int | 口径变化 | Break
# text.own: 本部门 | this department
# text.peers: 同类中位数 | median of peers
# text.middle: 同类中间一半 | middle half of peers
# text.target: 目标 | target
# minimum: 1 value
# note.zh: 单位：%。每格一个指标（至少三年有数），纵轴各不相同、不一定从零起；同类指同组部门，同组不足两个部门有数时取全部部门；数字为最近一年的数值；缺数年度断开。
# note.en: In percent. One indicator with at least three years per panel, each with its own axis, which need not begin at zero; peers: departments of the same group, or all when fewer than two of the group have a value; the number is that of the latest year; lines break at missing years.
# alternative.zh: {dept}各主要比率历年折线小图，附同类部门中位数。
# alternative.en: Small line charts of {dept}'s main rates by year with the median of its peers.
# height: 46 + 165 * ceil(block_max / 3.0)
columns = block_max < 3 ? int(block_max) : 3
panel_w = (canvas_w - 20) / columns
# Comparisons with a missing value are false, which leaves it out.
less(a, b) = b < a ? b : a
more(a, b) = b > a ? b : a
lowest(v) = less(less(less(less(less(v, column(col_value)), column(col_median)), column(col_q1)), column(col_q3)), column(col_target))
highest(v) = more(more(more(more(more(v, column(col_value)), column(col_median)), column(col_q1)), column(col_q3)), column(col_target))
alone = year_min == year_max
year_step = int(ceil((year_max - year_min + 1) / (panel_w > 400 ? 8.0 : 5.0)))
set xrange [year_min - 0.4 - 0.5 * alone:year_max + 0.4 + 0.5 * alone]
set xtics nomirror scale 0 font ',11' textcolor rgb grey_dark
set xtics year_max - year_step * floor((year_max - year_min) / year_step), year_step, year_max
set format x '%.0f'
legend_px = 20
legend_y_px = title_px + 18
legend_mark = '●'; legend_text = text_own; legend_colour = blue; eval legend
if (count_median > 0) { legend_mark = '┅'; legend_text = text_peers; legend_colour = grey; eval legend }
if (count_q1 > 0) { legend_mark = '■'; legend_text = text_middle; legend_colour = grey_light; eval legend }
if (count_target > 0) { legend_mark = '─'; legend_text = text_target; legend_colour = grey_dark; eval legend }
set border 3
y_steps = 3
eval breaks
# Of every panel the name, the goal and the extremes, in one pass over the data: its range holds all that it draws.
panels = int(block_max)
array names[panels]
array goals[panels]
array lows[panels]
array highs[panels]
panel = 0
begin(k) = k == panel ? 0 : (panel = k, names[k] = strcol(col_name), goals[k] = NaN, lows[k] = 1e300, highs[k] = -1e300, 0)
widen(k) = (goals[k] = strcol(print_target) eq '—' ? goals[k] : column(col_target), lows[k] = lowest(lows[k]), highs[k] = highest(highs[k]), 1)
stats data using (begin(int(column(-2)) + 1), widen(panel)) nooutput
set multiplot
do for [p = 0:panels - 1] {
  goal = goals[p + 1]
  pad = highs[p + 1] > lows[p + 1] ? 0.12 * (highs[p + 1] - lows[p + 1]) : 1.0
  y_low = lows[p + 1] - pad
  y_high = highs[p + 1] + pad
  eval y_range
  row = p / columns
  left_px = 20 + panel_w * (p % columns) + 44
  right_px = canvas_w - (20 + panel_w * (p % columns + 1)) + 36
  top_px = title_px + 46 + 165 * row + 26
  bottom_px = canvas_h - (title_px + 46 + 165 * (row + 1)) + 30
  eval frame
  eval y_axis
  set label 9003 names[p + 1] at screen x_of(left_px - 32), screen y_of(top_px - 14) left font ',12' textcolor rgb '#1A1A1A'
  unset arrow 1
  if (goal == goal) { set arrow 1 from graph 0, first goal to graph 1, first goal nohead front linewidth 1 linecolor rgb grey_dark }
  plot data index p using col_year:col_q1:col_q3 with filledcurves fillcolor rgb '#E7E7E7', \
       data index p using col_year:col_median with linespoints pointtype 7 pointsize (alone ? 0.6 : 0.15) linewidth 1.5 dashtype (6, 4) linecolor rgb grey, \
       data index p using col_year:col_value with linespoints pointtype 7 pointsize 0.5 linewidth 2 linecolor rgb blue, \
       data index p using col_year:col_latest:print_latest with labels left offset 0.6, 0.5 font ',11' textcolor rgb blue_dark
  unset label
}
unset multiplot
