-- check:      basic_columns
-- zh:         基本支出表的人员、公用两栏合计等于合计栏
-- en:         Columns of the basic-expenditure tables add up
-- severity:   error
-- position:   130
-- basis:      部门预算公开 表7、表8：合计 = 人员经费 + 公用经费
-- message.zh: {stage}{item}为{right}{unit}，人员经费与公用经费之和为{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, personnel and operating funds add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对该行各栏，并与表5、表6的同一行比较。
-- advice.en:  Check the columns of this line, and the same line of the full tables.
SELECT w.dept_id, w.year, w.item_id, w.part_id, w.stage, CAST(sum(c.value) AS BIGINT) AS left_value,
       w.value AS right_value, (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin,
       max(c.origin) AS last_origin, w.origin AS right_origin, count(*) AS parts
  FROM figure_stage c
  JOIN item p ON p.item_id = c.part_id
  JOIN item b ON b.code = 'basic_funds'
  JOIN figure_stage w ON w.dept_id = c.dept_id AND w.item_id = c.item_id AND w.year = c.year AND w.month = c.month
       AND w.stage = c.stage AND w.part_id = b.item_id
 WHERE c.part_id <> 0 AND p.code IN ('personnel_funds', 'public_funds')
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.part_id, w.value, w.step, w.origin
 ORDER BY w.origin
