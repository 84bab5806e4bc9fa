-- sentence:    completion
-- zh:          预算完成情况
-- en:          Execution of the budget
-- section:     execution
-- position:    10
-- column.actual:    money
-- column.budget:    money
-- column.adjusted:  money
-- column.to_budget:   percent actual budget_base
-- column.to_adjusted: percent actual adjusted_base
-- compare.over:     budget actual budget
-- compare.change:   points actual adjusted_base prior_actual prior_adjusted
-- text.zh:     {year}年度支出决算{actual}{unit}[，完成年初预算（{budget}{unit}）的{to_budget}%，{over}][，完成全年预算（{adjusted}{unit}）的{to_adjusted}%][，完成率{change}]。
-- text.en:     Expenditure of {year} was {actual} {unit}[, {to_budget}% of the initial budget of {budget}, {over}][, {to_adjusted}% of the adjusted budget of {adjusted}][, {change}].
-- blank:       reason:completion
SELECT f.dept_id, f.year, f.actual, f.budget, f.adjusted,
       CASE WHEN f.budget > 0 THEN f.budget END AS budget_base,
       CASE WHEN f.adjusted > 0 THEN f.adjusted END AS adjusted_base,
       p.actual AS prior_actual, CASE WHEN p.adjusted > 0 THEN p.adjusted END AS prior_adjusted,
       CASE WHEN f.actual <> coalesce(f.adjusted, f.budget) THEN 1 END AS asked
  FROM figure f
  JOIN item i ON i.item_id = f.item_id AND i.code = 'expenditure'
  LEFT JOIN figure p ON p.item_id = f.item_id AND p.part_id = 0 AND p.dept_id = f.dept_id AND p.year = f.year - 1 AND p.month = 12
 WHERE f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL AND (f.budget IS NOT NULL OR f.adjusted IS NOT NULL)
 ORDER BY f.dept_id, f.year
