-- indicator:      satisfaction_rate
-- zh:             满意度（得分率）
-- en:             Satisfaction (share of points)
-- unit:           percent
-- better:         higher
-- target:         90
-- position:       320
-- parts:          points
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  问卷得分 / 问卷满分
-- definition.en:  survey points / full points
-- basis.zh:       财预〔2013〕53号；2020 县级评分表
-- basis.en:       MOF circular Caiyu [2013] No. 53; county rubric 2020
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual_origin AS numerator_origin,
       b.actual_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'survey_full_points') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'survey_points') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
