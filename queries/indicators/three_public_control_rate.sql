-- indicator:      three_public_control_rate
-- zh:             “三公经费”控制率
-- en:             Three-public expense control rate
-- unit:           percent
-- better:         lower
-- target:         100
-- position:       20
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  三公经费实际支出数 / 三公经费预算安排数
-- definition.en:  three-public expenses actually spent / budgeted
-- basis.zh:       财预〔2013〕53号；2020 县级评分表
-- basis.en:       MOF circular Caiyu [2013] No. 53; county rubric 2020
-- chart:          yes
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'three_public') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
