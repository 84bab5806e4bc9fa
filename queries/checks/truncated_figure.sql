-- check:      truncated_figure
-- zh:         截断而未四舍五入
-- en:         Cut off instead of rounded
-- severity:   info
-- position:   300
-- basis:      元转万元应四舍五入；截断会使各项之和与总数不符
-- message.zh: {place}印{stage}{item}{left}{unit}，是{right}{unit}截断（未四舍五入）的结果，相差{difference}{unit}。
-- message.en: {place} prints {left} {unit} for {item} ({stage}): {right} {unit} cut off, not rounded; a difference of {difference} {unit}.
-- advice.zh:  按四舍五入重新换算。
-- advice.en:  Convert anew, rounding half up.
SELECT s.dept_id, s.year, s.item_id, s.part_id, s.stage, i.unit_kind,
       CASE WHEN s.table_name = '' THEN '*' ELSE s.table_name END AS place, s.value AS left_value, f.value AS right_value,
       -1 AS allowed, s.origin AS left_origin, f.origin AS right_origin
  FROM statement s
  JOIN item i ON i.item_id = s.item_id
  JOIN figure_stage f ON f.dept_id = s.dept_id AND f.item_id = s.item_id AND f.part_id = s.part_id AND f.year = s.year
       AND f.month = s.month AND f.stage = s.stage
 WHERE s.kind = 'figure' AND s.value <= f.value AND f.value - s.value < s.step AND f.value - s.value > (s.step + f.step) / 2
 ORDER BY s.origin
