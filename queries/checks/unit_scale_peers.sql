-- check:      unit_scale_peers
-- zh:         与其他单位相差千倍以上
-- en:         A thousand times the other departments
-- severity:   warning
-- position:   512
-- basis:      元、千元、万元、亿元混用：同年同项中独自高出或低于全部其他单位三个数量级
-- message.zh: {stage}{item}{left}{unit}，而各单位中位数为{right}{unit}，其余单位都相差千倍以上；计量单位可能用错（{factor}倍）。
-- message.en: {stage}: {item} is {left} {unit}, the median of the departments is {right} {unit}, and no other is within a thousand times of it; the unit may be wrong (factor {factor}).
-- advice.zh:  核对该数的计量单位。
-- advice.en:  Check the unit of this number.
-- At least six departments. A neighbour within a thousand times clears the number, and so does a distance that no unit
-- explains. Corrected by the factor, it must come within ten times of the median. Only where the departments of a year lie
-- that far apart at all can one of them stand alone.
WITH scattered AS MATERIALIZED (
  SELECT f.item_id, f.year
    FROM item i
   CROSS JOIN (SELECT g.item_id, g.year, g.budget, g.adjusted, g.actual FROM figure g
                WHERE g.part_id = 0 AND g.month = 12) f
   WHERE f.item_id = i.item_id AND i.unit_kind = 'money' AND i.parent_id IS NULL
   GROUP BY f.item_id, f.year
  HAVING max(f.budget) / 1000 >= min(CASE WHEN f.budget > 0 THEN f.budget END)
      OR max(f.adjusted) / 1000 >= min(CASE WHEN f.adjusted > 0 THEN f.adjusted END)
      OR max(f.actual) / 1000 >= min(CASE WHEN f.actual > 0 THEN f.actual END)
), peer AS (
  SELECT f.dept_id, f.year, f.stage, f.item_id, f.value, f.origin,
         row_number() OVER (PARTITION BY f.item_id, f.year, f.stage ORDER BY f.value, f.dept_id) AS place,
         count(*) OVER (PARTITION BY f.item_id, f.year, f.stage) AS n,
         lag(f.value) OVER (PARTITION BY f.item_id, f.year, f.stage ORDER BY f.value, f.dept_id) AS below,
         lead(f.value) OVER (PARTITION BY f.item_id, f.year, f.stage ORDER BY f.value, f.dept_id) AS above
    FROM scattered t
   CROSS JOIN figure_stage f
   WHERE f.item_id = t.item_id AND f.year = t.year AND f.part_id = 0 AND f.month = 12 AND f.value > 0
), middle AS (
  SELECT p.item_id, p.year, p.stage, p.value AS median FROM peer p WHERE p.place = (p.n + 1) / 2 AND p.n >= 6
), far AS (
  SELECT p.dept_id, p.year, p.stage, p.item_id, p.value, p.origin, m.median,
         CAST(p.value AS DOUBLE PRECISION) / NULLIF(m.median, 0) AS up,
         CAST(m.median AS DOUBLE PRECISION) / NULLIF(p.value, 0) AS down
    FROM peer p
    JOIN middle m ON m.item_id = p.item_id AND m.year = p.year AND m.stage = p.stage
   WHERE (p.place = p.n AND p.value / 1000 >= p.below) OR (p.place = 1 AND p.above / 1000 >= p.value)
)
SELECT f.dept_id, f.year, f.stage, f.item_id,
       CASE WHEN f.up >= 3000 OR f.down >= 3000 THEN 10000 ELSE 1000 END AS factor, f.value AS left_value,
       f.median AS right_value, -1 AS allowed, f.origin AS left_origin, CAST(NULL AS BIGINT) AS right_origin
  FROM far f
 WHERE f.up BETWEEN 1000 AND 100000 OR f.down BETWEEN 1000 AND 100000
 ORDER BY f.origin
