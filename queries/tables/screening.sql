-- table:              screening
-- zh:                 检验范围
-- en:                 What was tested
-- chapter:            flags
-- position:           350
-- collapsed:          yes
-- note.zh:            level 与同类单位比；change 与上年比；own 与本单位此前各年比；spike 与本单位前后各年比；hb 按规模加权与上年比；funnel 按件数比例；xmr 与本单位各月比。预计误列：各检验偶然被列出的机会之和，两类方法同时发现的也算在内。
-- note.en:            level: among similar departments; change: against last year; own: against the department's earlier years; spike: against its years on both sides; hb: the same, weighted by size; funnel: shares of counts; xmr: among the department's own months. Expected by chance: the chances of all tests to be listed by accident, alone or with a second kind of method, added up.
-- column.indicator:   hidden
-- column.name:        text | 指标或科目 | Indicator or item
-- column.method:      text | 方法 | Method
-- column.family:      hidden
-- column.tested:      int | 检验个数 | Tested
-- column.fired:       int | 超出界限 | Beyond the limit
-- column.expected:    real 2 | 预计误列 | Expected by chance
-- column.too_few:     int | 可比单位不足 | Too few to compare
-- column.no_spread:   int | 组内无差异 | No spread
-- column.other:       int | 其他不可比 | Otherwise not comparable
SELECT s.indicator, CASE WHEN :lang = 'zh' THEN min(s.zh) ELSE min(s.en) END AS name, s.method, s.family,
       sum(CASE WHEN s.reason = '' THEN s.cells ELSE 0 END) AS tested, sum(s.fired) AS fired, max(s.expected) AS expected,
       sum(CASE WHEN s.reason = 'too_few' THEN s.cells ELSE 0 END) AS too_few,
       sum(CASE WHEN s.reason = 'no_spread' THEN s.cells ELSE 0 END) AS no_spread,
       sum(CASE WHEN s.reason NOT IN ('', 'too_few', 'no_spread') THEN s.cells ELSE 0 END) AS other
  FROM screening s
 GROUP BY s.indicator, s.method, s.family
 ORDER BY s.indicator, s.method
