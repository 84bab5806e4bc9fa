-- indicator:      budget_execution_rate
-- zh:             预算执行率
-- en:             Budget execution rate
-- unit:           percent
-- better:         target
-- target:         100
-- position:       70
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  支出决算数 / 全年（调整）预算数
-- definition.en:  actual expenditure / adjusted budget
-- basis.zh:       财预〔2013〕53号；2023 区级申报表
-- basis.en:       MOF circular Caiyu [2013] No. 53; district declaration form 2023
-- chart:          yes
SELECT f.dept_id, f.year, f.actual AS numerator, f.adjusted AS denominator, f.actual_origin AS numerator_origin,
       f.adjusted_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.adjusted IS NOT NULL)
 ORDER BY f.dept_id, f.year
