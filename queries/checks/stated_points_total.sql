-- check:      stated_points_total
-- zh:         自评总分等于各项得分之和
-- en:         The stated total is the sum of the stated points
-- severity:   error
-- unit:       points
-- position:   400
-- basis:      评分表：合计 = Σ各项得分
-- message.zh: 评分表合计{right}分，各项得分之和为{left}分，相差{difference}分。
-- message.en: The scoring table states a total of {right} points, its points add up to {left}: a difference of {difference}.
-- advice.zh:  重新合计各项得分。
-- advice.en:  Add the points up again.
SELECT t.dept_id, t.year, CAST(sum(a.points) AS BIGINT) AS left_value, t.points AS right_value, 0 AS allowed,
       min(a.origin) AS left_origin, max(a.origin) AS last_origin, t.origin AS right_origin
  FROM assessment t
  JOIN assessment a ON a.dept_id = t.dept_id AND a.year = t.year AND a.rubric = t.rubric AND a.assessor = t.assessor
       AND a.indicator <> 'total'
 WHERE t.indicator = 'total' AND t.points IS NOT NULL AND a.points IS NOT NULL
 GROUP BY t.dept_id, t.year, t.rubric, t.assessor, t.points, t.origin
 ORDER BY t.origin
