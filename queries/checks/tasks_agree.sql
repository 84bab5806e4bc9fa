-- check:      tasks_agree
-- zh:         工作任务数与重点工作清单一致
-- en:         Published numbers of tasks agree with the list of tasks
-- severity:   warning
-- unit:       pieces
-- position:   445
-- basis:      重点工作清单：各项任务之和
-- message.zh: 公布的{item}为{left}，按重点工作清单合计为{right}，相差{difference}。
-- message.en: {item}: {left} published, the list of tasks adds up to {right}: a difference of {difference}.
-- advice.zh:  核对清单是否齐全，改正其中一处。
-- advice.en:  See whether the list is complete, and correct one of the two.
SELECT t.dept_id, t.year, f.item_id, f.stage, f.value AS left_value, t.value AS right_value, 0 AS allowed,
       f.origin AS left_origin, t.origin AS right_origin
  FROM task_sum t
  JOIN item i ON i.code = t.code
  JOIN figure_stage f ON f.item_id = i.item_id AND f.part_id = 0 AND f.dept_id = t.dept_id AND f.year = t.year AND f.month = 12
       AND f.stage = t.stage
 WHERE f.origin <> t.origin
 ORDER BY f.origin
