-- table:             same_period
-- zh:                分季度累计同期比
-- en:                Cumulative same-period comparison by quarter
-- chapter:           yoy
-- position:          90
-- collapsed:         yes
-- note.zh:           月份为本财年累计月数；每个项目取有分月数的最近年度。
-- note.en:           Months are cumulative within the fiscal year; each item in its latest year with monthly figures.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.item_name:  text | 项目 | Item
-- column.year:       int | 年度 | Year
-- column.month:      int | 累计月数 | Months
-- column.current:    money | 本年累计 | This year
-- column.prior:      money | 上年同期 | Same period last year
-- column.change:     money | 增减额 | Change
-- column.rate:       percent comparable base | 增减率 | Rate
-- column.comparable: internal
-- column.base:       internal
SELECT d.code AS dept, d.name AS dept_name, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS item_name, y.year, y.month,
       y.current, y.prior, y.change, CASE WHEN y.prior > 0 THEN y.change END AS comparable,
       CASE WHEN y.prior > 0 THEN y.prior END AS base
  FROM yoy y
  JOIN item i ON i.item_id = y.item_id AND i.code IN ('expenditure', 'obligations')
  JOIN dept d ON d.dept_id = y.dept_id
  JOIN (SELECT f.item_id, max(f.year) AS year
          FROM (SELECT g.dept_id, g.item_id, max(g.year) AS year FROM figure g
                 WHERE g.item_id IN (SELECT k.item_id FROM item k WHERE k.code IN ('expenditure', 'obligations')) AND g.part_id = 0
                   AND g.month < 12 AND g.actual IS NOT NULL AND g.year <= :last_year
                 GROUP BY g.item_id, g.part_id, g.dept_id) f
         GROUP BY f.item_id) l ON l.item_id = y.item_id AND l.year = y.year
 WHERE y.part_id = 0 AND y.stage = 'actual' AND y.month < 12
 ORDER BY i.code, d.code, y.month
