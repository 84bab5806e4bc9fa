-- check:      share_total
-- zh:         各项占比之和为100%
-- en:         Shares of one total add up to 100 %
-- severity:   error
-- unit:       percent
-- position:   380
-- basis:      评价报告：各项占总支出的比重之和 = 100%
-- message.zh: {place}所列{parts}项{stage}占比合计{left}%，应为{right}%，相差{difference}%（舍入允许{allowed}%）。
-- message.en: {place} lists {parts} shares ({stage}) that add up to {left} %, not {right} %: a difference of {difference} % (rounding allows {allowed} %).
-- advice.zh:  核对各项占比。
-- advice.en:  Check the shares.
-- Only where the figures of these parts make up the whole.
SELECT s.dept_id, s.year, s.stage, CASE WHEN s.table_name = '' THEN '*' ELSE s.table_name END AS place, count(*) AS parts,
       CAST(sum(s.value) AS BIGINT) AS left_value, 100000000 AS right_value, CAST(sum(s.step) AS BIGINT) / 2 AS allowed,
       min(s.origin) AS left_origin, w.origin AS right_origin, max(s.origin) AS last_origin
  FROM statement s
  JOIN item i ON i.item_id = s.item_id
  JOIN figure_stage f ON f.dept_id = s.dept_id AND f.item_id = s.item_id AND f.part_id = s.part_id AND f.year = s.year
       AND f.month = s.month AND f.stage = s.stage
  JOIN figure_stage w ON w.dept_id = s.dept_id AND w.item_id = coalesce(s.of_id, i.parent_id) AND w.part_id = 0
       AND w.year = s.year AND w.month = s.month AND w.stage = s.stage
 WHERE s.kind = 'share' AND s.value IS NOT NULL
 GROUP BY s.dept_id, s.year, s.month, s.stage, s.table_name, coalesce(s.of_id, i.parent_id), i.class, w.value, w.step,
          w.origin
HAVING sum(f.value) - w.value <= (CAST(sum(f.step) AS BIGINT) + w.step) / 2
   AND w.value - sum(f.value) <= (CAST(sum(f.step) AS BIGINT) + w.step) / 2
 ORDER BY min(s.origin)
