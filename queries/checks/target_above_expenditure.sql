-- check:      target_above_expenditure
-- zh:         成本目标不超过支出
-- en:         A target of cost is within the expenditure
-- severity:   warning
-- position:   506
-- basis:      成本指标填预算安排的支出；不应超过项目（部门）支出预算
-- message.zh: {form_zh}：成本指标 {target} 为{left}{unit}，超过其支出{right}{unit}，多{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {form_en}: “{target}” is a cost of {left} {unit}, above its expenditure of {right} {unit} by {difference} (rounding allows {allowed}).
-- advice.zh:  核对成本指标和项目支出。
-- advice.en:  Check the target and the project's expenditure.
WITH spending AS (
  SELECT f.dept_id, f.year, i.code, p.zh AS project, coalesce(f.budget, f.adjusted, f.actual) AS value,
         coalesce(f.budget_origin, f.adjusted_origin, f.actual_origin) AS origin,
         coalesce(f.budget_step, f.adjusted_step, f.actual_step) AS step
    FROM figure f
    JOIN item i ON i.item_id = f.item_id AND i.code IN ('expenditure', 'expenditure_project')
    JOIN item p ON p.item_id = f.part_id
   WHERE f.month = 12 AND (p.class = 'project' OR (p.item_id = 0 AND i.code = 'expenditure'))
)
SELECT t.dept_id, t.year, t.target,
       CASE t.level WHEN 'project' THEN '项目“' || t.project || '”' ELSE '部门整体支出' END AS form_zh,
       CASE t.level WHEN 'project' THEN 'project “' || t.project || '”' ELSE 'the whole department' END AS form_en,
       t.number AS left_value, CASE WHEN t.number > s.value THEN s.value ELSE t.number END AS right_value,
       s.step / 2 AS allowed, t.origin AS left_origin, s.origin AS right_origin
  FROM target t
  JOIN spending s ON s.dept_id = t.dept_id AND s.year = t.year
       AND ((t.level = 'project' AND s.code = 'expenditure_project' AND s.project = t.project)
            OR (t.level = 'dept' AND s.code = 'expenditure'))
 WHERE t.kind = 'cost' AND t.unit_kind = 'money' AND t.number IS NOT NULL
 ORDER BY t.origin, s.origin
