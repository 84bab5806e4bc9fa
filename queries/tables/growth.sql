-- table:              growth
-- zh:                 年均增长率
-- en:                 Compound annual growth
-- position:           150
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.item:        text | 项目编码 | Item
-- column.item_name:   text | 项目 | Name
-- column.stage:       text | 阶段 | Stage
-- column.first_year:  int | 起始年度 | From
-- column.last_year:   int | 末年度 | To
-- column.first_value: money | 起始值 | First
-- column.last_value:  money | 末值 | Last
-- column.growth:      growth last_value first_value periods | 年均增长率 | Growth a year
-- column.periods:     internal
SELECT d.code AS dept, d.name AS dept_name, i.code AS item, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name,
       r.stage, r.first_year, r.last_year, a.value AS first_value, b.value AS last_value,
       r.last_year - r.first_year AS periods
  FROM (SELECT f.dept_id, f.item_id, f.stage, min(f.year) AS first_year, max(f.year) AS last_year
          FROM figure_stage f
         WHERE f.part_id = 0 AND f.month = 12 AND f.value > 0
         GROUP BY f.dept_id, f.item_id, f.stage) r
  JOIN figure_stage a ON a.dept_id = r.dept_id AND a.item_id = r.item_id AND a.stage = r.stage AND a.year = r.first_year
       AND a.part_id = 0 AND a.month = 12
  JOIN figure_stage b ON b.dept_id = r.dept_id AND b.item_id = r.item_id AND b.stage = r.stage AND b.year = r.last_year
       AND b.part_id = 0 AND b.month = 12
  JOIN item i ON i.item_id = r.item_id AND i.unit_kind = 'money'
  JOIN dept d ON d.dept_id = r.dept_id
 WHERE r.last_year > r.first_year
 ORDER BY d.code, i.code, r.stage
