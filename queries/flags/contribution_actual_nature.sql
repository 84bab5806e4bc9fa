-- flag:      contribution_actual_nature
-- zh:        支出决算的构成（支出性质）
-- en:        Actual expenditure by nature
-- method:    contribution
-- for:       expenditure_actual expenditure_per_head budget_execution_rate budget_vs_initial_rate
-- position:  810
SELECT f.dept_id, f.year, f.item_id, f.actual AS value
  FROM figure f
  JOIN item i ON i.item_id = f.item_id
  JOIN item p ON p.item_id = i.parent_id
 WHERE p.code = 'expenditure' AND i.class = 'nature' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year, f.item_id
