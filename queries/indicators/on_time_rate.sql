-- indicator:      on_time_rate
-- zh:             完成及时率
-- en:             On-time completion rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       270
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  及时完成的工作数 / 计划工作数
-- definition.en:  tasks completed on time / planned
-- basis.zh:       财预〔2013〕53号
-- basis.en:       MOF circular Caiyu [2013] No. 53
SELECT a.dept_id, a.year, a.actual AS numerator, b.budget AS denominator, a.actual_origin AS numerator_origin,
       b.budget_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'tasks') AND b.part_id = 0 AND b.year = a.year
       AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'tasks_on_time') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
