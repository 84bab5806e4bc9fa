-- check:      empty_total
-- zh:         有分项而总数一栏空白
-- en:         Parts are printed, their total is blank
-- severity:   warning
-- position:   335
-- basis:      绩效目标申报表：资金总额 = 按收入性质分 = 按支出性质分（基本支出 + 项目支出）
-- message.zh: {stage}{item}一栏空白，而其{parts}个分项合计{left}{unit}。
-- message.en: {stage}: the cell of {item} is blank, while its {parts} parts add up to {left} {unit}.
-- advice.zh:  在总数一栏补填；印在别处的数移回该栏。
-- advice.en:  Fill in the total; move a number that stands in another cell back to it.
-- The parts stand in the same file; of several ways to divide the total one is told.
WITH empty AS MATERIALIZED (
  SELECT a.dept_id, a.year, a.month, a.item_id, a.stage, a.origin, i.unit_kind, s.first_origin, s.end_origin
    FROM absent a
    JOIN item i ON i.item_id = a.item_id
    JOIN source s ON a.origin >= s.first_origin AND a.origin < s.end_origin
   WHERE a.kind = 'blank' AND a.part_id = 0 AND a.item_id IN (SELECT c.parent_id FROM item c)
), total AS (
  SELECT e.dept_id, e.year, e.item_id, e.stage, e.unit_kind, count(*) AS parts, CAST(sum(p.value) AS BIGINT) AS left_value,
         min(p.origin) AS left_origin, e.origin AS right_origin,
         row_number() OVER (PARTITION BY e.origin ORDER BY c.class DESC) AS place
    FROM empty e
   CROSS JOIN item c
   CROSS JOIN figure_stage p
   WHERE c.parent_id = e.item_id AND c.class IN ('nature', 'function', 'economic_department') AND p.item_id = c.item_id
     AND p.part_id = 0 AND p.dept_id = e.dept_id AND p.year = e.year AND p.month = e.month AND p.stage = e.stage
     AND p.origin >= e.first_origin AND p.origin < e.end_origin
   GROUP BY e.dept_id, e.year, e.item_id, e.stage, e.unit_kind, e.origin, c.class
)
SELECT t.dept_id, t.year, t.item_id, t.stage, t.unit_kind, t.parts, t.left_value, NULL AS right_value, -1 AS allowed,
       t.left_origin, t.right_origin
  FROM total t
 WHERE t.place = 1
 ORDER BY t.right_origin
