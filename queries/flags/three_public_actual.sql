-- flag:      three_public_actual
-- zh:        “三公”经费决算
-- en:        Three-public expenses, actual
-- method:    hb change own spike drift
-- unit:      money
-- position:  30
SELECT f.dept_id, f.year, f.actual AS value, f.actual_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'three_public' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
