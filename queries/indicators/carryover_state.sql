-- indicator:      carryover_state
-- zh:             当年资金结余
-- en:             Surplus of the year
-- unit:           money
-- better:         target
-- target:         0
-- position:       130
-- levers:         expenditure
-- calculation.zh: {revenue} − {expenditure}（舍入允差 ±{rounding}）
-- calculation.en: {revenue} − {expenditure} (rounding ±{rounding})
-- definition.zh:  本年收入 − 本年支出；差额在两数印刷精度之内视为无结余
-- definition.en:  revenue − expenditure of the year; a difference within the printed precision of both counts as none
-- basis.zh:       2020 县级评分表
-- basis.en:       county rubric 2020
SELECT r.dept_id, r.year,
       CASE WHEN 2 * abs(r.actual - e.actual) <= r.actual_step + e.actual_step THEN 0 ELSE r.actual - e.actual END
         AS numerator,
       o.actual AS denominator, r.actual AS revenue, e.actual AS expenditure,
       (r.actual_step + e.actual_step) / 2 AS rounding, r.actual_origin AS revenue_origin,
       e.actual_origin AS expenditure_origin, o.actual_origin AS opening_origin
  FROM figure r
  JOIN figure e ON e.dept_id = r.dept_id
       AND e.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'expenditure') AND e.part_id = 0
       AND e.year = r.year AND e.month = 12
  LEFT JOIN figure o ON o.dept_id = r.dept_id
       AND o.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'carryover_opening') AND o.part_id = 0
       AND o.year = r.year AND o.month = 12
 WHERE r.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'revenue') AND r.part_id = 0 AND r.month = 12
   AND r.actual IS NOT NULL AND e.actual IS NOT NULL
 ORDER BY r.dept_id, r.year
