-- table:            gaps
-- zh:               数据缺口
-- en:               Gaps
-- chapter:          quality
-- position:         270
-- collapsed:        yes
-- note.zh:          与曾有该项数据的全部单位相比。
-- note.en:          Against all departments that have the item in any year.
-- column.item_name: text | 项目 | Item
-- column.stage:     text | 阶段 | Stage
-- column.year:      int | 年度 | Year
-- column.depts:     int | 有数单位 | With figures
-- column.missing:   int | 缺数单位 | Without
-- column.item:      hidden
SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, i.code AS item, f.stage, f.year,
       count(DISTINCT f.dept_id) AS depts, a.n - count(DISTINCT f.dept_id) AS missing
  FROM figure_stage f
  JOIN item i ON i.item_id = f.item_id AND i.code IN ('expenditure', 'staff', 'three_public', 'obligations')
  JOIN (SELECT g.item_id, count(DISTINCT g.dept_id) AS n FROM figure g GROUP BY g.item_id) a ON a.item_id = f.item_id
 WHERE f.part_id = 0 AND f.month = 12
 GROUP BY i.zh, i.en, i.code, f.stage, f.year, a.n
 ORDER BY i.code, f.stage, f.year
