-- indicator:      quality_rate
-- zh:             质量达标率
-- en:             Quality compliance rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       280
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  质量达标的工作数 / 计划工作数
-- definition.en:  tasks that met the quality standard / planned
-- basis.zh:       财预〔2013〕53号；2020 县级评分表
-- basis.en:       MOF circular Caiyu [2013] No. 53; county rubric 2020
SELECT a.dept_id, a.year, a.actual AS numerator, b.budget AS denominator, a.actual_origin AS numerator_origin,
       b.budget_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'tasks') AND b.part_id = 0 AND b.year = a.year
       AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'tasks_qualified') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
