# chart: radar
# name.zh: 得分雷达图
# name.en: Radar of scores
# zh: {dept}：一级指标得分率（{data_year}年）
# en: {dept}: scores by first-level indicator, {data_year}
# for: dept
# chapter: scores
# order: 5
# data:
#   WITH latest AS MATERIALIZED (
#     SELECT max(s.year) AS year FROM score s
#      WHERE s.rubric = :rubric AND s.dept_id = :dept_id AND s.points IS NOT NULL AND s.full > 0 AND s.year <= :last_year
#   ), alike AS MATERIALIZED (
#     SELECT d.dept_id FROM dept d JOIN dept me ON me.dept_id = :dept_id WHERE d.peer_group = me.peer_group
#   ), part AS MATERIALIZED (
#     SELECT s.dept_id, s.year, s.level1, s.level1_en, min(s.position) AS place,
#            CAST(sum(s.points) AS bigint) AS points, CAST(sum(s.full) AS bigint) AS full_points
#       FROM latest l CROSS JOIN alike a CROSS JOIN score s
#      WHERE s.rubric = :rubric AND s.dept_id = a.dept_id AND s.year = l.year AND s.points IS NOT NULL AND s.full > 0
#      GROUP BY s.dept_id, s.year, s.level1, s.level1_en
#   ), own AS (
#     SELECT p.level1, p.level1_en, p.points, p.full_points, p.year, row_number() OVER (ORDER BY p.place) AS axis,
#            count(*) OVER () AS axes
#       FROM part p
#      WHERE p.dept_id = :dept_id
#   ), peer AS (
#     SELECT o.axis, CAST(p.points AS DOUBLE PRECISION) / NULLIF(p.full_points, 0) AS rate,
#            row_number() OVER (PARTITION BY o.axis ORDER BY CAST(p.points AS DOUBLE PRECISION) / NULLIF(p.full_points, 0)) AS place,
#            count(*) OVER (PARTITION BY o.axis) AS n
#       FROM own o
#       JOIN part p ON p.level1 = o.level1 AND p.dept_id <> :dept_id
#   ), middle AS (
#     SELECT axis, max(n) AS n, 100.0 * (min(rate) + max(rate)) / 2.0 AS median FROM peer
#      WHERE 2 * place BETWEEN n AND n + 2 AND n >= 3
#      GROUP BY axis
#   )
#   SELECT c.axis, c.axes, c.year AS data_year, CASE WHEN :lang = 'zh' THEN c.level1 ELSE c.level1_en END AS name,
#          c.points, c.full_points, m.median,
#          coalesce(lead(c.points) OVER (ORDER BY c.axis), first_value(c.points) OVER (ORDER BY c.axis)) AS next_points,
#          coalesce(lead(c.full_points) OVER (ORDER BY c.axis), first_value(c.full_points) OVER (ORDER BY c.axis)) AS next_full,
#          coalesce(lead(m.median) OVER (ORDER BY c.axis), first_value(m.median) OVER (ORDER BY c.axis)) AS next_median, coalesce(m.n, 0) AS n
#     FROM own c LEFT JOIN middle m ON m.axis = c.axis
#    WHERE c.axes BETWEEN 3 AND 8
#    ORDER BY c.axis
# column.name: text | 一级指标 | First-level indicator
# column.points: points | 得分 | Points
# column.full_points: points | 满分 | Full points
# column.rate: percent points full_points | 得分率 | Share of full points
# column.median: real 2 | 同类中位数 | Median of peers
# text.own: 本部门 | this department
# text.peers: 同类中位数 | median of peers
# text.median: 同类中位数（%） | median of peers (%)
# text.rate: 得分率（%） | share of full points (%)
# text.points: 得分／满分 | points / full points
# minimum: 3 rate
# note.zh: 得分率=已评分指标得分÷其满分，未评分的指标不计；同类中位数取同组其他部门（至少3个，本图{n}个）同一年度的得分率。
# note.en: Share of full points over the indicators that were scored; median of peers: the other departments of the same group in that year (at least 3; here {n}).
# alternative.zh: {dept}{data_year}年各一级指标得分率雷达图，与同类中位数比较；右侧为数值。
# alternative.en: Radar of {dept}'s share of full points by first-level indicator in {data_year} against the median of its peers; the numbers stand on the right.
# height: 400
axes = int(axes_max)
left_px = 0.0
right_px = 0.0
top_px = title_px
bottom_px = note_px
eval frame
# Pixels around the centre of the web: 0 to 100 percent are 150 pixels.
reach = 150.0
set xrange [-300:canvas_w - 300]
set yrange [-plot_h / 2:plot_h / 2]
unset border
unset tics
unset grid
angle(i) = 2 * pi * (i - 1) / axes
along(i, v) = reach * v / 100 * sin(angle(i))
up(i, v) = reach * v / 100 * cos(angle(i))
do for [ring = 20:100:20] {
  do for [i = 1:axes] {
    set arrow from along(i, ring), up(i, ring) to along(i + 1, ring), up(i + 1, ring) nohead back linewidth (ring == 100 ? 1 : 0.7) linecolor rgb (ring == 100 ? grey : '#E2E2E2')
  }
  set label ''.ring at along(1, ring), up(1, ring) right offset -0.4, 0 font ',10' textcolor rgb grey
}
do for [i = 1:axes] {
  set arrow from 0, 0 to along(i, 100), up(i, 100) nohead back linewidth 0.7 linecolor rgb '#C8C8C8'
}
# Names outside the web: on its right side to the right, on its left side to the left.
out_x(i) = along(i, 109)
out_y(i) = up(i, 109) + (abs(sin(angle(i))) < 0.1 ? (cos(angle(i)) > 0 ? 6 : -6) : 0)
side(i) = sin(angle(i)) > 0.1 ? 1 : sin(angle(i)) < -0.1 ? -1 : 0
first_of(which) = side(column(col_axis)) == which ? out_x(column(col_axis)) : NaN
# The numbers stand in a table beside the web.
table_x = 290
row_y(i) = (axes / 2.0 - i + 0.5) * 30 - 10
name_x = table_x
own_x = canvas_w - 300 - (count_median > 0 ? 230 : 130)
points_x = own_x + 110
median_x = canvas_w - 320
set label text_rate at own_x, row_y(0) right font ',11' textcolor rgb blue_dark
set label text_points at points_x, row_y(0) right font ',11' textcolor rgb grey_dark
if (count_median > 0) { set label text_median at median_x, row_y(0) right font ',11' textcolor rgb grey_dark }
legend_px = table_x + 300
legend_y_px = title_px + 60
legend_mark = '●'; legend_text = text_own; legend_colour = blue; eval legend
if (count_median > 0) { legend_mark = '┅'; legend_text = text_peers; legend_colour = grey_dark; eval legend }
from_x(v) = along(column(col_axis), v)
from_y(v) = up(column(col_axis), v)
to_x(v) = along(column(col_axis) + 1, v)
to_y(v) = up(column(col_axis) + 1, v)
next_rate(unused) = 100.0 * column(col_next_points) / column(col_next_full)
plot data using (from_x(column(col_median))):(from_y(column(col_median))):(to_x(column(col_next_median)) - from_x(column(col_median))):(to_y(column(col_next_median)) - from_y(column(col_median))) with vectors nohead linewidth 2 dashtype (6, 4) linecolor rgb grey_dark, \
     data using (from_x(column(col_rate))):(from_y(column(col_rate))):(to_x(next_rate(0)) - from_x(column(col_rate))):(to_y(next_rate(0)) - from_y(column(col_rate))) with vectors nohead linewidth 2.5 linecolor rgb blue, \
     data using (along(column(col_axis), column(col_rate))):(up(column(col_axis), column(col_rate))) with points pointtype 7 pointsize 0.7 linecolor rgb blue, \
     data using (first_of(1)):(out_y(column(col_axis))):col_name with labels left font ',12' textcolor rgb '#1A1A1A', \
     data using (first_of(-1)):(out_y(column(col_axis))):col_name with labels right font ',12' textcolor rgb '#1A1A1A', \
     data using (first_of(0)):(out_y(column(col_axis))):col_name with labels center font ',12' textcolor rgb '#1A1A1A', \
     data using (name_x):(row_y(column(col_axis))):col_name with labels left font ',12' textcolor rgb grey_dark, \
     data using (own_x):(row_y(column(col_axis))):print_rate with labels right font ',12' textcolor rgb blue_dark, \
     data using (points_x):(row_y(column(col_axis))):(strcol(print_points).' / '.strcol(print_full_points)) with labels right font ',12' textcolor rgb grey_dark, \
     data using (count_median > 0 ? median_x : NaN):(row_y(column(col_axis))):print_median with labels right font ',12' textcolor rgb grey_dark
