-- indicator:      hotline_valid_rate
-- zh:             热线有效率
-- en:             Valid-call rate of the hotline
-- unit:           percent
-- better:         none
-- position:       310
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  有效事项数 / 来电数
-- definition.en:  valid cases / calls
-- basis.zh:       炎陵 2020 评价报告
-- basis.en:       Yanling evaluation report 2020
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual_origin AS numerator_origin,
       b.actual_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'hotline_calls') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'hotline_valid') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
