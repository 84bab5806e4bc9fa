-- indicator:      payment_progress_rate
-- zh:             支付进度率
-- en:             Payment progress rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       370
-- calculation:    {paid} / ({annual} × {month}/12) × 100%
-- definition.zh:  累计支出 / （全年预算 × 月数/12）
-- definition.en:  cumulative expenditure / (budget of the year × months/12)
-- basis.zh:       财预〔2013〕53号
-- basis.en:       MOF circular Caiyu [2013] No. 53
SELECT c.dept_id, c.year, c.month, 12 * c.actual AS numerator, c.month * coalesce(y.adjusted, y.budget) AS denominator,
       c.actual AS paid, coalesce(y.adjusted, y.budget) AS annual, c.actual_origin AS paid_origin,
       CASE WHEN y.adjusted IS NULL THEN y.budget_origin ELSE y.adjusted_origin END AS annual_origin
  FROM figure c
  LEFT JOIN figure y ON y.dept_id = c.dept_id AND y.item_id = c.item_id AND y.part_id = c.part_id AND y.year = c.year
       AND y.month = 12
 WHERE c.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND c.part_id = 0 AND c.month < 12
   AND c.actual IS NOT NULL
 ORDER BY c.dept_id, c.year, c.month
