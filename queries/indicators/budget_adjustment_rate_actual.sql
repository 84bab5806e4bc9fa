-- indicator:      budget_adjustment_rate_actual
-- zh:             预算调整率（决算口径）
-- en:             Budget adjustment rate (actual basis)
-- unit:           percent
-- better:         target
-- target:         0
-- outliers:       none
-- position:       120
-- calculation:    ({changed} − {initial}) / {initial} × 100%
-- definition.zh:  （支出决算数 − 年初预算数）/ 年初预算数；以决算差额代替调整数
-- definition.en:  (actual expenditure − initial budget) / initial budget; the difference stands in for the adjustments
-- basis.zh:       2020 县级评分表（炎陵）
-- basis.en:       county rubric 2020 (Yanling)
SELECT f.dept_id, f.year, f.actual - f.budget AS numerator, f.budget AS denominator, f.actual AS changed,
       f.budget AS initial, f.actual_origin AS changed_origin, f.budget_origin AS initial_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND f.part_id = 0 AND f.month = 12
   AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
