-- table:                 rate_years
-- zh:                    各指标历年中位数与四分位数
-- en:                    Rates over the years: median and quartiles
-- chapter:               rates
-- position:              101
-- for:                   all
-- collapsed:             yes
-- note.zh:               每个年度全部单位的分布；一年至少有三个单位有数的才列出。
-- note.en:               All departments of each year; years in which at least three departments have a value.
-- column.indicator_name: text | 指标 | Indicator
-- column.year:           int | 年度 | Year
-- column.n:              int | 有数单位 | Departments
-- column.q1:             real 2 % | 下四分位数 | Lower quartile
-- column.median:         real 2 % | 中位数 | Median
-- column.q3:             real 2 % | 上四分位数 | Upper quartile
-- column.target:         real 0 % | 标准 | Standard
-- column.indicator:      hidden
-- workbook.chart:        line | q1 median q3 target | year | indicator_name
SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS indicator_name, x.year, x.n, x.q1, x.median, x.q3, i.target, i.indicator
  FROM distribution x
  JOIN indicator i ON i.indicator = x.subject AND i.unit = 'percent' AND i.chart = 1
 WHERE x.month = 12 AND x.peer_group = '' AND x.n >= 3 AND x.year BETWEEN :first_year AND :last_year
 ORDER BY i.position, i.indicator, x.year
