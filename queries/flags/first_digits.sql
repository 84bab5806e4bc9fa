-- flag:      first_digits
-- zh:        首位数字
-- en:        First digits
-- method:    benford
-- position:  950
-- Every amount of money that was published for a whole year, budget and actual.
SELECT f.dept_id AS dept_id, f.year AS year, f.budget AS value
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.unit_kind = 'money' AND f.part_id = 0 AND f.month = 12 AND f.budget IS NOT NULL
UNION ALL
SELECT f.dept_id, f.year, f.actual
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.unit_kind = 'money' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY dept_id, year, value
