-- table:              card_trends
-- zh:                 多年走势
-- en:                 Over the years
-- chapter:            trends
-- for:                card
-- position:           84
-- collapsed:          yes
-- note.zh:            可靠：至少 6 年，通过趋势检验。
-- note.en:            Certain: at least 6 years, and the test for a trend is passed.
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.name:        text | 指标或科目 | Indicator or item
-- column.years:       text | 年度 | Years
-- column.n:           int | 年数 | Count
-- column.direction_name: text | 方向 | Direction
-- column.points:      real 2 | 每年变动（百分点） | Points per year
-- column.growth:      real 2 | 年均增长率（%） | Mean growth (%)
-- column.certain_name: text | 可靠 | Certain
SELECT d.code AS dept, d.name AS dept_name, CASE WHEN :lang = 'zh' THEN t.zh ELSE t.en END AS name,
       CAST(t.first_year AS TEXT) || '–' || CAST(t.last_year AS TEXT) AS years, t.n,
       CASE t.direction WHEN 'up' THEN CASE WHEN :lang = 'zh' THEN '上升' ELSE 'up' END
                        WHEN 'down' THEN CASE WHEN :lang = 'zh' THEN '下降' ELSE 'down' END
                        ELSE CASE WHEN :lang = 'zh' THEN '持平' ELSE 'flat' END END AS direction_name,
       CASE WHEN t.unit = 'percent' THEN t.slope END AS points, t.growth,
       CASE WHEN t.certain = 1 THEN CASE WHEN :lang = 'zh' THEN '是' ELSE 'yes' END ELSE CASE WHEN :lang = 'zh' THEN '否' ELSE 'no' END END AS certain_name
  FROM trend t JOIN dept d ON d.dept_id = t.dept_id
 ORDER BY d.code, t.indicator
