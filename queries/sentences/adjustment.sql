-- sentence:    adjustment
-- zh:          预算调整情况
-- en:          Adjustment of the budget
-- section:     execution
-- position:    20
-- column.later:     money
-- column.budget:    money
-- compare.change:   budget later budget
-- text.zh:     全年预算{later}{unit}，{change}。
-- text.en:     The adjusted budget is {later} {unit}, {change}.
-- blank:       reason:adjustment
SELECT f.dept_id, f.year, f.budget, f.adjusted AS later,
       CASE WHEN f.adjusted <> f.budget THEN 1 END AS asked
  FROM figure f
  JOIN item i ON i.item_id = f.item_id AND i.code = 'expenditure'
 WHERE f.part_id = 0 AND f.month = 12 AND f.budget IS NOT NULL AND f.adjusted IS NOT NULL
 ORDER BY f.dept_id, f.year
