# chart: funnel
# name.zh: 漏斗图
# name.en: Funnel plot
# zh: {what}：比率与样本量（{data_year}年，漏斗图）
# en: {what}: share and number of cases, {data_year} (funnel)
# for: run
# chapter: flags
# order: 12
# data:
#   WITH own AS (
#     SELECT s.indicator, s.dept_id, s.year, s.value, s.size, s.center, s.limit_low, s.limit_high, s.score, s.fired, s.peer_group
#       FROM screen_value s
#      WHERE s.method = 'funnel' AND s.month = 12 AND s.value IS NOT NULL AND s.size > 0 AND s.year BETWEEN :first_year AND :last_year
#   ), chosen AS (
#     SELECT indicator, year FROM own GROUP BY indicator, year HAVING count(*) >= 8
#      ORDER BY year DESC, count(*) DESC, indicator LIMIT 1
#   ), point AS (
#     SELECT o.indicator, o.dept_id, o.year, o.value, o.size, o.center, o.limit_low, o.limit_high, o.fired, count(*) OVER () AS n, dense_rank() OVER (ORDER BY o.peer_group) AS block,
#            row_number() OVER (ORDER BY o.fired DESC, abs(o.score) DESC, o.dept_id) AS far_place
#       FROM own o JOIN chosen c ON c.indicator = o.indicator AND c.year = o.year
#   )
#   SELECT p.block, p.far_place, d.name, p.size, p.value, p.center, CASE WHEN p.limit_low < 0.0 THEN 0.0 ELSE p.limit_low END AS low,
#          CASE WHEN p.limit_high > 100.0 THEN 100.0 ELSE p.limit_high END AS high, p.fired AS trouble, p.n,
#          p.year AS data_year, (SELECT CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END FROM screening g
#            WHERE g.indicator = p.indicator AND g.method = 'funnel' ORDER BY g.reason LIMIT 1) AS what
#     FROM point p JOIN dept d ON d.dept_id = p.dept_id
#    ORDER BY p.block, p.size, p.dept_id
# column.name: text | 部门 | Department
# column.size: real 0 | 样本量 | Cases
# column.value: real 2 | 比率（%） | Share (%)
# column.center: real 2 | 总体比率（%） | Overall share (%)
# column.low: real 2 | 下限（99.8%） | Lower limit (99.8%)
# column.high: real 2 | 上限（99.8%） | Upper limit (99.8%)
# column.trouble: int | 界外 | Outside
# text.axis: {what}（%） | {what} (%)
# text.size: 样本量（对数刻度） | Number of cases (log scale)
# text.center: 总体 | overall
# text.limits: 99.8%界限 | 99.8% limits
# text.trouble: 界外 | outside
# text.point: 部门 | department
# minimum: 8 value
# note.zh: 每点一个部门（{n}个）；样本越少，偶然波动越大，界限越宽；总体水平与界限按对比组计算（每组一套线），并已按部门间的过度离散放宽。界外的标名，名称重叠的从略；只说明偶然波动难以解释，不作评价。
# note.en: One dot per department ({n}). The fewer the cases, the larger the play of chance and the wider the limits. The overall share and the limits are those of the department's group, one set of lines for each, and widened for overdispersion between departments. Departments outside are named where names do not overlap: chance hardly explains them, which is no judgement.
# alternative.zh: {data_year}年各部门{what}与样本量的漏斗图，附总体水平与界限。
# alternative.en: Funnel plot of the departments' {what} in {data_year} against the number of cases, with the overall share and limits.
# height: 480
y_low = minimum(value_min, present(count_low, low_min, value_min))
y_high = maximum(value_max, present(count_high, high_max, value_max))
pad = 0.04 * maximum(y_high - y_low, 1)
y_low = maximum(value_min < 0 ? value_min - pad : 0, y_low - pad)
y_high = y_high > 100.0001 ? y_high + pad : minimum(100, y_high + pad)
eval y_range
left_px = maximum(60, 24 + cell_px * y_cells)
right_px = 80.0
top_px = title_px + 46
bottom_px = note_px + 62
eval frame
eval y_axis
x_first = log10(size_min) - 0.1
x_last = log10(size_max) + 0.1
set logscale x
set xrange [10.0**x_first:10.0**x_last]
unset xtics
set xtics nomirror out scale 0.5 font ',12' textcolor rgb grey_dark
set xtics (grouped(size_min) size_min)
do for [k = int(floor(x_first)):int(ceil(x_last))] {
  do for [step in '1 2 5'] {
    at = real(step) * 10.0**k
    if (log10(at) > log10(size_min) + 0.08 && log10(at) <= x_last) { set xtics add (grouped(at) at) }
  }
}
set grid xtics ytics
heading_text = text_axis
eval heading
set label 9004 text_size at screen 0.5, screen y_up(note_px + 14) center font ',12' textcolor rgb grey_dark
legend_y_px = title_px + 18
legend_px = canvas_w - legend_width(text_point) - legend_width(text_limits) - (trouble_max > 0 ? legend_width(text_trouble) : 0) + 10
legend_mark = '●'; legend_text = text_point; legend_colour = blue; eval legend
legend_mark = '─'; legend_text = text_limits; legend_colour = blue_dark; eval legend
if (trouble_max > 0) { legend_mark = '▲'; legend_text = text_trouble; legend_colour = red; eval legend }
if (block_max == 1) { set label 9005 text_center.' '.sprintf('%.1f%%', center_max) at graph 1, first center_max left offset 0.5, 0 font ',11' textcolor rgb grey_dark }
plot_x(v) = (log10(v) - x_first) / (x_last - x_first) * plot_w
plot_y(v) = (v - y_low) / (y_high - y_low) * plot_h
eval no_names
stats data using (column(col_trouble) == 1 ? keep(column(col_far_place), plot_x(column(col_size)), plot_y(column(col_value))) : 0) nooutput
third = 10.0**(x_first + 0.62 * (x_last - x_first))
named(side) = kept(column(col_far_place)) && (column(col_size) > third) == side ? column(col_value) : NaN
kind(which) = column(col_trouble) == which ? column(col_value) : NaN
plot data using col_size:col_center with lines linewidth 1.5 linecolor rgb grey_dark, \
     data using col_size:col_low with lines linewidth 1.5 linecolor rgb blue_dark, \
     data using col_size:col_high with lines linewidth 1.5 linecolor rgb blue_dark, \
     data using col_size:(kind(0)) with points pointtype 7 pointsize 0.7 linecolor rgb blue, \
     data using col_size:(kind(1)) with points pointtype 9 pointsize 1.1 linecolor rgb red, \
     data using col_size:(named(0)):col_name with labels left offset 0.9, 0 font ',11' textcolor rgb grey_dark, \
     data using col_size:(named(1)):col_name with labels right offset -0.9, 0 font ',11' textcolor rgb grey_dark
