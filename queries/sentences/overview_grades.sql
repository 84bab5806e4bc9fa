-- sentence:    overview_grades
-- zh:          等级变动
-- en:          Grades
-- chapter:     overview
-- position:    70
-- point:       yes
-- evidence:    scores
-- text.zh:     {year}年度与上年都定了等级的 {n} 个单位中，升级 {up} 个，降级 {down} 个，不变 {same} 个。
-- text.en:     Of {n} departments graded in {year} and the year before, {up} rose, {down} fell and {same} kept their grade.
WITH graded AS (
  SELECT t.dept_id, t.year, g.rank FROM total t JOIN grade g ON g.label_zh = t.grade_zh WHERE t.rubric = :rubric
)
SELECT NULL AS dept_id, c.year, count(*) AS n, count(*) FILTER (WHERE c.rank < p.rank) AS up,
       count(*) FILTER (WHERE c.rank > p.rank) AS down, count(*) FILTER (WHERE c.rank = p.rank) AS same
  FROM graded c JOIN graded p ON p.dept_id = c.dept_id AND p.year = c.year - 1
 WHERE c.year = (SELECT max(z.year) FROM graded z WHERE z.year BETWEEN :first_year AND :last_year)
 GROUP BY c.year
 ORDER BY c.year
