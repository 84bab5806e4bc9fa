-- sentence:    score_levels
-- zh:          各一级指标得分
-- en:          Points by level 1
-- section:     scores
-- position:    20
-- column.points:    points
-- column.full:      points
-- lead.zh:     各一级指标得分：
-- lead.en:     Points by level 1:
-- text.zh:     {level}{points}/{full}分
-- text.en:     {level} {points} of {full}
-- join.zh:     ；
-- join.en:     ;
-- end.zh:      。
-- end.en:      .
SELECT s.dept_id, s.year, CASE WHEN :lang = 'zh' THEN s.level1 ELSE s.level1_en END AS level,
       CAST(sum(s.points) AS bigint) AS points, CAST(sum(s.full) AS bigint) AS full, min(s.position) AS place
  FROM score s
 WHERE s.status IN ('computed', 'assessed', 'stated')
 GROUP BY s.dept_id, s.year, s.level1, s.level1_en
 ORDER BY s.dept_id, s.year, place
