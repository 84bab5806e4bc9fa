-- flag:      peers
-- zh:        相近单位
-- en:        Nearest peers
-- method:    peers
-- position:  700
-- What makes two departments alike: how much they spend, how many people they have, how much of it goes to staff.
WITH spent AS (
  SELECT f.dept_id, f.year, coalesce(f.actual, f.budget) AS value
    FROM figure f JOIN item i ON i.item_id = f.item_id
   WHERE i.code = 'expenditure' AND f.part_id = 0 AND f.month = 12
), staffed AS (
  SELECT f.dept_id, f.year, coalesce(f.actual, f.budget) AS value
    FROM figure f JOIN item i ON i.item_id = f.item_id
   WHERE i.code = 'staff' AND f.part_id = 0 AND f.month = 12
), paid AS (
  SELECT f.dept_id, f.year, max(coalesce(f.actual, f.budget)) AS value
    FROM figure f JOIN item i ON i.item_id = f.item_id
   WHERE i.code IN ('301', 'class_100') AND f.part_id = 0 AND f.month = 12
   GROUP BY f.dept_id, f.year
)
SELECT s.dept_id, s.year, 'spent' AS feature, CAST(s.value AS DOUBLE PRECISION) AS value, 1 AS log FROM spent s
 WHERE s.value IS NOT NULL
UNION ALL
SELECT s.dept_id, s.year, 'staffed', CAST(s.value AS DOUBLE PRECISION), 1 FROM staffed s WHERE s.value IS NOT NULL
UNION ALL
SELECT s.dept_id, s.year, 'staff_share', CAST(p.value AS DOUBLE PRECISION) / NULLIF(s.value, 0), 0
  FROM spent s JOIN paid p ON p.dept_id = s.dept_id AND p.year = s.year
 WHERE s.value IS NOT NULL AND p.value IS NOT NULL
 ORDER BY year, dept_id, feature
