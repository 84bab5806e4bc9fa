-- check:      nature_total
-- zh:         基本支出加项目支出等于支出
-- en:         Basic and project expenditure add up to expenditure
-- severity:   error
-- position:   80
-- basis:      部门决算公开 公开03；部门整体支出绩效目标申报表
-- message.zh: {stage}{item}为{right}{unit}，基本支出、项目支出等合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, basic and project expenditure add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对基本支出、项目支出与资金总额各栏。
-- advice.en:  Check basic expenditure, project expenditure and the total.
-- Only where expenditure_basic and expenditure_project are all printed: a blank is not a zero.
WITH line AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.item_id, i.code, s.value, s.step, s.origin
    FROM figure_stage s
    JOIN item i ON i.item_id = s.item_id
   WHERE s.part_id = 0
     AND i.code IN ('expenditure', 'expenditure_basic', 'expenditure_project',
                    'expenditure_to_superior', 'expenditure_business', 'expenditure_to_affiliates', 'expenditure_other')
)
SELECT w.dept_id, w.year, w.item_id, w.stage, CAST(sum(c.value) AS BIGINT) AS left_value, w.value AS right_value,
       (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin, max(c.origin) AS last_origin,
       w.origin AS right_origin
  FROM line w
  JOIN line c ON c.dept_id = w.dept_id AND c.year = w.year AND c.month = w.month AND c.stage = w.stage
       AND c.code <> w.code
 WHERE w.code = 'expenditure'
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.value, w.step, w.origin
HAVING count(*) FILTER (WHERE c.code IN ('expenditure_basic', 'expenditure_project')) = 2
 ORDER BY w.origin
