-- check:      included_units
-- zh:         并入的单位合计不超过上级
-- en:         Included units stay within their parent
-- severity:   warning
-- position:   270
-- basis:      部门数 = Σ所属单位数 − 内部往来；并入上级的单位已含在上级数中
-- message.zh: {stage}{item}：并入的{parts}个单位合计{left}{unit}，超过本部门（{right}{unit}）{difference}{unit}。
-- message.en: {stage}, {item}: the {parts} included units add up to {left} {unit}, {difference} {unit} more than the department itself ({right} {unit}).
-- advice.zh:  核对该单位是否真的并入上级的数中（departments.csv 的 included）。
-- advice.en:  See whether these units are really inside the figures of the parent (included in departments.csv).
-- Adjustments have signs: one part may well be above the whole.
SELECT w.dept_id, w.year, w.item_id, w.part_id, w.stage, i.unit_kind, CAST(sum(c.value) AS BIGINT) AS left_value,
       CASE WHEN sum(c.value) > w.value THEN w.value ELSE CAST(sum(c.value) AS BIGINT) END AS right_value,
       (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin, w.origin AS right_origin,
       count(*) AS parts
  FROM figure_stage w
  JOIN item i ON i.item_id = w.item_id
  JOIN dept d ON d.parent_id = w.dept_id AND d.included = 1
  JOIN figure_stage c ON c.dept_id = d.dept_id AND c.item_id = w.item_id AND c.part_id = w.part_id AND c.year = w.year
       AND c.month = w.month AND c.stage = w.stage
 WHERE i.unit_kind IN ('money', 'persons', 'pieces') AND w.month = 12 AND i.code <> 'budget_adjustment'
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.part_id, i.unit_kind, w.value, w.step, w.origin
 ORDER BY w.origin
