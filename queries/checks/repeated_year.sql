-- check:      repeated_year
-- zh:         一年的数与上年的数不雷同
-- en:         A year does not repeat the year before
-- severity:   warning
-- unit:       number
-- position:   535
-- basis:      两个年度的金额逐项相同，多为同一份表按两个年度报送
-- message.zh: {year}年{stage}的{left}个金额与上年逐项相同；可能是同一份表报了两个年度。
-- message.en: the {left} amounts of {year} ({stage}) are those of the year before, one and all; one document may stand under two years.
-- advice.zh:  核对该年度的原表。
-- advice.en:  Look up the document of that year.
-- All amounts that are published in both years are equal and none is implied: five that were spent, or twelve that were
-- planned, because a small budget may well be that of last year.
WITH alike AS (
  SELECT c.item_id, c.part_id, c.dept_id, c.year
    FROM item i
   CROSS JOIN (SELECT f.item_id, f.part_id, f.dept_id, f.year, f.budget, f.adjusted, f.actual FROM figure f
                WHERE f.month = 12) c
   CROSS JOIN (SELECT f.item_id, f.part_id, f.dept_id, f.year, f.budget, f.adjusted, f.actual FROM figure f
                WHERE f.month = 12) p
   WHERE i.unit_kind = 'money' AND c.item_id = i.item_id AND p.item_id = i.item_id AND p.part_id = c.part_id
     AND p.dept_id = c.dept_id AND p.year = c.year - 1
     AND (c.budget = p.budget OR c.adjusted = p.adjusted OR c.actual = p.actual)
), likely AS (
  SELECT a.dept_id, a.year FROM alike a GROUP BY a.dept_id, a.year HAVING count(*) >= 5
), pair AS (
  SELECT y.dept_id, y.year, y.stage, y.current, y.prior, y.current_origin, y.prior_origin
    FROM likely l
   CROSS JOIN yoy y
    JOIN item i ON i.item_id = y.item_id AND i.unit_kind = 'money'
    LEFT JOIN statement t ON t.origin = y.prior_origin AND t.kind = 'change'
   WHERE y.dept_id = l.dept_id AND y.year = l.year AND y.month = 12 AND y.prior IS NOT NULL AND t.statement_id IS NULL
     AND (y.current <> 0 OR y.prior <> 0)
)
SELECT p.dept_id, p.year, p.stage, count(*) AS left_value, count(*) AS right_value, -1 AS allowed,
       min(p.current_origin) AS left_origin, min(p.prior_origin) AS right_origin
  FROM pair p
 GROUP BY p.dept_id, p.year, p.stage
HAVING count(*) >= CASE p.stage WHEN 'actual' THEN 5 ELSE 12 END AND count(*) = count(*) FILTER (WHERE p.current = p.prior)
 ORDER BY p.dept_id, p.year, p.stage
