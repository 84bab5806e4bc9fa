-- check:      target_met_contradicts
-- zh:         是否完成与实际完成值一致
-- en:         Whether a target was met agrees with what was reached
-- severity:   error
-- unit:       pieces
-- position:   508
-- basis:      是否完成由实际完成值与指标值比较得出
-- message.zh: {target}：目标{demand}，实际{actual}，填报为{stated_zh}，按数应为{computed_zh}。
-- message.en: “{target}”: demanded {demand}, reached {actual}; stated as {stated_en}, but by the numbers {computed_en}.
-- advice.zh:  核对实际完成值，更正“是否完成”。
-- advice.en:  Check what was reached, and correct the statement.
SELECT t.dept_id, t.year, t.target, r.actual,
       CASE t.text WHEN '' THEN t.operator || t.value || t.unit ELSE t.text END AS demand,
       CASE t.met WHEN 1 THEN '完成' ELSE '未完成' END AS stated_zh, CASE t.met WHEN 1 THEN 'met' ELSE 'not met' END AS stated_en,
       CASE r.computed WHEN 1 THEN '完成' ELSE '未完成' END AS computed_zh,
       CASE r.computed WHEN 1 THEN 'met' ELSE 'not met' END AS computed_en,
       t.met AS left_value, r.computed AS right_value, 0 AS allowed, t.origin AS left_origin, r.origin AS right_origin
  FROM target t
  JOIN target_result r ON r.target_id = t.target_id
 WHERE t.met IS NOT NULL AND r.computed IS NOT NULL
 ORDER BY t.origin
