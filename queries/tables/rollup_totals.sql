-- table:             rollup_totals
-- zh:                全部单位合计
-- en:                All departments together
-- chapter:           overview
-- position:          190
-- collapsed:         yes
-- note.zh:           每一元只计一次：下级单位的数已含在上级自身数内的不重复计入。
-- note.en:           Every unit of money counts once: a member that its parent's own figures contain is not added again.
-- column.year:       int | 年度 | Year
-- column.item_name:  text | 项目 | Item
-- column.depts:      int | 单位数 | Departments
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
WITH by_dept AS (
  SELECT f.dept_id, f.item_id, f.year, f.budget, f.adjusted, f.actual
    FROM figure f
    JOIN dept d ON d.dept_id = f.dept_id AND d.included = 0
   WHERE f.part_id = 0 AND f.month = 12
), city AS (
  SELECT b.year, b.item_id, count(DISTINCT b.dept_id) AS depts, sum(b.budget) AS budget, sum(b.adjusted) AS adjusted,
         sum(b.actual) AS actual
    FROM by_dept b
   GROUP BY b.year, b.item_id
)
SELECT c.year, i.code AS item, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, c.depts, c.budget, c.adjusted,
       c.actual, p.actual AS prior, CASE WHEN p.actual > 0 THEN c.actual - p.actual END AS difference,
       CASE WHEN p.actual > 0 THEN p.actual END AS prior_ok,
       CASE WHEN c.budget > 0 THEN c.actual END AS actual_ok, CASE WHEN c.budget > 0 THEN c.budget END AS budget_ok
  FROM city c
  JOIN item i ON i.item_id = c.item_id AND i.code IN ('revenue', 'expenditure', 'obligations')
  LEFT JOIN city p ON p.year = c.year - 1 AND p.item_id = c.item_id
 WHERE c.year BETWEEN :first_year AND :last_year
 ORDER BY i.code, c.year
