-- check:      points_within_full
-- zh:         得分不超过满分
-- en:         Points stay within full points
-- severity:   error
-- unit:       points
-- position:   410
-- basis:      评分表：每项得分 ≤ 分值
-- message.zh: {name_zh}得分{left}分，超过满分（{right}分）{difference}分。
-- message.en: {name_en}: {left} points, {difference} more than the full {right}.
-- advice.zh:  更正该项得分。
-- advice.en:  Correct the points.
WITH scored AS MATERIALIZED (
  SELECT s.rubric, s.dept_id, s.year, s.position, s.zh, s.en, s.full, s.stated,
         (SELECT min(a.origin) FROM assessment a
           WHERE a.dept_id = s.dept_id AND a.year = s.year AND a.rubric = s.rubric AND a.indicator = s.id) AS origin
    FROM score s
   WHERE s.stated IS NOT NULL
)
SELECT s.dept_id, s.year, s.zh AS name_zh, s.en AS name_en, s.stated AS left_value,
       CASE WHEN s.stated > s.full THEN s.full ELSE s.stated END AS right_value, 0 AS allowed, s.origin AS left_origin,
       CAST(NULL AS BIGINT) AS right_origin
  FROM scored s
 WHERE s.origin IS NOT NULL
 ORDER BY s.dept_id, s.year, s.rubric, s.position
