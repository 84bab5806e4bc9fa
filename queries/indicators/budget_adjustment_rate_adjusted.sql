-- indicator:      budget_adjustment_rate_adjusted
-- zh:             预算调整率（调整预算口径）
-- en:             Budget adjustment rate (adjusted budget basis)
-- unit:           percent
-- better:         target
-- target:         0
-- position:       110
-- calculation:    ({changed} − {initial}) / {initial} × 100%
-- definition.zh:  （调整预算数 − 年初预算数）/ 年初预算数
-- definition.en:  (adjusted budget − initial budget) / initial budget
-- basis.zh:       2023 区级申报表
-- basis.en:       district declaration form 2023
-- chart:          yes
SELECT f.dept_id, f.year, f.adjusted - f.budget AS numerator, f.budget AS denominator, f.adjusted AS changed,
       f.budget AS initial, f.adjusted_origin AS changed_origin, f.budget_origin AS initial_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND f.part_id = 0 AND f.month = 12
   AND f.adjusted IS NOT NULL
 ORDER BY f.dept_id, f.year
