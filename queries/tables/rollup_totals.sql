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
-- column.difference: hidden
-- column.prior_ok:   hidden
-- column.actual_ok:  hidden
-- column.budget_ok:  hidden
SELECT c.year, c.item, CASE WHEN :lang = 'zh' THEN c.zh ELSE c.en END AS item_name, c.depts, c.budget, c.adjusted, c.actual,
       p.actual AS prior, CASE WHEN p.actual > 0 THEN c.actual - p.actual END AS difference,
       CASE WHEN p.actual > 0 THEN p.actual END AS prior_ok,
       CASE WHEN c.budget > 0 THEN c.actual END AS actual_ok, CASE WHEN c.budget > 0 THEN c.budget END AS budget_ok
  FROM (SELECT f.year, i.item_id, i.code AS item, i.zh, i.en, count(*) AS depts, sum(f.budget) AS budget,
               sum(f.adjusted) AS adjusted, sum(f.actual) AS actual
          FROM figure f
          JOIN item i ON i.item_id = f.item_id AND i.code IN ('revenue', 'expenditure', 'obligations')
          JOIN dept d ON d.dept_id = f.dept_id
         WHERE f.part_id = 0 AND f.month = 12 AND d.included = 0 AND f.year BETWEEN :first_year AND :last_year
         GROUP BY f.year, i.item_id, i.code, i.zh, i.en) c
  LEFT JOIN (SELECT f.year, f.item_id, sum(f.actual) AS actual
          FROM figure f JOIN dept d ON d.dept_id = f.dept_id
         WHERE f.part_id = 0 AND f.month = 12 AND d.included = 0
         GROUP BY f.year, f.item_id) p ON p.year = c.year - 1 AND p.item_id = c.item_id
 ORDER BY c.item, c.year
