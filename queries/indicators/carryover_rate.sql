-- indicator:      carryover_rate
-- zh:             结转结余率
-- en:             Carry-over rate
-- unit:           percent
-- better:         lower
-- position:       140
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  年末结转结余 / 调整预算数
-- definition.en:  closing carry-over / adjusted budget
-- basis.zh:       财预〔2013〕53号；2023 区级申报表
-- basis.en:       MOF circular Caiyu [2013] No. 53; district declaration form 2023
-- chart:          yes
SELECT a.dept_id, a.year, a.actual AS numerator, b.adjusted AS denominator, a.actual_origin AS numerator_origin,
       b.adjusted_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND b.part_id = 0 AND b.year = a.year
       AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'carryover_closing') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
