# chart: total_bars
# name.zh: 合计图
# name.en: Totals by year
# zh: 全部部门{what}合计（{years}年）
# en: All departments together: {what}, {years}
# for: run
# chapter: overview
# order: 10
# data:
#   WITH own AS (
#     SELECT f.dept_id, f.item_id, f.year, f.budget, f.adjusted, f.actual, p.actual AS prior
#       FROM figure f
#       JOIN item i ON i.item_id = f.item_id AND i.code IN ('expenditure', 'obligations')
#       JOIN dept d ON d.dept_id = f.dept_id AND d.included = 0
#       LEFT JOIN figure p ON p.dept_id = f.dept_id AND p.item_id = f.item_id AND p.part_id = f.part_id
#            AND p.year = f.year - 1 AND p.month = f.month
#      WHERE f.part_id = 0 AND f.month = 12 AND f.year <= :last_year
#        AND NOT EXISTS (SELECT 1 FROM twin t WHERE t.dept_id = f.dept_id AND t.year = f.year)
#   ), city AS (
#     SELECT o.item_id, o.year, count(o.budget) AS budget_n, count(o.adjusted) AS adjusted_n, count(o.actual) AS actual_n,
#            CAST(sum(o.budget) AS bigint) AS budget, CAST(sum(o.adjusted) AS bigint) AS adjusted,
#            CAST(sum(o.actual) AS bigint) AS actual,
#            CAST(sum(o.prior) FILTER (WHERE o.actual IS NOT NULL) AS bigint) AS common_prior,
#            CAST(sum(o.actual) FILTER (WHERE o.prior IS NOT NULL) AS bigint) AS common_actual
#       FROM own o
#      GROUP BY o.item_id, o.year
#   ), shown AS (
#     SELECT c.item_id, c.year, CASE WHEN c.budget_n >= 3 THEN c.budget_n END AS budget_n,
#            CASE WHEN c.adjusted_n >= 3 THEN c.adjusted_n END AS adjusted_n,
#            CASE WHEN c.actual_n >= 3 THEN c.actual_n END AS actual_n, CASE WHEN c.budget_n >= 3 THEN c.budget END AS budget,
#            CASE WHEN c.adjusted_n >= 3 THEN c.adjusted END AS adjusted, CASE WHEN c.actual_n >= 3 THEN c.actual END AS actual,
#            CASE WHEN p.actual > 0 AND p.actual_n >= 3 AND c.common_prior >= p.actual - p.actual / 10
#                      AND c.common_actual >= c.actual - c.actual / 10 THEN p.actual END AS prior
#       FROM city c
#       LEFT JOIN city p ON p.item_id = c.item_id AND p.year = c.year - 1
#      WHERE c.year >= :first_year AND (c.budget_n >= 3 OR c.adjusted_n >= 3 OR c.actual_n >= 3)
#   ), chosen AS (
#     SELECT s.item_id FROM shown s JOIN item i ON i.item_id = s.item_id
#      GROUP BY s.item_id, i.code
#      ORDER BY CASE WHEN count(*) >= 3 THEN 0 ELSE 1 END, CASE i.code WHEN 'expenditure' THEN 0 ELSE 1 END LIMIT 1
#   )
#   SELECT s.year, s.budget, s.adjusted, s.actual, s.budget_n, s.adjusted_n, s.actual_n, s.prior, s.actual - s.prior AS change,
#          CASE WHEN EXISTS (SELECT 1 FROM series_break b WHERE b.year = s.year AND b.item_id IN (0, s.item_id)) THEN 1 END AS broken,
#          CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS what
#     FROM shown s
#     JOIN chosen c ON c.item_id = s.item_id
#     JOIN item i ON i.item_id = s.item_id
#    ORDER BY s.year
# column.year: int | 年度 | Year
# column.budget: money | 年初预算数 | Initial budget
# column.adjusted: money | 调整预算数 | Adjusted budget
# column.actual: money | 决算数 | Final accounts
# column.rate: percent change prior | 决算数同比增减 | Change of the final accounts on the year before
# column.broken: int | 口径变化 | Break
# text.rate: 决算数同比增减（%） | Final accounts: change on the year before (%)
# text.amount: 金额 | Amount
# text.depts: 部门数 | departments
# minimum: 1
# note.zh: 资料来源：部门预算、决算。每一元只计一次：下级单位的数已含在上级自身数内的不重复计入；不足3个部门有数的不计合计。年度下为有数的部门数，各阶段不同的依图例顺序以“/”分列；逐年的部门不尽相同。同比只在两年都有决算数的部门占两年合计九成以上时计算。
# note.en: Source: departments' budgets and final accounts. Every unit of money counts once: a member that its parent's own figures contain is not added again; no sum of fewer than 3 departments. Below the year: how many departments have a figure, in the legend's order where the stages differ; they are not the same ones every year. The change is given where departments with both years make up nine tenths of both sums.
# alternative.zh: 各年全部部门{what}合计柱形图：年初预算、调整预算、决算并列，上方为决算数同比折线。
# alternative.en: Bars of all departments' {what} by year (initial budget, adjusted budget, final accounts side by side), with the change of the final accounts above them.
# height: count_rate > 0 ? 470 : 360
rates = count_rate > 0
y_low = minimum(0, minimum(present(count_budget, budget_min, 0), minimum(present(count_adjusted, adjusted_min, 0), present(count_actual, actual_min, 0))))
y_high = maximum(0, maximum(present(count_budget, budget_max, 0), maximum(present(count_adjusted, adjusted_max, 0), present(count_actual, actual_max, 0))))
scale = big_scale(maximum(y_high, -y_low), unit_actual)
low = y_low / scale
high = y_high / scale
y_low = low
y_high = high
eval y_range
left_px = maximum(cell_px * strlen(text_depts) + 24, maximum(46, 20 + cell_px * y_cells + 8))
bars_top_px = title_px + (rates ? 186 : 62)
# The stages that are there stand side by side.
has_budget = count_budget > 0
has_adjusted = count_adjusted > 0
has_actual = count_actual > 0
stages = has_budget + has_adjusted + has_actual
middle = 0.5 * (stages - 1)
bar_width = 0.78 / stages
set boxwidth 0.94 * bar_width
adjusted_colour = '#7C98C6'

