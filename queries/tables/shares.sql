-- table:            shares
-- zh:               占比
-- en:               Shares
-- position:         120
-- column.dept:      text | 单位编码 | Code
-- column.dept_name: text | 单位 | Department
-- column.year:      int | 年度 | Year
-- column.month:     int | 月份 | Month
-- column.stage:     text | 阶段 | Stage
-- column.whole:     text | 整体 | Whole
-- column.item:      text | 项目编码 | Item
-- column.item_name: text | 项目 | Name
-- column.value:     money | 金额 | Amount
-- column.total:     money | 整体金额 | Whole amount
-- column.share:     percent value total_ok | 占比 | Share
-- column.total_ok:  internal
-- mark.value: faulty
-- mark.share: faulty
SELECT d.code AS dept, d.name AS dept_name, f.year, f.month, f.stage, w.code AS whole, i.code AS item,
       CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, f.value, t.value AS total,
       CASE WHEN t.value > 0 THEN t.value END AS total_ok,
       CASE WHEN a.origin IS NULL AND b.origin IS NULL THEN NULL ELSE 1 END AS faulty
  FROM figure_stage f
  JOIN item i ON i.item_id = f.item_id AND i.unit_kind = 'money'
  JOIN item w ON w.item_id = i.parent_id
  JOIN dept d ON d.dept_id = f.dept_id
  JOIN figure_stage t ON t.dept_id = f.dept_id AND t.item_id = i.parent_id AND t.part_id = f.part_id AND t.year = f.year
       AND t.month = f.month AND t.stage = f.stage
  LEFT JOIN faulty a ON a.origin = f.origin
  LEFT JOIN faulty b ON b.origin = t.origin
 WHERE f.part_id = 0
 ORDER BY d.code, f.year, f.month, f.stage, i.code
