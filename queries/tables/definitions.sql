-- table:                 definitions
-- zh:                    指标定义
-- en:                    Definitions
-- chapter:               definitions
-- position:              240
-- note.zh:               同名而口径不同的比率是不同的指标，各有代码。
-- note.en:               Rates of one name with two definitions are two indicators, each with its id.
-- column.indicator_name: text | 指标 | Indicator
-- column.definition:     text | 算式 | Formula
-- column.better_name:    text | 方向 | Better
-- column.target:         real 0 | 标准（%） | Standard (%)
-- column.basis:          text | 依据 | Basis
-- column.values_n:       int | 有效值数 | Values
-- column.indicator:      text | 代码 | Id
SELECT i.indicator, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS indicator_name,
       CASE WHEN :lang = 'zh' THEN i.definition ELSE i.definition_en END AS definition,
       CASE i.better WHEN 'lower' THEN CASE WHEN :lang = 'zh' THEN '越低越好' ELSE 'lower' END
                     WHEN 'higher' THEN CASE WHEN :lang = 'zh' THEN '越高越好' ELSE 'higher' END
                     WHEN 'target' THEN CASE WHEN :lang = 'zh' THEN '接近标准' ELSE 'near the standard' END
                     ELSE CASE WHEN :lang = 'zh' THEN '不分优劣' ELSE 'neither' END END AS better_name,
       i.target, CASE WHEN :lang = 'zh' THEN i.basis ELSE i.basis_en END AS basis, m.values_n
  FROM indicator i
  JOIN (SELECT v.indicator, count(v.value) AS values_n FROM measure v GROUP BY v.indicator) m ON m.indicator = i.indicator
 ORDER BY i.position, i.indicator
