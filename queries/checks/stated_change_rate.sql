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
WITH rate AS (
  SELECT c.dept_id, c.year, c.item_id, c.part_id, c.stage, c.table_name, c.value, c.step, c.origin,
         f.value - p.value AS change, f.value AS current, p.value AS prior, (f.step + p.step) / 2 AS half,
         p.step / 2 AS prior_half, f.origin AS current_origin, p.origin AS prior_origin
    FROM statement c
    JOIN figure_stage f ON f.dept_id = c.dept_id AND f.item_id = c.item_id AND f.part_id = c.part_id
         AND f.year = c.year AND f.month = c.month AND f.stage = c.stage
    JOIN figure_stage p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id
         AND p.year = c.year - 1 AND p.month = c.month AND p.stage = c.stage
   WHERE c.kind = 'change_rate' AND c.value IS NOT NULL AND p.value > 0
), exact AS (
  SELECT r.*,
         r.change * 10000 / NULLIF(r.prior, 0) * 10000
           + r.change * 10000 % NULLIF(r.prior, 0) * 10000 / NULLIF(r.prior, 0) AS exact
    FROM rate r
)
SELECT r.dept_id, r.year, r.item_id, r.part_id, r.stage, CASE WHEN r.table_name = '' THEN '*' ELSE r.table_name END AS place,
       r.value AS left_value,
       CASE WHEN abs(r.value - r.exact) <= r.step / 2 + 1 THEN r.value ELSE r.exact END AS right_value,
       r.step / 2 + 1 + r.half * 100000000 / NULLIF(r.prior, 0)
         + (r.current * 100 / NULLIF(r.prior, 0) + 1) * r.prior_half / NULLIF(r.prior, 0) * 1000000 AS allowed,
       r.origin AS left_origin, r.current_origin AS right_origin, r.prior_origin
  FROM exact r
 ORDER BY r.origin
