-- table:             next_steps
-- zh:                下一分与下一等级
-- en:                The next point and the next grade
-- position:          46
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.rubric:     hidden
-- column.goal:       hidden
-- column.place:      hidden
-- column.id:         hidden
-- column.name:       text | 三级指标 | Indicator
-- column.item_name:  text | 数据项 | Figure
-- column.stage:      hidden
-- column.unit:       text | 单位 | Unit
-- column.current:    text | 现为 | Is
-- column.wanted:     text | 改为 | Would be
-- column.points:     points | 现得分 | Points now
-- column.gain:       points | 可增分 | Points won
-- column.next_grade: text | 可升等级 | Next grade
SELECT d.code AS dept, d.name AS dept_name, s.year, s.rubric, s.goal, s.place, s.id, s.indicator, s.item, s.stage,
       CASE WHEN :lang = 'zh' THEN s.zh ELSE s.en END AS name,
       CASE WHEN :lang = 'zh' THEN s.item_zh ELSE s.item_en END AS item_name,
       CASE s.unit_kind WHEN 'money' THEN CASE WHEN :lang = 'zh' THEN '元' ELSE 'base unit' END
            WHEN 'persons' THEN CASE WHEN :lang = 'zh' THEN '人' ELSE 'persons' END
            ELSE CASE WHEN :lang = 'zh' THEN k.zh ELSE k.en END END AS unit,
       s.current_printed AS current, s.wanted_printed AS wanted, s.points, s.gain,
       CASE WHEN :lang = 'zh' THEN s.grade_zh ELSE s.grade_en END AS next_grade
  FROM next_step s
  JOIN dept d ON d.dept_id = s.dept_id
  LEFT JOIN unit_kind k ON k.kind = s.unit_kind
 ORDER BY d.code, s.year, s.goal, s.place
