-- check:      basic_total
-- zh:         人员经费加公用经费等于基本支出
-- en:         Personnel and operating funds add up to basic expenditure
-- severity:   error
-- position:   90
-- basis:      部门决算公开 公开06：人员经费 + 公用经费 = 基本支出
-- message.zh: {stage}{item}为{right}{unit}，人员经费与公用经费合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, personnel and operating funds add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对人员经费与公用经费的归集口径。
-- advice.en:  Check what was booked as personnel and as operating funds.
-- Only where personnel_funds and public_funds are all printed: a blank is not a zero.
WITH line AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.item_id, i.code, s.value, s.step, s.origin
    FROM figure_stage s
    JOIN item i ON i.item_id = s.item_id
   WHERE s.part_id = 0
     AND i.code IN ('expenditure_basic', 'personnel_funds', 'public_funds')
)
SELECT w.dept_id, w.year, w.item_id, w.stage, CAST(sum(c.value) AS BIGINT) AS left_value, w.value AS right_value,
       (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin, max(c.origin) AS last_origin,
       w.origin AS right_origin
  FROM line w
  JOIN line c ON c.dept_id = w.dept_id AND c.year = w.year AND c.month = w.month AND c.stage = w.stage
       AND c.code <> w.code
 WHERE w.code = 'expenditure_basic'
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.value, w.step, w.origin
HAVING count(*) FILTER (WHERE c.code IN ('personnel_funds', 'public_funds')) = 2
 ORDER BY w.origin
