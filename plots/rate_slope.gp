# chart: rate_slope
# name.zh: 指标位次变化图
# name.en: Change of rank
# zh: {indicator}：位次变化（{first}年与{last}年）
# en: {indicator}: change of rank, {first} and {last}
# for: indicator
# chapter: yoy
# order: 40
# data:
#   WITH span AS (
#     SELECT max(m.year) AS last_year FROM measure m
#       JOIN standing r ON r.measure_id = m.measure_id AND r.peer_group = ''
#      WHERE m.indicator = :indicator AND m.month = 12 AND m.value IS NOT NULL AND m.year BETWEEN :first_year AND :last_year
#   ), placed AS (
#     SELECT m.dept_id, m.year, m.value, r.rank, r.n
#       FROM span s
#       JOIN measure m ON m.indicator = :indicator AND m.year BETWEEN s.last_year - 1 AND s.last_year AND m.month = 12
#       JOIN standing r ON r.measure_id = m.measure_id AND r.peer_group = ''
#      WHERE m.value IS NOT NULL AND m.year >= :first_year
#   ), pair AS (
#     SELECT a.dept_id, p.rank AS first_rank, a.rank AS last_rank, p.value AS first_value, a.value AS last_value,
#            p.year AS first, a.year AS last, p.n AS first_n, a.n AS last_n, p.rank - a.rank AS risen
#       FROM placed a
#       JOIN span s ON s.last_year = a.year
#       JOIN placed p ON p.dept_id = a.dept_id AND p.year = a.year - 1
#   ), chosen AS (
#     SELECT dept_id, first_rank, last_rank, first_value, last_value, first, last, first_n, last_n, risen, count(*) OVER () AS n,
#            row_number() OVER (ORDER BY abs(risen) DESC, last_rank, dept_id) AS size_place
#       FROM pair
#   )
#   SELECT row_number() OVER (ORDER BY c.first_rank, d.code) AS left_place, row_number() OVER (ORDER BY c.last_rank, d.code) AS right_place,
#          d.name, c.first_rank, c.last_rank, c.first_value, c.last_value, c.risen, c.n, c.first, c.last, c.first_n, c.last_n
#     FROM chosen c JOIN dept d ON d.dept_id = c.dept_id
#    WHERE c.size_place <= 30
#    ORDER BY right_place
# column.name: text | 部门 | Department
# column.first_rank: int | 上年位次 | Rank in the first year
# column.last_rank: int | 本年位次 | Rank in the last year
# column.first_value: real 2 | 上年数值 | Value in the first year
# column.last_value: real 2 | 本年数值 | Value in the last year
# column.risen: int | 上升位数 | Places gained
# text.first: {first}年（{first_n}个部门） | {first} ({first_n} departments)
# text.last: {last}年（{last_n}个部门） | {last} ({last_n} departments)
# text.rank: 位次 | Rank
# text.risen: ▲ 上升 | ▲ risen
# text.fallen: ▼ 下降 | ▼ fallen
# text.same: 不变 | unchanged
# minimum: 4 risen
# note.zh: 两年都有数的{n}个部门；超过30个时只列位次变动最大的30个，各按位次排列，数字为在全部部门中的位次。位次按指标的优劣方向，第1位最好（无方向的由高到低）；升降只表示位次，不表示数值好坏。
# note.en: {n} departments with a value in both years; of more than 30 the 30 that moved most, in the order of their ranks, which are those among all departments. Rank 1 is best (highest, where neither is better); a change of rank is no judgement of the value.
# alternative.zh: {indicator}{first}年与{last}年部门位次的坡度图。
# alternative.en: Slope chart of the departments' ranks by {indicator} in {first} and {last}.
# height: 84 + 20 * rows
name_px = 7 * cells_name + 70
left_px = minimum(360, name_px)
right_px = left_px
top_px = title_px + 70
bottom_px = note_px + 8
eval frame
set xrange [0:1]
set yrange [rows + 0.5:0.5]
unset border
unset tics
unset grid
set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead back linewidth 1 linecolor rgb grey
set arrow 2 from first 1, graph 0 to first 1, graph 1 nohead back linewidth 1 linecolor rgb grey
set label 9003 text_rank at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
set label 9005 text_first at first 0, screen y_of(top_px - 14) center font ',12' textcolor rgb grey_dark
set label 9006 text_last at first 1, screen y_of(top_px - 14) center font ',12' textcolor rgb grey_dark
legend_y_px = title_px + 18
legend_px = canvas_w - legend_width(text_risen) - legend_width(text_fallen) - legend_width(text_same)
legend_mark = '─'; legend_text = text_risen; legend_colour = blue; eval legend
legend_mark = '┅'; legend_text = text_fallen; legend_colour = amber; eval legend
legend_mark = '─'; legend_text = text_same; legend_colour = grey; eval legend
slope(kind) = (column(col_risen) > 0) - (column(col_risen) < 0) == kind ? 0 : NaN
gap = 0.012
moved(unused) = column(col_risen) > 0 ? '▲'.strcol(print_risen) : column(col_risen) < 0 ? '▼'.sprintf('%.0f', -column(col_risen)) : ''
colour(unused) = column(col_risen) > 0 ? 0x2B4570 : column(col_risen) < 0 ? 0x9A5A08 : 0x444444
rise(unused) = column(col_right_place) - column(col_left_place)
plot data using (slope(0)):col_left_place:(1):(rise(0)) with vectors nohead linewidth 1.2 linecolor rgb grey, \
     data using (slope(-1)):col_left_place:(1):(rise(0)) with vectors nohead linewidth 1.8 dashtype (8, 4) linecolor rgb amber, \
     data using (slope(1)):col_left_place:(1):(rise(0)) with vectors nohead linewidth 1.8 linecolor rgb blue, \
     data using (0):col_left_place with points pointtype 7 pointsize 0.6 linecolor rgb grey_dark, \
     data using (1):col_right_place with points pointtype 7 pointsize 0.6 linecolor rgb grey_dark, \
     data using (0):col_left_place:(strcol(col_name).' '.strcol(print_first_rank)) with labels right offset -1, 0 font ',12' textcolor rgb grey_dark, \
     data using (1):col_right_place:(strcol(print_last_rank).' '.strcol(col_name).' '.moved(0)):(colour(0)) with labels left offset 1, 0 font ',12' textcolor rgb variable
