-- flag:      contribution_budget
-- zh:        支出年初预算的构成（经济分类、支出类别或支出性质）
-- en:        Initial budget by economic classification, object or nature
-- method:    contribution
-- for:       expenditure_budget
-- position:  820
SELECT f.dept_id, f.year, CASE i.class WHEN 'economic_department' THEN 1 WHEN 'object' THEN 2 ELSE 3 END AS division, f.item_id, f.budget AS value
  FROM item p
  JOIN item i ON i.parent_id = p.item_id
 CROSS JOIN (SELECT g.item_id, g.dept_id, g.year, g.budget FROM figure g
              WHERE g.part_id = 0 AND g.month = 12) f
 WHERE f.item_id = i.item_id AND p.code = 'expenditure' AND i.class IN ('economic_department', 'object', 'nature') AND f.budget IS NOT NULL
 ORDER BY f.dept_id, f.year, division, f.item_id
