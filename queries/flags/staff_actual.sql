-- flag:      staff_actual
-- zh:        在职人员
-- en:        Staff on duty
-- method:    change own spike drift
-- unit:      persons
-- floor:     5
-- position:  50
SELECT f.dept_id, f.year, f.actual AS value, f.actual_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'staff' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
