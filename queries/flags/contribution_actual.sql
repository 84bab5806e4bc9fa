-- flag:      contribution_actual
-- zh:        支出决算的构成（经济分类、支出类别或支出性质）
-- en:        Actual expenditure by economic classification, object or nature
-- method:    contribution
-- for:       expenditure_actual expenditure_per_head budget_execution_rate budget_vs_initial_rate
-- position:  800
SELECT f.dept_id, f.year, CASE i.class WHEN 'economic_department' THEN 1 WHEN 'object' THEN 2 ELSE 3 END AS division, f.item_id, f.actual AS value
  FROM item p
  JOIN item i ON i.parent_id = p.item_id
 CROSS JOIN (SELECT g.item_id, g.dept_id, g.year, g.actual FROM figure g
              WHERE g.part_id = 0 AND g.month = 12) f
 WHERE f.item_id = i.item_id AND p.code = 'expenditure' AND i.class IN ('economic_department', 'object', 'nature') AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year, division, f.item_id
