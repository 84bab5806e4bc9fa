-- indicator:      procurement_execution_rate
-- zh:             政府采购执行率
-- en:             Procurement execution rate
-- unit:           percent
-- better:         target
-- target:         100
-- position:       170
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  实际政府采购金额 / 政府采购预算数
-- definition.en:  actual procurement / procurement budget
-- basis.zh:       财预〔2013〕53号；2023 区级申报表
-- basis.en:       MOF circular Caiyu [2013] No. 53; district declaration form 2023
-- chart:          yes
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'procurement') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
