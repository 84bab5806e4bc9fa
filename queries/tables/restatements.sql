-- table:            restatements
-- zh:               重述台账
-- en:               Restatements
-- position:         220
-- column.dept:      text | 单位编码 | Code
-- column.dept_name: text | 单位 | Department
-- column.year:      int | 年度 | Year
-- column.month:     int | 月份 | Month
-- column.item:      text | 项目 | Item
-- column.stage:     text | 阶段 | Stage
-- column.old_value: money | 原数 | Old
-- column.new_value: money | 现数 | New
-- column.old_file:  text | 原来源 | Old source
-- column.new_file:  text | 现来源 | New source
-- column.old_line:  int | 原行 | Old line
-- column.reason:    text | 更正原因 | Reason
-- column.new_line:  int | 现行 | New line
SELECT d.code AS dept, d.name AS dept_name, u.year, u.month, i.code AS item, u.stage, u.value AS old_value,
       f.value AS new_value, a.name AS old_file, b.name AS new_file, (u.origin - a.first_origin) / NULLIF(a.columns, 0) AS old_line,
       (f.origin - b.first_origin) / NULLIF(b.columns, 0) AS new_line,
       coalesce(c.reason, '') AS reason
  FROM superseded u
 CROSS JOIN figure_stage f
  JOIN item i ON i.item_id = u.item_id
  JOIN dept d ON d.dept_id = u.dept_id
  JOIN source a ON u.origin >= a.first_origin AND u.origin < a.end_origin
  JOIN source b ON f.origin >= b.first_origin AND f.origin < b.end_origin
 LEFT JOIN correction c ON c.origin = f.origin
 WHERE f.dept_id = u.dept_id AND f.item_id = u.item_id AND f.part_id = u.part_id AND f.year = u.year AND f.month = u.month
   AND f.stage = u.stage AND u.value <> f.value AND i.unit_kind = 'money'
 ORDER BY d.code, i.code, u.year, u.month, u.stage, a.published, a.name, u.sequence, u.value, u.origin
