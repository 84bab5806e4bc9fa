-- check:      columns_agree
-- zh:         按功能与按经济分类的同一栏相等
-- en:         The same column by function and by economic class is equal
-- severity:   error
-- position:   140
-- basis:      部门预算公开 表5各栏合计 = 表6各栏合计，表7合计 = 表8合计
-- message.zh: {stage}“{column_zh}”一栏，功能分类表合计{left}{unit}，经济分类表合计{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}, column “{column_en}”: the table by function adds up to {left} {unit}, the one by economic class to {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  分别复核两张表的该栏，逐行查找差额。
-- advice.en:  Add up that column in both tables and look for the line that differs.
-- Sums over the deepest printed codes, so that no amount counts twice.
WITH above AS (
  SELECT i.item_id, i.class, i.parent_id AS whole_id FROM item i
   WHERE i.class IN ('function', 'economic_department')
  UNION ALL
  SELECT i.item_id, i.class, a.parent_id FROM item i JOIN item a ON a.item_id = i.parent_id
   WHERE i.class IN ('function', 'economic_department')
), line AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.part_id, s.item_id, i.class, s.value, s.step, s.origin
    FROM figure_stage s
    JOIN item i ON i.item_id = s.item_id
    JOIN item p ON p.item_id = s.part_id
   WHERE i.class IN ('function', 'economic_department')
     AND p.code IN ('personnel_funds', 'public_funds', 'special_funds', 'basic_funds')
), leaf AS (
  SELECT l.dept_id, l.year, l.month, l.stage, l.part_id, l.class, CAST(sum(l.value) AS BIGINT) AS value,
         CAST(sum(l.step) AS BIGINT) AS step, min(l.origin) AS origin, max(l.origin) AS last
    FROM line l
   WHERE NOT EXISTS (SELECT 1 FROM line d JOIN above a ON a.item_id = d.item_id
                      WHERE a.whole_id = l.item_id AND d.dept_id = l.dept_id AND d.part_id = l.part_id
                        AND d.year = l.year AND d.month = l.month AND d.stage = l.stage)
   GROUP BY l.dept_id, l.year, l.month, l.stage, l.part_id, l.class
)
SELECT f.dept_id, f.year, f.stage, p.zh AS column_zh, p.en AS column_en, f.value AS left_value,
       e.value AS right_value, (f.step + e.step) / 2 AS allowed, f.origin AS left_origin, e.origin AS right_origin
  FROM leaf f
  JOIN leaf e ON e.dept_id = f.dept_id AND e.part_id = f.part_id AND e.year = f.year AND e.month = f.month
       AND e.stage = f.stage AND e.class = 'economic_department'
  JOIN item p ON p.item_id = f.part_id
 WHERE f.class = 'function'
 ORDER BY f.origin, f.part_id
