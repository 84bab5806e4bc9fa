-- table:             absent
-- zh:                没有数的单元格
-- en:                Cells without a number
-- position:          275
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.month:      int | 月份 | Month
-- column.item:       text | 项目编码 | Item
-- column.part:       text | 分项 | Part
-- column.stage:      text | 阶段 | Stage
-- column.kind:       text | 写法 | Kind
-- column.file:       text | 文件 | File
-- column.line:       int | 行 | Line
-- column.field:      int | 列 | Field
SELECT d.code AS dept, d.name AS dept_name, a.year, a.month, i.code AS item, p.code AS part, a.stage, a.kind,
       s.name AS file, (a.origin - s.first_origin) / NULLIF(s.columns, 0) AS line,
       (a.origin - s.first_origin) % NULLIF(s.columns, 0) + 1 AS field
  FROM absent a
  JOIN dept d ON d.dept_id = a.dept_id
  JOIN item i ON i.item_id = a.item_id
  JOIN item p ON p.item_id = a.part_id
  JOIN source s ON a.origin >= s.first_origin AND a.origin < s.end_origin
 ORDER BY s.name, a.origin
