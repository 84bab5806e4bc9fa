-- indicator:      special_fund_detailing_rate
-- zh:             专项资金细化率
-- en:             Earmarked-fund detailing rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       60
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  已细化的专项资金 / 参与分配的专项资金总数
-- definition.en:  earmarked funds allocated in detail / earmarked funds to be allocated
-- basis.zh:       2023 区级申报表
-- basis.en:       district declaration form 2023
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual_origin AS numerator_origin,
       b.actual_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'special_fund_total') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'special_fund_allocated') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
