-- indicator:      expenditure_per_head
-- zh:             人均支出
-- en:             Expenditure per head
-- unit:           money_per_person
-- better:         none
-- position:       380
-- parts:          money; denominator = persons; staff = persons
-- calculation:    {expenditure} / {staff}
-- definition.zh:  支出决算 / 在职人员
-- definition.en:  actual expenditure / staff on duty
-- basis.zh:       部门决算分析通用指标
-- basis.en:       common analysis of final accounts
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual AS expenditure, b.actual AS staff,
       a.actual_origin AS expenditure_origin, b.actual_origin AS staff_origin
  FROM figure a
  JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'staff') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND a.part_id = 0 AND a.month = 12
   AND a.actual IS NOT NULL AND b.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
