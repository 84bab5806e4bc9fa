-- indicator:      public_funds_control_rate
-- zh:             公用经费控制率
-- en:             Operating-fund control rate
-- unit:           percent
-- better:         lower
-- target:         100
-- position:       160
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  公用经费实际支出 / 公用经费预算
-- definition.en:  operating funds actually spent / budgeted
-- basis.zh:       财预〔2013〕53号
-- basis.en:       MOF circular Caiyu [2013] No. 53
-- chart:          yes
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'public_funds') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
