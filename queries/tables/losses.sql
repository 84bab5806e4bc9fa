-- table:              losses
-- zh:                 失分结构
-- en:                 Where points are lost
-- chapter:            scores
-- position:           42
-- for:                all
-- collapsed:          yes
-- note.zh:            按年度和指标汇总全部参评单位的失分（满分减得分），不含未评、不适用和未采用的；占比为该指标失分占当年全部失分的比重。
-- note.en:            Points lost (full less given) of all departments, by year and indicator, without unscored, not applicable and not chosen ones; the share is of all points lost in the year.
-- column.year:        int | 年度 | Year
-- column.rubric:      hidden
-- column.level1:      hidden
-- column.level1_name: text | 一级指标 | Level 1
-- column.indicator:   hidden
-- column.name:        text | 三级指标 | Indicator
-- column.full:        points | 分值 | Full points
-- column.n:           int | 计分单位数 | Departments scored
-- column.mean:        ratio sum_points n_points | 平均得分 | Mean points
-- column.lost:        points | 失分合计 | Points lost
-- column.share:       percent lost all_lost | 失分占比 | Share of all lost
-- column.losers:      int | 失分单位数 | Departments that lost
-- column.sum_points:  internal
-- column.all_lost:    internal
-- column.n_points:    internal
-- color.share:         bars
-- workbook.chart:     bar | lost | name | year
WITH cell AS (
  SELECT s.year, s.rubric, s.position, s.id, s.level1, s.level1_en, s.zh, s.en, s.full, s.points, s.full - s.points AS lost
    FROM score s
   WHERE s.points IS NOT NULL
)
SELECT c.year, c.rubric, c.level1, CASE WHEN :lang = 'zh' THEN c.level1 ELSE c.level1_en END AS level1_name,
       c.id AS indicator, CASE WHEN :lang = 'zh' THEN c.zh ELSE c.en END AS name, c.full, count(*) AS n,
       CAST(sum(c.points) AS BIGINT) AS sum_points,
       count(*) * 1000000 AS n_points, CAST(sum(c.lost) AS BIGINT) AS lost,
       CAST(sum(sum(c.lost)) OVER (PARTITION BY c.year, c.rubric) AS BIGINT) AS all_lost, count(CASE WHEN c.lost > 0 THEN 1 END) AS losers
  FROM cell c
 GROUP BY c.year, c.rubric, c.position, c.id, c.level1, c.level1_en, c.zh, c.en, c.full
 ORDER BY c.year DESC, c.rubric, sum(c.lost) DESC, c.position
