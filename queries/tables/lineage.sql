-- table:          lineage
-- zh:             机构沿革
-- en:             Lineage of departments
-- chapter:        sources
-- position:       335
-- note.zh:        原口径按当年单位列数；加 --basis like 时按沿革归并为现口径。
-- note.en:        As reported, figures stand with the department of their year; with --basis like they follow the lineage.
-- column.old:     text | 原单位编码 | Old code
-- column.old_name: text | 原单位 | Old department
-- column.new:     text | 现单位编码 | New code
-- column.new_name: text | 现单位 | New department
-- column.year:    int | 起始年度 | From year
-- column.kind:    text | 变动 | Kind
-- column.share:   percent | 份额 | Share
-- column.note:    text | 备注 | Note
SELECT o.code AS old, o.name AS old_name, n.code AS new, n.name AS new_name, l.year, l.kind, NULLIF(l.share, 0) * 100 AS share, l.note
  FROM lineage l
  JOIN dept o ON o.dept_id = l.old_id
  JOIN dept n ON n.dept_id = l.new_id
 ORDER BY l.year, o.code, n.code
