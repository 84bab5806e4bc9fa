-- check:      target_goal_without_indicator
-- zh:         绩效目标有指标支撑
-- en:         Goals have indicators
-- severity:   warning
-- unit:       pieces
-- position:   502
-- basis:      填报说明：绩效指标是绩效目标的细化和量化
-- message.zh: {form_zh}：列了{left}个目标，没有一项指标。
-- message.en: {form_en}: {left} goals, and not one indicator.
-- advice.zh:  把目标细化为产出、效益和满意度指标。
-- advice.en:  Break the goals down into indicators of output, benefit and satisfaction.
SELECT t.dept_id, t.year,
       CASE t.level WHEN 'project' THEN '项目“' || t.project || '”' ELSE '部门整体支出' END AS form_zh,
       CASE t.level WHEN 'project' THEN 'project “' || t.project || '”' ELSE 'the whole department' END AS form_en,
       count(*) AS left_value, 0 AS right_value, -1 AS allowed, min(t.origin) AS left_origin, min(t.origin) AS right_origin
  FROM target t
 GROUP BY t.dept_id, t.year, t.level, t.project
HAVING count(*) = count(CASE WHEN t.kind IN ('goal', 'task', 'plan') THEN 1 END)
 ORDER BY min(t.origin)
