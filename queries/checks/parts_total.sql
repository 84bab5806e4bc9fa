-- check:      parts_total
-- zh:         人员、公用、专项三栏合计等于合计栏
-- en:         Personnel, operating and special columns add up to the total column
-- severity:   error
-- position:   120
-- basis:      部门预算公开 表5、表6：每行 合计 = 人员经费 + 公用经费 + 专项业务经费
-- message.zh: {stage}{item}合计{right}{unit}，人员、公用、专项各栏之和为{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, its personnel, operating and special columns add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对该行各栏。
-- advice.en:  Check the columns of this line.
WITH divided AS MATERIALIZED (
  SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month
    FROM figure f
    JOIN item p ON p.item_id = f.part_id
   WHERE p.code IN ('personnel_funds', 'public_funds', 'special_funds')
)
SELECT w.dept_id, w.year, w.item_id, w.part_id, w.stage, CAST(sum(c.value) AS BIGINT) AS left_value,
       w.value AS right_value, (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin,
       max(c.origin) AS last_origin, w.origin AS right_origin, count(*) AS parts
  FROM divided d
 CROSS JOIN figure_stage c
  JOIN figure_stage w ON w.dept_id = c.dept_id AND w.item_id = c.item_id AND w.year = c.year AND w.month = c.month
       AND w.stage = c.stage AND w.part_id = 0
 WHERE c.item_id = d.item_id AND c.part_id = d.part_id AND c.dept_id = d.dept_id AND c.year = d.year AND c.month = d.month
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.part_id, w.value, w.step, w.origin
 ORDER BY w.origin
