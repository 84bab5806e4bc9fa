-- check:      rate_range
-- zh:         比率在0与100%之间
-- en:         Rates lie between 0 and 100 %
-- severity:   warning
-- unit:       percent
-- position:   500
-- basis:      满意率、办结率、占比等不小于0，不大于100%
-- message.zh: {item}为{left}%，超出0—100%的范围。
-- message.en: {item} is {left} %, beyond 0 to 100 %.
-- advice.zh:  核对小数点与单位。
-- advice.en:  Check decimal point and unit.
SELECT f.dept_id, f.year, f.item_id, f.part_id, f.value AS left_value,
       CASE WHEN f.value > 100000000 THEN 100000000 WHEN f.value < 0 THEN 0 ELSE f.value END AS right_value, 0 AS allowed,
       f.origin AS left_origin, CAST(NULL AS BIGINT) AS right_origin
  FROM figure_stage f
  JOIN item i ON i.item_id = f.item_id
 WHERE i.unit_kind = 'percent'
 ORDER BY f.origin
