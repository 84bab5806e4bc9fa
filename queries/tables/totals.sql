-- table:                totals
-- zh:                   总分与等级
-- en:                   Totals and grades
-- chapter:              scores
-- position:             40
-- note.zh:              总分按能复算的取复算得分，其余取填报得分；有未评项的不定等级、不排名。“填报得分合计”与“复算得分”并列，便于核对。
-- note.en:              The total takes the recomputed points where figures allow it, else the stated ones; with unscored rows there is no grade and no rank. What was stated and what could be recomputed stand side by side.
-- column.dept:          text | 单位编码 | Code
-- column.dept_name:     text | 单位 | Department
-- column.year:          int | 年度 | Year
-- column.rubric:        hidden
-- column.full:          points | 满分 | Full points
-- column.total:         points | 总分 | Total
-- column.stated:        points | 填报得分合计 | Stated points
-- column.computed:      points | 复算得分 | Recomputed
-- column.computed_full: points | 可复算分值 | of full points
-- column.unscored:      int | 未评项 | Unscored
-- column.grade:         text | 等级 | Grade
-- column.rank:          int | 名次 | Rank
-- column.n:             int | 参评数 | n
SELECT d.code AS dept, d.name AS dept_name, t.year, t.rubric, t.full, t.points AS total, t.stated, t.computed,
       t.computed_full, t.unscored, CASE WHEN :lang = 'zh' THEN t.grade_zh ELSE t.grade_en END AS grade, t.rank, t.n
  FROM total t
  JOIN dept d ON d.dept_id = t.dept_id
 ORDER BY t.year DESC, t.points DESC, d.code
