-- indicator:      project_share
-- zh:             项目支出占比
-- en:             Project share of expenditure
-- unit:           percent
-- better:         none
-- position:       200
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  项目支出决算 / 支出决算
-- definition.en:  project expenditure / total expenditure, actual
-- basis.zh:       部门决算分析通用指标
-- basis.en:       common analysis of final accounts
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual_origin AS numerator_origin,
       b.actual_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND b.part_id = 0 AND b.year = a.year
       AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure_project') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
