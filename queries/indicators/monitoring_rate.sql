-- indicator:      monitoring_rate
-- zh:             绩效监控完成率
-- en:             Monitoring completion rate
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       220
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  已监控项目数 / 项目总数
-- definition.en:  projects monitored / all projects
-- basis.zh:       2023 区级申报表
-- basis.en:       district declaration form 2023
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual_origin AS numerator_origin,
       b.actual_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'perf_projects') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'perf_monitored') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
