-- table:              growth_expenditure
-- zh:                 支出年均增长率
-- en:                 Growth of expenditure a year
-- chapter:            yoy
-- position:           160
-- collapsed:          yes
-- note.zh:            （末年 / 起始年）^(1/间隔年数) − 1；两端均须为正。
-- note.en:            (last / first)^(1/years) − 1; both ends must be positive.
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.first_year:  int | 起始年度 | From
-- column.last_year:   int | 末年度 | To
-- column.first_value: money | 起始年决算 | First
-- column.last_value:  money | 末年决算 | Last
-- column.growth:      growth last_value first_value periods | 年均增长率 | Growth a year
-- column.periods:     internal
SELECT d.code AS dept, d.name AS dept_name, r.first_year, r.last_year, a.actual AS first_value, b.actual AS last_value,
       r.last_year - r.first_year AS periods
  FROM (SELECT f.dept_id, f.item_id, min(f.year) AS first_year, max(f.year) AS last_year
          FROM figure f JOIN item j ON j.item_id = f.item_id
         WHERE j.code = 'expenditure' AND f.part_id = 0 AND f.month = 12 AND f.actual > 0
           AND f.year BETWEEN :first_year AND :last_year
         GROUP BY f.dept_id, f.item_id) r
  JOIN figure a ON a.dept_id = r.dept_id AND a.item_id = r.item_id AND a.year = r.first_year AND a.part_id = 0 AND a.month = 12
  JOIN figure b ON b.dept_id = r.dept_id AND b.item_id = r.item_id AND b.year = r.last_year AND b.part_id = 0 AND b.month = 12
  JOIN dept d ON d.dept_id = r.dept_id
 WHERE r.last_year > r.first_year
 ORDER BY d.code
