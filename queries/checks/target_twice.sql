-- check:      target_twice
-- zh:         同一目标前后一致
-- en:         A target that is stated twice is stated the same
-- severity:   error
-- position:   507
-- basis:      同一申报表同一指标只有一个指标值
-- message.zh: {form_zh}：{target} 先填{first_printed}，又填{second_printed}。
-- message.en: {form_en}: “{target}” is first {first_printed}, and then {second_printed}.
-- advice.zh:  核对两处，保留一个指标值。
-- advice.en:  Keep one of the two values.
WITH stated AS (
  SELECT t.*, CASE t.text WHEN '' THEN t.value || t.unit ELSE t.text END AS printed,
         row_number() OVER (PARTITION BY t.dept_id, t.year, t.level, t.project, t.target, t.unit_kind ORDER BY t.origin) AS place
    FROM target t
   WHERE t.number IS NOT NULL
)
SELECT b.dept_id, b.year, b.target, a.printed AS first_printed, b.printed AS second_printed,
       CASE b.unit_kind WHEN '' THEN 'points' ELSE b.unit_kind END AS unit_kind,
       CASE b.level WHEN 'project' THEN '项目“' || b.project || '”' ELSE '部门整体支出' END AS form_zh,
       CASE b.level WHEN 'project' THEN 'project “' || b.project || '”' ELSE 'the whole department' END AS form_en,
       b.number AS left_value, a.number AS right_value, 0 AS allowed, b.origin AS left_origin, a.origin AS right_origin
  FROM stated b
  JOIN stated a ON a.dept_id = b.dept_id AND a.year = b.year AND a.level = b.level AND a.project = b.project
       AND a.target = b.target AND a.unit_kind = b.unit_kind AND a.place = 1
 WHERE b.place > 1
 ORDER BY b.origin
