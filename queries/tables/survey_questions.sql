-- table:              survey_questions
-- zh:                 满意度调查各题结果
-- en:                 Results of the surveys by question
-- chapter:            survey
-- position:           256
-- collapsed:          yes
-- note.zh:            全部受访者合计。得分率 = 得分 / 满分（未作答的题计0分）；满意率 = 计入满意的答案 / 已作答的答案。
-- note.en:            All respondents together. Score share = points / full points (a question left blank gives 0); share satisfied = satisfied answers / answers.
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.year:        int | 年度 | Year
-- column.survey:      text | 问卷 | Survey
-- column.question:    text | 题号 | Question
-- column.title:       text | 题目 | About
-- column.sheets:      int | 份数 | Sheets
-- column.answered:    int | 已作答 | Answered
-- column.blank:       int | 未作答 | Left blank
-- column.points:      points | 得分 | Points
-- column.full_points: points | 满分 | Full points
-- column.score_share: percent points full_points | 得分率 | Score share
-- column.satisfied:   int | 满意答案 | Satisfied answers
-- column.satisfied_share: percent satisfied answered | 满意率 | Share satisfied
SELECT d.code AS dept, d.name AS dept_name, r.year, r.survey, r.question,
       CASE WHEN :lang = 'zh' THEN q.zh ELSE q.en END AS title, count(*) AS sheets, count(r.option) AS answered,
       count(*) - count(r.option) AS blank, CAST(coalesce(sum(r.points), 0) AS BIGINT) AS points,
       CAST(sum(r.full_points) AS BIGINT) AS full_points, CAST(coalesce(sum(r.satisfied), 0) AS BIGINT) AS satisfied
  FROM survey_reply r
  JOIN survey_question q ON q.survey = r.survey AND q.question = r.question
  JOIN dept d ON d.dept_id = r.dept_id
 GROUP BY d.code, d.name, r.year, r.survey, r.question, q.position, q.zh, q.en
 ORDER BY d.code, r.year, r.survey, q.position
