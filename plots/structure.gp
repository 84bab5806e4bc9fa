# chart: structure
# name.zh: 支出功能构成图
# name.en: Composition by function
# zh: {dept}：支出构成（{what}，{years}年）
# en: {dept}: composition of expenditure ({what}), {years}
# for: dept
# chapter: structure
# order: 10
# data:
#   WITH cell AS (
#     SELECT i.item_id, i.class, y.stage, y.year, y.value AS amount
#       FROM figure_stage y
#       JOIN item i ON i.item_id = y.item_id
#       JOIN item p ON p.item_id = i.parent_id
#      WHERE y.dept_id = :dept_id AND y.part_id = 0 AND y.month = 12 AND y.year BETWEEN :first_year AND :last_year
#        AND y.value > 0 AND p.code IN ('expenditure', 'obligations') AND i.unit_kind = 'money'
#        AND i.class IN ('function', 'nature')
#   ), chosen AS (
#     SELECT class, stage FROM cell GROUP BY class, stage
#      ORDER BY CASE class WHEN 'function' THEN 0 ELSE 1 END, count(*) DESC, CASE stage WHEN 'actual' THEN 0 WHEN 'adjusted' THEN 1 ELSE 2 END, class LIMIT 1
#   ), size AS (
#     SELECT c.item_id, CAST(sum(c.amount) AS bigint) AS amount
#       FROM cell c JOIN chosen k ON k.class = c.class AND k.stage = c.stage
#      GROUP BY c.item_id
#   ), ranked AS (
#     SELECT item_id, row_number() OVER (ORDER BY amount DESC, item_id) AS place, count(*) OVER () AS n FROM size
#   ), part AS (
#     SELECT c.year, CASE WHEN r.place < 8 OR r.n = 8 THEN r.place ELSE 8 END AS position,
#            CAST(sum(c.amount) AS bigint) AS amount
#       FROM cell c
#       JOIN chosen k ON k.class = c.class AND k.stage = c.stage
#       JOIN ranked r ON r.item_id = c.item_id
#      GROUP BY c.year, CASE WHEN r.place < 8 OR r.n = 8 THEN r.place ELSE 8 END
#   ), stacked AS (
#     SELECT year, position, amount,
#            CAST(sum(amount) OVER (PARTITION BY year ORDER BY position) AS bigint) AS upper_amount,
#            CAST(sum(amount) OVER (PARTITION BY year) AS bigint) AS total,
#            row_number() OVER (PARTITION BY position ORDER BY year DESC) AS recency
#       FROM part
#   )
#   SELECT s.year, s.position,
#          CASE WHEN s.position = 8 AND r.n > 8 THEN CASE WHEN :lang = 'zh' THEN '其他' ELSE 'Other' END
#               WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS name,
#          s.amount, s.upper_amount - s.amount AS lower_amount, s.upper_amount, s.total,
#          CASE WHEN s.recency = 1 THEN s.position END AS legend,
#          CASE k.class WHEN 'function' THEN CASE WHEN :lang = 'zh' THEN '功能分类' ELSE 'by function' END
#               ELSE CASE WHEN :lang = 'zh' THEN '支出性质' ELSE 'by nature' END END
#          || CASE k.stage WHEN 'actual' THEN CASE WHEN :lang = 'zh' THEN '，决算数' ELSE ', final accounts' END
#               WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '，调整预算数' ELSE ', adjusted budget' END
#               ELSE CASE WHEN :lang = 'zh' THEN '，年初预算数' ELSE ', initial budget' END END AS what
#     FROM stacked s
#     JOIN ranked r ON r.place = s.position
#     JOIN item i ON i.item_id = r.item_id
#     CROSS JOIN chosen k
#    WHERE r.n >= 2
#    ORDER BY s.position, s.year
# column.year: int | 年度 | Year
# column.name: text | 项目 | Item
# column.amount: money | 金额 | Amount
# column.total: money | 合计 | Total
# column.share: percent amount total | 占比 | Share
# column.lower: percent lower_amount total | 下端 | Lower end
# column.upper: percent upper_amount total | 上端 | Upper end
# text.axis: 占比（%） | Share (%)
# text.total: 合计 | Total
# minimum: 1 amount
# note.zh: 资料来源：部门预算、决算。按功能分类，没有时按支出性质；取数据最全的阶段；占比以所列各项之和为100%，零和负数不计；按各年合计由大到小，第八项起并入“其他”。
# note.en: Source: departments' budgets and final accounts; by function, or else by nature; the stage with most data is shown. 100% is the sum of the items shown, without zero and negative amounts; largest first over all years, the eighth and later ones in 'Other'.
# alternative.zh: {dept}各年支出构成的百分比堆积柱形图（{what}）。
# alternative.en: Stacked bars of the composition of {dept}'s expenditure by year ({what}).
# height: year_max - year_min > 2 ? 400 : 110 + (50 * (year_max - year_min + 1) > 22 * position_max - 40 ? 50 * (year_max - year_min + 1) : 22 * position_max - 40)
# Few years lie, many stand.
lying = year_max - year_min <= 2
legend_w = 34 + 6.7 * cells_name
left_px = 56.0
right_px = legend_w + 20 + (lying ? 6.6 * cells_total + 10 : 0)
# Totals stand above the bars where they fit.
slots = 3
totals = lying || (canvas_w - left_px - right_px) / maximum(slots, year_max - year_min + 1) > cells_total * 6
top_px = title_px + (lying ? 40 : totals ? 62 : 40)
bottom_px = note_px + (lying ? 40 : 34)
eval frame
set label 9003 text_axis at screen x_of(20), screen y_of(title_px + 18) left font ',12' textcolor rgb grey_dark
if (totals) { set label 9004 with_unit(text_total, unit_total) at screen 1 - (legend_w + 20) / canvas_w, screen y_of(title_px + 18) right font ',12' textcolor rgb grey_dark }
# Neighbours differ in lightness, so that they stay apart in grey print; the legend has the order of the stack.
colour(i) = i == 1 ? 0x2B4570 : i == 2 ? 0xA9BDDD : i == 3 ? 0xD98A1F : i == 4 ? 0xF3D9A8 : i == 5 ? 0x5E5E5E : i == 6 ? 0xC9C9C9 : i == 7 ? 0x3F7F80 : 0xE6E6E6
dark(i) = i == 1 || i == 5 || i == 7
ink(unused) = dark(column(col_position)) ? 0xFFFFFF : 0x1A1A1A
centre(unused) = 0.5 * (column(col_lower) + column(col_upper))
# White gaps between the pieces.
gap = 80.0 / (lying ? plot_w : plot_h)
half_length(unused) = maximum(0, 0.5 * (column(col_upper) - column(col_lower) - gap))
set multiplot
if (lying) {
  half = 0.36
  fits(unused) = column(col_share) / 100 * plot_w > 40
  set xrange [0:100]
  set yrange [year_max + 0.5:year_min - 0.5]
  set xtics 0, 20, 100
  set ytics year_min, 1, year_max scale 0 format '%.0f'
  set grid noytics xtics
  set border 1
  plot data using (centre(0)):col_year:(half_length(0)):(half):(colour(column(col_position))) with boxxyerror linecolor rgb variable, \
       data using (fits(0) ? centre(0) : NaN):col_year:print_share:(ink(0)) with labels font ',12' textcolor rgb variable, \
       data using (column(col_position) == 1 ? 100 : NaN):col_year:print_total with labels left offset 1, 0 font ',12' textcolor rgb grey_dark
} else {
  eval year_axis
  set yrange [0:100]
  set ytics 0, 20, 100
  half = slot_px > 240 ? 0.25 : 0.38
  share_font = slot_px < 50 ? ',10' : ',11'
  fits(unused) = column(col_share) / 100 * plot_h > 13
  share_text(unused) = 2 * half * slot_px < 34 ? sprintf('%.0f', column(col_share)) : strcol(print_share)
  plot data using col_year:(centre(0)):(half):(half_length(0)):(colour(column(col_position))) with boxxyerror linecolor rgb variable, \
       data using col_year:(fits(0) ? centre(0) : NaN):(share_text(0)):(ink(0)) with labels font share_font textcolor rgb variable, \
       data using col_year:(totals && column(col_position) == 1 ? 100 : NaN):print_total with labels offset 0, 0.7 font ',11' textcolor rgb grey_dark
}
unset label
left_px = canvas_w - legend_w - 10
right_px = 0.0
eval frame
unset border
unset tics
unset grid
set xrange [0:plot_w]
set yrange [0:plot_h]
place(i) = plot_h / 2 + (lying ? -22 : 22) * (i - 0.5 * (position_max + 1))
plot data using (8):(column(col_legend) > 0 ? place(column(col_legend)) : NaN):(6):(6):(colour(column(col_position))) with boxxyerror linecolor rgb variable, \
     data using (22):(column(col_legend) > 0 ? place(column(col_legend)) : NaN):col_name with labels left font ',12' textcolor rgb grey_dark
unset multiplot
