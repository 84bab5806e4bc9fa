-- sentence:    next_steps
-- zh:          得分可提高处
-- en:          Where points can be won
-- section:     scores
-- position:    50
-- column.money_now:  money
-- column.money_then: money
-- column.count_now:        persons
-- column.count_then:      persons
-- column.points_now:  points
-- column.points_then: points
-- column.gain:       points
-- text.zh:     得分可提高处（{n}）{name}：{item_name}[{stage_name}由{money_now}{unit}变为{money_then}{unit}][由{count_now}变为{count_then}][由{points_now}分变为{points_then}分]，可多得{gain}分[，等级可升为“{grade}”]。
-- text.en:     Points to be won ({n}), {name}: {item_name}[ ({stage_name}) from {money_now} to {money_then} {unit}][ from {count_now} to {count_then}][ from {points_now} to {points_then} points] gives {gain} more[ and the grade “{grade}”].
SELECT s.dept_id, s.year, CASE WHEN :lang = 'zh' THEN s.zh ELSE s.en END AS name,
       CASE WHEN :lang = 'zh' THEN s.item_zh ELSE s.item_en END AS item_name,
       CASE s.stage WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
            ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name,
       CASE WHEN s.unit_kind = 'money' THEN s.current END AS money_now,
       CASE WHEN s.unit_kind = 'money' THEN s.wanted END AS money_then,
       CASE WHEN s.unit_kind IN ('persons', 'pieces') THEN s.current END AS count_now,
       CASE WHEN s.unit_kind IN ('persons', 'pieces') THEN s.wanted END AS count_then,
       CASE WHEN s.unit_kind = 'points' THEN s.current END AS points_now,
       CASE WHEN s.unit_kind = 'points' THEN s.wanted END AS points_then, s.gain,
       CASE WHEN s.goal = 'grade' THEN CASE WHEN :lang = 'zh' THEN s.grade_zh ELSE s.grade_en END END AS grade,
       row_number() OVER (PARTITION BY s.dept_id, s.year ORDER BY s.goal DESC, s.place) AS n
  FROM next_step s
 WHERE (s.goal = 'point' AND s.place <= 3) OR (s.goal = 'grade' AND s.place = 1)
 ORDER BY s.dept_id, s.year, n
