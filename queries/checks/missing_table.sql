-- check:      missing_table
-- zh:         表号连续
-- en:         No table is missing
-- severity:   warning
-- unit:       number
-- position:   325
-- basis:      部门预算公开 目录：每张表或者印出，或者声明为空表
-- message.zh: {missing}既未印出，也未声明为空表，而文件有{last_name}。
-- message.en: {missing} is neither printed nor declared empty, though the document has {last_name}.
-- advice.zh:  补出该表；无数的，在目录中声明为空表并说明原因。
-- advice.en:  Print the table; where it has nothing to say, declare it empty and say why.
-- Only where at least three tables of that naming are there: two numbers are no numbering.
WITH naming(prefix) AS (
  VALUES ('表'), ('附表'), ('公开0'), ('公开表')
), number(n) AS (
  VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18), (19), (20)
), wanted AS (
  SELECT g.prefix, m.n, g.prefix || CAST(m.n AS TEXT) AS name FROM naming g CROSS JOIN number m
), seen AS (
  SELECT p.dept_id, p.year, p.table_name AS name, min(p.first_origin) AS origin
    FROM printed p
   GROUP BY p.dept_id, p.year, p.table_name
  UNION
  SELECT s.dept_id, s.year, s.table_name, min(s.origin)
    FROM statement s
   WHERE s.kind = 'empty'
   GROUP BY s.dept_id, s.year, s.table_name
), held AS (
  SELECT s.dept_id, s.year, w.prefix, w.n, min(s.origin) AS origin
    FROM seen s
    JOIN wanted w ON w.name = s.name
   GROUP BY s.dept_id, s.year, w.prefix, w.n
), span AS (
  SELECT h.dept_id, h.year, h.prefix, max(h.n) AS last_n
    FROM held h
   GROUP BY h.dept_id, h.year, h.prefix
  HAVING count(*) >= 3
)
SELECT p.dept_id, p.year, w.name AS missing, l.name AS last_name, w.n AS left_value, CAST(NULL AS BIGINT) AS right_value,
       -1 AS allowed, min(h.origin) AS left_origin, CAST(NULL AS BIGINT) AS right_origin
  FROM span p
  JOIN wanted w ON w.prefix = p.prefix AND w.n < p.last_n
  JOIN wanted l ON l.prefix = p.prefix AND l.n = p.last_n
  JOIN held h ON h.dept_id = p.dept_id AND h.year = p.year AND h.prefix = p.prefix AND h.n > w.n
 WHERE NOT EXISTS (SELECT 1 FROM held o
                    WHERE o.dept_id = p.dept_id AND o.year = p.year AND o.prefix = p.prefix AND o.n = w.n)
 GROUP BY p.dept_id, p.year, p.prefix, w.n, w.name, l.name
 ORDER BY p.dept_id, p.year, p.prefix, w.n
