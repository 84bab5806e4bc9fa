-- indicator:      personnel_per_head
-- zh:             人均人员经费
-- en:             Personnel funds per head
-- unit:           money_per_person
-- better:         none
-- position:       390
-- parts:          money; denominator = persons; staff = persons
-- calculation:    {personnel} / {staff}
-- definition.zh:  人员经费（决算，无决算时为预算）/ 在职人员
-- definition.en:  personnel funds / staff (actual; budget where there is no actual)
-- basis.zh:       部门预算公开说明
-- basis.en:       notes to disclosed budgets
SELECT a.dept_id, a.year, coalesce(a.actual, a.budget) AS numerator, b.actual AS denominator,
       coalesce(a.actual, a.budget) AS personnel, b.actual AS staff,
       CASE WHEN a.actual IS NULL THEN a.budget_origin ELSE a.actual_origin END AS personnel_origin,
       b.actual_origin AS staff_origin
  FROM figure a
  JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'staff') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'personnel_funds') AND a.part_id = 0 AND a.month = 12
   AND (a.actual IS NOT NULL OR a.budget IS NOT NULL) AND b.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
