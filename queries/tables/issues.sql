-- table:           issues
-- zh:              载入时的提示
-- en:              Notes from loading
-- chapter:         quality
-- position:        210
-- collapsed:       yes
-- column.file:     text | 文件 | File
-- column.severity: text | 级别 | Severity
-- column.line:     int | 行 | Line
-- column.position: int | 列 | Column
-- column.message:  text | 提示 | Note
SELECT s.name AS file, i.severity, i.line, i.position, i.text AS message
  FROM issue i JOIN source s ON s.source_id = i.source_id
 ORDER BY s.name, i.line, i.position, i.issue_id
