-- check:      carryover_link
-- zh:         年初结转等于上年年末结转
-- en:         Opening carry-over equals last year's closing one
-- severity:   warning
-- position:   280
-- basis:      部门决算公开：本年年初结转和结余 = 上年年末结转和结余
-- message.zh: 年初结转{left}{unit}，上年年末结转{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: The opening carry-over is {left} {unit}, last year's closing one {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对上年决算批复后的调整。
-- advice.en:  See what was corrected after last year's accounts were approved.
SELECT o.dept_id, o.year, o.actual AS left_value, c.actual AS right_value, (o.actual_step + c.actual_step) / 2 AS allowed,
       o.actual_origin AS left_origin, c.actual_origin AS right_origin
  FROM figure o
  JOIN item oi ON oi.item_id = o.item_id
  JOIN item ci ON ci.code = 'carryover_closing'
  JOIN figure c ON c.dept_id = o.dept_id AND c.item_id = ci.item_id AND c.part_id = o.part_id AND c.year = o.year - 1
       AND c.month = o.month
 WHERE oi.code = 'carryover_opening' AND o.month = 12 AND o.actual IS NOT NULL AND c.actual IS NOT NULL
 ORDER BY o.actual_origin
