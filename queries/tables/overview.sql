-- table:             overview
-- zh:                各单位最近年度收支与人员
-- en:                Departments at a glance, latest year
-- chapter:           overview
-- position:          70
-- note.zh:           各单位取有决算的最近年度，无决算的取最近年度。“—”为缺数，不是零。
-- note.en:           Each department in its latest year with final accounts, else its latest year. “—” is missing, not zero.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.budget:     money | 年初预算 | Initial budget
-- column.adjusted:   money | 调整预算 | Adjusted budget
-- column.actual:     money | 支出决算 | Actual expenditure
-- column.prior:      money | 上年决算 | Actual, last year
-- column.change:     percent change prior | 同比 | Change
-- column.completion: percent completed base | 年初预算完成率 | Completion of initial budget
-- column.posts:      persons | 编制 | Posts
-- column.staff:      persons | 在职 | Staff
-- column.completed: internal
-- column.base:      internal
-- mark.budget: faulty_budget
-- mark.adjusted: faulty_adjusted
-- mark.actual: faulty_actual
-- mark.prior: faulty_prior
-- workbook.chart:    column | budget adjusted actual | dept_name
-- color.completion:   bars
SELECT d.code AS dept, d.name AS dept_name, f.year, f.budget, f.adjusted, f.actual, p.actual AS prior,
       CASE WHEN p.actual > 0 THEN f.actual - p.actual END AS change, CASE WHEN f.budget > 0 THEN f.actual END AS completed,
       CASE WHEN f.budget > 0 THEN f.budget END AS base, s.budget AS posts, s.actual AS staff,
       (SELECT count(*) FROM faulty e WHERE e.origin = f.budget_origin) AS faulty_budget,
       (SELECT count(*) FROM faulty e WHERE e.origin = f.adjusted_origin) AS faulty_adjusted,
       (SELECT count(*) FROM faulty e WHERE e.origin = f.actual_origin) AS faulty_actual,
       (SELECT count(*) FROM faulty e WHERE e.origin = p.actual_origin) AS faulty_prior
  FROM dept d
  JOIN item i ON i.code = 'expenditure'
  JOIN (SELECT g.dept_id, coalesce(max(g.year) FILTER (WHERE g.actual IS NOT NULL), max(g.year)) AS year
          FROM figure g JOIN item h ON h.item_id = g.item_id
         WHERE h.code = 'expenditure' AND g.part_id = 0 AND g.month = 12 AND g.year <= :last_year
         GROUP BY g.dept_id) l ON l.dept_id = d.dept_id
  JOIN figure f ON f.dept_id = d.dept_id AND f.item_id = i.item_id AND f.part_id = 0 AND f.month = 12 AND f.year = l.year
  LEFT JOIN figure p ON p.dept_id = f.dept_id AND p.item_id = f.item_id AND p.part_id = f.part_id
       AND p.year = f.year - 1 AND p.month = f.month
  JOIN item si ON si.code = 'staff'
  LEFT JOIN figure s ON s.dept_id = f.dept_id AND s.item_id = si.item_id AND s.part_id = 0 AND s.year = f.year AND s.month = 12
 ORDER BY d.code
