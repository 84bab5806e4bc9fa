-- flag:      composition
-- zh:        支出构成偏差率
-- en:        Variance of the composition of expenditure
-- method:    level change own spike both
-- unit:      percent
-- position:  70
-- basis.zh:  PEFA 框架（2016）PI-2.1
-- basis.en:  PEFA framework 2016, PI-2.1
SELECT f.dept_id, f.year, f.item_id, i.code AS item, f.budget, f.actual, f.budget_origin, f.actual_origin
  FROM figure f
  JOIN item i ON i.item_id = f.item_id
  JOIN item p ON p.item_id = i.parent_id
 WHERE p.code = 'expenditure' AND i.class IN ('economic_department', 'object') AND f.part_id = 0 AND f.month = 12
   AND f.budget IS NOT NULL AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year, f.item_id
