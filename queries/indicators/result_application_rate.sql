-- indicator:      result_application_rate
-- zh:             评价结果应用率
-- en:             Result application rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       250
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  采纳的意见建议数 / 提出的意见建议数
-- definition.en:  suggestions adopted / made
-- basis.zh:       2023 区级申报表
-- basis.en:       district declaration form 2023
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'suggestions') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
