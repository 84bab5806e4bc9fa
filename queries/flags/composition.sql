-- flag:      composition
-- zh:        支出构成偏差率
-- en:        Variance of the composition of expenditure
-- method:    level change own spike both
-- unit:      percent
-- position:  70
-- basis.zh:  PEFA 框架（2016）PI-2.1
-- basis.en:  PEFA framework 2016, PI-2.1
SELECT f.dept_id, f.year, f.item_id, i.code AS item, f.budget, f.actual, f.budget_origin, f.actual_origin
  FROM item p
  JOIN item i ON i.parent_id = p.item_id
 CROSS JOIN (SELECT g.item_id, g.dept_id, g.year, g.budget, g.actual, g.budget_origin, g.actual_origin FROM figure g
              WHERE g.part_id = 0 AND g.month = 12) f
 WHERE f.item_id = i.item_id AND p.code = 'expenditure' AND i.class IN ('economic_department', 'object')
   AND f.budget IS NOT NULL AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year, f.item_id
