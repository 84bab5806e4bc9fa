-- check:      staff_over_quota
-- zh:         在职人数超过编制三倍
-- en:         Staff of more than three times the posts
-- severity:   warning
-- unit:       persons
-- position:   490
-- basis:      在职人员控制率：远超编制多为单位、口径或录入错误
-- message.zh: 在职{left}人，超过编制（{right}人）的三倍。
-- message.en: {left} staff, more than three times the {right} posts.
-- advice.zh:  核对在职人数是否含编外、退休人员，或两数录反。
-- advice.en:  See whether the staff includes contract or retired staff, or the two numbers were swapped.
SELECT f.dept_id, f.year, f.actual AS left_value, f.budget AS right_value, -1 AS allowed, f.actual_origin AS left_origin,
       f.budget_origin AS right_origin
  FROM figure f
  JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'staff' AND f.part_id = 0 AND f.month = 12 AND f.budget > 0 AND f.actual > 3 * f.budget
 ORDER BY f.actual_origin
