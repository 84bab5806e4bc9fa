-- table:             same_period
-- zh:                分季度累计同期比
-- en:                Cumulative same-period comparison by quarter
-- chapter:           yoy
-- position:          90
-- collapsed:         yes
-- note.zh:           月份为财年累计月数：3 即第一季度末。
-- note.en:           Months are cumulative within the fiscal year: 3 is the end of the first quarter.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.month:      int | 累计月数 | Months
-- column.current:    money | 本年累计 | This year
-- column.prior:      money | 上年同期 | Same period last year
-- column.change:     money | 增减额 | Change
-- column.rate:       percent comparable base | 增减率 | Rate
-- column.comparable: internal
-- column.base:       internal
SELECT d.code AS dept, d.name AS dept_name, y.year, y.month, y.current, y.prior, y.change,
       CASE WHEN y.prior > 0 THEN y.change END AS comparable, CASE WHEN y.prior > 0 THEN y.prior END AS base
  FROM yoy y
  JOIN item i ON i.item_id = y.item_id
  JOIN dept d ON d.dept_id = y.dept_id
 WHERE i.code = 'obligations' AND y.part_id = 0 AND y.stage = 'actual' AND y.month < 12
   AND y.year = (SELECT max(f.year) FROM figure f JOIN item j ON j.item_id = f.item_id
                  WHERE j.code = 'obligations' AND f.month < 12 AND f.actual IS NOT NULL AND f.year <= :last_year)
 ORDER BY d.code, y.month
