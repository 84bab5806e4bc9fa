-- table:             stated_changes
-- zh:                文件所述增减与推算的上年数
-- en:                Stated changes and the implied prior year
-- chapter:           yoy
-- position:          170
-- collapsed:         yes
-- note.zh:           上年数由“本年所述 − 较上年增减”推算，标记为推算数；精度为两者印刷精度之和。
-- note.en:           Last year = stated value − stated change; marked as implied; its precision is the sum of both printed precisions.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.item:       text | 编码 | Item
-- column.item_name:  text | 项目 | Name
-- column.part:       text | 分项 | Part
-- column.stage_name: text | 阶段 | Stage
-- column.stage:      hidden
-- column.table_name: text | 表号 | Table
-- column.stated:     money | 本年所述 | Stated this year
-- column.change:     money | 较上年增减 | Stated change
-- column.prior:      money | 推算上年数 | Implied prior year
-- column.rate:       percent change prior_ok | 推算增减率 | Implied rate
-- column.prior_ok:   internal
SELECT d.code AS dept, d.name AS dept_name, c.year, i.code AS item,
       CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, p.code AS part, c.stage, CASE c.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '年初预算' ELSE 'initial budget' END
            WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
            ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name, c.table_name,
       coalesce(t.value, f.value) AS stated, c.value AS change, coalesce(t.value, f.value) - c.value AS prior,
       CASE WHEN coalesce(t.value, f.value) - c.value > 0 THEN coalesce(t.value, f.value) - c.value END AS prior_ok
  FROM statement c
  JOIN item i ON i.item_id = c.item_id
  JOIN item p ON p.item_id = c.part_id
  JOIN dept d ON d.dept_id = c.dept_id
  LEFT JOIN statement t ON t.statement_id = (
       SELECT min(x.statement_id) FROM statement x
        WHERE x.dept_id = c.dept_id AND x.kind = 'figure' AND x.item_id = c.item_id AND x.part_id = c.part_id
          AND x.year = c.year AND x.month = c.month AND x.stage = c.stage AND x.table_name = c.table_name)
  LEFT JOIN figure_stage f ON f.dept_id = c.dept_id AND f.item_id = c.item_id AND f.part_id = c.part_id AND f.year = c.year
       AND f.month = c.month AND f.stage = c.stage
 WHERE c.kind = 'change' AND i.unit_kind = 'money'
 ORDER BY d.code, c.year, c.statement_id
