-- table:                 distribution_latest
-- zh:                    各指标最近年度分布
-- en:                    Distribution of each indicator, latest year
-- chapter:               distribution
-- position:              60
-- note.zh:               单位：%（偏度除外）。MAD 未乘 1.4826；分位数为第 7 类。少于 8 个单位时只作描述。
-- note.en:               In percent (except skewness). MAD without the factor 1.4826; quantiles of type 7. Below 8 departments these are descriptions only.
-- column.indicator_name: text | 指标 | Indicator
-- column.year:           int | 年度 | Year
-- column.n:              int | 有效数 | n
-- column.missing:        int | 缺失 | Missing
-- column.mean:           real 2 | 平均值 | Mean
-- column.sd:             real 2 | 标准差 | SD
-- column.p10:            real 2 | P10 | P10
-- column.q1:             real 2 | 下四分位 | Q1
-- column.median:         real 2 | 中位数 | Median
-- column.q3:             real 2 | 上四分位 | Q3
-- column.p90:            real 2 | P90 | P90
-- column.mad:            real 2 | MAD | MAD
-- column.qn:             real 2 | Qn | Qn
-- column.skewness:       real 2 | 偏度 | Skewness
SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS indicator_name, x.year, x.n, x.missing, x.mean, x.sd, x.p10,
       x.q1, x.median, x.q3, x.p90, x.mad, x.qn, x.skewness
  FROM distribution x
  JOIN indicator i ON i.indicator = x.subject AND i.unit = 'percent'
  JOIN (SELECT y.subject, max(y.year) AS year FROM distribution y
         WHERE y.peer_group = '' AND y.month = 12 AND y.n > 0 AND y.year <= :last_year GROUP BY y.subject) z
    ON z.subject = x.subject AND z.year = x.year
 WHERE x.peer_group = '' AND x.month = 12
 ORDER BY i.position, x.subject
