-- table:          score_bands
-- zh:             得分分布
-- en:             Distribution of totals
-- chapter:        scores
-- position:       43
-- for:            all
-- collapsed:      yes
-- note.zh:        百分制得分每 5 分一段（含下限，100 分归入最高一段），只含没有未评项的单位。
-- note.en:        Totals of 100 in bands of 5 points, the lower bound included and 100 in the highest band; departments without unscored rows.
-- column.year:    int | 年度 | Year
-- column.band:    text | 得分段 | Band
-- column.n:       int | 单位数 | Departments
-- column.low:     hidden
-- workbook.chart: column | n | band | year
WITH ranked AS (
  SELECT t.year, CASE WHEN t.rescaled >= 100000000 THEN 19 ELSE t.rescaled / 5000000 END AS step
    FROM total t
   WHERE t.reason = '' AND t.rescaled >= 0
), span AS (
  SELECT r.year, min(r.step) AS lowest, max(r.step) AS highest FROM ranked r GROUP BY r.year
), digit AS (
  SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
), step AS (
  SELECT 5 * a.n + b.n AS step FROM digit a JOIN digit b ON 1 = 1 WHERE a.n < 4
)
SELECT s.year, CAST(5 * x.step AS TEXT) || '–' || CAST(5 * x.step + 5 AS TEXT) AS band,
       (SELECT count(*) FROM ranked r WHERE r.year = s.year AND r.step = x.step) AS n, 5 * x.step AS low
  FROM span s
  JOIN step x ON x.step BETWEEN s.lowest AND s.highest
 ORDER BY s.year DESC, x.step
