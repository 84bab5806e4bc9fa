-- indicator:      key_task_completion_rate
-- zh:             重点工作完成率
-- en:             Key-task completion rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       260
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  完成的重点工作数 / 计划数
-- definition.en:  key tasks completed / planned
-- basis.zh:       财预〔2013〕53号；2020 县级评分表
-- basis.en:       MOF circular Caiyu [2013] No. 53; county rubric 2020
-- chart:          yes
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'tasks') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
