# chart: lorenz
# name.zh: 集中度曲线
# name.en: Lorenz curve
# zh: {what}在各部门间的集中程度（{data_year}年）
# en: {what}: concentration among the departments, {data_year}
# for: run
# chapter: distribution
# order: 5
# data:
#   WITH own AS (
#     SELECT y.dept_id, y.item_id, y.stage, y.year, y.current AS amount,
#            CASE i.code WHEN 'three_public' THEN 0 WHEN 'expenditure' THEN 10 ELSE 20 END
#            + CASE y.stage WHEN 'actual' THEN 0 ELSE 1 END AS preference
#       FROM yoy y
#       JOIN item i ON i.item_id = y.item_id AND i.code IN ('three_public', 'expenditure', 'obligations')
#       JOIN dept d ON d.dept_id = y.dept_id AND d.included = 0
#      WHERE y.part_id = 0 AND y.month = 12 AND y.year <= :last_year AND y.current >= 0 AND y.stage IN ('budget', 'actual')
#   ), chosen AS (
#     SELECT item_id, stage, year FROM own GROUP BY item_id, stage, year, preference HAVING count(*) >= 8 AND sum(amount) > 0
#      ORDER BY preference, year DESC LIMIT 1
#   ), ordered AS (
#     SELECT o.dept_id, o.amount, row_number() OVER (ORDER BY o.amount, o.dept_id) AS place, count(*) OVER () AS n,
#            CAST(sum(o.amount) OVER (ORDER BY o.amount, o.dept_id) AS bigint) AS running, CAST(sum(o.amount) OVER () AS bigint) AS total
#       FROM own o JOIN chosen k ON k.item_id = o.item_id AND k.stage = o.stage AND k.year = o.year
#   ), inequality AS (
#     SELECT 2.0 * CAST(sum(place * amount) AS DOUBLE PRECISION) / NULLIF(CAST(max(n) AS DOUBLE PRECISION) * max(total), 0)
#            - CAST(max(n) + 1 AS DOUBLE PRECISION) / NULLIF(max(n), 0) AS gini FROM ordered
#   ), point AS (
#     SELECT 0 AS place, 0 AS dept_id, 0 AS amount, 0 AS running FROM chosen
#     UNION ALL
#     SELECT place, dept_id, amount, running FROM ordered
#   ), whole AS (
#     SELECT max(n) AS n, max(total) AS total FROM ordered
#   )
#   SELECT p.place, coalesce(d.name, '') AS name, p.amount, p.running, w.total, w.n,
#          CASE WHEN p.place > w.n - 5 THEN w.n - p.place + 1 END AS largest, e.gini, k.year AS data_year,
#          CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END || CASE WHEN k.stage = 'actual'
#            THEN CASE WHEN :lang = 'zh' THEN '决算数' ELSE ' (final accounts)' END
#            ELSE CASE WHEN :lang = 'zh' THEN '年初预算数' ELSE ' (initial budget)' END END AS what
#     FROM point p
#     CROSS JOIN whole w
#     CROSS JOIN inequality e
#     CROSS JOIN chosen k
#     JOIN item i ON i.item_id = k.item_id
#     LEFT JOIN dept d ON d.dept_id = p.dept_id
#    ORDER BY p.place
# column.place: int | 位次（由小到大） | Place from the smallest
# column.name: text | 部门 | Department
# column.amount: money | 金额 | Amount
# column.depts: percent place n | 部门累计占比 | Cumulative share of departments
# column.amounts: percent running total | 金额累计占比 | Cumulative share of the amount
# column.share: percent amount total | 占比 | Share
# column.gini: real 3 | 基尼系数 | Gini coefficient
# text.depts: 部门累计占比（%，由小到大） | Cumulative share of departments (%), smallest first
# text.amounts: 金额累计占比（%） | Cumulative share of the amount (%)
# text.equal: 绝对平均 | all alike
# text.gini: 基尼系数 {gini} | Gini coefficient {gini}
# text.largest: 金额最大的部门 | Largest departments
# text.share: 占比（%） | Share (%)
# minimum: 9
# note.zh: 资料来源：部门预算、决算，{n}个部门，零计入、负数不计；首选“三公经费”，没有时取支出。部门由小到大排列，曲线离对角线越远越集中；基尼系数0为各部门相等，接近1为集中于少数部门。规模不同的部门金额本不相等，本图只作描述。
# note.en: Source: departments' budgets and final accounts; {n} departments, with zero and without negative amounts; three-public expenses, or expenditure where there are none. Departments from the smallest to the largest; the further from the diagonal, the more concentrated. Gini: 0 when all are alike, near 1 when a few have nearly everything. Departments differ in size: this describes and does not judge.
# alternative.zh: {data_year}年各部门{what}的洛伦兹曲线，基尼系数{gini}。
# alternative.en: Lorenz curve of the departments' {what} in {data_year}; Gini coefficient {gini}.
# height: 470
left_px = 66.0
right_px = canvas_w - left_px - 380
top_px = title_px + 40
bottom_px = note_px + 58
eval frame
x_low = 0.0
x_high = 100.0
x_steps = 5
eval x_range
eval x_axis
y_low = 0.0
y_high = 100.0
y_steps = 5
eval y_range
eval y_axis
heading_text = text_amounts
eval heading
set grid xtics ytics
set label 9004 text_depts at first 50, screen y_up(note_px + 12) center font ',12' textcolor rgb grey_dark
set label 9005 text_equal at first 34, first 40 center rotate by 45 font ',11' textcolor rgb grey
set label 9006 text_gini at first 4, first 92 left font ',14' textcolor rgb blue_dark
# The largest ones beside the curve: places in pixels from the plot's left edge, which is 380 pixels for 100.
px(v) = v / 3.8
line_y(i) = 84 - 8 * i
set label 9007 text_largest at first px(420), first line_y(0) left font ',12' textcolor rgb grey_dark
set label 9008 text_share at first px(900), first line_y(0) right font ',12' textcolor rgb grey_dark
set label 9009 with_unit(label_amount, unit_amount) at first px(810), first line_y(0) right font ',12' textcolor rgb grey_dark
do for [i = 1:5] {
  wanted = i
  name_of = ''
  amount_of = ''
  share_of = ''
  stats data using (strcol(print_largest) eq sprintf('%d', wanted) ? (name_of = strcol(col_name), amount_of = strcol(print_amount), share_of = strcol(print_share), 1) : 0) nooutput
  set label 110 + i name_of at first px(420), first line_y(i) left font ',12' textcolor rgb grey_dark
  set label 120 + i amount_of at first px(810), first line_y(i) right font ',12' textcolor rgb grey_dark
  set label 130 + i share_of at first px(900), first line_y(i) right font ',12' textcolor rgb grey_dark
}
plot data using col_depts:col_amounts:col_depts with filledcurves fillcolor rgb '#E4EAF4', \
     data using col_depts:col_depts with lines linewidth 1.5 dashtype (6, 4) linecolor rgb grey, \
     data using col_depts:col_amounts with lines linewidth 2.5 linecolor rgb blue
