-- indicator:      satisfied_share
-- zh:             满意率（满意答案占比）
-- en:             Share satisfied (of the answers)
-- unit:           percent
-- better:         higher
-- target:         90
-- position:       321
-- outliers:       funnel
-- parts:          pieces
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  计入满意的答案数 / 已作答的答案数，按问卷逐题汇总
-- definition.en:  answers that count as satisfied / answers given, over all questions of all sheets
-- basis.zh:       县级评分表 2020 附件《公众或服务对象满意度调查问卷》
-- basis.en:       county rubric 2020, annex: survey of satisfaction
SELECT s.dept_id, s.year, CAST(sum(s.satisfied) AS BIGINT) AS numerator, CAST(sum(s.answered) AS BIGINT) AS denominator,
       min(s.origin) AS numerator_origin
  FROM survey_sum s
 WHERE s.respondent = 'all'
 GROUP BY s.dept_id, s.year
 ORDER BY s.dept_id, s.year
