-- table:             findings
-- zh:                勾稽核对结果
-- en:                Findings
-- chapter:           quality
-- position:          200
-- note.zh:           提示：舍入之内的差异，或供人判断的线索。数值以基本单位（元、人、%）计。
-- note.en:           A hint is a difference within the printed precision, or something for people to judge. Numbers are in the base unit of the item (money: the currency itself).
-- column.id:         hidden
-- column.severity:   hidden
-- column.dept:       text | 单位编码 | Code
-- column.year:       int | 年度 | Year
-- column.severity_name: text | 级别 | Severity
-- column.check_name: text | 核对 | Check
-- column.message:    text | 说明 | Finding
-- column.left:       hidden
-- column.right:      hidden
-- column.difference: hidden
-- column.allowed:    hidden
-- column.sources:    text | 来源 | Source
-- column.verdict:    hidden
-- column.dept_name:  hidden
-- color.severity_name: bad 差错, 严重, error, fatal | fair 警示, warning
-- By severity, then by check, then by place in the files: the order in which the files were loaded does not show.
WITH check_order AS (
  SELECT f.id, min(f.finding_id) AS place FROM finding f GROUP BY f.id
)
SELECT CASE f.severity WHEN 'error' THEN CASE WHEN :lang = 'zh' THEN '差错' ELSE 'error' END
            WHEN 'fatal' THEN CASE WHEN :lang = 'zh' THEN '严重' ELSE 'fatal' END
            WHEN 'warning' THEN CASE WHEN :lang = 'zh' THEN '警示' ELSE 'warning' END
            ELSE CASE WHEN :lang = 'zh' THEN '提示' ELSE 'hint' END END AS severity_name,
       CASE WHEN :lang = 'zh' THEN f.name_zh ELSE f.name_en END AS check_name, f.id, f.severity, d.code AS dept, f.year, CASE WHEN :lang = 'zh' THEN f.zh ELSE f.en END AS message,
       f.left_printed AS left, f.right_printed AS right, f.difference_printed AS difference,
       f.allowed_printed AS allowed, f.sources, f.verdict, coalesce(n.name, d.name) AS dept_name
  FROM finding f
  JOIN check_order o ON o.id = f.id
  LEFT JOIN dept d ON d.dept_id = f.dept_id
  LEFT JOIN dept_name n ON n.dept_id = f.dept_id AND n.valid_from <= f.year AND (n.valid_to = 0 OR n.valid_to >= f.year)
  LEFT JOIN source s ON f.left_origin >= s.first_origin AND f.left_origin < s.end_origin
 ORDER BY CASE f.severity WHEN 'fatal' THEN 0 WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END, o.place,
          s.name NULLS LAST, f.left_origin - s.first_origin NULLS LAST, d.code NULLS LAST, f.year NULLS LAST, f.zh
