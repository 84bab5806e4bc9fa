# chart: dept_bars_yoy
# name.zh: 收支与同比图
# name.en: Amounts and change
# zh: {dept}：{what}及同比增减（{years}年）
# en: {dept}: {what} and change on the year before, {years}
# for: dept
# chapter: overview
# order: 10
# data:
#   WITH candidate AS (
#     SELECT y.item_id, y.stage, count(*) AS years,
#            CASE i.code WHEN 'expenditure' THEN 0 WHEN 'obligations' THEN 2 ELSE 4 END
#            + CASE y.stage WHEN 'actual' THEN 0 ELSE 1 END AS preference
#       FROM item i CROSS JOIN figure_stage y
#      WHERE y.item_id = i.item_id AND y.dept_id = :dept_id AND y.part_id = 0 AND y.month = 12 AND y.year BETWEEN :first_year AND :last_year
#        AND i.code IN ('expenditure', 'obligations', 'expenditure_total') AND y.stage IN ('budget', 'actual')
#      GROUP BY y.item_id, y.stage, i.code
#   ), chosen AS (
#     SELECT item_id, stage FROM candidate ORDER BY years DESC, preference, item_id LIMIT 1
#   )
#   SELECT y.year, y.current AS amount,
#          CASE WHEN y.prior > 0 AND abs(y.change) <= 10 * y.prior THEN y.change END AS change,
#          CASE WHEN y.prior > 0 THEN y.prior END AS prior,
#          CASE WHEN y.prior > 0 AND abs(y.change) > 10 * y.prior THEN 1 END AS small_base,
#          CASE WHEN EXISTS (SELECT 1 FROM series_break b WHERE b.dept_id = y.dept_id AND b.year = y.year AND b.item_id IN (0, y.item_id)) THEN 1 END AS broken,
#          CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END || CASE WHEN y.stage = 'actual'
#            THEN CASE WHEN :lang = 'zh' THEN '决算数' ELSE ' (final accounts)' END
#            ELSE CASE WHEN :lang = 'zh' THEN '年初预算数' ELSE ' (initial budget)' END END AS what
#     FROM yoy y
#     JOIN chosen c ON c.item_id = y.item_id AND c.stage = y.stage
#     JOIN item i ON i.item_id = y.item_id
#    WHERE y.dept_id = :dept_id AND y.part_id = 0 AND y.month = 12 AND y.year BETWEEN :first_year AND :last_year
#    ORDER BY y.year
# column.year: int | 年度 | Year
# column.what: text | 口径 | Measure
# column.amount: money | 金额 | Amount
# column.rate: percent change prior | 同比增减 | Change on the year before
# column.small_base: int | 基数过小 | Base too small
# column.broken: int | 口径变化 | Break
# text.rate: 同比增减（%） | Change on the year before (%)
# text.small_base: 基数过小 | small base
# minimum: 2 amount
# note.zh: 资料来源：部门预算、决算。按有数年度较多的口径取数，年数相同取决算数。同比=（本年－上年）÷上年；上年缺数、为零或为负的不计算；增减超过十倍的注“基数过小”。缺数年度留空。
# note.en: Source: departments' budgets and final accounts, whichever covers more years (accounts when equal). Change = (this year − last year) ÷ last year; none when last year is missing, zero or negative; more than tenfold is marked 'small base'. Missing years stay blank.
# alternative.zh: {dept}各年{what}柱形图，上方为同比增减折线。
# alternative.en: Bars of {dept}'s {what} by year, with the change on the year before above them.
# height: count_rate + count_small_base > (year_max - year_min > 4 ? 0 : 1) ? 440 : 270
# A single rate of few years stands beside its amount.
rates = count_rate + count_small_base > (year_max - year_min > 4 ? 0 : 1)
rate_text(unused) = strcol(print_small_base) ne '—' ? text_small_base : strcol(print_rate) eq '—' ? '' : (column(col_rate) > 0 ? '+' : '').strcol(print_rate).'%'
caption(unused) = strcol(print_amount).(rates || rate_text(0) eq '' ? '' : lang eq 'zh' ? '（'.rate_text(0).'）' : ' ('.rate_text(0).')')
y_low = minimum(0, amount_min)
y_high = maximum(0, amount_max)
if (y_low == y_high) { y_high = 1.0 }
eval y_range
left_px = maximum(46, 20 + cell_px * y_cells + 8)
bars_top_px = title_px + (rates ? 176 : 40)

set multiplot
# Amounts. Value labels stand upright when they would touch each other.
top_px = bars_top_px
eval frame
eval year_axis
eval breaks
upright = slot_px < cells_amount * 6.6 + 4
room = (upright ? cells_amount * 6.6 + 10 : 22) / plot_h * (y_high - y_low)
high = maximum(0, amount_max)
low = minimum(0, amount_min)
eval y_axis
set yrange [low < 0 ? minimum(y_low, low - room) : 0 : maximum(y_high, high + room)]
heading_text = with_unit(label_amount, unit_amount)
eval heading
if (low < 0) { set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead linewidth 1 linecolor rgb grey }
if (upright) {
  plot data using col_year:col_amount with boxes linecolor rgb blue, \
       data using col_year:(column(col_amount) < 0 ? NaN : column(col_amount)):print_amount with labels rotate by 90 left offset 0, 0.4 font ',11' textcolor rgb grey_dark, \
       data using col_year:(column(col_amount) < 0 ? column(col_amount) : NaN):('▲'.strcol(print_amount)) with labels rotate by 90 right offset 0, -0.4 font ',11' textcolor rgb red
} else {
  plot data using col_year:col_amount with boxes linecolor rgb blue, \
       data using col_year:(column(col_amount) < 0 ? NaN : column(col_amount)):(caption(0)) with labels offset 0, 0.7 font ',12' textcolor rgb grey_dark, \
       data using col_year:(column(col_amount) < 0 ? column(col_amount) : NaN):('▲'.caption(0)) with labels offset 0, -0.7 font ',12' textcolor rgb red
}
# Rates, in a band of their own.
if (rates) {
  unset label
  unset arrow 1
  top_px = title_px + 40
  bottom_px = canvas_h - title_px - 138
  eval rate_band
  eval rate_band_plot.", data using col_year:(column(col_small_base) * 0):(text_small_base) with labels offset 0, 0.8 font ',11' textcolor rgb grey_dark"
}
unset multiplot
