-- flag:      contribution_budget_nature
-- zh:        支出年初预算的构成（支出性质）
-- en:        Initial budget by nature
-- method:    contribution
-- for:       expenditure_budget
-- position:  830
SELECT f.dept_id, f.year, f.item_id, f.budget AS value
  FROM item p
  JOIN item i ON i.parent_id = p.item_id
 CROSS JOIN (SELECT g.item_id, g.dept_id, g.year, g.budget FROM figure g
              WHERE g.part_id = 0 AND g.month = 12) f
 WHERE f.item_id = i.item_id AND p.code = 'expenditure' AND i.class = 'nature' AND f.budget IS NOT NULL
 ORDER BY f.dept_id, f.year, f.item_id
