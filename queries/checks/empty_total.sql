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
WITH part AS (
  SELECT f.dept_id, f.year, f.month, f.stage, i.parent_id AS whole_id, i.class, f.value, f.origin, s.source_id
    FROM figure_stage f
    JOIN item i ON i.item_id = f.item_id AND i.parent_id IS NOT NULL AND i.class IN ('nature', 'function', 'economic_department')
    JOIN source s ON f.origin >= s.first_origin AND f.origin < s.end_origin
   WHERE f.part_id = 0
), total AS (
  SELECT a.dept_id, a.year, a.item_id, a.stage, i.unit_kind, count(*) AS parts, CAST(sum(p.value) AS BIGINT) AS left_value,
         min(p.origin) AS left_origin, a.origin AS right_origin,
         row_number() OVER (PARTITION BY a.origin ORDER BY p.class DESC) AS place
    FROM absent a
    JOIN source s ON a.origin >= s.first_origin AND a.origin < s.end_origin
    JOIN item i ON i.item_id = a.item_id
    JOIN part p ON p.whole_id = a.item_id AND p.dept_id = a.dept_id AND p.year = a.year AND p.month = a.month
         AND p.stage = a.stage AND p.source_id = s.source_id
   WHERE a.kind = 'blank' AND a.part_id = 0
   GROUP BY a.dept_id, a.year, a.item_id, a.stage, i.unit_kind, a.origin, p.class
)
SELECT t.dept_id, t.year, t.item_id, t.stage, t.unit_kind, t.parts, t.left_value, NULL AS right_value, -1 AS allowed,
       t.left_origin, t.right_origin
  FROM total t
 WHERE t.place = 1
 ORDER BY t.right_origin
