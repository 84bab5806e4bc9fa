# chart: budget_dumbbell
# name.zh: 预算与决算对比图
# name.en: Budget and actual
# zh: 各部门{what}：年初预算、调整预算与决算（{data_year}年）
# en: {what} by department, {data_year}: initial budget, adjusted budget and final accounts
# for: run
# chapter: yoy
# order: 20
# data:
#   WITH own AS (
#     SELECT f.dept_id, f.item_id, f.year, f.budget, f.adjusted, f.actual,
#            CASE WHEN f.adjusted IS NOT NULL AND f.actual IS NOT NULL THEN 1 ELSE 0 END AS whole,
#            CASE i.code WHEN 'expenditure' THEN 0 ELSE 1 END AS preference
#       FROM figure f
#       JOIN item i ON i.item_id = f.item_id AND i.code IN ('expenditure', 'obligations')
#      WHERE f.part_id = 0 AND f.month = 12 AND f.year BETWEEN :first_year AND :last_year
#        AND f.budget > 0 AND (f.adjusted IS NOT NULL OR f.actual IS NOT NULL)
#   ), candidate AS (
#     SELECT o.item_id, o.year, count(*) AS depts, sum(o.whole) AS whole, count(o.actual) AS actuals, o.preference
#       FROM own o
#      GROUP BY o.item_id, o.year, o.preference
#   ), chosen AS (
#     SELECT c.item_id, c.year FROM candidate c
#      WHERE c.depts >= 4
#      ORDER BY CASE WHEN c.actuals >= 4 THEN 0 ELSE 1 END, c.year DESC, c.whole DESC, c.preference LIMIT 1
#   ), ranked AS (
#     SELECT o.dept_id, o.item_id, o.year, o.budget, o.adjusted, o.actual,
#            row_number() OVER (ORDER BY o.budget DESC, o.dept_id) AS place, count(*) OVER () AS n
#       FROM own o JOIN chosen c ON c.item_id = o.item_id AND c.year = o.year
#   )
#   SELECT r.place AS position, d.name, r.budget, r.adjusted, r.actual, r.n, r.year AS data_year,
#          CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS what
#     FROM ranked r
#     JOIN dept d ON d.dept_id = r.dept_id
#     JOIN item i ON i.item_id = r.item_id
#    WHERE r.place <= 25
#    ORDER BY r.place
# column.name: text | 部门 | Department
# column.budget: money | 年初预算 | Initial budget
# column.adjusted: money | 调整预算 | Adjusted budget
# column.actual: money | 决算 | Final accounts
# column.adjusted_rate: percent adjusted budget | 调整预算 | Adjusted budget
# column.actual_rate: percent actual budget | 决算 | Final accounts
# text.axis: 年初预算=100 | Initial budget = 100
# text.budget: 年初预算 | initial budget
# text.adjusted: 调整预算 | adjusted budget
# text.actual: 决算 | final accounts
# minimum: 4 budget
# note.zh: 资料来源：部门预算、决算，{n}个部门至少有年初预算和另一阶段的数；按年初预算由大到小列出，至多25个。过远的值以箭头置于边缘，数值见右列。
# note.en: Source: departments' budgets and final accounts; {n} departments have an initial budget and another stage; largest initial budget first, at most 25. Values too far away stand at the edge as arrows, with their amounts on the right.
# alternative.zh: {data_year}年各部门以年初预算为100的调整预算与决算点线图，右侧为金额。
# alternative.en: Dots of each department's adjusted budget and final accounts in {data_year}, with the initial budget as 100, and the amounts on the right.
# height: 90 + 21 * rows
# The amounts of the stages that are there stand in columns on the right.
has_adjusted = count_adjusted > 0
has_actual = count_actual > 0
column_px = 14 + 6.8 * maximum(maximum(cells_budget, has_adjusted ? cells_adjusted : 0), maximum(has_actual ? cells_actual : 0, lang eq 'zh' ? 8 : 14))
left_px = 30 + 6.6 * cells_name
right_px = 16 + column_px * (1 + has_adjusted + has_actual)
top_px = title_px + 56
bottom_px = note_px + 32
eval frame
# Nothing is further than double the initial budget or below zero: what is stands at the edge.
low_of(count, low) = count > 0 ? maximum(0, minimum(100, low)) : 100
high_of(count, high) = count > 0 ? minimum(200, maximum(100, high)) : 100
x_low = minimum(low_of(count_adjusted_rate, adjusted_rate_min), low_of(count_actual_rate, actual_rate_min))
x_high = maximum(high_of(count_adjusted_rate, adjusted_rate_max), high_of(count_actual_rate, actual_rate_max))
pad = maximum(0.03 * (x_high - x_low), 1)
x_low = maximum(0, x_low - pad)
x_high = minimum(200, x_high + pad)
x_steps = 6
eval x_range
eval x_axis
set yrange [rows + 0.5:0.5]
unset ytics
set grid noytics xtics
set border 1
set arrow 1 from first 100, graph 0 to first 100, graph 1 nohead back linewidth 1.5 linecolor rgb grey_dark
pale = '#8FA6CE'
set label 9003 text_axis at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
legend_px = left_px
legend_y_px = title_px + 18
legend_mark = '│'; legend_text = text_budget; legend_colour = grey_dark; eval legend
legend_mark = '●'
if (has_adjusted) { legend_text = text_adjusted; legend_colour = pale; eval legend }
if (has_actual) { legend_text = text_actual; legend_colour = blue_dark; eval legend }
# Headings of the amounts.
place_of(i) = canvas_w - 14 - column_px * (has_adjusted + has_actual - i)
set label 9007 unit_budget at screen x_of(place_of(has_adjusted + has_actual)), screen y_of(title_px + 18) right font ',12' textcolor rgb grey_dark
set label 9008 label_budget at screen x_of(place_of(0)), screen y_of(top_px - 12) right font ',11' textcolor rgb grey_dark
if (has_adjusted) { set label 9009 label_adjusted at screen x_of(place_of(1)), screen y_of(top_px - 12) right font ',11' textcolor rgb grey_dark }
if (has_actual) { set label 9010 label_actual at screen x_of(place_of(has_adjusted + 1)), screen y_of(top_px - 12) right font ',11' textcolor rgb grey_dark }
# Amounts stand beside the plot: gnuplot drops what lies outside the range.
aside(i) = x_of(place_of(i) - (canvas_w - right_px))
held(v) = maximum(x_low, minimum(x_high, v))
inside(v) = v >= x_low && v <= x_high ? v : NaN
arrow_room = (x_high - x_low) * 10 / plot_w
beyond(v) = v < x_low ? x_low + arrow_room : v > x_high ? x_high - arrow_room : NaN
# gnuplot leaves out what looks at a missing number, so that its print is looked at first.
adjusted(unused) = strcol(print_adjusted_rate) eq '—' ? 100 : held(column(col_adjusted_rate))
actual(unused) = strcol(print_actual_rate) eq '—' ? 100 : held(column(col_actual_rate))
low_end(unused) = minimum(100, minimum(adjusted(0), actual(0)))
high_end(unused) = maximum(100, maximum(adjusted(0), actual(0)))
plot data using (low_end(0)):col_position:(high_end(0) - low_end(0)):(0) with vectors nohead linewidth 3 linecolor rgb grey_light, \
     data using (inside(column(col_adjusted_rate))):col_position with points pointtype 7 pointsize 1.15 linecolor rgb pale, \
     data using (inside(column(col_actual_rate))):col_position with points pointtype 7 pointsize 0.75 linecolor rgb blue_dark, \
     data using (beyond(column(col_adjusted_rate))):col_position:(column(col_adjusted_rate) < x_low ? '◀' : '▶') with labels textcolor rgb pale, \
     data using (beyond(column(col_actual_rate))):col_position:(column(col_actual_rate) < x_low ? '◀' : '▶') with labels textcolor rgb blue_dark, \
     data using (x_low):col_position:col_name with labels right offset -0.8, 0 font ',12' textcolor rgb grey_dark, \
     data using (x_high):col_position:print_budget with labels right offset screen aside(0), 0 font ',11' textcolor rgb grey_dark, \
     data using (has_adjusted ? x_high : NaN):col_position:print_adjusted with labels right offset screen aside(1), 0 font ',11' textcolor rgb grey_dark, \
     data using (has_actual ? x_high : NaN):col_position:print_actual with labels right offset screen aside(has_adjusted + 1), 0 font ',11' textcolor rgb grey_dark
