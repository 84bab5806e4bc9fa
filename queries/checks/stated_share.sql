-- check:      stated_share
-- zh:         占比等于部分比总数
-- en:         A stated share follows from the figures
-- severity:   error
-- unit:       percent
-- position:   370
-- basis:      评价报告：占比 = 分项 / 总支出
-- message.zh: {place}称{stage}{item}占比{left}%，按数计算为{right}%，相差{difference}%（舍入允许{allowed}%）。
-- message.en: {place} states a share of {left} % for {item} ({stage}), the figures give {right} %: a difference of {difference} % (rounding allows {allowed} %).
-- advice.zh:  核对占比的分子和分母。
-- advice.en:  Check numerator and denominator of the share.
-- In millionths of a percent, by whole numbers only; what rounds to the stated number is equal to it. Allowed: half the
-- stated step, and what the steps of part and whole do to the share.
-- Amounts above 9e14 are taken by ten thousands, so that no product leaves 64 bits; rates above 10^8 % are not compared.
WITH share AS (
  SELECT s.dept_id, s.year, s.item_id, s.part_id, s.stage, s.table_name, s.value, s.step, s.origin, f.value AS part,
         w.value AS whole, f.step / 2 AS part_half, w.step / 2 AS whole_half, f.origin AS part_origin,
         w.origin AS whole_origin,
         CASE WHEN abs(f.value) > 900000000000000 OR w.value > 900000000000000 THEN 10000 ELSE 1 END AS scale
    FROM statement s
    JOIN item i ON i.item_id = s.item_id
    JOIN figure_stage f ON f.dept_id = s.dept_id AND f.item_id = s.item_id AND f.part_id = s.part_id
         AND f.year = s.year AND f.month = s.month AND f.stage = s.stage
    JOIN figure_stage w ON w.dept_id = s.dept_id AND w.item_id = coalesce(s.of_id, i.parent_id) AND w.part_id = 0
         AND w.year = s.year AND w.month = s.month AND w.stage = s.stage
   WHERE s.kind = 'share' AND s.value IS NOT NULL AND w.value > 0
), small AS (
  SELECT r.dept_id, r.year, r.item_id, r.part_id, r.stage, r.table_name, r.value, r.step, r.origin, r.part_origin,
         r.whole_origin, r.part / NULLIF(r.scale, 0) AS part, r.whole / NULLIF(r.scale, 0) AS whole,
         r.part_half / NULLIF(r.scale, 0) AS part_half, r.whole_half / NULLIF(r.scale, 0) AS whole_half
    FROM share r
), exact AS (
  SELECT s.*, abs(s.part) * 100 / NULLIF(s.whole, 0) + 1 AS percent,
         s.part * 10000 / NULLIF(s.whole, 0) * 10000
           + s.part * 10000 % NULLIF(s.whole, 0) * 10000 / NULLIF(s.whole, 0) AS exact
    FROM small s
   WHERE abs(s.part) / NULLIF(s.whole, 0) < 1000000
)
SELECT r.dept_id, r.year, r.item_id, r.part_id, r.stage, CASE WHEN r.table_name = '' THEN '*' ELSE r.table_name END AS place,
       r.value AS left_value,
       CASE WHEN abs(r.value - r.exact) <= r.step / 2 + 1 THEN r.value ELSE r.exact END AS right_value,
       r.step / 2 + 1 + r.part_half * 100000000 / NULLIF(r.whole, 0)
         + CASE WHEN r.whole_half < 9000000000000 / NULLIF(r.percent, 0) THEN r.percent * 1000000 * r.whole_half / NULLIF(r.whole, 0)
                ELSE (r.percent * r.whole_half / NULLIF(r.whole, 0) + 1) * 1000000 END AS allowed,
       r.origin AS left_origin, r.part_origin AS right_origin, r.whole_origin
  FROM exact r
 ORDER BY r.origin
