-- indicator:      three_public_change_rate_actual
-- zh:             “三公经费”变动率（决算口径）
-- en:             Three-public expense change rate (actual basis)
-- unit:           percent
-- better:         lower
-- target:         0
-- outliers:       none
-- position:       30
-- calculation:    ({current} − {prior}) / {prior} × 100%
-- definition.zh:  （本年决算数 − 上年决算数）/ 上年决算数
-- definition.en:  (this year, actual − last year, actual) / last year, actual
-- basis.zh:       2020 县级评分表
-- basis.en:       county rubric 2020
-- chart:          yes
SELECT c.dept_id, c.year, c.actual - p.actual AS numerator, p.actual AS denominator, c.actual AS current,
       p.actual AS prior, c.actual_origin AS current_origin, p.actual_origin AS prior_origin
  FROM figure c
  LEFT JOIN figure p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id
       AND p.year = c.year - 1 AND p.month = c.month
 WHERE c.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'three_public') AND c.part_id = 0
   AND c.month = 12 AND c.actual IS NOT NULL
 ORDER BY c.dept_id, c.year
