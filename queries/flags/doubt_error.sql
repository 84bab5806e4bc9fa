-- flag:      doubt_error
-- zh:        勾稽差错
-- en:        Failed checks
-- method:    doubt
-- position:  930
-- Years in which a check found that figures of the department contradict each other.
SELECT DISTINCT f.dept_id, f.year, 0 AS breaks, '勾稽核对发现该年度数据有差错，见数据质量' AS zh,
       'a check found an error in the figures of this year, see data quality' AS en
  FROM finding f
 WHERE f.severity IN ('error', 'fatal') AND f.dept_id IS NOT NULL AND f.year IS NOT NULL
 ORDER BY f.dept_id, f.year
