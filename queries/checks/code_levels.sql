-- check:      code_levels
-- zh:         上级科目等于下级科目合计
-- en:         A code equals the codes below it
-- severity:   error
-- position:   70
-- basis:      政府收支分类科目：类 = Σ款 = Σ项
-- message.zh: {stage}{item}为{right}{unit}，其下{parts}个科目合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, the {parts} codes below it add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对该科目的下级各行，看是否漏列、重列或串行。
-- advice.en:  Look through the lines below this code for one that is missing, doubled or slid.
SELECT l.dept_id, l.year, l.whole_id AS item_id, l.part_id, l.stage, CAST(sum(l.value) AS BIGINT) AS left_value,
       l.whole AS right_value, (l.whole_step + CAST(sum(l.step) AS BIGINT)) / 2 AS allowed,
       min(l.origin) AS left_origin, max(l.origin) AS last_origin, l.whole_origin AS right_origin, count(*) AS parts
  FROM printed_whole l
  JOIN item w ON w.item_id = l.whole_id
 WHERE l.class <> 'object' AND w.code <> 'expenditure'
 GROUP BY l.dept_id, l.year, l.month, l.stage, l.class, l.whole_id, l.part_id, l.whole, l.whole_step, l.whole_origin
 ORDER BY l.whole_origin, l.class
