-- flag:      public_funds_budget
-- zh:        公用经费年初预算
-- en:        Operating funds, initial budget
-- method:    hb change own spike drift
-- unit:      money
-- position:  120
SELECT f.dept_id, f.year, f.budget AS value, f.budget_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'public_funds' AND f.part_id = 0 AND f.month = 12 AND f.budget IS NOT NULL
 ORDER BY f.dept_id, f.year
