-- check:      column_items
-- zh:         各栏合计与人员、公用、项目支出相等
-- en:         Columns agree with personnel, operating and project expenditure
-- severity:   warning
-- position:   150
-- basis:      部门预算公开 表5与表7、表10：表7 = 表5的人员、公用栏，表10 = 表5的专项栏
-- message.zh: {stage}功能分类表“{column_zh}”一栏合计{left}{unit}，{item}为{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: the column “{column_en}” of the table by function adds up to {left} {unit}, {item} is {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  表5只含一般公共预算时，其他资金安排的部分可以解释差额；否则逐行核对。
-- advice.en:  Where the table covers the general public budget only, money from other funds may explain it; otherwise compare line by line.
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
, pair(part, item) AS (
  VALUES ('personnel_funds', 'personnel_funds'), ('public_funds', 'public_funds'),
         ('special_funds', 'expenditure_project'), ('basic_funds', 'expenditure_basic')
)
SELECT l.dept_id, l.year, w.item_id, l.stage, p.zh AS column_zh, p.en AS column_en, l.value AS left_value,
       w.value AS right_value, (l.step + w.step) / 2 AS allowed, l.origin AS left_origin, w.origin AS right_origin
  FROM leaf l
  JOIN item p ON p.item_id = l.part_id
  JOIN pair t ON t.part = p.code
  JOIN item wi ON wi.code = t.item
  JOIN figure_stage w ON w.dept_id = l.dept_id AND w.item_id = wi.item_id AND w.part_id = 0 AND w.year = l.year
       AND w.month = l.month AND w.stage = l.stage
 WHERE l.class = 'function'
 ORDER BY l.origin, l.part_id
