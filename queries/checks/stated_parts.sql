-- check:      stated_parts
-- zh:         复述的各项之和等于复述的总数
-- en:         The repeated parts add up to the repeated total
-- severity:   error
-- position:   320
-- basis:      说明文字：各科目之和 = 支出总额（万元）
-- message.zh: {place}所列{parts}个科目{stage}合计{left}{unit}，同处总数为{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {place} lists {parts} codes ({stage}) that add up to {left} {unit}, its total is {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  各项与总数应由同一底数换算；截断的应改为四舍五入。
-- advice.en:  Convert the parts and the total from the same amounts, rounding half up.
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
   WHERE s.kind = 'figure' AND s.part_id = 0 AND s.value IS NOT NULL
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
  SELECT s.dept_id, s.year, s.month, s.stage, s.table_name, s.item_id, s.part_id, s.value, s.step, s.origin,
         min(s.part_id) OVER (PARTITION BY s.dept_id, s.year, s.month, s.stage, s.table_name) AS widest
    FROM statement s
    JOIN item i ON i.item_id = s.item_id
    JOIN item p ON p.item_id = s.part_id
   WHERE s.kind = 'figure' AND i.code = 'expenditure' AND (s.part_id = 0 OR p.code = 'fund_general_public')
), pair AS (
  SELECT w.dept_id, w.year, w.stage, w.table_name, w.parts, w.value, w.step, w.origin, w.last, t.item_id, t.part_id,
         t.value AS total, t.step AS total_step, t.origin AS total_origin,
         row_number() OVER (PARTITION BY w.dept_id, w.year, w.month, w.stage, w.table_name, w.class
                            ORDER BY abs(w.value - t.value), t.origin) AS place
    FROM whole w
    JOIN total t ON t.dept_id = w.dept_id AND t.year = w.year AND t.month = w.month AND t.stage = w.stage
         AND t.table_name = w.table_name AND t.part_id = t.widest
)
SELECT p.dept_id, p.year, p.item_id, p.part_id, p.stage,
       CASE WHEN p.table_name = '' THEN '*' ELSE p.table_name END AS place, p.parts, p.value AS left_value,
       p.total AS right_value, (p.total_step + p.step) / 2 AS allowed, p.origin AS left_origin, p.last AS last_origin,
       p.total_origin AS right_origin
  FROM pair p
 WHERE p.place = 1
 ORDER BY p.total_origin, p.origin
