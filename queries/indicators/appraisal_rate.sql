-- indicator:      appraisal_rate
-- zh:             绩效考核得分率
-- en:             Share of appraisal points
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       265
-- parts:          points
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  绩效考核得分 / 绩效考核总分
-- definition.en:  points of the performance appraisal / its full points
-- basis.zh:       2020 县级评分表
-- basis.en:       county rubric 2020
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'appraisal') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
