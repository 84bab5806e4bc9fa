-- table:             rollup
-- zh:                按一级单位汇总
-- en:                Roll-up to first-level departments
-- position:          180
-- note.zh:           下级单位的数已含在上级自身数内的不重复计入；完成率只在预算与决算出自同一批单位时计算。
-- note.en:           A member whose money the parent's own figures contain already is not added again; the completion needs the same members on both sides.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 一级单位 | Department
-- column.year:       int | 年度 | Year
-- column.item:       text | 项目编码 | Item
-- column.budget:     money | 年初预算 | Initial budget
-- column.adjusted:   money | 调整预算 | Adjusted budget
-- column.actual:     money | 决算 | Actual
-- column.completion: percent actual_ok budget_ok | 年初预算完成率 | Completion of initial budget
-- column.members:    int | 下属单位数 | Members
-- column.actual_ok:  internal
-- column.budget_ok:  internal
SELECT r.code AS dept, r.name AS dept_name, f.year, i.code AS item, sum(f.budget) AS budget, sum(f.adjusted) AS adjusted,
       sum(f.actual) AS actual, count(*) AS members,
       CASE WHEN count(f.actual + f.budget) = count(f.budget) AND count(f.actual + f.budget) = count(f.actual)
                 AND sum(f.budget) > 0 THEN sum(f.actual) END AS actual_ok,
       CASE WHEN count(f.actual + f.budget) = count(f.budget) AND count(f.actual + f.budget) = count(f.actual)
                 AND sum(f.budget) > 0 THEN sum(f.budget) END AS budget_ok
  FROM item i
 CROSS JOIN (SELECT g.dept_id, g.item_id, g.year, g.budget, g.adjusted, g.actual
          FROM figure g
         WHERE g.part_id = 0 AND g.month = 12
           AND NOT EXISTS (SELECT 1 FROM twin t WHERE t.dept_id = g.dept_id AND t.year = g.year)) f
  JOIN dept d ON d.dept_id = f.dept_id AND d.included = 0
  JOIN dept r ON r.dept_id = d.root_id
 WHERE i.item_id = f.item_id AND i.unit_kind = 'money' AND i.parent_id IS NULL
 GROUP BY r.dept_id, r.code, r.name, f.year, i.code
 ORDER BY r.code, i.code, f.year
