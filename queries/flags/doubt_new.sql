-- flag:      doubt_new
-- zh:        首个或最后一个有数的年度
-- en:        First or last years with figures
-- method:    doubt
-- for:       change size own spike
-- position:  910
-- A year that is not whole: the second one of a department that came later than the first figures of the dataset, and
-- the last one of a department that ends before the others do.
WITH span AS (
  SELECT f.dept_id, min(f.year) AS first_year, max(f.year) AS last_year FROM figure f WHERE f.month = 12 GROUP BY f.dept_id
), whole AS (
  SELECT min(first_year) AS first_year, max(last_year) AS last_year FROM span
)
SELECT s.dept_id, s.first_year + 1 AS year, 1 AS breaks, '上年是该单位首个有数的年度，可能不足一年' AS zh,
       'last year was the first one with figures and may not have been a whole one' AS en
  FROM span s JOIN whole w ON s.first_year > w.first_year
UNION ALL
SELECT s.dept_id, s.last_year, 1, '这是该单位最后一个有数的年度，可能已撤并',
       'this is the last year with figures: the department may have been closed or merged'
  FROM span s JOIN whole w ON s.last_year < w.last_year
 ORDER BY dept_id, year, zh
