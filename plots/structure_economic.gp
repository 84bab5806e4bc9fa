# chart: structure_economic
# name.zh: 支出经济构成图
# name.en: Composition by economic class
# zh: {dept}：支出经济构成（{what}，{years}年）
# en: {dept}: economic composition of expenditure ({what}), {years}
# for: dept
# chapter: structure
# order: 11
# body: structure
# data:
#   WITH cell AS (
#     SELECT i.item_id, i.class, y.stage, y.year, y.value AS amount
#       FROM figure_stage y
#       JOIN item i ON i.item_id = y.item_id
#       JOIN item p ON p.item_id = i.parent_id
#      WHERE y.dept_id = :dept_id AND y.part_id = 0 AND y.month = 12 AND y.year BETWEEN :first_year AND :last_year
#        AND y.value > 0 AND p.code IN ('expenditure', 'obligations') AND i.unit_kind = 'money'
#        AND i.class IN ('economic_department', 'economic_government', 'object')
#   ), chosen AS (
#     SELECT class, stage FROM cell GROUP BY class, stage
#      ORDER BY count(*) DESC, CASE stage WHEN 'actual' THEN 0 WHEN 'adjusted' THEN 1 ELSE 2 END, class LIMIT 1
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
#          CASE k.class WHEN 'economic_department' THEN CASE WHEN :lang = 'zh' THEN '部门经济分类' ELSE 'by economic class' END
#               WHEN 'economic_government' THEN CASE WHEN :lang = 'zh' THEN '政府经济分类' ELSE 'by economic class' END
#               ELSE CASE WHEN :lang = 'zh' THEN '支出对象' ELSE 'by object class' END END
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
# note.zh: 资料来源：部门预算、决算。取该部门数据最全的一种经济分类和阶段；占比以所列各项之和为100%，零和负数不计；按各年合计由大到小，第八项起并入“其他”。
# note.en: Source: departments' budgets and final accounts; the economic classification and stage with most data are shown. 100% is the sum of the items shown, without zero and negative amounts; largest first over all years, the eighth and later ones in 'Other'.
# alternative.zh: {dept}各年支出构成的百分比堆积柱形图（{what}）。
# alternative.en: Stacked bars of the composition of {dept}'s expenditure by year ({what}).
