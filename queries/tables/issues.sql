-- table:           issues
-- zh:              载入时的提示
-- en:              Notes from loading
-- chapter:         quality
-- position:        210
-- collapsed:       yes
-- column.file:     text | 文件 | File
-- column.severity_name: text | 级别 | Severity
-- column.severity: hidden
-- column.line:     int | 行 | Line
-- column.position: int | 列 | Column
-- column.message:  text | 提示 | Note
-- color.severity_name: fair 警示, warning
SELECT s.name AS file, i.severity,
       CASE i.severity WHEN 'warning' THEN CASE WHEN :lang = 'zh' THEN '警示' ELSE 'warning' END
            ELSE CASE WHEN :lang = 'zh' THEN '提示' ELSE 'hint' END END AS severity_name, i.line, i.position,
       CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS message
  FROM issue i JOIN source s ON s.source_id = i.source_id
 ORDER BY s.name, i.line, i.position, i.issue_id
