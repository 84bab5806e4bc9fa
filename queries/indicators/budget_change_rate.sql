-- indicator:      budget_change_rate
-- zh:             年初预算变动率
-- en:             Change of initial budget
-- unit:           percent
-- better:         none
-- outliers:       none
-- position:       340
-- calculation:    ({current} − {prior}) / {prior} × 100%
-- definition.zh:  （本年年初预算 − 上年）/ 上年
-- definition.en:  (initial budget − last year) / last year
-- basis.zh:       部门预算公开说明
-- basis.en:       notes to disclosed budgets
SELECT c.dept_id, c.year, c.budget - p.budget AS numerator, p.budget AS denominator, c.budget AS current,
       p.budget AS prior, c.budget_origin AS current_origin, p.budget_origin AS prior_origin
  FROM figure c
  LEFT JOIN figure p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id
       AND p.year = c.year - 1 AND p.month = c.month
 WHERE c.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND c.part_id = 0 AND c.month = 12
   AND c.budget IS NOT NULL
 ORDER BY c.dept_id, c.year
