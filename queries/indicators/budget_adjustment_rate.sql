-- indicator:      budget_adjustment_rate
-- zh:             预算调整率（调整数口径）
-- en:             Budget adjustment rate (sum of adjustments)
-- unit:           percent
-- better:         target
-- target:         0
-- position:       100
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  预算调整数 / 年初预算数；调整数为追加、追减和结构调整之和
-- definition.en:  sum of adjustments / initial budget
-- basis.zh:       财预〔2013〕53号；2020 县级评分表
-- basis.en:       MOF circular Caiyu [2013] No. 53; county rubric 2020
SELECT a.dept_id, a.year, a.adjusted AS numerator, b.budget AS denominator, a.adjusted_origin AS numerator_origin,
       b.budget_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND b.part_id = 0 AND b.year = a.year
       AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'budget_adjustment') AND a.part_id = 0
   AND a.month = 12 AND a.adjusted IS NOT NULL
 ORDER BY a.dept_id, a.year
