-- check:      outside_validity
-- zh:         数值在单位存续年度之内
-- en:         Figures lie within the years of their department
-- severity:   warning
-- unit:       number
-- position:   540
-- basis:      单位名录的启用年度、停用年度
-- message.zh: {year}年有{left}个数，而单位名录中该单位存续于{first}—{last}年。
-- message.en: there are {left} figures of {year}, but in the list of departments this one lasts from {first} to {last}.
-- advice.zh:  核对年度与单位编码；单位合并、更名的，在机构沿革（lineage.csv）中写明。
-- advice.en:  See whether the year and the code are right; say mergers and renamings in lineage.csv.
WITH known AS (
  SELECT n.dept_id, min(n.origin) AS origin, min(n.valid_from) AS opens, max(n.valid_to) AS closes,
         count(*) FILTER (WHERE n.valid_to = 0) AS open_ends
    FROM dept_name n
   GROUP BY n.dept_id
), outside AS MATERIALIZED (
  SELECT f.dept_id, f.year
    FROM (SELECT DISTINCT y.dept_id, y.year FROM figure y) f
   WHERE NOT EXISTS (SELECT 1 FROM dept_name n
                      WHERE n.dept_id = f.dept_id AND n.valid_from <= f.year
                        AND (n.valid_to = 0 OR n.valid_to >= f.year))
), used AS (
  SELECT f.dept_id, f.year, count(*) AS figures, min(f.origin) AS origin
    FROM outside o
   CROSS JOIN figure_stage f
    LEFT JOIN statement t ON t.origin = f.origin AND t.kind = 'change'
   WHERE f.dept_id = o.dept_id AND f.year = o.year AND t.statement_id IS NULL
   GROUP BY f.dept_id, f.year
)
SELECT u.dept_id, u.year, u.figures AS left_value, 0 AS right_value, -1 AS allowed, u.origin AS left_origin,
       k.origin AS right_origin, CASE WHEN k.opens > 0 THEN CAST(k.opens AS TEXT) ELSE '…' END AS first,
       CASE WHEN k.open_ends > 0 THEN '…' ELSE CAST(k.closes AS TEXT) END AS last
  FROM used u
  JOIN known k ON k.dept_id = u.dept_id
 ORDER BY u.dept_id, u.year
