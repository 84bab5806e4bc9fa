-- check:      target_in_words
-- zh:         绩效指标可以衡量
-- en:         Indicators of a form can be measured
-- severity:   info
-- unit:       pieces
-- position:   505
-- basis:      填报说明：绩效指标应清晰、可衡量，尽量采取定量的方式
-- message.zh: {form_zh}：{right}项指标中{left}项只有文字、没有数，不能按数判断是否完成。
-- message.en: {form_en}: {left} of {right} indicators are in words only and cannot be judged by numbers.
-- advice.zh:  能量化的改为数量、比率或时限；定性的在“是否完成”中填写结论并附依据。
-- advice.en:  Give numbers, rates or days where that can be done; for the others say whether they were met, and on what basis.
SELECT t.dept_id, t.year,
       CASE t.level WHEN 'project' THEN '项目“' || t.project || '”' ELSE '部门整体支出' END AS form_zh,
       CASE t.level WHEN 'project' THEN 'project “' || t.project || '”' ELSE 'the whole department' END AS form_en,
       count(CASE WHEN t.number IS NULL AND t.text <> '' THEN 1 END) AS left_value, count(*) AS right_value, -1 AS allowed,
       min(CASE WHEN t.number IS NULL AND t.text <> '' THEN t.origin END) AS left_origin, max(t.origin) AS right_origin
  FROM target t
 WHERE t.kind NOT IN ('', 'goal', 'task', 'plan') AND t.target NOT IN ('/', '—', '-', '无')
 GROUP BY t.dept_id, t.year, t.level, t.project
HAVING count(CASE WHEN t.number IS NULL AND t.text <> '' THEN 1 END) > 0
 ORDER BY min(t.origin)
