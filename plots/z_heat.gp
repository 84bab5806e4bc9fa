# chart: z_heat
# name.zh: 偏离程度热力图
# name.en: Heat map of distances from peers
# zh: 部门×指标：偏离同类的程度（{data_year}年，稳健z值）
# en: Departments by indicator: distance from peers, {data_year} (robust z)
# for: run
# chapter: flags
# order: 20
# data:
#   WITH screened AS (
#     SELECT DISTINCT indicator, method FROM screening WHERE method IN ('level', 'change')
#   ), tested AS (
#     SELECT s.indicator, s.year, count(*) AS cells
#       FROM screened t CROSS JOIN screen_value s
#      WHERE s.indicator = t.indicator AND s.method = t.method AND s.month = 12 AND s.score IS NOT NULL AND s.year BETWEEN :first_year AND :last_year
#      GROUP BY s.indicator, s.year
#   ), latest AS (
#     SELECT year FROM tested GROUP BY year HAVING sum(cells) >= 8 ORDER BY count(*) DESC, year DESC LIMIT 1
#   ), own AS (
#     SELECT s.indicator, s.dept_id, s.score, s.q, s.fired, row_number() OVER (PARTITION BY s.indicator, s.dept_id
#            ORDER BY CASE s.method WHEN 'level' THEN 0 ELSE 1 END, s.method) AS pick
#       FROM latest l CROSS JOIN screened t CROSS JOIN screen_value s
#      WHERE s.indicator = t.indicator AND s.method = t.method AND s.year = l.year AND s.month = 12 AND s.score IS NOT NULL
#   ), cell AS (
#     SELECT o.indicator, o.dept_id, o.score, o.q, o.fired FROM own o WHERE o.pick = 1
#   ), series AS (
#     SELECT c.indicator, row_number() OVER (ORDER BY count(*) DESC, c.indicator) AS col FROM cell c GROUP BY c.indicator
#   ), dept_row AS (
#     SELECT c.dept_id, count(*) OVER () AS all_n,
#            row_number() OVER (ORDER BY max(CASE WHEN c.q < 0.05 THEN 1 ELSE 0 END) DESC, max(abs(c.score)) DESC, c.dept_id) AS row
#       FROM cell c JOIN series s ON s.indicator = c.indicator AND s.col <= 12
#      GROUP BY c.dept_id
#   )
#   SELECT r.row AS position, s.col, d.name, (SELECT CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END FROM screening g
#            WHERE g.indicator = s.indicator ORDER BY g.method, g.reason LIMIT 1) AS what,
#          c.score, c.q, CASE WHEN c.q < 0.05 THEN 1 ELSE 0 END AS sure, l.year AS data_year, r.all_n
#     FROM dept_row r
#     CROSS JOIN series s
#     CROSS JOIN latest l
#     JOIN dept d ON d.dept_id = r.dept_id
#     LEFT JOIN cell c ON c.dept_id = r.dept_id AND c.indicator = s.indicator
#    WHERE s.col <= 12 AND r.row <= 40
#    ORDER BY r.row, s.col
# column.name: text | 部门 | Department
# column.what: text | 指标 | Indicator
# column.score: real 1 | 稳健z值 | Robust z
# column.q: real 3 | q值 | q-value
# column.sure: int | q<0.05 | q < 0.05
# text.scale: 稳健z值 | Robust z
# text.sure: * 校正后显著（q<0.05） | * q < 0.05 after correction
# minimum: 8 score
# note.zh: 稳健z值=（数值－同类中位数）÷同类离散度（金额与变动取对数或差额）；橙色偏高，蓝色偏低，颜色至±6为止；*为经错误发现率（FDR）校正后仍显著；斜线格为缺数或未检验。按显著与偏离程度排列，至多40个部门（共{all_n}个）、12个指标。偏高偏低不等于好坏。
# note.en: Robust z = (value − median of peers) ÷ their spread (amounts and changes on a log or difference scale). Amber: high; blue: low; colours end at ±6. * still significant after correction for the false discovery rate; hatched: missing or not tested. Sorted by significance and distance; at most 40 departments (of {all_n}) and 12 indicators. High or low is no judgement.
# alternative.zh: {data_year}年部门与指标的稳健z值热力图，星号为校正后显著。
# alternative.en: Heat map of robust z by department and indicator in {data_year}; an asterisk marks q below 0.05.
# height: 96 + (col_max > 4 ? (cells_what < 26 ? cells_what : 26) * 4.4 + 8 : 12) + 20 * position_max
columns = int(col_max)
head_px = columns > 4 ? minimum(cells_what, 26) * 4.4 + 8 : 12
left_px = 30 + 6.6 * cells_name
right_px = columns > 4 ? 110.0 : 24.0
top_px = title_px + 70 + head_px
bottom_px = note_px + 10
eval frame
set xrange [0.5:columns + 0.5]
set yrange [position_max + 0.5:0.5]
unset border
unset tics
unset grid
cell_w = plot_w / columns
set palette defined (-1 '#2B5C9E', -0.5 '#9DB9DE', 0 '#FBFBFB', 0.5 '#F0BE7A', 1 '#B8621B')
set cbrange [-6:6]
set colorbox horizontal user origin screen x_of(34 + 7 * cells(text_scale)), screen y_of(title_px + 23) size screen 0.24, screen y_up(11) noborder
set cbtics scale 0 font ',11' offset 0, 0.7
set cbtics ('−6' -6, '0' 0, '+6' 6)
set label 9003 text_scale at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
set label 9004 text_sure at screen 1 - x_of(20), screen y_of(title_px + 18) right font ',12' textcolor rgb grey_dark
held(v) = maximum(-6, minimum(6, v))
is_missing(unused) = strcol(print_score) eq '—'
half = 0.5 - 0.5 / 20
star(unused) = column(col_sure) == 1 ? ' *' : ''
number(unused) = (abs(column(col_score)) > 99.95 ? (column(col_score) > 0 ? '>99' : '<−99') : strcol(print_score)).star(0)
ink(unused) = abs(column(col_score)) > 4.6 ? 0xFFFFFF : 0x1A1A1A
short(text) = strlen(text) > (lang eq 'zh' ? 13 : 26) ? text[1:lang eq 'zh' ? 12 : 25].'…' : text
turn = columns > 4
heading_of(upright) = column(col_position) == 1 && turn == upright ? column(col_col) : NaN
plot data using col_col:col_position:(0.49):(half):(held(column(col_score))) with boxxyerror linecolor palette, \
     for [k = 0:2] data using (column(col_col) - 0.48 + 0.33 * k):(is_missing(0) ? column(col_position) + half : NaN):(0.3):(-2 * half) with vectors nohead linewidth 1 linecolor rgb '#BDBDBD', \
     data using col_col:(is_missing(0) ? NaN : column(col_position)):(number(0)):(ink(0)) with labels font ',11' textcolor rgb variable, \
     data every columns using (0.5):col_position:col_name with labels right offset -0.5, 0 font ',12' textcolor rgb grey_dark, \
     data using (heading_of(0)):(0.5):(short(strcol(col_what))) with labels center offset 0, 0.7 font ',12' textcolor rgb grey_dark, \
     data using (heading_of(1)):(0.5):(short(strcol(col_what))) with labels left rotate by 40 offset -0.5, 0.4 font ',11' textcolor rgb grey_dark
