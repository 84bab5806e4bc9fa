-- sentence:    overview_beyond
-- zh:          越过标准
-- en:          Beyond the standard
-- chapter:     overview
-- position:    80
-- point:       yes
-- evidence:    rates
-- text.zh:     {name}（{of_year}年 {n} 个可比单位中 {beyond} 个）
-- text.en:     {name} ({beyond} of {n} comparable departments in {of_year})
-- join.zh:     ；
-- join.en:     ;
-- end.zh:      。
-- end.en:      .
WITH latest AS (
  SELECT m.indicator, max(m.year) AS year FROM measure m
   WHERE m.value IS NOT NULL AND m.month = 12 AND m.year BETWEEN :first_year AND :last_year GROUP BY m.indicator
), counted AS (
  SELECT i.indicator, i.zh, i.en, i.position, m.year, count(*) AS n,
         count(*) FILTER (WHERE (i.better = 'lower' AND m.value > i.target) OR (i.better = 'higher' AND m.value < i.target)) AS beyond
    FROM measure m
    JOIN indicator i ON i.indicator = m.indicator
    JOIN latest l ON l.indicator = m.indicator AND l.year = m.year
   WHERE i.target IS NOT NULL AND i.chart = 1 AND i.better IN ('lower', 'higher') AND m.value IS NOT NULL AND m.month = 12
   GROUP BY i.indicator, i.zh, i.en, i.position, m.year
)
SELECT NULL AS dept_id, NULL AS year, CASE WHEN :lang = 'zh' THEN c.zh ELSE c.en END AS name, c.year AS of_year, c.n, c.beyond
  FROM counted c
 WHERE c.beyond > 0
 ORDER BY c.beyond DESC, c.position
 LIMIT 4
