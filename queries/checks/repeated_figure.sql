-- check:      repeated_figure
-- zh:         同一数前后一致
-- en:         What is printed twice agrees
-- severity:   error
-- position:   290
-- basis:      表与表、表与文字逐行核对（部门预算公开 表4 = 表1 等）
-- message.zh: {place}印{stage}{item}{left}{unit}，而采用的数为{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {place} prints {left} {unit} for {item} ({stage}), the figure is {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  查明哪一处正确，更正另一处；整列错开的，按行核对。
-- advice.en:  Find out which place is right and correct the other; where a column slid, compare line by line.
-- Amounts cut off instead of rounded are truncated_figure.
SELECT s.dept_id, s.year, s.item_id, s.part_id, s.stage, i.unit_kind,
       CASE WHEN s.table_name = '' THEN '*' ELSE s.table_name END AS place, s.value AS left_value, f.value AS right_value,
       (s.step + f.step) / 2 AS allowed, s.origin AS left_origin, f.origin AS right_origin
  FROM statement s
  JOIN item i ON i.item_id = s.item_id
  JOIN figure_stage f ON f.dept_id = s.dept_id AND f.item_id = s.item_id AND f.part_id = s.part_id AND f.year = s.year
       AND f.month = s.month AND f.stage = s.stage
 WHERE s.kind = 'figure' AND s.value IS NOT NULL
   AND NOT (s.value <= f.value AND f.value - s.value < s.step AND f.value - s.value > (s.step + f.step) / 2)
 ORDER BY s.origin
