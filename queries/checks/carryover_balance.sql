-- check:      carryover_balance
-- zh:         年初结转加收入等于支出加年末结转
-- en:         Opening carry-over and revenue equal expenditure and closing carry-over
-- severity:   warning
-- position:   20
-- basis:      部门决算公开 公开01、公开04、公开08
-- message.zh: {stage}年初结转加收入为{left}{unit}，支出加年末结转为{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: opening carry-over and revenue are {left} {unit}, expenditure and closing carry-over {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  另有使用非财政拨款结余或结余分配的，差额应与之相等；否则核对结转数。
-- advice.en:  Where reserves were used or surplus was distributed, the difference should be just that; otherwise check the carry-over.
WITH amount AS (
  SELECT s.dept_id, s.year, s.month, s.stage, i.code, s.value, s.step, s.origin
    FROM figure_stage s
    JOIN item i ON i.item_id = s.item_id
   WHERE s.part_id = 0 AND i.code IN ('carryover_opening', 'revenue', 'expenditure', 'carryover_closing')
)
SELECT o.dept_id, o.year, o.stage, o.value + r.value AS left_value, e.value + c.value AS right_value,
       (o.step + r.step + e.step + c.step) / 2 AS allowed, r.origin AS left_origin, e.origin AS right_origin,
       o.origin AS opening_origin, c.origin AS closing_origin
  FROM amount o
  JOIN amount r ON r.dept_id = o.dept_id AND r.year = o.year AND r.month = o.month AND r.stage = o.stage
       AND r.code = 'revenue'
  JOIN amount e ON e.dept_id = o.dept_id AND e.year = o.year AND e.month = o.month AND e.stage = o.stage
       AND e.code = 'expenditure'
  JOIN amount c ON c.dept_id = o.dept_id AND c.year = o.year AND c.month = o.month AND c.stage = o.stage
       AND c.code = 'carryover_closing'
 WHERE o.code = 'carryover_opening'
 ORDER BY o.origin
