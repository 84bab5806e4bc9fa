-- table:              per_head
-- zh:                 人均
-- en:                 Per head
-- position:           140
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.year:        int | 年度 | Year
-- column.stage:       text | 阶段 | Stage
-- column.item:        text | 项目编码 | Item
-- column.item_name:   text | 项目 | Name
-- column.value:       money | 金额 | Amount
-- column.staff:       persons | 在职 | Staff
-- column.per_head:    ratio value_units staff 元 | 人均（元） | Per head (base unit)
-- column.value_units: internal
SELECT d.code AS dept, d.name AS dept_name, f.year, f.stage, i.code AS item,
       CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, f.value, s.actual AS staff, f.value / 100 AS value_units
  FROM figure_stage f
  JOIN item i ON i.item_id = f.item_id AND i.unit_kind = 'money'
  JOIN item si ON si.code = 'staff'
  JOIN figure s ON s.dept_id = f.dept_id AND s.item_id = si.item_id AND s.part_id = 0 AND s.year = f.year AND s.month = 12
  JOIN dept d ON d.dept_id = f.dept_id
 WHERE f.part_id = 0 AND f.month = 12 AND s.actual > 0
 ORDER BY d.code, f.year, f.stage, i.code
