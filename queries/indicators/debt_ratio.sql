-- indicator:      debt_ratio
-- zh:             资产负债率
-- en:             Debt ratio
-- unit:           percent
-- better:         lower
-- position:       190
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  负债总额 / 资产总额
-- definition.en:  total liabilities / total assets
-- basis.zh:       部门决算分析通用指标
-- basis.en:       common analysis of final accounts
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual_origin AS numerator_origin,
       b.actual_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'assets_total') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'liabilities_total') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
