-- flag:      payment_by_month
-- zh:        当月支付占全年预算的比重，与同月其他单位之差
-- en:        Payments of the month in percent of the year's budget, less those of the others
-- method:    xmr
-- unit:      percent
-- scale:     plain
-- least:     5
-- position:  160
-- Reports are cumulative: a month is what was added since the month before. What the others paid in the same month is taken
-- off, so that what comes every year (a slow January, a full December) is no news.
WITH annual AS (
  SELECT f.dept_id, f.year, f.item_id, coalesce(f.adjusted, f.budget) AS budget,
         CASE WHEN f.adjusted IS NULL THEN f.budget_origin ELSE f.adjusted_origin END AS budget_origin
    FROM figure f JOIN item i ON i.item_id = f.item_id
   WHERE i.code = 'expenditure' AND f.part_id = 0 AND f.month = 12 AND coalesce(f.adjusted, f.budget) > 0
), paid AS (
  SELECT c.dept_id, c.year, c.month, c.actual - coalesce(b.actual, 0) AS amount, a.budget, c.actual_origin, b.actual_origin AS before_origin, a.budget_origin
    FROM figure c
    JOIN annual a ON a.dept_id = c.dept_id AND a.year = c.year AND a.item_id = c.item_id
    LEFT JOIN figure b ON b.dept_id = c.dept_id AND b.item_id = c.item_id AND b.part_id = 0 AND b.year = c.year
         AND b.month = c.month - 1
   WHERE c.part_id = 0 AND c.actual IS NOT NULL AND (c.month = 1 OR b.actual IS NOT NULL)
), every AS (
  SELECT p.year, p.month, CAST(sum(p.amount) AS BIGINT) AS amount, CAST(sum(p.budget) AS BIGINT) AS budget FROM paid p GROUP BY p.year, p.month
)
SELECT p.dept_id, p.year, p.month,
       100 * CAST(p.amount AS DOUBLE PRECISION) / NULLIF(p.budget, 0)
       - coalesce(100 * CAST(e.amount - p.amount AS DOUBLE PRECISION) / NULLIF(e.budget - p.budget, 0), 0) AS value,
       p.actual_origin AS value_origin, p.before_origin, p.budget_origin
  FROM paid p JOIN every e ON e.year = p.year AND e.month = p.month
 ORDER BY p.dept_id, p.year, p.month
