-- check:      stated_grade
-- zh:         自评等级与总分相符
-- en:         The stated grade fits the total
-- severity:   error
-- unit:       number
-- position:   430
-- basis:      等级按总分划定（财预〔2020〕10号等，见等级方案）
-- message.zh: 总分{points}分，按等级方案应为“{grade_zh}”，自我评价结论却是“{text}”。
-- message.en: A total of {points} points is graded “{grade_zh}” ({grade_en}) by the scheme, the stated grade is “{text}”.
-- advice.zh:  按采用的等级方案改定等级，或复核总分。
-- advice.en:  Correct the grade by the scheme in use, or check the total.
-- On the left the place of the stated grade in the scheme (1 is the best), on the right that of the one earned. A
-- longer word (良好) is the grade that it begins with (良).
WITH graded AS (
  SELECT s.statement_id, s.dept_id, s.year, s.text, s.origin, coalesce(a.points, t.stated) AS points, t.full - t.dropped_full AS full,
         a.origin AS total_origin
    FROM statement s
    JOIN total t ON t.rubric = s.code AND t.dept_id = s.dept_id AND t.year = s.year
    LEFT JOIN assessment a ON a.rubric = s.code AND a.dept_id = s.dept_id AND a.year = s.year AND a.indicator = 'total'
         AND a.assessor = 'self'
   WHERE s.kind = 'grade'
), earned AS (
  SELECT g.statement_id, l.rank, l.label_zh, l.label_en,
         row_number() OVER (PARTITION BY g.statement_id ORDER BY l.lower DESC) AS place
    FROM graded g
    JOIN grade l ON CAST(g.points AS DOUBLE PRECISION) * 100 / NULLIF(g.full, 0) >= l.lower
), said AS (
  SELECT g.statement_id, l.rank,
         row_number() OVER (PARTITION BY g.statement_id ORDER BY length(l.label_zh) DESC, l.rank) AS place
    FROM graded g
    JOIN grade l ON substr(g.text, 1, length(l.label_zh)) = l.label_zh
         OR lower(substr(g.text, 1, length(l.label_en))) = lower(l.label_en)
)
SELECT g.dept_id, g.year, g.text, e.label_zh AS grade_zh, e.label_en AS grade_en,
       CAST(g.points / 1000000 AS TEXT)
         || CASE WHEN g.points % 1000000 = 0 THEN ''
                 ELSE '.' || substr(CAST(1000000 + g.points % 1000000 AS TEXT), 2, 2) END AS points,
       s.rank AS left_value, e.rank AS right_value, 0 AS allowed, g.origin AS left_origin, g.total_origin AS right_origin
  FROM graded g
  JOIN earned e ON e.statement_id = g.statement_id AND e.place = 1
  JOIN said s ON s.statement_id = g.statement_id AND s.place = 1
 ORDER BY g.origin
