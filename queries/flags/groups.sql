-- flag:      groups
-- zh:        对比组
-- en:        Peer groups
-- method:    groups
-- position:  690
-- Who is compared with whom: the peer group of departments.csv or, where it names none, the kind of department; before it,
-- where `band` is 'staff' or 'budget' instead of 'none', the half of the group that is nearer in size, by the mean of all
-- years, so that nobody changes halves. The first level with 8 departments counts; behind the last one stand all.
WITH choice AS (
  SELECT 'none' AS band
), grouped AS (
  SELECT d.dept_id, CASE WHEN d.peer_group <> '' THEN d.peer_group ELSE d.kind END AS name FROM dept d
), sized AS (
  SELECT f.dept_id, g.name, CAST(sum(coalesce(f.actual, f.budget)) AS DOUBLE PRECISION) / NULLIF(count(*), 0) AS size
    FROM choice c
    JOIN item i ON i.code = CASE c.band WHEN 'staff' THEN 'staff' WHEN 'budget' THEN 'expenditure' END
   CROSS JOIN (SELECT a.item_id, a.dept_id, a.budget, a.actual FROM figure a WHERE a.part_id = 0 AND a.month = 12) f
    JOIN grouped g ON g.dept_id = f.dept_id
   WHERE f.item_id = i.item_id AND coalesce(f.actual, f.budget) IS NOT NULL
   GROUP BY f.dept_id, g.name
), placed AS (
  SELECT s.dept_id, s.name, 2 * row_number() OVER (PARTITION BY s.name ORDER BY s.size, s.dept_id) AS place,
         count(*) OVER (PARTITION BY s.name) AS n
    FROM sized s
), years AS (
  SELECT DISTINCT f.dept_id, f.year FROM figure f
)
SELECT y.dept_id AS dept_id, y.year AS year, 1 AS level, p.name || CASE WHEN p.place > p.n THEN ' +' ELSE ' −' END AS id,
       p.name || CASE WHEN p.place > p.n THEN '中规模较大的一半' ELSE '中规模较小的一半' END AS zh,
       CASE WHEN p.place > p.n THEN 'the larger half of ' ELSE 'the smaller half of ' END || p.name AS en
  FROM years y JOIN placed p ON p.dept_id = y.dept_id
UNION ALL
SELECT y.dept_id, y.year, 2, g.name, g.name, g.name FROM years y JOIN grouped g ON g.dept_id = y.dept_id WHERE g.name <> ''
 ORDER BY dept_id, year, level