set multiplot
top_px = bars_top_px
bottom_px = note_px + 58
eval frame
eval year_axis
eval breaks
# The final accounts' numbers stand upright on narrow bars.
label_of(v) = maximum(y_high, -y_low) < 100 ? sprintf('%.1f', v) : grouped(v)
label_px = 6.6 * maximum(strlen(label_of(y_high)), strlen(label_of(y_low))) + 8
upright = bar_width * slot_px < label_px
above = upright ? 'rotate by 90 left offset 0, 0.4' : 'center offset 0, 0.7'
below = upright ? 'rotate by 90 right offset 0, -0.4' : 'center offset 0, -0.7'
room = (upright ? label_px : 22) / plot_h * (high - low) * 1.1
eval y_axis
set yrange [low < 0 ? low - room : 0:high + room]
heading_text = with_unit(text_amount, big_unit(scale, unit_actual))
eval heading
legend_mark = '■'
legend_y_px = top_px - 16
legend_px = canvas_w + 12 - (has_budget ? legend_width(label_budget) : 0) - (has_adjusted ? legend_width(label_adjusted) : 0) - (has_actual ? legend_width(label_actual) : 0)
if (has_budget) { legend_text = label_budget; legend_colour = blue_light; eval legend }
if (has_adjusted) { legend_text = label_adjusted; legend_colour = adjusted_colour; eval legend }
if (has_actual) { legend_text = label_actual; legend_colour = blue_dark; eval legend }
set label 9007 text_depts at screen x_of(left_px - 12), screen y_up(note_px + 13) right font ',10' textcolor rgb grey
stage_n(has, n) = has ? '/'.strcol(n) : ''
departments(unused) = stage_n(has_budget, print_budget_n).stage_n(has_adjusted, print_adjusted_n).stage_n(has_actual, print_actual_n)
same(a, b) = a eq '—' || b eq '—' || a eq b
all_same(unused) = same(strcol(print_budget_n), strcol(print_actual_n)) && same(strcol(print_adjusted_n), strcol(print_actual_n)) && same(strcol(print_budget_n), strcol(print_adjusted_n))
most(unused) = strcol(print_actual_n) ne '—' ? strcol(print_actual_n) : strcol(print_budget_n) ne '—' ? strcol(print_budget_n) : strcol(print_adjusted_n)
n_text(unused) = all_same(0) ? most(0) : departments(0)[2:*]
n_font = slot_px < 40 ? ',9' : ',10'
actual_x(unused) = column(col_year) + (stages - 1 - middle) * bar_width
plot data using (column(col_year) - middle * bar_width):(column(col_budget) / scale) with boxes linecolor rgb blue_light, \
     data using (column(col_year) + (has_budget - middle) * bar_width):(column(col_adjusted) / scale) with boxes linecolor rgb adjusted_colour, \
     data using (actual_x(0)):(column(col_actual) / scale) with boxes linecolor rgb blue_dark, \
     data using (actual_x(0)):(column(col_actual) < 0 ? NaN : column(col_actual) / scale):(label_of(column(col_actual) / scale)) with labels @above font ',11' textcolor rgb grey_dark, \
     data using (actual_x(0)):(column(col_actual) < 0 ? column(col_actual) / scale : NaN):('▲'.label_of(column(col_actual) / scale)) with labels @below font ',11' textcolor rgb red, \
     data using col_year:(low < 0 ? low - room : 0):(n_text(0)) with labels offset 0, -2.3 font n_font textcolor rgb grey
if (rates) {
  unset label
  top_px = title_px + 40
  bottom_px = canvas_h - title_px - 138
  eval rate_band
  eval rate_band_plot
}
unset multiplot
