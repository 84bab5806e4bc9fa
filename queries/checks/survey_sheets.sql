-- check:      survey_sheets
-- zh:         每组问卷不少于10份
-- en:         At least ten sheets from each group
-- severity:   info
-- unit:       pieces
-- position:   452
-- basis:      2020 县级评分表：抽取服务对象和社会公众各10名进行问卷调查
-- message.zh: 问卷{survey}：{group_zh}有作答的问卷{left}份，少于{right}份，满意度不宜据此下结论。
-- message.en: survey {survey}: {left} sheets with answers from {group_en}, fewer than {right}: too few to conclude anything.
-- advice.zh:  补充问卷，或在报告中说明样本不足。
-- advice.en:  Collect more sheets, or say in the report that the sample is small.
WITH wanted(respondent, zh, en) AS (
  VALUES ('service', '服务对象', 'service users'), ('public', '社会公众', 'the public')
)
SELECT a.dept_id, a.year, a.survey, w.zh AS group_zh, w.en AS group_en, coalesce(g.answering, 0) AS left_value,
       10 AS right_value, -1 AS allowed, coalesce(g.origin, a.origin) AS left_origin, a.origin AS right_origin
  FROM survey_sum a
  JOIN wanted w ON 1 = 1
  LEFT JOIN survey_sum g ON g.dept_id = a.dept_id AND g.year = a.year AND g.survey = a.survey
       AND g.respondent = w.respondent
 WHERE a.respondent = 'all' AND coalesce(g.answering, 0) < 10
   AND NOT EXISTS (SELECT 1 FROM survey_sum n WHERE n.dept_id = a.dept_id AND n.year = a.year AND n.survey = a.survey
                      AND n.respondent = '' AND n.answering >= 20)
 ORDER BY a.dept_id, a.year, a.survey, w.respondent
