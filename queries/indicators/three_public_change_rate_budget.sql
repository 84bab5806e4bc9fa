-- indicator:      three_public_change_rate_budget
-- zh:             “三公经费”变动率（预算口径）
-- en:             Three-public expense change rate (budget basis)
-- unit:           percent
-- better:         lower
-- target:         0
-- outliers:       none
-- position:       40
-- calculation:    ({current} − {prior}) / {prior} × 100%
-- definition.zh:  （本年预算数 − 上年预算数）/ 上年预算数
-- definition.en:  (this year, budget − last year, budget) / last year, budget
-- basis.zh:       财预〔2013〕53号
-- basis.en:       MOF circular Caiyu [2013] No. 53
-- chart:          yes
SELECT c.dept_id, c.year, c.budget - p.budget AS numerator, p.budget AS denominator, c.budget AS current,
       p.budget AS prior, c.budget_origin AS current_origin, p.budget_origin AS prior_origin
  FROM figure c
  LEFT JOIN figure p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id
       AND p.year = c.year - 1 AND p.month = c.month
 WHERE c.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'three_public') AND c.part_id = 0
   AND c.month = 12 AND c.budget IS NOT NULL
 ORDER BY c.dept_id, c.year
