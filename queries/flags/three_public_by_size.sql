-- flag:      three_public_by_size
-- zh:        “三公”经费决算（按支出规模）
-- en:        Three-public expenses for the size of the expenditure
-- method:    regression
-- unit:      money
-- position:  90
SELECT f.dept_id, f.year, f.actual AS value, e.actual AS size, f.actual_origin AS value_origin, e.actual_origin AS size_origin
  FROM figure f
  JOIN item i ON i.item_id = f.item_id
  JOIN item j ON j.code = 'expenditure'
  JOIN figure e ON e.dept_id = f.dept_id AND e.item_id = j.item_id AND e.part_id = 0 AND e.year = f.year AND e.month = 12
 WHERE i.code = 'three_public' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL AND e.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
