-- table:               distribution
-- zh:                  指标分布
-- en:                  Distribution
-- position:            50
-- note.zh:             MAD 未乘 1.4826；偏度为 GSL 口径（第 3 类）；分位数为第 7 类（同 Excel PERCENTILE.INC）。
-- note.en:             MAD without the factor 1.4826; skewness of type 3 (GSL); quantiles of type 7 (Excel PERCENTILE.INC).
-- column.subject:      text | 指标 | Subject
-- column.subject_name: text | 名称 | Name
-- column.year:         int | 年度 | Year
-- column.month:        int | 月份 | Month
-- column.peer_group:   text | 对比组 | Peer group
-- column.n:            int | 有效数 | n
-- column.missing:      int | 缺失 | Missing
-- column.mean:         real 4 | 平均值 | Mean
-- column.sd:           real 4 | 标准差 | SD
-- column.min:          real 4 | 最小 | Min
-- column.p10:          real 4 | P10 | P10
-- column.q1:           real 4 | 下四分位 | Q1
-- column.median:       real 4 | 中位数 | Median
-- column.q3:           real 4 | 上四分位 | Q3
-- column.p90:          real 4 | P90 | P90
-- column.max:          real 4 | 最大 | Max
-- column.mad:          real 4 | MAD | MAD
-- column.qn:           real 4 | Qn | Qn
-- column.skewness:     real 4 | 偏度 | Skewness
SELECT x.subject, coalesce(CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END, x.subject) AS subject_name, x.year, x.month,
       x.peer_group, x.n, x.missing, x.mean, x.sd, x.min, x.p10, x.q1, x.median, x.q3, x.p90, x.max, x.mad, x.qn,
       x.skewness
  FROM distribution x
  LEFT JOIN indicator i ON i.indicator = x.subject
 ORDER BY coalesce(i.position, 0), x.subject, x.year, x.month, x.peer_group
