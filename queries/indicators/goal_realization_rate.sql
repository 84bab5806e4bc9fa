-- indicator:      goal_realization_rate
-- zh:             年度工作目标实现率
-- en:             Annual-goal realization rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       300
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  实现的目标数 / 年度目标数
-- definition.en:  goals achieved / set
-- basis.zh:       2023 区级申报表
-- basis.en:       district declaration form 2023
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'goals') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
