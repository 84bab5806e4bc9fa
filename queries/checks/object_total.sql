-- check:      object_total
-- zh:         支出类别合计等于支出
-- en:         Classes of spending add up to expenditure
-- severity:   error
-- position:   60
-- basis:      Budget in Brief
-- message.zh: {stage}{item}为{right}{unit}，支出类别{parts}项合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, the {parts} classes of spending add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  逐行核对：漏列、错列、串行的科目，或合计数录入有误。
-- advice.en:  Look line by line for a code that was left out, misplaced or slid, or for a mistyped total.
SELECT l.dept_id, l.year, l.whole_id AS item_id, l.part_id, l.stage, CAST(sum(l.value) AS BIGINT) AS left_value,
       l.whole AS right_value, (l.whole_step + CAST(sum(l.step) AS BIGINT)) / 2 AS allowed,
       min(l.origin) AS left_origin, max(l.origin) AS last_origin, l.whole_origin AS right_origin, count(*) AS parts
  FROM printed_whole l
  JOIN item w ON w.item_id = l.whole_id
 WHERE l.class = 'object' AND w.code = 'expenditure'
 GROUP BY l.dept_id, l.year, l.month, l.stage, l.class, l.whole_id, l.part_id, l.whole, l.whole_step, l.whole_origin
 ORDER BY l.whole_origin, l.class
