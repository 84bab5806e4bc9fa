-- check:      assessment_row
-- zh:         评定记录对应评分表的指标
-- en:         Assessments belong to rows of the rubric
-- severity:   warning
-- position:   415
-- basis:      评分表：评定记录按指标编号计入；合并计分的几行以首行编号为准
-- message.zh: 评分表{rubric}没有适用于本单位本年度的指标“{record}”，该条记录未计入得分。
-- message.en: Rubric {rubric} has no row “{record}” for this department and year; the record does not count.
-- advice.zh:  改填评分表中的指标编号；合并计分的，填首行的编号。
-- advice.en:  Use an id of the rubric; of rows that are scored as one, the first one's.
WITH recorded AS (
  SELECT a.rubric, a.dept_id, a.year, a.indicator, a.origin FROM assessment a
   WHERE a.points IS NOT NULL OR a.result <> ''
  UNION ALL
  SELECT c.rubric, c.dept_id, c.year, c.indicator, c.origin FROM case_record c
)
SELECT r.dept_id, r.year, r.rubric, r.indicator AS record, CAST(NULL AS BIGINT) AS left_value, CAST(NULL AS BIGINT) AS right_value,
       -1 AS allowed, min(r.origin) AS left_origin, min(r.origin) AS right_origin
  FROM recorded r
 WHERE r.indicator NOT IN ('total', '')
   AND EXISTS (SELECT 1 FROM total t WHERE t.rubric = r.rubric AND t.dept_id = r.dept_id AND t.year = r.year)
   AND (r.dept_id, r.year, r.indicator, r.rubric) NOT IN (SELECT s.dept_id, s.year, s.id, s.rubric FROM score s)
   AND NOT EXISTS (SELECT 1 FROM score s WHERE s.rubric = r.rubric AND s.dept_id = r.dept_id AND s.year = r.year
                      AND s.parts LIKE '%|' || r.indicator || '|%')
 GROUP BY r.dept_id, r.year, r.rubric, r.indicator
 ORDER BY r.dept_id, r.year, r.rubric, r.indicator
