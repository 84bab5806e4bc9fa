-- check:      stated_change_rate
-- zh:         增减率等于增减额比上年
-- en:         A stated rate of change follows from the figures
-- severity:   error
-- unit:       percent
-- position:   360
-- basis:      说明文字：增减率 = （本年 − 上年）/ 上年
-- message.zh: {place}称{stage}{item}较上年增减{left}%，按数计算为{right}%，相差{difference}%（舍入允许{allowed}%）。
-- message.en: {place} states a change of {left} % for {item} ({stage}), the figures give {right} %: a difference of {difference} % (rounding allows {allowed} %).
-- advice.zh:  增减率的分母是上年数；上年为零时不应写增减率。
-- advice.en:  The denominator is last year's number; where that is zero, there is no rate.
-- In millionths of a percent, by whole numbers only; what rounds to the stated number is equal to it. Allowed: half the
-- stated step, and what the steps of both years do to the rate. A base of zero or below has no rate.
-- Amounts above 4e14 are taken by twenty thousands, so that no product leaves 64 bits; rates above 10^8 % are not compared.
WITH rate AS (
  SELECT c.dept_id, c.year, c.item_id, c.part_id, c.stage, c.table_name, c.value, c.step, c.origin,
         f.value AS current, p.value AS prior, f.step / 2 AS half, p.step / 2 AS prior_half,
         f.origin AS current_origin, p.origin AS prior_origin,
         CASE WHEN abs(f.value) > 400000000000000 OR p.value > 400000000000000 THEN 20000 ELSE 1 END AS scale
    FROM statement c
    JOIN figure_stage f ON f.dept_id = c.dept_id AND f.item_id = c.item_id AND f.part_id = c.part_id
         AND f.year = c.year AND f.month = c.month AND f.stage = c.stage
    JOIN figure_stage p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id
         AND p.year = c.year - 1 AND p.month = c.month AND p.stage = c.stage
   WHERE c.kind = 'change_rate' AND c.value IS NOT NULL AND p.value > 0
), small AS (
  SELECT r.dept_id, r.year, r.item_id, r.part_id, r.stage, r.table_name, r.value, r.step, r.origin, r.current_origin,
         r.prior_origin, r.current / NULLIF(r.scale, 0) AS current, r.prior / NULLIF(r.scale, 0) AS prior,
         r.half / NULLIF(r.scale, 0) AS half, r.prior_half / NULLIF(r.scale, 0) AS prior_half
    FROM rate r
), exact AS (
  SELECT s.*, abs(s.current) * 100 / NULLIF(s.prior, 0) + 1 AS percent,
         (s.current - s.prior) * 10000 / NULLIF(s.prior, 0) * 10000
           + (s.current - s.prior) * 10000 % NULLIF(s.prior, 0) * 10000 / NULLIF(s.prior, 0) AS exact
    FROM small s
   WHERE abs(s.current) / NULLIF(s.prior, 0) < 1000000
)
SELECT r.dept_id, r.year, r.item_id, r.part_id, r.stage, CASE WHEN r.table_name = '' THEN '*' ELSE r.table_name END AS place,
       r.value AS left_value,
       CASE WHEN abs(r.value - r.exact) <= r.step / 2 + 1 THEN r.value ELSE r.exact END AS right_value,
       r.step / 2 + 1 + r.half * 100000000 / NULLIF(r.prior, 0)
         + CASE WHEN r.prior_half < 9000000000000 / NULLIF(r.percent, 0) THEN r.percent * 1000000 * r.prior_half / NULLIF(r.prior, 0)
                ELSE (r.percent * r.prior_half / NULLIF(r.prior, 0) + 1) * 1000000 END AS allowed,
       r.origin AS left_origin, r.current_origin AS right_origin, r.prior_origin
  FROM exact r
 ORDER BY r.origin
