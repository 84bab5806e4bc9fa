-- sentence:    lost_points
-- zh:          失分项
-- en:          Points lost
-- section:     scores
-- position:    30
-- column.full:      points
-- column.points:    points
-- column.lost:      points
-- text.zh:     失分项（{n}）{name}：分值{full}分，得{points}分，失{lost}分[；{calculation}]。
-- text.en:     Points lost ({n}), {name}: {points} of {full} points, {lost} lost[; {calculation}].
-- blank:       scores:{id}
SELECT s.dept_id, s.year, s.id, CASE WHEN :lang = 'zh' THEN s.zh ELSE s.en END AS name, s.full, s.points,
       s.full - s.points AS lost, CASE WHEN :lang = 'zh' THEN s.calculation ELSE s.calculation_en END AS calculation,
       row_number() OVER (PARTITION BY s.dept_id, s.year ORDER BY s.full - s.points DESC, s.position) AS n
  FROM score s
 WHERE s.points < s.full AND s.status IN ('computed', 'assessed', 'stated')
 ORDER BY s.dept_id, s.year, n
