-- table:             yoy_expenditure
-- zh:                支出逐年变化
-- en:                Expenditure year by year
-- chapter:           yoy
-- position:          80
-- collapsed:         yes
-- note.zh:           与上一年度同口径比较；中间缺一年即为缺口，不与更早年度比较。
-- note.en:           Compared with the year before, same item and stage; a missing year is a gap, never bridged.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.stage_name: text | 阶段 | Stage
-- column.current:    money | 本年 | This year
-- column.prior:      money | 上年 | Last year
-- column.change:     money | 增减额 | Change
-- column.rate:       percent comparable base | 增减率 | Rate
-- column.status:     text | 说明 | Note
-- column.comparable: internal
-- column.base:       internal
-- mark.current: faulty_current
-- mark.prior: faulty_prior
-- mark.change: faulty
-- mark.rate: faulty
SELECT d.code AS dept, d.name AS dept_name, y.year,
       CASE y.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '年初预算' ELSE 'initial budget' END
                    WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
                    ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name,
       y.current, y.prior, y.change, CASE WHEN y.prior > 0 THEN y.change END AS comparable,
       CASE WHEN y.prior > 0 THEN y.prior END AS base,
       CASE WHEN w.kind IS NOT NULL THEN CASE WHEN :lang = 'zh' THEN '本年机构变动（' || CASE w.kind WHEN 'rename' THEN '更名'
                 WHEN 'merge' THEN '合并' WHEN 'split' THEN '拆分' ELSE '划转' END || '），两年口径不同'
                 ELSE 'reorganised this year (' || w.kind || '): the two years do not mean the same' END
            WHEN y.prior IS NULL THEN CASE WHEN :lang = 'zh' THEN '无上年数' ELSE 'no figure for last year' END
            WHEN y.prior = 0 THEN CASE WHEN :lang = 'zh' THEN '上年为零，不可比' ELSE 'last year is zero: not comparable' END
            WHEN y.prior < 0 THEN CASE WHEN :lang = 'zh' THEN '上年为负，不可比' ELSE 'last year is negative: not comparable' END
            WHEN t.statement_id IS NOT NULL THEN CASE WHEN :lang = 'zh' THEN '上年数由所述增减推算' ELSE 'last year implied by the stated change' END
            ELSE '' END AS status,
       CASE WHEN a.origin IS NULL THEN NULL ELSE 1 END AS faulty_current,
       CASE WHEN b.origin IS NULL THEN NULL ELSE 1 END AS faulty_prior,
       CASE WHEN a.origin IS NULL AND b.origin IS NULL THEN NULL ELSE 1 END AS faulty
  FROM yoy y
  JOIN item i ON i.item_id = y.item_id
  JOIN dept d ON d.dept_id = y.dept_id
  LEFT JOIN statement t ON t.origin = y.prior_origin AND t.kind = 'change'
  LEFT JOIN (SELECT s.dept_id, s.year, min(s.kind) AS kind FROM series_break s WHERE s.item_id = 0
              GROUP BY s.dept_id, s.year) w ON w.dept_id = y.dept_id AND w.year = y.year
  LEFT JOIN faulty a ON a.origin = y.current_origin
  LEFT JOIN faulty b ON b.origin = y.prior_origin
 WHERE i.code = 'expenditure' AND y.part_id = 0 AND y.month = 12
 ORDER BY d.code, y.stage, y.year
