-- indicator:      expenditure_change_rate
-- zh:             支出决算变动率
-- en:             Change of actual expenditure
-- unit:           percent
-- better:         none
-- outliers:       none
-- position:       330
-- calculation:    ({current} − {prior}) / {prior} × 100%
-- definition.zh:  （本年支出决算 − 上年）/ 上年
-- definition.en:  (actual expenditure − last year) / last year
-- basis.zh:       部门决算分析通用指标
-- basis.en:       common analysis of final accounts
-- chart:          yes
SELECT c.dept_id, c.year, c.actual - p.actual AS numerator, p.actual AS denominator, c.actual AS current,
       p.actual AS prior, c.actual_origin AS current_origin, p.actual_origin AS prior_origin
  FROM figure c
  LEFT JOIN figure p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id
       AND p.year = c.year - 1 AND p.month = c.month
 WHERE c.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND c.part_id = 0 AND c.month = 12
   AND c.actual IS NOT NULL
 ORDER BY c.dept_id, c.year
