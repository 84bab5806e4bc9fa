-- table:            gaps
-- zh:               数据缺口
-- en:               Gaps
-- chapter:          sources
-- position:         270
-- collapsed:        yes
-- note.zh:          与任一年度列有该项的全部单位相比。空白、“—”、“不适用”、“涉密”是单元格里的写法；未列报是没有任何文件列出该数。
-- note.en:          Against all departments that list the item in any year. Blank, “—”, not applicable and secret are what the cell says; not listed means that no file has the cell.
-- column.item_name: text | 项目 | Item
-- column.stage_name: text | 阶段 | Stage
-- column.stage:     hidden
-- column.year:      int | 年度 | Year
-- column.depts:     int | 有数单位 | With figures
-- column.missing:   int | 缺数单位 | Without
-- column.blank:     int | 空白 | Blank
-- column.mark:      int | “—” | “—”
-- column.not_applicable: int | 不适用 | Not applicable
-- column.secret:    int | 涉密 | Secret
-- column.unlisted:  int | 未列报 | Not listed
-- column.item:      hidden
WITH chosen AS (
  SELECT item_id FROM item WHERE code IN ('expenditure', 'staff', 'three_public', 'obligations')
), listed AS (
  SELECT f.dept_id, f.item_id, f.stage, f.year, 1 AS there, '' AS kind
    FROM chosen c CROSS JOIN figure_stage f
   WHERE f.item_id = c.item_id AND f.part_id = 0 AND f.month = 12
  UNION ALL
  SELECT a.dept_id, a.item_id, a.stage, a.year, 0, a.kind
    FROM chosen c CROSS JOIN absent a
   WHERE a.item_id = c.item_id AND a.part_id = 0 AND a.month = 12
), cell AS (
  SELECT l.dept_id, l.item_id, l.stage, l.year, max(l.there) AS there, max(l.kind) AS kind
    FROM listed l
   GROUP BY l.dept_id, l.item_id, l.stage, l.year
), known AS (
  SELECT c.item_id, count(DISTINCT c.dept_id) AS n FROM cell c GROUP BY c.item_id
)
SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, i.code AS item, c.stage, CASE c.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '年初预算' ELSE 'initial budget' END
            WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
            ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name, c.year,
       sum(c.there) AS depts, k.n - sum(c.there) AS missing,
       count(*) FILTER (WHERE c.there = 0 AND c.kind = 'blank') AS blank,
       count(*) FILTER (WHERE c.there = 0 AND c.kind = 'mark') AS mark,
       count(*) FILTER (WHERE c.there = 0 AND c.kind = 'not_applicable') AS not_applicable,
       count(*) FILTER (WHERE c.there = 0 AND c.kind = 'secret') AS secret, k.n - count(*) AS unlisted
  FROM cell c
  JOIN item i ON i.item_id = c.item_id
  JOIN known k ON k.item_id = c.item_id
 GROUP BY i.zh, i.en, i.code, c.stage, c.year, k.n
 ORDER BY i.code, c.stage, c.year
