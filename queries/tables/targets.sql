-- table:            targets
-- zh:               绩效目标
-- en:               Targets
-- chapter:          targets
-- position:         250
-- collapsed:        yes
-- note.zh:          各单位申报表所列的绩效目标。
-- note.en:          Targets as the departments declared them.
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
-- column.file:      hidden
-- column.line:      hidden
SELECT d.code AS dept, d.name AS dept_name, t.year, t.level,
       CASE t.level WHEN 'dept' THEN CASE WHEN :lang = 'zh' THEN '部门整体' ELSE 'department' END
            WHEN 'project' THEN CASE WHEN :lang = 'zh' THEN '项目' ELSE 'project' END ELSE t.level END AS level_name,
       CASE t.operator WHEN 'text' THEN CASE WHEN :lang = 'zh' THEN '定性' ELSE 'in words' END ELSE t.operator END AS operator_name, t.project, t.level1, t.level2, t.target, t.operator, t.value,
       t.unit, t.text, s.name AS file, (t.origin - s.first_origin) / NULLIF(s.columns, 0) AS line
  FROM target t
  JOIN dept d ON d.dept_id = t.dept_id
  JOIN source s ON t.origin >= s.first_origin AND t.origin < s.end_origin
 ORDER BY d.code, t.year, t.target_id
