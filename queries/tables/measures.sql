-- table:                 measures
-- zh:                    指标测算
-- en:                    Measures
-- position:              20
-- column.dept:           text | 单位编码 | Code
-- column.dept_name:      text | 单位 | Department
-- column.year:           int | 年度 | Year
-- column.month:          int | 月份 | Month
-- column.indicator:      text | 指标 | Indicator
-- column.indicator_name: text | 指标名称 | Name
-- column.numerator:      text | 分子 | Numerator
-- column.denominator:    text | 分母 | Denominator
-- column.value:          text | 值 | Value
-- column.unit:           text | 单位 | Unit
-- column.reason:         text | 不可比原因 | Reason
-- column.rank:           int | 位次 | Rank
-- column.n:              int | 参比单位数 | n
-- column.percentile:     real 4 | 百分位 | Percentile
-- column.calculation:    text | 计算过程 | Calculation
-- column.source:         text | 来源 | Source
-- mark.value: faulty
SELECT d.code AS dept, d.name AS dept_name, m.year, m.month, m.indicator,
       CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS indicator_name, m.numerator_printed AS numerator,
       m.denominator_printed AS denominator, m.printed AS value, i.unit, m.reason, s.rank, s.n, s.percentile,
       CASE WHEN :lang = 'zh' THEN m.calculation ELSE m.calculation_en END AS calculation, m.source, CASE WHEN e.measure_id IS NULL THEN NULL ELSE 1 END AS faulty
  FROM measure m
  JOIN indicator i ON i.indicator = m.indicator
  JOIN dept d ON d.dept_id = m.dept_id
  LEFT JOIN standing s ON s.measure_id = m.measure_id AND s.peer_group = ''
  LEFT JOIN faulty_measure e ON e.measure_id = m.measure_id
 WHERE m.measure_id > 0 -- all of them, as they are stored
 ORDER BY i.position, m.indicator, d.code, m.year, m.month
