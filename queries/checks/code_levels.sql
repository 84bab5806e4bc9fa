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
-- Each printed code counts towards the nearest code above it that is printed, too.
WITH above AS (
  SELECT i.item_id, i.class, i.parent_id AS whole_id, 1 AS distance FROM item i
   WHERE i.class IN ('function', 'economic_department', 'economic_government')
  UNION ALL
  SELECT i.item_id, i.class, a.parent_id, 2
    FROM item i JOIN item a ON a.item_id = i.parent_id
   WHERE i.class IN ('function', 'economic_department', 'economic_government')
), linked AS (
  SELECT c.dept_id, c.year, c.month, c.stage, c.part_id, a.class, a.whole_id, c.value, c.step, c.origin,
         w.value AS whole, w.step AS whole_step, w.origin AS whole_origin,
         row_number() OVER (PARTITION BY c.dept_id, c.item_id, c.part_id, c.year, c.month, c.stage
                            ORDER BY a.distance) AS place
    FROM figure_stage c
    JOIN above a ON a.item_id = c.item_id
    JOIN figure_stage w ON w.dept_id = c.dept_id AND w.item_id = a.whole_id AND w.part_id = c.part_id
         AND w.year = c.year AND w.month = c.month AND w.stage = c.stage
)
SELECT l.dept_id, l.year, l.whole_id AS item_id, l.part_id, l.stage, CAST(sum(l.value) AS BIGINT) AS left_value,
       l.whole AS right_value, (l.whole_step + CAST(sum(l.step) AS BIGINT)) / 2 AS allowed,
       min(l.origin) AS left_origin, max(l.origin) AS last_origin, l.whole_origin AS right_origin, count(*) AS parts
  FROM linked l
  JOIN item w ON w.item_id = l.whole_id
 WHERE l.place = 1 AND w.code <> 'expenditure'
 GROUP BY l.dept_id, l.year, l.month, l.stage, l.class, l.whole_id, l.part_id, l.whole, l.whole_step, l.whole_origin
 ORDER BY l.whole_origin, l.class
