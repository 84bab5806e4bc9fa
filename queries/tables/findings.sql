-- table:               findings
-- zh:                  勾稽核对结果
-- en:                  Findings
-- chapter:             quality
-- position:            200
-- note.zh:             “info”为印刷精度（舍入）之内的差异。数值为最小单位（分）。
-- note.en:             “info” is a difference within the printed precision. Values in the smallest unit.
-- column.id:           text | 核对 | Check
-- column.severity:     text | 级别 | Severity
-- column.verdict:      hidden
-- column.dept:         text | 单位编码 | Code
-- column.dept_name:    text | 单位 | Department
-- column.year:         int | 年度 | Year
-- column.message:      text | 说明 | Finding
-- column.left_value:   hidden
-- column.right_value:  hidden
-- column.difference:   hidden
-- column.allowed:      hidden
-- column.left_origin:  hidden
-- column.right_origin: hidden
SELECT f.id, f.severity, f.verdict, d.code AS dept, d.name AS dept_name, f.year,
       CASE WHEN :lang = 'zh' THEN f.zh ELSE f.en END AS message, f.left_value, f.right_value,
       f.left_value - f.right_value AS difference, f.allowed, f.left_origin, f.right_origin
  FROM finding f
  LEFT JOIN dept d ON d.dept_id = f.dept_id
 ORDER BY CASE f.severity WHEN 'fatal' THEN 0 WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, f.finding_id
