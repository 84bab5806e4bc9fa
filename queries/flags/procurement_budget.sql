-- flag:      procurement_budget
-- zh:        政府采购年初预算
-- en:        Procurement, initial budget
-- method:    hb change own spike drift
-- unit:      money
-- position:  100
SELECT f.dept_id, f.year, f.budget AS value, f.budget_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'procurement' AND f.part_id = 0 AND f.month = 12 AND f.budget IS NOT NULL
 ORDER BY f.dept_id, f.year
