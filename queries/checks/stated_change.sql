-- check:      stated_change
-- zh:         增减额等于本年减上年
-- en:         A stated change is this year minus last year
-- severity:   error
-- position:   350
-- basis:      说明文字：较上年增减额 = 本年数 − 上年公开数
-- message.zh: {place}称{stage}{item}较上年增减{left}{unit}，本年减上年为{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {place} states a change of {left} {unit} for {item} ({stage}), this year minus last year is {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对上年数的口径（预算或决算）和本年数。
-- advice.en:  Check the basis of last year's number (budget or actual) and this year's.
-- Not where last year's figure is only known from this very change.
WITH again AS (
  SELECT s.dept_id, s.item_id, s.part_id, s.year, s.month, s.stage, s.table_name, s.value, s.step,
         row_number() OVER (PARTITION BY s.dept_id, s.item_id, s.part_id, s.year, s.month, s.stage, s.table_name
                            ORDER BY s.statement_id) AS place
    FROM statement s WHERE s.kind = 'figure'
)
SELECT c.dept_id, c.year, c.item_id, c.part_id, c.stage, i.unit_kind,
       CASE WHEN c.table_name = '' THEN '*' ELSE c.table_name END AS place, c.value AS left_value,
       coalesce(t.value, f.value) - p.value AS right_value, (c.step + coalesce(t.step, f.step) + p.step) / 2 AS allowed,
       c.origin AS left_origin, f.origin AS right_origin, p.origin AS prior_origin
  FROM statement c
  JOIN item i ON i.item_id = c.item_id
  JOIN figure_stage f ON f.dept_id = c.dept_id AND f.item_id = c.item_id AND f.part_id = c.part_id AND f.year = c.year
       AND f.month = c.month AND f.stage = c.stage
  JOIN figure_stage p ON p.dept_id = c.dept_id AND p.item_id = c.item_id AND p.part_id = c.part_id
       AND p.year = c.year - 1 AND p.month = c.month AND p.stage = c.stage
  LEFT JOIN again t ON t.dept_id = c.dept_id AND t.item_id = c.item_id AND t.part_id = c.part_id AND t.year = c.year
       AND t.month = c.month AND t.stage = c.stage AND t.table_name = c.table_name AND t.place = 1
 WHERE c.kind = 'change' AND c.value IS NOT NULL AND p.origin <> c.origin
 ORDER BY c.origin
