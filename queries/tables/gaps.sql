-- table:            gaps
-- zh:               数据缺口
-- en:               Gaps
-- chapter:          quality
-- position:         270
-- collapsed:        yes
-- note.zh:          与曾有该项数据的全部单位相比。
-- note.en:          Against all departments that have the item in any year.
-- column.item_name: text | 项目 | Item
-- column.stage_name: text | 阶段 | Stage
-- column.stage:     hidden
-- column.year:      int | 年度 | Year
-- column.depts:     int | 有数单位 | With figures
-- column.missing:   int | 缺数单位 | Without
-- column.item:      hidden
WITH present AS (
  SELECT f.dept_id, f.item_id, f.stage, f.year
    FROM figure_stage f
   WHERE f.part_id = 0 AND f.month = 12
), known AS (
  SELECT p.item_id, count(DISTINCT p.dept_id) AS n FROM present p GROUP BY p.item_id
)
SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, i.code AS item, p.stage, CASE p.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '年初预算' ELSE 'initial budget' END
            WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
            ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name, p.year,
       count(DISTINCT p.dept_id) AS depts, k.n - count(DISTINCT p.dept_id) AS missing
  FROM present p
  JOIN item i ON i.item_id = p.item_id AND i.code IN ('expenditure', 'staff', 'three_public', 'obligations')
  JOIN known k ON k.item_id = p.item_id
 GROUP BY i.zh, i.en, i.code, p.stage, p.year, k.n
 ORDER BY i.code, p.stage, p.year
