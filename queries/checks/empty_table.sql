-- check:      empty_table
-- zh:         声明为空表的表没有数
-- en:         A table declared empty holds nothing
-- severity:   error
-- position:   340
-- basis:      部门预算公开 目录：空表 ⇔ 表内无数 ⇔ 说明称无
-- message.zh: {place}在目录中声明为空表，却印有{item}{left}{unit}。
-- message.en: {place} is declared empty, yet prints {left} {unit} for {item}.
-- advice.zh:  更正目录的空表说明，或删去该表的数。
-- advice.en:  Correct the declaration, or take the amounts out of the table.
WITH cell AS (
  SELECT s.dept_id, s.year, s.item_id, s.part_id, s.value, s.origin FROM statement s
   WHERE s.kind IN ('figure', 'change') AND s.item_id IS NOT NULL
  UNION ALL
  SELECT f.dept_id, f.year, f.item_id, f.part_id, f.value, f.origin FROM figure_stage f
), held AS (
  SELECT e.dept_id, e.year, e.table_name, e.origin, p.first_origin, p.last_origin
    FROM statement e
    JOIN printed p ON p.dept_id = e.dept_id AND p.year = e.year AND p.table_name = e.table_name
   WHERE e.kind = 'empty'
)
SELECT c.dept_id, c.year, c.item_id, c.part_id, i.unit_kind, h.table_name AS place, c.value AS left_value,
       0 AS right_value, 0 AS allowed, c.origin AS left_origin, h.origin AS right_origin
  FROM held h
  JOIN cell c ON c.dept_id = h.dept_id AND c.year = h.year AND c.origin BETWEEN h.first_origin AND h.last_origin
  JOIN item i ON i.item_id = c.item_id
 ORDER BY c.origin, h.origin
