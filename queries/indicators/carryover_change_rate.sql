-- indicator:      carryover_change_rate
-- zh:             结转结余变动率
-- en:             Carry-over change rate
-- unit:           percent
-- better:         lower
-- target:         0
-- outliers:       none
-- position:       150
-- calculation:    ({closing} − {opening}) / {opening} × 100%
-- definition.zh:  （年末结转结余 − 年初结转结余）/ 年初结转结余
-- definition.en:  (closing − opening carry-over) / opening carry-over
-- basis.zh:       财预〔2013〕53号
-- basis.en:       MOF circular Caiyu [2013] No. 53
SELECT c.dept_id, c.year, c.actual - o.actual AS numerator, o.actual AS denominator, c.actual AS closing,
       o.actual AS opening, c.actual_origin AS closing_origin, o.actual_origin AS opening_origin
  FROM figure c
  LEFT JOIN figure o ON o.dept_id = c.dept_id
       AND o.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'carryover_opening') AND o.part_id = 0
       AND o.year = c.year AND o.month = 12
 WHERE c.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'carryover_closing') AND c.part_id = 0
   AND c.month = 12 AND c.actual IS NOT NULL
 ORDER BY c.dept_id, c.year
