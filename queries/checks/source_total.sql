-- check:      source_total
-- zh:         各资金来源合计等于收入（支出）
-- en:         Sources of funds add up to revenue (expenditure)
-- severity:   error
-- position:   100
-- basis:      部门预算公开 表1、表4；部门决算公开 公开02；绩效目标申报表
-- message.zh: {stage}{item}为{right}{unit}，{parts}项资金来源合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, its {parts} sources of funds add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对各项资金来源，看有无漏列的来源。
-- advice.en:  Check the sources for one that was left out.
WITH line AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.item_id, s.part_id, p.code, p.class, s.value, s.step, s.origin
    FROM figure_stage s
    JOIN item p ON p.item_id = s.part_id
    JOIN item i ON i.item_id = s.item_id
   WHERE i.code IN ('revenue', 'expenditure')
)
SELECT w.dept_id, w.year, w.item_id, w.part_id, w.stage, CAST(sum(c.value) AS BIGINT) AS left_value,
       w.value AS right_value, (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin,
       max(c.origin) AS last_origin, w.origin AS right_origin, count(*) AS parts
  FROM line c
  JOIN line w ON w.dept_id = c.dept_id AND w.item_id = c.item_id AND w.year = c.year AND w.month = c.month
       AND w.stage = c.stage AND w.part_id = 0
 WHERE c.class = 'source'
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.part_id, w.value, w.step, w.origin
 ORDER BY w.origin
