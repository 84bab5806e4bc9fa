-- table:              trends_certain
-- zh:                 可靠的多年趋势
-- en:                 Trends that hold
-- chapter:            trends
-- position:           420
-- note.zh:            至少 6 年，MK 趋势检验，全部趋势按错误发现率 5% 控制；年均增长率只对金额和人数。少于 6 年的只给方向，见 tables/trends.csv。断点：期间的机构变动次数。
-- note.en:            At least 6 years, Mann–Kendall test, at a false discovery rate of 5% over all trends; growth is given for amounts and persons. Shorter series have a direction only, see tables/trends.csv. Breaks: reorganisations in between.
-- column.dept:        hidden
-- column.dept_name:   text | 单位 | Department
-- column.name:        text | 指标或科目 | Indicator or item
-- column.years:       text | 年度 | Years
-- column.direction_name: text | 方向 | Direction
-- column.points:      real 2 | 每年变动（百分点） | Points per year
-- column.growth:      real 2 | 年均增长率 % | Mean growth %
-- column.real_growth: real 2 | 实际年均增长率 % | Real growth %
-- column.breaks:      int | 断点 | Breaks
SELECT d.code AS dept, d.name AS dept_name, CASE WHEN :lang = 'zh' THEN t.zh ELSE t.en END AS name,
       CAST(t.first_year AS TEXT) || '–' || CAST(t.last_year AS TEXT) AS years,
       CASE t.direction WHEN 'up' THEN CASE WHEN :lang = 'zh' THEN '上升' ELSE 'up' END
                        WHEN 'down' THEN CASE WHEN :lang = 'zh' THEN '下降' ELSE 'down' END
                        ELSE CASE WHEN :lang = 'zh' THEN '持平' ELSE 'flat' END END AS direction_name,
       CASE WHEN t.unit = 'percent' THEN t.slope END AS points, t.growth, t.real_growth,
       (SELECT count(*) FROM lineage l WHERE (l.new_id = t.dept_id OR l.old_id = t.dept_id) AND l.year > t.first_year AND l.year <= t.last_year) AS breaks
  FROM trend t JOIN dept d ON d.dept_id = t.dept_id
 WHERE t.certain = 1
 ORDER BY t.indicator, d.code
