-- indicator:      budget_vs_initial_rate
-- zh:             年初预算完成率
-- en:             Completion of initial budget
-- unit:           percent
-- better:         target
-- target:         100
-- position:       80
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  支出决算数 / 年初预算数
-- definition.en:  actual expenditure / initial (adopted) budget
-- basis.zh:       部门决算公开说明
-- basis.en:       notes to disclosed final accounts
-- chart:          yes
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
