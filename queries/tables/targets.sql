-- table:            targets
-- zh:               绩效目标及完成情况
-- en:               Targets and what became of them
-- chapter:          targets
-- position:         252
-- collapsed:        yes
-- note.zh:          各单位申报的绩效目标。实际值取申报表“实际完成值”，没有的取所对应的指标或科目；完成程度：正指标 = 实际 / 目标，反指标 = 目标 / 实际。定性目标只按“是否完成”的填报。
-- note.en:          Targets as the departments declared them. What was reached is from the form, else from the indicator or item that the target refers to; degree of completion: reached / target where more is better, target / reached where less is. Targets in words are judged by what is stated.
-- column.dept:      text | 单位编码 | Code
-- column.dept_name: text | 单位 | Department
-- column.year:      int | 年度 | Year
-- column.level_name: text | 层级 | Level
-- column.level:     hidden
-- column.project:   text | 项目 | Project
-- column.level1:    text | 一级指标 | Level 1
-- column.level2:    text | 二级指标 | Level 2
-- column.target:    text | 指标内容 | Target
-- column.operator_name: text | 指标值类型 | Type
-- column.operator:  hidden
-- column.value:     text | 指标值 | Value
-- column.unit:      text | 单位 | Unit
-- column.text:      text | 原文 | As printed
-- column.actual:    text | 实际完成值 | Reached
-- column.source_name: text | 实际值来源 | From
-- column.degree:    percent degree_top degree_bottom | 完成程度 | Degree
-- column.verdict_name: text | 完成情况 | Verdict
-- column.kind:      hidden
-- column.refers:    hidden
-- column.met:       hidden
-- column.source:    hidden
-- column.verdict:   hidden
-- column.degree_top: internal
-- column.degree_bottom: internal
-- column.file:      hidden
-- column.line:      hidden
SELECT d.code AS dept, d.name AS dept_name, t.year, t.level,
       CASE t.level WHEN 'dept' THEN CASE WHEN :lang = 'zh' THEN '部门整体' ELSE 'department' END
            WHEN 'project' THEN CASE WHEN :lang = 'zh' THEN '项目' ELSE 'project' END ELSE t.level END AS level_name,
       CASE t.operator WHEN 'text' THEN CASE WHEN :lang = 'zh' THEN '定性' ELSE 'in words' END WHEN '>=' THEN '≥'
            WHEN '<=' THEN '≤' ELSE t.operator END AS operator_name, t.project, t.level1, t.level2, t.target, t.operator,
       t.value, t.unit, t.text, r.actual, r.degree_top, r.degree_bottom, t.kind, t.refers, t.met, r.source, r.verdict,
       CASE r.source WHEN 'column' THEN CASE WHEN :lang = 'zh' THEN '申报表' ELSE 'form' END
            WHEN 'met' THEN CASE WHEN :lang = 'zh' THEN '仅填是否完成' ELSE 'stated only' END
            WHEN 'indicator' THEN CASE WHEN :lang = 'zh' THEN '指标' ELSE 'indicator' END
            WHEN 'item' THEN CASE WHEN :lang = 'zh' THEN '科目' ELSE 'item' END ELSE '' END AS source_name,
       CASE r.verdict WHEN 'met' THEN CASE WHEN :lang = 'zh' THEN '完成' ELSE 'met' END
            WHEN 'not_met' THEN CASE WHEN :lang = 'zh' THEN '▲ 未完成' ELSE '▲ not met' END
            WHEN 'no_actual' THEN CASE WHEN :lang = 'zh' THEN '缺实际值' ELSE 'not reported' END
            WHEN 'in_words' THEN CASE WHEN :lang = 'zh' THEN '定性，未判断' ELSE 'in words, not judged' END
            WHEN 'no_value' THEN CASE WHEN :lang = 'zh' THEN '无指标值' ELSE 'no value' END ELSE '' END AS verdict_name,
       s.name AS file, (t.origin - s.first_origin) / NULLIF(s.columns, 0) AS line
  FROM target t
  JOIN dept d ON d.dept_id = t.dept_id
  JOIN source s ON t.origin >= s.first_origin AND t.origin < s.end_origin
  LEFT JOIN target_result r ON r.target_id = t.target_id
 ORDER BY d.code, t.year, t.target_id
