-- indicator:      self_evaluation_rate
-- zh:             绩效自评完成率
-- en:             Self-evaluation completion rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       230
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  已自评项目数 / 项目总数
-- definition.en:  projects self-evaluated / all projects
-- basis.zh:       2023 区级申报表
-- basis.en:       district declaration form 2023
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual_origin AS numerator_origin,
       b.actual_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'perf_projects') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'perf_self_evaluated') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
