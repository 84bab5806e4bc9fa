-- check:      three_public_over_budget
-- zh:         “三公”经费决算不超过预算
-- en:         Three-public expenses stay within the budget
-- severity:   warning
-- position:   220
-- basis:      部门决算公开 公开07：决算 ≤ 预算；财预〔2013〕53号 三公经费控制率
-- message.zh: {item}决算{left}{unit}，超过预算（{right}{unit}）{difference}{unit}。
-- message.en: {item}: {left} {unit} spent, {difference} {unit} more than the budget of {right} {unit}.
-- advice.zh:  说明超出预算的原因，或核对预算数与决算数的口径。
-- advice.en:  Say why the budget was exceeded, or check that both are on the same basis.
SELECT f.dept_id, f.year, f.item_id, f.actual AS left_value,
       CASE WHEN f.actual > coalesce(f.adjusted, f.budget) THEN coalesce(f.adjusted, f.budget)
            ELSE f.actual END AS right_value,
       (f.actual_step + coalesce(f.adjusted_step, f.budget_step)) / 2 AS allowed, f.actual_origin AS left_origin,
       coalesce(f.adjusted_origin, f.budget_origin) AS right_origin
  FROM figure f
  JOIN item i ON i.item_id = f.item_id
 WHERE i.code IN ('three_public', 'three_public_abroad', 'three_public_vehicle', 'three_public_vehicle_purchase',
                  'three_public_vehicle_operation', 'three_public_reception')
   AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL AND coalesce(f.adjusted, f.budget) IS NOT NULL
 ORDER BY f.actual_origin
