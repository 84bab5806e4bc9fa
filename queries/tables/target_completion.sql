-- table:            target_completion
-- zh:               绩效目标完成率
-- en:               Completion of targets
-- chapter:          targets
-- position:         250
-- note.zh:          只计绩效指标，不计总体目标、任务和计划。完成率 = 完成 / （完成 + 未完成）；缺实际值的、定性而未判断的不计入，另列。
-- note.en:          Indicators only, without goals, tasks and plans. Rate of completion = met / (met + not met); what was not reported or is in words and not judged does not count and stands apart.
-- column.dept:      text | 单位编码 | Code
-- column.dept_name: text | 单位 | Department
-- column.year:      int | 年度 | Year
-- column.level1_name: text | 一级指标 | Level 1
-- column.level2_name: text | 二级指标 | Level 2
-- column.targets:   int | 指标数 | Indicators
-- column.met:       int | 完成 | Met
-- column.not_met:   int | 未完成 | Not met
-- column.rate:      percent met judged | 完成率 | Rate
-- column.no_actual: int | 缺实际值 | Not reported
-- column.in_words:  int | 定性未判断 | In words, not judged
-- column.no_value:  int | 无指标值 | No value
-- column.level1:    hidden
-- column.level2:    hidden
-- column.judged:    hidden
WITH counted AS (
  SELECT t.dept_id, t.year, t.level1, t.level2, r.verdict
    FROM target t
    JOIN target_result r ON r.target_id = t.target_id AND r.goal = 0 AND r.verdict <> 'none'
)
, grouped AS (
  SELECT dept_id, year, '' AS level1, '' AS level2, verdict FROM counted
  UNION ALL
  SELECT dept_id, year, level1, '', verdict FROM counted WHERE level1 <> ''
  UNION ALL
  SELECT dept_id, year, level1, level2, verdict FROM counted WHERE level2 <> ''
)
SELECT d.code AS dept, d.name AS dept_name, g.year, g.level1, g.level2,
       CASE g.level1 WHEN '' THEN CASE WHEN :lang = 'zh' THEN '合计' ELSE 'all' END ELSE g.level1 END AS level1_name,
       CASE WHEN g.level2 = '' AND g.level1 <> '' THEN CASE WHEN :lang = 'zh' THEN '小计' ELSE 'all' END ELSE g.level2 END AS level2_name,
       count(*) AS targets, count(*) FILTER (WHERE g.verdict = 'met') AS met,
       count(*) FILTER (WHERE g.verdict = 'not_met') AS not_met,
       count(*) FILTER (WHERE g.verdict IN ('met', 'not_met')) AS judged,
       count(*) FILTER (WHERE g.verdict = 'no_actual') AS no_actual,
       count(*) FILTER (WHERE g.verdict = 'in_words') AS in_words,
       count(*) FILTER (WHERE g.verdict = 'no_value') AS no_value
  FROM grouped g
  JOIN dept d ON d.dept_id = g.dept_id
 GROUP BY d.code, d.name, g.year, g.level1, g.level2
 ORDER BY d.code, g.year, g.level1, g.level2
