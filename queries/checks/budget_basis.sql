-- check:      budget_basis
-- zh:         上年预算带分而本年为整数
-- en:         Last year's budget has cents, this year's is round
-- severity:   info
-- position:   460
-- basis:      年初批复预算一般为整数；带角分的多为决算或调整后的数
-- message.zh: {item}上年年初预算为{left}{unit}（含角分），本年为整数{right}{unit}；上年数可能不是年初预算口径。
-- message.en: {item}: last year's adopted budget is {left} {unit}, with cents, this year's is a round {right} {unit}; last year's may be on another basis.
-- advice.zh:  核对上年预算数是否误用了决算数或调整预算数。
-- advice.en:  See whether last year's budget is really its actual or adjusted one.
SELECT y.dept_id, y.year, y.item_id, y.part_id, y.prior AS left_value, y.current AS right_value, -1 AS allowed,
       y.prior_origin AS left_origin, y.current_origin AS right_origin
  FROM yoy y
  JOIN item i ON i.item_id = y.item_id
 WHERE i.code IN ('revenue', 'expenditure') AND y.part_id = 0 AND y.month = 12 AND y.stage = 'budget'
   AND y.prior % 100 <> 0 AND y.current % 10000 = 0 AND y.current <> 0
 ORDER BY y.current_origin
