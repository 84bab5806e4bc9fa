-- check:      stated_change_total
-- zh:         各项增减额之和等于总增减额
-- en:         The stated changes add up to the change of the total
-- severity:   error
-- position:   330
-- basis:      说明文字：各科目增减额之和 = 支出总增减额
-- message.zh: {place}所列{parts}个科目{stage}增减额合计{left}{unit}，总额增减{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {place} lists the changes of {parts} codes ({stage}) that add up to {left} {unit}, the total changes by {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  各项增减额应由同一底数换算；截断的应改为四舍五入。
-- advice.en:  Convert the changes from the same amounts, rounding half up.
-- Only tables that hold every code of the classification that is printed, or one above it: a selection adds up to nothing.
WITH above AS (
  SELECT i.item_id, i.parent_id AS whole_id FROM item i
   WHERE i.class IN ('function', 'economic_department', 'economic_government')
  UNION ALL
  SELECT i.item_id, a.parent_id FROM item i JOIN item a ON a.item_id = i.parent_id
   WHERE i.class IN ('function', 'economic_department', 'economic_government')
), line AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.table_name, i.class, s.item_id, s.value, s.step, s.origin,
         row_number() OVER (PARTITION BY s.dept_id, s.year, s.month, s.stage, s.table_name, s.item_id
                            ORDER BY s.statement_id) AS place
    FROM statement s
    JOIN item i ON i.item_id = s.item_id
   WHERE s.kind = 'change' AND s.part_id = 0 AND s.value IS NOT NULL
     AND i.class IN ('function', 'economic_department', 'economic_government')
), figure_line AS (
  SELECT f.dept_id, f.year, f.month, f.stage, i.class, f.item_id
    FROM figure_stage f
    JOIN item i ON i.item_id = f.item_id
   WHERE f.part_id = 0 AND i.class IN ('function', 'economic_department', 'economic_government')
), leaf AS (
  SELECT f.dept_id, f.year, f.month, f.stage, f.class, f.item_id
    FROM figure_line f
   WHERE NOT EXISTS (SELECT 1 FROM figure_line d JOIN above a ON a.item_id = d.item_id
                      WHERE a.whole_id = f.item_id AND d.dept_id = f.dept_id AND d.year = f.year
                        AND d.month = f.month AND d.stage = f.stage)
), listed AS (
  SELECT l.dept_id, l.year, l.month, l.stage, l.table_name, l.class, CAST(sum(l.value) AS BIGINT) AS value,
         CAST(sum(l.step) AS BIGINT) AS step, min(l.origin) AS origin, max(l.origin) AS last, count(*) AS parts
    FROM line l
   WHERE l.place = 1
     AND NOT EXISTS (SELECT 1 FROM line u JOIN above a ON a.whole_id = u.item_id
                      WHERE a.item_id = l.item_id AND u.dept_id = l.dept_id AND u.year = l.year AND u.month = l.month
                        AND u.stage = l.stage AND u.table_name = l.table_name)
   GROUP BY l.dept_id, l.year, l.month, l.stage, l.table_name, l.class
), whole AS (
  SELECT l.dept_id, l.year, l.month, l.stage, l.table_name, l.class, l.value, l.step, l.origin, l.last, l.parts
    FROM listed l
   WHERE NOT EXISTS (SELECT 1 FROM leaf f
                      WHERE f.dept_id = l.dept_id AND f.year = l.year AND f.month = l.month AND f.stage = l.stage
                        AND f.class = l.class
                        AND NOT EXISTS (SELECT 1 FROM line u
                                         WHERE u.dept_id = l.dept_id AND u.year = l.year AND u.month = l.month
                                           AND u.stage = l.stage AND u.table_name = l.table_name
                                           AND (u.item_id = f.item_id
                                                OR EXISTS (SELECT 1 FROM above a
                                                            WHERE a.item_id = f.item_id AND a.whole_id = u.item_id))))
)
, total AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.item_id, s.part_id, s.value, s.step, s.origin,
         row_number() OVER (PARTITION BY s.dept_id, s.year, s.month, s.stage ORDER BY s.part_id, s.statement_id) AS place
    FROM statement s
    JOIN item i ON i.item_id = s.item_id
    JOIN item p ON p.item_id = s.part_id
   WHERE s.kind = 'change' AND i.code = 'expenditure' AND (s.part_id = 0 OR p.code = 'fund_general_public')
)
SELECT t.dept_id, t.year, t.item_id, t.part_id, t.stage,
       CASE WHEN w.table_name = '' THEN '*' ELSE w.table_name END AS place, w.parts, w.value AS left_value,
       t.value AS right_value, (t.step + w.step) / 2 AS allowed, w.origin AS left_origin, w.last AS last_origin,
       t.origin AS right_origin
  FROM whole w
  JOIN total t ON t.dept_id = w.dept_id AND t.year = w.year AND t.month = w.month AND t.stage = w.stage AND t.place = 1
 ORDER BY t.origin, w.origin
