-- check:      adjustment_proxy
-- zh:         预算调整数等于决算减年初预算
-- en:         The adjustment is just actual minus adopted budget
-- severity:   info
-- position:   240
-- basis:      预算调整数 = Σ追加、追减和结构调整，扣除政策性、不可抗力和上级交办的部分（财预〔2013〕53号）
-- message.zh: 预算调整数{left}{unit}恰为决算减年初预算（{right}{unit}），是代替数，不是各次调整之和。
-- message.en: The budget adjustment of {left} {unit} is exactly actual minus adopted budget ({right} {unit}): a stand-in, not the sum of the adjustments.
-- advice.zh:  按调整文件逐笔汇总预算调整数；以决算差额代替会把执行差异也算进去。
-- advice.en:  Add the adjustments up from their approvals; the difference to the actual also holds what was not spent.
-- Where an adjusted budget is printed, an execution of just 100 % would look the same.
SELECT a.dept_id, a.year, a.adjusted AS left_value, e.actual - e.budget AS right_value, -1 AS allowed,
       a.adjusted_origin AS left_origin, e.actual_origin AS right_origin, e.budget_origin
  FROM figure a
  JOIN item ai ON ai.item_id = a.item_id
  JOIN item ei ON ei.code = 'expenditure'
  JOIN figure e ON e.dept_id = a.dept_id AND e.item_id = ei.item_id AND e.part_id = 0 AND e.year = a.year
       AND e.month = a.month
 WHERE ai.code = 'budget_adjustment' AND a.part_id = 0 AND e.adjusted IS NULL AND a.adjusted <> 0
   AND a.adjusted = e.actual - e.budget
 ORDER BY a.adjusted_origin
