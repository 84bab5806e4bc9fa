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
SELECT s.dept_id, s.year, s.item_id, s.part_id, i.unit_kind, s.table_name AS place, s.value AS left_value, 0 AS right_value,
       0 AS allowed, s.origin AS left_origin, e.origin AS right_origin
  FROM statement e
  JOIN statement s ON s.dept_id = e.dept_id AND s.year = e.year AND s.table_name = e.table_name
       AND s.kind IN ('figure', 'change')
  JOIN item i ON i.item_id = s.item_id
 WHERE e.kind = 'empty' AND e.table_name <> ''
 ORDER BY s.origin, e.origin
