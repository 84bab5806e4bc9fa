-- check:      share_range
-- zh:         所述占比在0至100%之间
-- en:         Stated shares lie between 0 and 100 %
-- severity:   error
-- unit:       percent
-- position:   505
-- basis:      部分不大于整体
-- message.zh: {item}所述占比{left}%，不可能小于0或大于100%。
-- message.en: the stated share of {item} is {left} %; a share cannot be below 0 or above 100 %.
-- advice.zh:  核对小数点，或分母是否用错。
-- advice.en:  Check the decimal point, and what the share was taken of.
SELECT s.dept_id, s.year, s.item_id, s.part_id, s.value AS left_value,
       CASE WHEN s.value > 100000000 THEN 100000000 WHEN s.value < 0 THEN 0 ELSE s.value END AS right_value,
       0 AS allowed, s.origin AS left_origin, CAST(NULL AS BIGINT) AS right_origin
  FROM statement s
 WHERE s.kind = 'share' AND s.value IS NOT NULL
 ORDER BY s.origin
