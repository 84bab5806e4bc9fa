-- table:              survey
-- zh:                 满意度调查结果
-- en:                 Results of the surveys
-- chapter:            survey
-- position:           255
-- note.zh:            得分率 = 得分 / 满分（份数 × 每份满分，未作答的题计0分）；作答得分率只按已作答的题计满分；满意率 = 计入满意的答案 / 已作答的答案。得分率、满意率与申报的满意度目标是三个不同的数，不可混用。区间为满意率的95%置信区间（Wilson），以有作答的问卷份数为样本量。
-- note.en:            Score share = points / full points (sheets × full points of a sheet; a question left blank gives 0); score share of answers: full points of the questions that were answered only; share satisfied = satisfied answers / answers. Score share, share satisfied and a declared target are three different numbers. The interval is Wilson's 95 % interval of the share satisfied, with the sheets that have an answer as the sample size.
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.year:        int | 年度 | Year
-- column.survey:      text | 问卷 | Survey
-- column.respondent_name: text | 受访者 | Respondents
-- column.sheets:      int | 份数 | Sheets
-- column.asked:       int | 应答题次 | Questions asked
-- column.answered:    int | 已作答 | Answered
-- column.blank:       int | 未作答 | Left blank
-- column.points:      points | 得分 | Points
-- column.full_points: points | 满分 | Full points
-- column.score_share: percent points full_points | 得分率 | Score share
-- column.score_share_answered: percent points full_answered | 作答得分率 | Score share of answers
-- column.satisfied:   int | 满意答案 | Satisfied answers
-- column.satisfied_share: percent satisfied answered | 满意率 | Share satisfied
-- column.low:         real 1 | 区间下限（%） | Low (%)
-- column.high:        real 1 | 区间上限（%） | High (%)
-- column.respondent:  hidden
-- column.full_answered: hidden
-- column.file:        hidden
-- column.line:        hidden
SELECT d.code AS dept, d.name AS dept_name, r.year, r.survey, r.respondent,
       CASE r.respondent WHEN 'all' THEN CASE WHEN :lang = 'zh' THEN '合计' ELSE 'all' END
            WHEN 'service' THEN CASE WHEN :lang = 'zh' THEN '服务对象' ELSE 'service users' END
            WHEN 'public' THEN CASE WHEN :lang = 'zh' THEN '社会公众' ELSE 'the public' END
            ELSE CASE WHEN :lang = 'zh' THEN '未注明' ELSE 'not said' END END AS respondent_name,
       r.sheets, r.asked, r.answered, r.asked - r.answered AS blank, r.points, r.full_points, r.full_answered, r.satisfied,
       r.low, r.high, s.name AS file, (r.origin - s.first_origin) / NULLIF(s.columns, 0) AS line
  FROM survey_result r
  JOIN dept d ON d.dept_id = r.dept_id
  JOIN source s ON r.origin >= s.first_origin AND r.origin < s.end_origin
 ORDER BY d.code, r.year, r.survey, CASE r.respondent WHEN 'all' THEN 0 WHEN 'service' THEN 1 WHEN 'public' THEN 2 ELSE 3 END
