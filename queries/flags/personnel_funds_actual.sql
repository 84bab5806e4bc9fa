-- flag:      personnel_funds_actual
-- zh:        人员经费决算
-- en:        Personnel funds, actual
-- method:    hb change own spike drift
-- unit:      money
-- position:  111
SELECT f.dept_id, f.year, f.actual AS value, f.actual_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'personnel_funds' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
