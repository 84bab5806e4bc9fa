-- table:              flag_cells
-- zh:                 各项所依据的单元格
-- en:                 Cells behind the flags
-- record:             flags.cells
-- position:           370
SELECT g.id, d.code AS dept, g.year, o.role, s.name AS file, (o.origin - s.first_origin) / NULLIF(s.columns, 0) AS line,
       (o.origin - s.first_origin) % NULLIF(s.columns, 0) + 1 AS field
  FROM flag g JOIN dept d ON d.dept_id = g.dept_id
  JOIN flag_origin o ON o.flag_id = g.flag_id
  JOIN source s ON o.origin >= s.first_origin AND o.origin < s.end_origin
 ORDER BY g.flag_id, o.role
