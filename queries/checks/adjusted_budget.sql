-- check:      adjusted_budget
-- zh:         全年预算等于年初预算加调整数
-- en:         The adjusted budget equals the adopted one and the adjustment
-- severity:   error
-- position:   230
-- basis:      财决01表 2022：全年预算数 = 年初批复 + 调增 − 调减
-- message.zh: 全年预算为{left}{unit}，年初预算加预算调整数为{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: The adjusted budget is {left} {unit}, the adopted budget and the adjustment are {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对调整文件与全年预算数。
-- advice.en:  Check the adjustments against the adjusted budget.
SELECT e.dept_id, e.year, e.adjusted AS left_value, e.budget + a.adjusted AS right_value,
       (e.adjusted_step + e.budget_step + a.adjusted_step) / 2 AS allowed, e.adjusted_origin AS left_origin,
       a.adjusted_origin AS right_origin, e.budget_origin
  FROM figure e
  JOIN item ei ON ei.item_id = e.item_id
  JOIN item ai ON ai.code = 'budget_adjustment'
  JOIN figure a ON a.dept_id = e.dept_id AND a.item_id = ai.item_id AND a.part_id = 0 AND a.year = e.year
       AND a.month = e.month
 WHERE ei.code = 'expenditure' AND e.part_id = 0 AND e.adjusted IS NOT NULL AND e.budget IS NOT NULL
   AND a.adjusted IS NOT NULL
 ORDER BY e.adjusted_origin
