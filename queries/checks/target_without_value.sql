-- check:      target_without_value
-- zh:         绩效指标有指标值
-- en:         Every indicator of a form has a value
-- severity:   warning
-- position:   503
-- basis:      填报说明：绩效指标应有清晰、可衡量的指标值
-- message.zh: {form_zh}：{level1} {target} 没有填指标值。
-- message.en: {form_en}: “{target}” ({level1}) has no value.
-- advice.zh:  补填指标值和度量单位；定性指标写明预期达到的状态。
-- advice.en:  State the value and its unit; for one in words, the state to be reached.
SELECT t.dept_id, t.year, t.target, t.level1,
       CASE t.level WHEN 'project' THEN '项目“' || t.project || '”' ELSE '部门整体支出' END AS form_zh,
       CASE t.level WHEN 'project' THEN 'project “' || t.project || '”' ELSE 'the whole department' END AS form_en,
       NULL AS left_value, NULL AS right_value, -1 AS allowed, t.origin AS left_origin, t.origin AS right_origin
  FROM target t
 WHERE t.kind NOT IN ('', 'goal', 'task', 'plan') AND t.value = '' AND t.text = ''
   AND t.target NOT IN ('/', '—', '-', '无')
 ORDER BY t.origin
