-- check:      vehicle_total
-- zh:         公务用车费等于购置费加运行维护费
-- en:         Vehicle expenses equal purchase and operation
-- severity:   error
-- position:   200
-- basis:      部门预算公开 表12；部门决算公开 公开07
-- message.zh: {stage}{item}为{right}{unit}，购置费与运行维护费合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, purchase and operation add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对购置费与运行维护费。
-- advice.en:  Check purchase and operation.
-- Only where three_public_vehicle_purchase and three_public_vehicle_operation are all printed: a blank is not a zero.
WITH line AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.item_id, i.code, s.value, s.step, s.origin
    FROM figure_stage s
    JOIN item i ON i.item_id = s.item_id
   WHERE s.part_id = 0
     AND i.code IN ('three_public_vehicle', 'three_public_vehicle_purchase', 'three_public_vehicle_operation')
)
SELECT w.dept_id, w.year, w.item_id, w.stage, CAST(sum(c.value) AS BIGINT) AS left_value, w.value AS right_value,
       (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin, max(c.origin) AS last_origin,
       w.origin AS right_origin
  FROM line w
  JOIN line c ON c.dept_id = w.dept_id AND c.year = w.year AND c.month = w.month AND c.stage = w.stage
       AND c.code <> w.code
 WHERE w.code = 'three_public_vehicle'
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.value, w.step, w.origin
HAVING count(*) FILTER (WHERE c.code IN ('three_public_vehicle_purchase', 'three_public_vehicle_operation')) = 2
 ORDER BY w.origin
