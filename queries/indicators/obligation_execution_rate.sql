-- indicator:      obligation_execution_rate
-- zh:             支出义务执行率
-- en:             Obligation execution rate
-- unit:           percent
-- better:         target
-- target:         100
-- position:       90
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  全年支出义务 / 调整后预算（目标）
-- definition.en:  obligations of the year / adjusted (target) budget
-- basis:          City of Philadelphia, Quarterly City Manager’s Report
SELECT f.dept_id, f.year, f.actual AS numerator, f.adjusted AS denominator, f.actual_origin AS numerator_origin,
       f.adjusted_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'obligations') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.adjusted IS NOT NULL)
 ORDER BY f.dept_id, f.year
