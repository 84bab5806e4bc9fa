-- check:      three_public_codes
-- zh:         经济科目不超过相应的“三公”经费
-- en:         Economic codes stay within the three-public expenses
-- severity:   warning
-- position:   210
-- basis:      部门决算公开 公开06 {30212、30217、30231、31013} ≤ 公开07 同项；部门预算公开 表12、表6
-- message.zh: {stage}{item}为{left}{unit}，超过{whole_zh}（{right}{unit}）{difference}{unit}。
-- message.en: {stage}: {item} is {left} {unit}, {difference} {unit} more than {whole_en} ({right} {unit}).
-- advice.zh:  核对“三公”经费是否漏计，或经济科目是否串行。
-- advice.en:  See whether the three-public expenses leave something out, or the economic codes slid.
WITH pair(part, whole) AS (
  VALUES ('30212', 'three_public_abroad'), ('30217', 'three_public_reception'),
         ('30231', 'three_public_vehicle_operation'), ('31013', 'three_public_vehicle_purchase')
)
SELECT c.dept_id, c.year, c.item_id, c.stage, wi.zh AS whole_zh, wi.en AS whole_en, c.value AS left_value,
       CASE WHEN c.value > w.value THEN w.value ELSE c.value END AS right_value, (c.step + w.step) / 2 AS allowed,
       c.origin AS left_origin, w.origin AS right_origin
  FROM figure_stage c
  JOIN item ci ON ci.item_id = c.item_id
  JOIN pair t ON t.part = ci.code
  JOIN item wi ON wi.code = t.whole
  JOIN figure_stage w ON w.dept_id = c.dept_id AND w.item_id = wi.item_id AND w.part_id = 0 AND w.year = c.year
       AND w.month = c.month AND w.stage = c.stage
 WHERE c.part_id = 0
 ORDER BY c.origin
