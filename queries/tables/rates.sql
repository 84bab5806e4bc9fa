-- table:                 rates
-- zh:                    控制率与执行率（最近年度）
-- en:                    Control and execution rates, latest year
-- chapter:               rates
-- position:              100
-- collapsed:             yes
-- note.zh:               每个指标取有数的最近年度；分母为零、为负或缺数的为“—”（不可比）。
-- note.en:               Each indicator in its latest year with values; a denominator of zero, below zero or missing gives “—” (not comparable).
-- column.indicator_name: text | 指标 | Indicator
-- column.dept:           text | 单位编码 | Code
-- column.dept_name:      text | 单位 | Department
-- column.year:           int | 年度 | Year
-- column.value:          percent numerator_ok denominator_ok | 值 | Value
-- column.target:         real 0 % | 标准 | Standard
-- column.verdict:        text | 对照标准 | Against the standard
-- column.median:         real 2 % | 全体中位数 | Median
-- column.rank:           int | 位次 | Rank
-- column.n:              int | 参比数 | n
-- column.calculation:    text | 计算过程 | Calculation
-- column.source:         text | 来源 | Source
-- column.numerator_ok:   internal
-- column.denominator_ok: internal
-- mark.value: faulty
-- color.verdict:          bad 不符合, not met
-- workbook.chart:        dots | value line:target line:median | dept_name | indicator_name
SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS indicator_name, d.code AS dept, d.name AS dept_name, m.year,
       CASE WHEN m.value IS NOT NULL THEN m.numerator END AS numerator_ok,
       CASE WHEN m.value IS NOT NULL THEN m.denominator END AS denominator_ok, i.target, x.median,
       CASE WHEN m.value IS NULL OR i.target IS NULL OR i.better NOT IN ('lower', 'higher') THEN NULL
            WHEN (i.better = 'lower' AND m.value > i.target) OR (i.better = 'higher' AND m.value < i.target)
            THEN CASE WHEN :lang = 'zh' THEN '不符合' ELSE 'not met' END
            ELSE CASE WHEN :lang = 'zh' THEN '符合' ELSE 'met' END END AS verdict, s.rank, s.n,
       CASE WHEN :lang = 'zh' THEN m.calculation ELSE m.calculation_en END AS calculation, m.source, CASE WHEN e.measure_id IS NULL THEN NULL ELSE 1 END AS faulty
  FROM measure m
  JOIN indicator i ON i.indicator = m.indicator AND i.unit = 'percent'
  JOIN dept d ON d.dept_id = m.dept_id
  JOIN (SELECT z.indicator, max(z.year) AS year FROM measure z
         WHERE z.month = 12 AND z.value IS NOT NULL AND z.year <= :last_year GROUP BY z.indicator) l
    ON l.indicator = m.indicator AND l.year = m.year
  LEFT JOIN standing s ON s.measure_id = m.measure_id AND s.peer_group = ''
  LEFT JOIN distribution x ON x.subject = m.indicator AND x.year = m.year AND x.month = m.month AND x.peer_group = ''
  LEFT JOIN faulty_measure e ON e.measure_id = m.measure_id
 WHERE m.month = 12
 ORDER BY i.position, m.value DESC NULLS LAST, d.code
