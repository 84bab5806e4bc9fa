-- table:             structure
-- zh:                支出结构（最近年度）
-- en:                Structure of expenditure, latest year
-- chapter:           structure
-- position:          130
-- collapsed:         yes
-- note.zh:           占比 = 本项 / 支出合计 × 100%。
-- note.en:           Share = item / total expenditure × 100%.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.class_name: text | 分类 | Class
-- column.item:       text | 编码 | Code
-- column.item_name:  text | 科目 | Item
-- column.stage_name: text | 阶段 | Stage
-- column.value:      money | 金额 | Amount
-- column.share:      percent value total_ok | 占比 | Share
-- column.total_ok:   internal
-- mark.value: faulty
-- mark.share: faulty
SELECT d.code AS dept, d.name AS dept_name, f.year, f.stage,
       CASE i.class WHEN 'function' THEN CASE WHEN :lang = 'zh' THEN '功能分类' ELSE 'function' END
                    WHEN 'economic_department' THEN CASE WHEN :lang = 'zh' THEN '部门经济分类' ELSE 'economic (department)' END
                    WHEN 'economic_government' THEN CASE WHEN :lang = 'zh' THEN '政府经济分类' ELSE 'economic (government)' END
                    WHEN 'nature' THEN CASE WHEN :lang = 'zh' THEN '支出性质' ELSE 'nature' END
                    ELSE CASE WHEN :lang = 'zh' THEN '支出类别' ELSE 'class of expenditure' END END AS class_name,
       i.code AS item, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name,
       CASE f.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '年初预算' ELSE 'initial budget' END
                    WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
                    ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name,
       f.value, CASE WHEN t.value > 0 THEN t.value END AS total_ok,
       CASE WHEN a.origin IS NULL AND b.origin IS NULL THEN NULL ELSE 1 END AS faulty
  FROM (SELECT g.dept_id, max(g.year) AS year FROM figure g
         WHERE g.item_id IN (SELECT h.item_id FROM item h JOIN item k ON k.item_id = h.parent_id WHERE k.code = 'expenditure')
           AND g.part_id = 0 AND g.month = 12 AND g.year <= :last_year GROUP BY g.dept_id) l
 CROSS JOIN figure_stage f
  JOIN item i ON i.item_id = f.item_id
  JOIN item w ON w.item_id = i.parent_id AND w.code = 'expenditure'
  JOIN dept d ON d.dept_id = f.dept_id
  JOIN figure_stage t ON t.dept_id = f.dept_id AND t.item_id = i.parent_id AND t.part_id = 0 AND t.year = f.year
       AND t.month = 12 AND t.stage = f.stage
  LEFT JOIN faulty a ON a.origin = f.origin
  LEFT JOIN faulty b ON b.origin = t.origin
 WHERE f.dept_id = l.dept_id AND f.year = l.year AND f.part_id = 0 AND f.month = 12 AND f.value <> 0
 ORDER BY d.code, i.class, f.stage, i.code
