-- table:            restatement_counts
-- zh:               重述情况
-- en:               Restatements by item and year
-- chapter:          quality
-- position:         230
-- collapsed:        yes
-- note.zh:          同一数值先后公布不同的，以后公布的为准；逐条见 tables/restatements.csv。
-- note.en:          Where the same figure was published differently, the later one counts; row by row in tables/restatements.csv.
-- column.item_name: text | 项目 | Item
-- column.year:      int | 年度 | Year
-- column.stage_name: text | 阶段 | Stage
-- column.stage:     hidden
-- column.depts:     int | 单位数 | Departments
-- column.restated:  int | 被重述的数 | Restated values
-- column.largest:   money | 最大变动 | Largest change
SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, u.year, u.stage, CASE u.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '年初预算' ELSE 'initial budget' END
            WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
            ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name, count(DISTINCT u.dept_id) AS depts,
       count(*) AS restated, max(abs(f.value - u.value)) AS largest
  FROM superseded u
  JOIN figure_stage f ON f.dept_id = u.dept_id AND f.item_id = u.item_id AND f.part_id = u.part_id AND f.year = u.year
       AND f.month = u.month AND f.stage = u.stage
  JOIN item i ON i.item_id = u.item_id
 WHERE u.value <> f.value AND i.unit_kind = 'money'
 GROUP BY i.zh, i.en, u.year, u.stage
 ORDER BY i.zh, u.year, u.stage
