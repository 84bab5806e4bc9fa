-- table:             rollup_totals
-- zh:                全部单位合计
-- en:                All departments together
-- chapter:           overview
-- position:          190
-- for:                all
-- collapsed:         yes
-- note.zh:            每一元只计一次：下级单位的数已含在上级自身数内的不重复计入。完成率只在预算、决算都有的单位占两者金额九成以上时计算；同比只在两年都有数的单位占两年金额九成以上时计算。
-- note.en:            Every unit of money counts once: a member that its parent's own figures contain is not added again. The completion needs departments with both a budget and an actual that make nine tenths of either; the change, departments present in both years with nine tenths of the money of each.
-- column.year:       int | 年度 | Year
-- column.item_name:  text | 项目 | Item
-- column.budgets:     int | 有预算单位 | With a budget
-- column.actuals:     int | 有决算单位 | With an actual
-- column.depts:       internal
-- column.budget:     money | 年初预算 | Initial budget
-- column.adjusted:   money | 调整预算 | Adjusted budget
-- column.actual:     money | 决算 | Actual
-- column.prior:      money | 上年决算 | Actual, last year
-- column.change:     percent difference prior_ok | 同比 | Change
-- column.completion: percent actual_ok budget_ok | 年初预算完成率 | Completion of initial budget
-- column.item:       hidden
-- column.difference: internal
-- column.prior_ok:   internal
-- column.actual_ok:  internal
-- column.budget_ok:  internal
-- workbook.chart:    column | budget adjusted actual | year | item_name
WITH by_dept AS (
  SELECT f.dept_id, f.item_id, f.year, f.budget, f.adjusted, f.actual, p.actual AS prior
    FROM figure f
    JOIN item i ON i.item_id = f.item_id AND i.code IN ('revenue', 'expenditure', 'obligations')
    JOIN dept d ON d.dept_id = f.dept_id AND d.included = 0
    LEFT JOIN figure p ON p.dept_id = f.dept_id AND p.item_id = f.item_id AND p.part_id = f.part_id AND p.year = f.year - 1
         AND p.month = f.month
   WHERE f.part_id = 0 AND f.month = 12
     AND NOT EXISTS (SELECT 1 FROM twin t WHERE t.dept_id = f.dept_id AND t.year = f.year)
), city AS (
  SELECT b.year, b.item_id, count(DISTINCT b.dept_id) AS depts, count(b.budget) AS budgets, count(b.actual) AS actuals,
         CAST(sum(b.budget) AS BIGINT) AS budget, CAST(sum(b.adjusted) AS BIGINT) AS adjusted, CAST(sum(b.actual) AS BIGINT) AS actual,
         CAST(sum(b.budget) FILTER (WHERE b.actual IS NOT NULL) AS BIGINT) AS paired_budget,
         CAST(sum(b.actual) FILTER (WHERE b.budget IS NOT NULL) AS BIGINT) AS paired_actual,
         CAST(sum(b.prior) FILTER (WHERE b.actual IS NOT NULL) AS BIGINT) AS common_prior,
         CAST(sum(b.actual) FILTER (WHERE b.prior IS NOT NULL) AS BIGINT) AS common_actual
    FROM by_dept b
   GROUP BY b.year, b.item_id
), joined AS (
  SELECT c.year, c.item_id, c.depts, c.budgets, c.actuals, c.budget, c.adjusted, c.actual, p.actual AS prior,
         CASE WHEN c.budget > 0 AND c.paired_budget >= c.budget - c.budget / 10
                   AND c.paired_actual >= c.actual - c.actual / 10 THEN 1 ELSE 0 END AS same_depts,
         CASE WHEN p.actual > 0 AND c.common_prior >= p.actual - p.actual / 10
                   AND c.common_actual >= c.actual - c.actual / 10 THEN 1 ELSE 0 END AS comparable
    FROM city c
    LEFT JOIN city p ON p.year = c.year - 1 AND p.item_id = c.item_id
)
SELECT j.year, i.code AS item, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, j.depts, j.budgets, j.actuals, j.budget, j.adjusted,
       j.actual, j.prior, CASE WHEN j.comparable = 1 THEN j.actual - j.prior END AS difference,
       CASE WHEN j.comparable = 1 THEN j.prior END AS prior_ok, CASE WHEN j.same_depts = 1 THEN j.actual END AS actual_ok,
       CASE WHEN j.same_depts = 1 THEN j.budget END AS budget_ok
  FROM joined j
  JOIN item i ON i.item_id = j.item_id
 WHERE j.year BETWEEN :first_year AND :last_year
 ORDER BY i.code, j.year
