-- check:      slid_rows
-- zh:         金额没有错行
-- en:         Amounts do not stand one row off
-- severity:   warning
-- position:   295
-- basis:      表与表逐行核对：合计相同而逐行不同，多为整列错行
-- message.zh: {place}在{item}一行印{left}{unit}，而该项为{right}{unit}；{left}{unit}正是{other_zh}的数，可能错行。
-- message.en: {place} prints {left} {unit} in the row of {item}, which is {right} {unit}; {left} {unit} is the amount of {other_en}: the column may have slid.
-- advice.zh:  逐行核对该表，看是否整列上移或下移。
-- advice.en:  Compare that table line by line: the column may have slid up or down.
WITH wrong AS (
  SELECT s.statement_id, s.dept_id, s.year, s.month, s.stage, s.item_id, s.part_id, s.table_name, s.value, s.step,
         s.origin, i.class, i.parent_id, f.value AS right_value, f.origin AS right_origin
    FROM statement s
    JOIN item i ON i.item_id = s.item_id AND i.unit_kind = 'money'
    JOIN figure_stage f ON f.dept_id = s.dept_id AND f.item_id = s.item_id AND f.part_id = s.part_id AND f.year = s.year
         AND f.month = s.month AND f.stage = s.stage
   WHERE s.kind = 'figure' AND s.value <> 0 AND abs(s.value - f.value) > (s.step + f.step) / 2
), alike AS (
  SELECT w.statement_id, o.code, o.zh, o.en, g.origin,
         row_number() OVER (PARTITION BY w.statement_id ORDER BY o.code) AS place
    FROM wrong w
    JOIN figure_stage g ON g.dept_id = w.dept_id AND g.part_id = w.part_id AND g.year = w.year AND g.month = w.month
         AND g.stage = w.stage AND abs(g.value - w.value) <= (g.step + w.step) / 2 AND g.item_id <> w.item_id
    JOIN item o ON o.item_id = g.item_id AND o.class = w.class AND o.parent_id = w.parent_id
)
SELECT w.dept_id, w.year, w.item_id, w.part_id, w.stage,
       CASE WHEN w.table_name = '' THEN '*' ELSE w.table_name END AS place, a.code || ' ' || a.zh AS other_zh,
       a.code || ' ' || a.en AS other_en, w.value AS left_value, w.right_value, -1 AS allowed, w.origin AS left_origin,
       w.right_origin, a.origin AS other_origin
  FROM wrong w
  JOIN alike a ON a.statement_id = w.statement_id AND a.place = 1
 ORDER BY w.origin
