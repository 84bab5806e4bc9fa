-- check:      project_list
-- zh:         项目清单合计等于项目支出
-- en:         The projects add up to project expenditure
-- severity:   warning
-- position:   160
-- basis:      专项资金绩效目标申报表；部门预算公开 表10、表13
-- message.zh: {stage}{item}为{right}{unit}，列出的{parts}个项目合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, the {parts} projects listed add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  补报未列出的项目，或说明其余项目另行申报。
-- advice.en:  File the projects that are missing, or say where they are filed.
WITH line AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.item_id, s.part_id, p.code, p.class, s.value, s.step, s.origin
    FROM figure_stage s
    JOIN item p ON p.item_id = s.part_id
    JOIN item i ON i.item_id = s.item_id
   WHERE i.code IN ('expenditure_project')
)
SELECT w.dept_id, w.year, w.item_id, w.part_id, w.stage, CAST(sum(c.value) AS BIGINT) AS left_value,
       w.value AS right_value, (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin,
       max(c.origin) AS last_origin, w.origin AS right_origin, count(*) AS parts
  FROM line c
  JOIN line w ON w.dept_id = c.dept_id AND w.item_id = c.item_id AND w.year = c.year AND w.month = c.month
       AND w.stage = c.stage AND w.part_id = 0
 WHERE c.class = 'project'
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.part_id, w.value, w.step, w.origin
 ORDER BY w.origin
