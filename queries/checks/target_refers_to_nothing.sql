-- check:      target_refers_to_nothing
-- zh:         对应指标存在
-- en:         The indicator that a target refers to exists
-- severity:   warning
-- position:   509
-- basis:      对应指标填指标或科目的编码（jixiao list indicators）
-- message.zh: {target}：对应指标“{refers}”既不是指标，也不是科目。
-- message.en: “{target}” refers to “{refers}”, which is neither an indicator nor an item.
-- advice.zh:  更正编码，或留空。
-- advice.en:  Correct the code, or leave it blank.
SELECT t.dept_id, t.year, t.target, t.refers, NULL AS left_value, NULL AS right_value, -1 AS allowed,
       t.origin AS left_origin, t.origin AS right_origin
  FROM target t
 WHERE t.refers <> '' AND t.refers NOT IN (SELECT code FROM item)
   AND t.refers NOT IN (SELECT indicator FROM indicator) AND EXISTS (SELECT 1 FROM indicator)
 ORDER BY t.origin
