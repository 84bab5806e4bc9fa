-- table:             card_figures
-- zh:                主要数据
-- en:                Key figures
-- chapter:           overview
-- for:               card
-- position:          81
-- note.zh:           “—”为缺数，不是零。完成率为决算与年初预算之比。
-- note.en:           “—” is missing, not zero. Completion: actual against the initial budget.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.budget:     money | 年初预算 | Initial budget
-- column.adjusted:   money | 调整预算 | Adjusted budget
-- column.actual:     money | 支出决算 | Actual expenditure
-- column.change:     percent change_amount prior | 同比 | Change
-- column.completion: percent completed base | 完成率 | Completion
-- column.three_public: money | “三公”经费 | Three public expenses
-- column.posts:      persons | 编制 | Posts
-- column.staff:      persons | 在职 | Staff
-- column.change_amount: internal
-- column.prior:      internal
-- column.completed:  internal
-- column.base:       internal
SELECT d.code AS dept, d.name AS dept_name, f.year, f.budget, f.adjusted, f.actual,
       CASE WHEN p.actual > 0 THEN f.actual - p.actual END AS change_amount, CASE WHEN p.actual > 0 THEN p.actual END AS prior,
       CASE WHEN f.budget > 0 THEN f.actual END AS completed, CASE WHEN f.budget > 0 THEN f.budget END AS base,
       t.actual AS three_public, s.budget AS posts, s.actual AS staff
  FROM figure f
  JOIN item i ON i.item_id = f.item_id AND i.code = 'expenditure'
  JOIN item si ON si.code = 'staff'
  JOIN item ti ON ti.code = 'three_public'
  JOIN dept d ON d.dept_id = f.dept_id
  LEFT JOIN figure p ON p.dept_id = f.dept_id AND p.item_id = f.item_id AND p.part_id = 0 AND p.year = f.year - 1 AND p.month = 12
  LEFT JOIN figure s ON s.dept_id = f.dept_id AND s.item_id = si.item_id AND s.part_id = 0 AND s.year = f.year AND s.month = 12
  LEFT JOIN figure t ON t.dept_id = f.dept_id AND t.item_id = ti.item_id AND t.part_id = 0 AND t.year = f.year AND t.month = 12
 WHERE f.part_id = 0 AND f.month = 12
 ORDER BY d.code, f.year DESC
