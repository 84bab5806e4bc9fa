# chart: change_ranking
# name.zh: 同比增减排序图
# name.en: Ranking of changes
# zh: 各部门{what}比上年增减（{data_year}年）
# en: Change of {what} on the year before by department, {data_year}
# for: run
# chapter: yoy
# order: 10
# data:
#   WITH change AS (
#     SELECT y.dept_id, y.item_id, y.stage, y.year, y.current, y.prior, y.change,
#            CASE i.code WHEN 'expenditure' THEN 0 WHEN 'obligations' THEN 2 ELSE 4 END
#            + CASE y.stage WHEN 'actual' THEN 0 ELSE 1 END AS preference
#       FROM yoy y JOIN item i ON i.item_id = y.item_id
#      WHERE y.part_id = 0 AND y.month = 12 AND y.year <= :last_year AND y.prior IS NOT NULL
#        AND i.code IN ('expenditure', 'obligations', 'expenditure_total') AND y.stage IN ('budget', 'actual')
#   ), chosen AS (
#     SELECT item_id, stage, year FROM change WHERE year = (SELECT max(year) FROM change)
#      GROUP BY item_id, stage, year, preference ORDER BY count(*) DESC, preference, item_id LIMIT 1
#   ), sized AS (
#     SELECT c.dept_id, c.item_id, c.stage, c.year, c.prior, c.change,
#            row_number() OVER (ORDER BY abs(c.change) DESC, c.dept_id) AS size_place, count(*) OVER () AS n
#       FROM change c JOIN chosen k ON k.item_id = c.item_id AND k.stage = c.stage AND k.year = c.year
#   ), ranked AS (
#     SELECT s.dept_id, s.item_id, s.stage, s.year, s.prior, s.change, s.n,
#            row_number() OVER (ORDER BY s.change DESC, s.dept_id) AS place
#       FROM sized s
#      WHERE s.size_place <= 30
#   )
#   SELECT r.place AS position,
#          d.name, r.change AS amount, CASE WHEN r.prior > 0 AND abs(r.change) <= 10 * r.prior THEN r.prior END AS base,
#          r.year AS data_year, r.n,
#          CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END || CASE WHEN r.stage = 'actual'
#            THEN CASE WHEN :lang = 'zh' THEN '决算数' ELSE ' (final accounts)' END
#            ELSE CASE WHEN :lang = 'zh' THEN '年初预算数' ELSE ' (initial budget)' END END AS what
#     FROM ranked r
#     JOIN dept d ON d.dept_id = r.dept_id
#     JOIN item i ON i.item_id = r.item_id
#    ORDER BY position
# column.name: text | 部门 | Department
# column.amount: money | 比上年增减 | Change on the year before
# column.rate: percent amount base | 增减幅度 | Change rate
# minimum: 4 amount
# note.zh: 资料来源：部门预算、决算，{n}个部门两年均有数；超过30个部门时只列增减额最大的30个。括号内为增减幅度；上年为零或为负、增减超过十倍的不计算。颜色只表示增减，不表示好坏。
# note.en: Source: departments' budgets and final accounts; {n} departments have both years; of more than 30 the 30 largest changes are shown. In brackets the rate of change; none when last year is zero or negative, or the change is more than tenfold. Colours show direction, not merit.
# alternative.zh: {data_year}年各部门{what}比上年增减额条形图，由增到减。
# alternative.en: Bars of the change of {what} by department in {data_year}, from increase to decrease.
# height: 84 + 21 * position_max
left_px = 30 + 6.6 * cells_name
top_px = title_px + 46
bottom_px = note_px + 34
right_px = 24.0
eval frame
# Room beside the bars for their numbers.
label_px = 6.6 * (cells_amount + cells_rate + 5) + 8
scale = big_scale(maximum(amount_max, -amount_min), unit_amount)
least = amount_min / scale
most = amount_max / scale
x_low = minimum(0, least)
x_high = maximum(0, most)
if (x_low == x_high) { x_high = 1.0 }
x_steps = 6
eval x_range
span = x_high - x_low
sides = (most > 0) + (least < 0)
room = span * label_px / maximum(plot_w - sides * label_px, 100)
eval x_axis
far_low = least < 0 ? minimum(x_low, least - room) : x_low
far_high = most > 0 ? maximum(x_high, most + room) : x_high
set xrange [far_low:far_high]
set yrange [position_max + 0.6:0.4]
unset ytics
set grid noytics xtics
set border 1
set label 9003 with_unit(label_amount, big_unit(scale, unit_amount)) at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead front linewidth 1 linecolor rgb grey
amount(unused) = column(col_amount) / scale
printed(unused) = scale == 1 ? strcol(print_amount) : (amount(0) < 0 ? '-' : '').grouped(floor(abs(amount(0)))).sprintf('%.2f', abs(amount(0)) - floor(abs(amount(0))))[2:*]
sign(unused) = column(col_amount) > 0 ? '+' : ''
caption(unused) = sign(0).printed(0).(strcol(print_rate) eq '—' ? '' : ' ('.sign(0).strcol(print_rate).'%)')
plot data using (0.5 * amount(0)):(column(col_position)):(0):(amount(0)):(column(col_position) - 0.32):(column(col_position) + 0.32):(column(col_amount) < 0 ? 0xD98A1F : 0x4C72B0) with boxxyerror linecolor rgb variable, \
     data using (column(col_amount) < 0 ? NaN : amount(0)):col_position:(caption(0)) with labels left offset 0.6, 0 font ',11' textcolor rgb grey_dark, \
     data using (column(col_amount) < 0 ? amount(0) : NaN):col_position:(caption(0)) with labels right offset -0.6, 0 font ',11' textcolor rgb grey_dark, \
     data using (far_low):col_position:col_name with labels right offset -0.8, 0 font ',12' textcolor rgb grey_dark
