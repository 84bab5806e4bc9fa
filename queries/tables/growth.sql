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
  FROM (SELECT y.dept_id, y.item_id, s.stage,
               CASE s.stage WHEN 'budget' THEN y.budget_first WHEN 'adjusted' THEN y.adjusted_first ELSE y.actual_first END AS first_year,
               CASE s.stage WHEN 'budget' THEN y.budget_last WHEN 'adjusted' THEN y.adjusted_last ELSE y.actual_last END AS last_year
          FROM (SELECT g.dept_id, g.item_id,
                       min(CASE WHEN g.budget > 0 THEN g.year END) AS budget_first,
                       max(CASE WHEN g.budget > 0 THEN g.year END) AS budget_last,
                       min(CASE WHEN g.adjusted > 0 THEN g.year END) AS adjusted_first,
                       max(CASE WHEN g.adjusted > 0 THEN g.year END) AS adjusted_last,
                       min(CASE WHEN g.actual > 0 THEN g.year END) AS actual_first,
                       max(CASE WHEN g.actual > 0 THEN g.year END) AS actual_last
                  FROM figure g
                  JOIN item m ON m.item_id = g.item_id AND m.unit_kind = 'money'
                 WHERE g.part_id = 0 AND g.month = 12
                 GROUP BY g.item_id, g.dept_id) y
          JOIN stage s ON s.position > 0) r
  JOIN figure_stage a ON a.dept_id = r.dept_id AND a.item_id = r.item_id AND a.stage = r.stage AND a.year = r.first_year
       AND a.part_id = 0 AND a.month = 12
  JOIN figure_stage b ON b.dept_id = r.dept_id AND b.item_id = r.item_id AND b.stage = r.stage AND b.year = r.last_year
       AND b.part_id = 0 AND b.month = 12
  JOIN item i ON i.item_id = r.item_id
  JOIN dept d ON d.dept_id = r.dept_id
 WHERE r.last_year > r.first_year
 ORDER BY d.code, i.code, r.stage
