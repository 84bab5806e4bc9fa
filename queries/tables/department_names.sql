-- table:             department_names
-- zh:                单位名称沿革
-- en:                Names of departments over the years
-- chapter:           sources
-- position:          262
-- note.zh:           同一编码在不同年度的名称；起止年度空白为不限。
-- note.en:           One code under several names; a blank year is open.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 名称 | Name
-- column.valid_from: int | 启用年度 | From
-- column.valid_to:   int | 停用年度 | To
-- column.current:    text | 现名 | Name now
SELECT d.code AS dept, n.name AS dept_name, NULLIF(n.valid_from, 0) AS valid_from, NULLIF(n.valid_to, 0) AS valid_to,
       d.name AS current
  FROM dept_name n
  JOIN dept d ON d.dept_id = n.dept_id
 WHERE n.valid_from > 0 OR n.valid_to > 0
 ORDER BY d.code, n.valid_from
