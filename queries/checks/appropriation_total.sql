-- check:      appropriation_total
-- zh:         财政拨款等于其各项之和
-- en:         The fiscal appropriation equals its parts
-- severity:   error
-- position:   110
-- basis:      部门预算公开 表4：一般公共预算 + 政府性基金 + 国有资本经营预算 = 合计
-- message.zh: {stage}{item}为{right}{unit}，一般公共预算、政府性基金、国有资本经营预算拨款合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, the appropriations from the general public budget, government funds and state capital add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对一般公共预算、政府性基金、国有资本经营预算三项拨款。
-- advice.en:  Check the appropriations from the general public budget, government funds and state capital.
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
       AND w.stage = c.stage AND w.code = 'fund_appropriation'
 WHERE c.code IN ('fund_general_public', 'fund_government', 'fund_state_capital')
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.part_id, w.value, w.step, w.origin
HAVING count(*) FILTER (WHERE c.code = 'fund_general_public') = 1
 ORDER BY w.origin
