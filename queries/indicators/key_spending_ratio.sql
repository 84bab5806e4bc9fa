-- indicator:      key_spending_ratio
-- zh:             重点支出安排率
-- en:             Key-project spending ratio
-- unit:           percent
-- better:         higher
-- target:         90
-- position:       50
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  重点项目支出 / 项目支出总额；没有项目支出的，重点项目支出为0
-- definition.en:  key-project spending / total project spending; without project spending, none is on key projects
-- basis.zh:       财预〔2013〕53号；2020 县级评分表
-- basis.en:       MOF circular Caiyu [2013] No. 53; county rubric 2020
SELECT a.dept_id, a.year, CASE WHEN b.actual = 0 THEN coalesce(k.actual, 0) ELSE k.actual END AS numerator,
       b.actual AS denominator, k.actual_origin AS numerator_origin, b.actual_origin AS denominator_origin
  FROM (SELECT f.dept_id, f.year FROM figure f
         WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'key_project_expenditure') AND f.part_id = 0
           AND f.month = 12 AND f.actual IS NOT NULL
        UNION
        SELECT f.dept_id, f.year FROM figure f
         WHERE f.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure_project') AND f.part_id = 0
           AND f.month = 12 AND f.actual = 0) a
  LEFT JOIN figure k ON k.dept_id = a.dept_id
       AND k.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'key_project_expenditure') AND k.part_id = 0
       AND k.year = a.year AND k.month = 12
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure_project') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 ORDER BY a.dept_id, a.year
