-- check:      stated_rate
-- zh:         公布的比率与测算一致
-- en:         A stated rate follows from the figures
-- severity:   error
-- unit:       percent
-- position:   390
-- basis:      评分表：指标值由所列数计算；与本程序的测算值比较
-- message.zh: {place}称{name_zh}为{left}%，按数计算为{right}%，相差{difference}%（舍入允许{allowed}%）。
-- message.en: {place} states {left} % for {name_en}, the figures give {right} %: a difference of {difference} % (rounding allows {allowed} %).
-- advice.zh:  核对分子、分母和口径。
-- advice.en:  Check numerator, denominator and basis.
-- In millionths of a percent, by whole numbers only; what rounds to the stated number is equal to it. Allowed: half the
-- stated step, and what the steps of the figures can do to the rate.
-- Amounts above 9e14 are taken by ten thousands, so that no product leaves 64 bits; rates above 10^8 % are not compared.
WITH printed AS MATERIALIZED (
  SELECT f.budget_origin AS origin, f.budget_step AS step FROM figure f WHERE f.budget IS NOT NULL
  UNION ALL
  SELECT f.adjusted_origin, f.adjusted_step FROM figure f WHERE f.adjusted IS NOT NULL
  UNION ALL
  SELECT f.actual_origin, f.actual_step FROM figure f WHERE f.actual IS NOT NULL
), stated AS (
  SELECT s.dept_id, s.year, s.table_name, d.zh, d.en, s.value, s.step, s.origin, m.measure_id, m.numerator, m.denominator
    FROM statement s
    JOIN measure m ON m.indicator = s.code AND m.dept_id = s.dept_id AND m.year = s.year AND m.month = s.month
    JOIN indicator d ON d.indicator = m.indicator AND d.unit = 'percent'
   WHERE s.kind = 'rate' AND s.value IS NOT NULL AND m.numerator IS NOT NULL AND m.denominator > 0
), input AS (
  SELECT o.measure_id, CAST(sum(f.step) AS BIGINT) / 2 AS half, min(o.origin) AS first, max(o.origin) AS last
    FROM measure_origin o
    JOIN printed f ON f.origin = o.origin
   WHERE o.measure_id IN (SELECT s.measure_id FROM stated s)
   GROUP BY o.measure_id
), rate AS (
  SELECT s.*, coalesce(n.half, 0) AS half, n.first, n.last,
         CASE WHEN abs(s.numerator) > 900000000000000 OR s.denominator > 900000000000000 THEN 10000 ELSE 1 END AS scale
    FROM stated s
    LEFT JOIN input n ON n.measure_id = s.measure_id
), small AS (
  SELECT r.dept_id, r.year, r.table_name, r.zh, r.en, r.value, r.step, r.origin, r.first, r.last,
         r.numerator / NULLIF(r.scale, 0) AS numerator, r.denominator / NULLIF(r.scale, 0) AS denominator,
         r.half / NULLIF(r.scale, 0) AS half
    FROM rate r
), exact AS (
  SELECT s.*, abs(s.numerator) * 100 / NULLIF(s.denominator, 0) + 1 AS percent,
         s.numerator * 10000 / NULLIF(s.denominator, 0) * 10000
           + s.numerator * 10000 % NULLIF(s.denominator, 0) * 10000 / NULLIF(s.denominator, 0) AS exact
    FROM small s
   WHERE abs(s.numerator) / NULLIF(s.denominator, 0) < 1000000
)
SELECT r.dept_id, r.year, CASE WHEN r.table_name = '' THEN '*' ELSE r.table_name END AS place, r.zh AS name_zh,
       r.en AS name_en, r.value AS left_value,
       CASE WHEN abs(r.value - r.exact) <= r.step / 2 + 1 THEN r.value ELSE r.exact END AS right_value,
       r.step / 2 + 1 + r.half * 100000000 / NULLIF(r.denominator, 0)
         + CASE WHEN r.half < 9000000000000 / NULLIF(r.percent, 0) THEN r.percent * 1000000 * r.half / NULLIF(r.denominator, 0)
                ELSE (r.percent * r.half / NULLIF(r.denominator, 0) + 1) * 1000000 END AS allowed,
       r.origin AS left_origin, r.first AS right_origin, r.last AS last_origin
  FROM exact r
 ORDER BY r.origin
