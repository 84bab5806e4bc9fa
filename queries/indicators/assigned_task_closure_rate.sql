-- indicator:      assigned_task_closure_rate
-- zh:             重点工作办结率
-- en:             Assigned-task closure rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       290
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  办结数 / 交办数
-- definition.en:  tasks closed / assigned
-- basis.zh:       财预〔2013〕53号
-- basis.en:       MOF circular Caiyu [2013] No. 53
SELECT f.dept_id, f.year, f.actual AS numerator, f.budget AS denominator, f.actual_origin AS numerator_origin,
       f.budget_origin AS denominator_origin
  FROM figure f
 WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'tasks_assigned') AND f.part_id = 0 AND f.month = 12
   AND (f.actual IS NOT NULL OR f.budget IS NOT NULL)
 ORDER BY f.dept_id, f.year
