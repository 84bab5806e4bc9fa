-- table:              trends
-- zh:                 多年趋势
-- en:                 Trends
-- position:           410
-- note.zh:            斜率为 Sen 斜率（每年，与数值同单位）；少于 6 年只给方向，不作检验；certain = 1：全部趋势按错误发现率 5% 检验后可靠。
-- note.en:            Slope: Sen's, per year, in the unit of the values. Fewer than 6 years give a direction and no test; certain = 1: holds at a false discovery rate of 5% over all trends.
-- column.first_value: real 6 | 首年 | First
-- column.last_value:  real 6 | 末年 | Last
-- column.slope:       real 6 | 斜率 | Slope
-- column.slope_low:   real 6 | 斜率下限 | Slope, low
-- column.slope_high:  real 6 | 斜率上限 | Slope, high
-- column.p:           real 12 | p | p
-- column.q:           real 12 | q | q
-- column.growth:      real 4 | 年均增长率 | Mean growth
-- column.real_growth: real 4 | 实际年均增长率 | Real growth
SELECT d.code AS dept, d.name AS dept_name, t.indicator, CASE WHEN :lang = 'zh' THEN t.zh ELSE t.en END AS name, t.unit, t.first_year,
       t.last_year, t.n, t.direction, t.first_value, t.last_value, t.slope, t.slope_low, t.slope_high, t.stable, t.p, t.q, t.certain,
       t.growth, t.real_growth,
       (SELECT count(*) FROM lineage l WHERE (l.new_id = t.dept_id OR l.old_id = t.dept_id) AND l.year > t.first_year AND l.year <= t.last_year) AS breaks
  FROM trend t JOIN dept d ON d.dept_id = t.dept_id
 ORDER BY t.indicator, d.code
