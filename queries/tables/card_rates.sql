-- table:              card_rates
-- zh:                 比率与同类单位
-- en:                 Rates and those of similar departments
-- chapter:            rates
-- for:                card
-- position:           82
-- note.zh:            各指标取本单位有数的最近年度。中位数、名次按对比组（不足 8 个单位的按全部单位）。通常界限：超出的列为值得了解的情况；负数和 1000% 以上的界限不列。
-- note.en:            Each indicator in the department's latest year with a value. Median and rank within the peer group, or among all where it has fewer than 8. Usual limits: what lies beyond them stands out; limits below zero and above 1,000% are not given.
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.indicator_name: text | 指标 | Indicator
-- column.indicator:   hidden
-- column.year:        int | 年度 | Year
-- column.value:       percent numerator denominator | 值 | Value
-- column.target:      real 0 % | 标准 | Standard
-- column.median:      real 2 % | 同类中位数 | Peer median
-- column.limit_low:   real 2 % | 通常下限 | Usual from
-- column.limit_high:  real 2 % | 通常上限 | Usual to
-- column.place:       text | 名次 | Rank
-- column.calculation: text | 计算过程 | Calculation
-- column.numerator:   internal
-- column.denominator: internal
WITH latest AS (
  SELECT m.dept_id, m.indicator, max(m.year) AS year FROM measure m
   WHERE m.month = 12 AND m.value IS NOT NULL AND m.year BETWEEN :first_year AND :last_year
   GROUP BY m.indicator, m.dept_id
)
SELECT d.code AS dept, d.name AS dept_name, i.indicator, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS indicator_name, m.year,
       m.numerator, m.denominator, i.target,
       CASE WHEN g.n >= 8 THEN g.median ELSE a.median END AS median, CASE WHEN a.min < 0 OR v.limit_low >= 0 THEN v.limit_low END AS limit_low,
       CASE WHEN v.limit_high <= 1000 THEN v.limit_high END AS limit_high,
       CASE WHEN g.n >= 8 THEN CAST(sg.rank AS TEXT) || '/' || CAST(sg.n AS TEXT) ELSE CAST(s.rank AS TEXT) || '/' || CAST(s.n AS TEXT) END AS place,
       CASE WHEN :lang = 'zh' THEN m.calculation ELSE m.calculation_en END AS calculation
  FROM latest l
  JOIN measure m ON m.indicator = l.indicator AND m.year = l.year AND m.month = 12 AND m.dept_id = l.dept_id
  JOIN indicator i ON i.indicator = m.indicator AND i.unit = 'percent'
  JOIN dept d ON d.dept_id = m.dept_id
  LEFT JOIN distribution g ON g.subject = m.indicator AND g.year = m.year AND g.month = 12 AND g.peer_group = d.peer_group AND d.peer_group <> ''
  LEFT JOIN distribution a ON a.subject = m.indicator AND a.year = m.year AND a.month = 12 AND a.peer_group = ''
  LEFT JOIN standing s ON s.measure_id = m.measure_id AND s.peer_group = ''
  LEFT JOIN standing sg ON sg.measure_id = m.measure_id AND sg.peer_group = d.peer_group AND d.peer_group <> ''
  LEFT JOIN screen_value v ON v.indicator = m.indicator AND v.method = 'level' AND v.dept_id = m.dept_id AND v.year = m.year AND v.month = 12
 ORDER BY d.code, i.position, i.indicator
