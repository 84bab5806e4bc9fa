-- flag:      procurement_actual
-- zh:        政府采购决算
-- en:        Procurement, actual
-- method:    hb change own spike drift
-- unit:      money
-- position:  101
SELECT f.dept_id, f.year, f.actual AS value, f.actual_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'procurement' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
