-- sentence:    overview_scores
-- zh:          得分高低
-- en:          Scores
-- chapter:     overview
-- position:    40
-- point:       yes
-- evidence:    scores dept-{link}[ dept-{low_link}]
-- column.link:    text
-- column.points:  points
-- column.low_points: points
-- text.zh:     {year}年度得分最高的是{dept}，{points} 分[（{grade}）][；最低的是{low}，{low_points} 分（{low_grade}）]。
-- text.en:     Highest score of {year}: {dept}, {points} points[ ({grade})][; lowest: {low}, {low_points} points ({low_grade})].
WITH ranked AS (
  SELECT t.dept_id, t.year, d.name, d.code, t.rescaled, CASE WHEN :lang = 'zh' THEN t.grade_zh ELSE t.grade_en END AS grade,
         row_number() OVER (ORDER BY t.rescaled DESC, d.code) AS place, row_number() OVER (ORDER BY t.rescaled, d.code) AS from_below
    FROM total t JOIN dept d ON d.dept_id = t.dept_id
   WHERE t.rubric = :rubric AND t.unscored = 0 AND t.rescaled IS NOT NULL
     AND t.year = (SELECT max(z.year) FROM total z WHERE z.rubric = :rubric AND z.unscored = 0 AND z.rescaled IS NOT NULL AND z.year BETWEEN :first_year AND :last_year)
)
SELECT h.dept_id, h.year, h.name AS dept, CAST(h.dept_id AS TEXT) AS link, h.rescaled AS points, h.grade, l.name AS low,
       CAST(l.dept_id AS TEXT) AS low_link, l.rescaled AS low_points, l.grade AS low_grade
  FROM ranked h
  LEFT JOIN ranked l ON l.from_below = 1 AND l.dept_id <> h.dept_id
 WHERE h.place = 1
 ORDER BY h.dept_id
