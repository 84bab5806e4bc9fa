-- check:      quota_includes_other_unit
-- zh:         编制数含未独立核算的其他单位
-- en:         The quota includes another unit
-- severity:   info
-- unit:       persons
-- position:   480
-- basis:      在职人员控制率的分母应只含本单位编制
-- message.zh: 编制{right}人中含{unit_zh}{left}人；按合并的编制计算的控制率可能偏低。
-- message.en: The {right} posts include {left} of {unit_en}; a control rate over all of them may come out too low.
-- advice.zh:  在职人数与编制数应按同一范围统计，分别列示各单位编制。
-- advice.en:  Count staff and posts over the same scope, and list the posts of each unit.
SELECT c.dept_id, c.year, p.zh AS unit_zh, p.en AS unit_en, c.budget AS left_value, w.budget AS right_value, -1 AS allowed,
       c.budget_origin AS left_origin, w.budget_origin AS right_origin
  FROM figure c
  JOIN item i ON i.item_id = c.item_id
  JOIN item p ON p.item_id = c.part_id
  JOIN figure w ON w.dept_id = c.dept_id AND w.item_id = c.item_id AND w.part_id = 0 AND w.year = c.year
       AND w.month = c.month
 WHERE i.code = 'staff' AND p.class = 'of_which' AND c.budget > 0 AND w.budget IS NOT NULL AND c.month = 12
 ORDER BY c.budget_origin
