-- check:      revenue_expenditure
-- zh:         收入与支出相等
-- en:         Revenue equals expenditure
-- severity:   error
-- position:   10
-- basis:      部门预算公开 表1、表4：收入总计 = 支出总计
-- message.zh: {stage}{item}为{left}{unit}，相应的支出为{right}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {left} {unit}, the expenditure is {right} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  核对收入表与支出表是否取自同一版本；有上年结转的，应在总计中反映。
-- advice.en:  See whether both sides come from the same version; a carry-over belongs into the totals.
-- The two totals always. Revenue and expenditure, whole or of one fund, only in budgets that print no totals and no
-- carry-over beside them.
WITH side AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.part_id, s.item_id, i.code, s.value, s.step, s.origin
    FROM item i
   CROSS JOIN figure_stage s
    JOIN item p ON p.item_id = s.part_id
   WHERE i.code IN ('revenue', 'revenue_total', 'expenditure', 'expenditure_total') AND s.item_id = i.item_id
     AND (s.part_id = 0 OR p.class IN ('source', 'subtotal'))
), totalled AS MATERIALIZED (
  SELECT DISTINCT s.dept_id, s.year, s.month, s.stage, s.part_id
    FROM side s
   WHERE s.code IN ('revenue_total', 'expenditure_total')
), carried AS MATERIALIZED (
  SELECT DISTINCT s.dept_id, s.year, s.month, s.stage
    FROM item i
   CROSS JOIN figure_stage s
   WHERE i.code IN ('carryover_opening', 'carryover_closing') AND s.item_id = i.item_id AND s.part_id = 0 AND s.value <> 0
), pair AS (
  SELECT r.dept_id, r.year, r.item_id, r.part_id, r.stage, r.value, e.value AS spent, r.step, e.step AS spent_step, r.origin,
         e.origin AS spent_origin
    FROM side r
    JOIN side e ON e.dept_id = r.dept_id AND e.year = r.year AND e.month = r.month AND e.stage = r.stage
         AND e.part_id = r.part_id AND e.code = 'expenditure_total'
   WHERE r.code = 'revenue_total' AND r.part_id = 0
  UNION ALL
  SELECT r.dept_id, r.year, r.item_id, r.part_id, r.stage, r.value, e.value, r.step, e.step, r.origin, e.origin
    FROM side r
    JOIN side e ON e.dept_id = r.dept_id AND e.year = r.year AND e.month = r.month AND e.stage = r.stage
         AND e.part_id = r.part_id AND e.code = 'expenditure'
   WHERE r.code = 'revenue' AND r.stage <> 'actual'
     AND NOT EXISTS (SELECT 1 FROM totalled t
                      WHERE t.dept_id = r.dept_id AND t.year = r.year AND t.month = r.month AND t.stage = r.stage
                        AND t.part_id = r.part_id)
     AND NOT EXISTS (SELECT 1 FROM carried c
                      WHERE c.dept_id = r.dept_id AND c.year = r.year AND c.month = r.month AND c.stage = r.stage)
)
SELECT p.dept_id, p.year, p.item_id, p.part_id, p.stage, p.value AS left_value, p.spent AS right_value,
       (p.step + p.spent_step) / 2 AS allowed, p.origin AS left_origin, p.spent_origin AS right_origin
  FROM pair p
 ORDER BY p.origin
