-- table:            target_years
-- zh:               全部单位绩效目标完成率
-- en:               Completion of targets, all departments
-- chapter:          targets
-- position:         248
-- for:              all
-- note.zh:          只计绩效指标。完成率 = 完成 / （完成 + 未完成）。
-- note.en:          Indicators only. Rate of completion = met / (met + not met).
-- column.year:      int | 年度 | Year
-- column.level1_name: text | 一级指标 | Level 1
-- column.depts:     int | 单位数 | Departments
-- column.targets:   int | 指标数 | Indicators
-- column.met:       int | 完成 | Met
-- column.not_met:   int | 未完成 | Not met
-- column.rate:      percent met judged | 完成率 | Rate
-- column.no_actual: int | 缺实际值 | Not reported
-- column.in_words:  int | 定性未判断 | In words, not judged
-- column.no_value:  int | 无指标值 | No value
-- column.level1:    hidden
-- column.judged:    hidden
WITH counted AS (
  SELECT t.dept_id, t.year, t.level1, r.verdict
    FROM target t
    JOIN target_result r ON r.target_id = t.target_id AND r.goal = 0 AND r.verdict <> 'none'
)
, grouped AS (
  SELECT dept_id, year, '' AS level1, verdict FROM counted
  UNION ALL
  SELECT dept_id, year, level1, verdict FROM counted WHERE level1 <> ''
)
SELECT g.year, g.level1, CASE g.level1 WHEN '' THEN CASE WHEN :lang = 'zh' THEN '合计' ELSE 'all' END ELSE g.level1 END AS level1_name,
       count(DISTINCT g.dept_id) AS depts, count(*) AS targets, count(*) FILTER (WHERE g.verdict = 'met') AS met,
       count(*) FILTER (WHERE g.verdict = 'not_met') AS not_met,
       count(*) FILTER (WHERE g.verdict IN ('met', 'not_met')) AS judged,
       count(*) FILTER (WHERE g.verdict = 'no_actual') AS no_actual,
       count(*) FILTER (WHERE g.verdict = 'in_words') AS in_words,
       count(*) FILTER (WHERE g.verdict = 'no_value') AS no_value
  FROM grouped g
 GROUP BY g.year, g.level1
 ORDER BY g.year, g.level1
