-- flag:      first_digits
-- zh:        首位数字
-- en:        First digits
-- method:    benford
-- position:  950
-- Every amount of money that was published for a whole year, budget and actual.
SELECT f.dept_id AS dept_id, f.year AS year, f.budget AS value
  FROM item i
 CROSS JOIN (SELECT g.item_id, g.dept_id, g.year, g.budget FROM figure g WHERE g.part_id = 0 AND g.month = 12) f
 WHERE f.item_id = i.item_id AND i.unit_kind = 'money' AND f.budget IS NOT NULL
UNION ALL
SELECT f.dept_id, f.year, f.actual
  FROM item i
 CROSS JOIN (SELECT g.item_id, g.dept_id, g.year, g.actual FROM figure g WHERE g.part_id = 0 AND g.month = 12) f
 WHERE f.item_id = i.item_id AND i.unit_kind = 'money' AND f.actual IS NOT NULL
 ORDER BY dept_id, year, value
