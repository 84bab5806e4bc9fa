-- table:             departments
-- zh:                单位
-- en:                Departments
-- chapter:           sources
-- position:          260
-- collapsed:         yes
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.parent:     text | 上级单位 | Parent
-- column.kind:       text | 类别 | Kind
-- column.peer_group: text | 对比组 | Peer group
-- column.first_year: int | 起始年度 | From
-- column.last_year:  int | 末年度 | To
-- column.figures:    int | 数值 | Figures
SELECT d.code AS dept, d.name AS dept_name, p.code AS parent, d.kind, d.peer_group, min(f.year) AS first_year,
       max(f.year) AS last_year, count(f.value) AS figures
  FROM dept d
  LEFT JOIN dept p ON p.dept_id = d.parent_id
  LEFT JOIN figure_stage f ON f.dept_id = d.dept_id
 GROUP BY d.code, d.name, p.code, d.kind, d.peer_group
 ORDER BY d.code
