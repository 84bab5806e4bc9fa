-- flag:      contribution_budget
-- zh:        支出年初预算的构成（经济分类或支出类别）
-- en:        Initial budget by economic classification or object
-- method:    contribution
-- for:       expenditure_budget
-- position:  820
SELECT f.dept_id, f.year, f.item_id, f.budget AS value
  FROM figure f
  JOIN item i ON i.item_id = f.item_id
  JOIN item p ON p.item_id = i.parent_id
 WHERE p.code = 'expenditure' AND i.class IN ('economic_department', 'object') AND f.part_id = 0 AND f.month = 12 AND f.budget IS NOT NULL
 ORDER BY f.dept_id, f.year, f.item_id
