-- sentence:    overview_losses
-- zh:          失分最多
-- en:          Most points lost
-- chapter:     overview
-- position:    60
-- point:       yes
-- evidence:    scores
-- column.lost:  points
-- column.share: percent lost_part lost_all
-- text.zh:     {year}年度失分最多的指标是“{name}”：{losers} 个单位共失 {lost} 分，占全部失分的 {share}%。
-- text.en:     Most points of {year} were lost for “{name}”: {lost} in {losers} departments, {share}% of all points lost.
WITH cell AS (
  SELECT s.id, s.zh, s.en, s.year, s.position, s.full - s.points AS lost FROM score s
   WHERE s.rubric = :rubric AND s.points IS NOT NULL
     AND s.year = (SELECT max(z.year) FROM total z WHERE z.rubric = :rubric AND z.unscored = 0 AND z.year BETWEEN :first_year AND :last_year)
)
SELECT NULL AS dept_id, c.year, CASE WHEN :lang = 'zh' THEN c.zh ELSE c.en END AS name, CAST(sum(c.lost) AS bigint) AS lost,
       CAST(sum(c.lost) AS bigint) AS lost_part, CAST((SELECT sum(a.lost) FROM cell a) AS bigint) AS lost_all,
       count(*) FILTER (WHERE c.lost > 0) AS losers
  FROM cell c
 GROUP BY c.id, c.zh, c.en, c.year, c.position
HAVING sum(c.lost) > 0
 ORDER BY sum(c.lost) DESC, c.position
 LIMIT 1
