-- table:               sources
-- zh:                  数据来源
-- en:                  Sources
-- chapter:             sources
-- position:            10
-- note.zh:             按发布日期排列；同一数值以后发布的为准。
-- note.en:             By date of publication; the later source restates the earlier.
-- column.file:         text | 文件 | File
-- column.title:        text | 名称 | Title
-- column.publisher:    text | 发布单位 | Publisher
-- column.published:    text | 发布日期 | Published
-- column.document:     text | 文件名 | Document
-- column.licence:      text | 许可 | Licence
-- column.row_count:    int | 行数 | Rows
-- column.figure_count: int | 数值 | Values
-- column.skipped:      int | 跳过 | Skipped
-- column.hash:         hidden
SELECT s.name AS file, CASE WHEN :lang = 'zh' THEN s.zh ELSE s.en END AS title, s.publisher, s.published, s.document,
       s.licence, s.row_count, s.figure_count, s.skipped_count AS skipped, s.hash
  FROM source s
 ORDER BY s.published, s.name
