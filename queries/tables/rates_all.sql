-- table:                 rates_all
-- zh:                    各年度指标
-- en:                    Rates of all years
-- position:              110
-- column.indicator_name: text | 指标 | Indicator
-- column.dept:           text | 单位编码 | Code
-- column.dept_name:      text | 单位 | Department
-- column.year:           int | 年度 | Year
-- column.value:          percent numerator_ok denominator_ok | 值 | Value
-- column.reason:         text | 不可比原因 | Reason
-- column.numerator_ok:   internal
-- column.denominator_ok: internal
-- mark.value: faulty
SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS indicator_name, d.code AS dept, d.name AS dept_name, m.year,
       CASE WHEN m.value IS NOT NULL THEN m.numerator END AS numerator_ok,
       CASE WHEN m.value IS NOT NULL THEN m.denominator END AS denominator_ok, m.reason, CASE WHEN e.measure_id IS NULL THEN NULL ELSE 1 END AS faulty
  FROM measure m
  JOIN indicator i ON i.indicator = m.indicator AND i.unit = 'percent'
  JOIN dept d ON d.dept_id = m.dept_id
  LEFT JOIN faulty_measure e ON e.measure_id = m.measure_id
 WHERE m.month = 12 AND m.measure_id > 0 -- all of them, as they are stored
 ORDER BY i.position, d.code, m.year
