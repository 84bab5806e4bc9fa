-- table:              scores
-- zh:                 评分表
-- en:                 Scores
-- chapter:            scores
-- for:                card
-- split:              year stated
-- position:           30
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.year:        int | 年度 | Year
-- column.rubric:      text | 评分表 | Rubric
-- column.level1_name: text merge | 一级指标 | Level 1
-- column.level2_name: text merge | 二级指标 | Level 2
-- column.name:        text | 三级指标 | Indicator
-- column.indicator:   hidden
-- column.full:        points | 分值 | Full points
-- column.standard:    text | 评分标准 | Standard
-- column.calculation: text | 计算过程 | Calculation
-- column.points:      points | 得分 | Points
-- column.stated:      points | 填报得分 | Stated
-- column.status_name: text | 依据类型 | Kind
-- column.basis:       text | 评分依据 | Basis
-- column.choice_group: hidden
-- column.computed:    hidden points | 复算得分 | Recomputed
-- column.status:      hidden
-- mark.points:        faulty
-- color.status_name:   bad 未评, unscored | fair 仅自报, stated only
SELECT d.code AS dept, d.name AS dept_name, s.year, s.rubric, s.id AS indicator, s.level1, s.level2,
       CASE WHEN :lang = 'zh' THEN s.level1 ELSE s.level1_en END AS level1_name,
       CASE WHEN :lang = 'zh' THEN s.level2 ELSE s.level2_en END AS level2_name,
       CASE WHEN :lang = 'zh' THEN s.zh ELSE s.en END AS name, s.full, s.points, s.status,
       CASE s.status WHEN 'computed' THEN CASE WHEN :lang = 'zh' THEN '按数复算' ELSE 'recomputed' END
                     WHEN 'assessed' THEN CASE WHEN :lang = 'zh' THEN '复核评定' ELSE 'assessed' END
                     WHEN 'stated' THEN CASE WHEN :lang = 'zh' THEN '仅自报' ELSE 'stated only' END
                     WHEN 'dropped' THEN CASE WHEN :lang = 'zh' THEN '不适用' ELSE 'not applicable' END
                     WHEN 'unchosen' THEN CASE WHEN :lang = 'zh' THEN '未采用' ELSE 'not chosen' END
                     ELSE CASE WHEN :lang = 'zh' THEN '未评' ELSE 'unscored' END END AS status_name,
       CASE WHEN :lang = 'zh' THEN s.calculation ELSE s.calculation_en END AS calculation, s.basis,
       CASE WHEN :lang = 'zh' THEN s.standard ELSE s.standard_en END AS standard, s.choice_group, s.computed, s.stated,
       CASE WHEN e.measure_id IS NULL THEN NULL ELSE 1 END AS faulty
  FROM score s
  JOIN dept d ON d.dept_id = s.dept_id
  LEFT JOIN faulty_measure e ON e.measure_id = s.measure_id
 ORDER BY d.code, s.year, s.rubric, s.position
