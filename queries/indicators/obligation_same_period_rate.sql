-- indicator:      obligation_same_period_rate
-- zh:             支出义务同期变动率
-- en:             Same-period change of obligations
-- unit:           percent
-- better:         none
-- outliers:       none
-- position:       360
-- calculation:    ({current} − {prior}) / {prior} × 100%
-- definition.zh:  （本年累计 − 上年同期累计）/ 上年同期累计
-- definition.en:  (cumulative − cumulative of the same period last year) / same
-- basis:          City of Philadelphia, Quarterly City Manager’s Report
SELECT c.dept_id, c.year, c.month, c.actual - p.actual AS numerator, p.actual AS denominator, c.actual AS current,
       p.actual AS prior, c.actual_origin AS current_origin, p.actual_origin AS prior_origin
  FROM figure c
  LEFT JOIN figure p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id
       AND p.year = c.year - 1 AND p.month = c.month
 WHERE c.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'obligations') AND c.part_id = 0
   AND c.actual IS NOT NULL
 ORDER BY c.dept_id, c.year, c.month
