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
SELECT d.code AS dept, d.name AS dept_name, p.code AS parent, d.kind, d.peer_group, f.first_year, f.last_year,
       coalesce(f.figures, 0) AS figures
  FROM dept d
  LEFT JOIN dept p ON p.dept_id = d.parent_id
  LEFT JOIN (SELECT s.dept_id, min(s.first_year) AS first_year, max(s.last_year) AS last_year,
                    CAST(sum(s.figures) AS BIGINT) AS figures
               FROM (SELECT g.dept_id, min(g.year) AS first_year, max(g.year) AS last_year,
                            count(g.budget) + count(g.adjusted) + count(g.actual) AS figures
                       FROM figure g
                      WHERE g.budget IS NOT NULL OR g.adjusted IS NOT NULL OR g.actual IS NOT NULL
                      GROUP BY g.item_id, g.part_id, g.dept_id) s
              GROUP BY s.dept_id) f ON f.dept_id = d.dept_id
 ORDER BY d.code
