-- table:             card_totals
-- zh:                历年总分与等级
-- en:                Totals and grades over the years
-- chapter:           scores
-- for:               card
-- position:          29
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.year:       int | 年度 | Year
-- column.full:       points | 满分 | Full points
-- column.total:      points | 总分 | Total
-- column.rescaled:   points | 百分制得分 | Of 100
-- column.grade:      text | 等级 | Grade
-- column.rank:       int | 名次 | Rank
-- column.n:          int | 参评数 | n
-- column.computed:   points | 复算得分 | Recomputed
-- column.computed_full: points | 可复算分值 | of full points
-- column.unscored:   int | 未评项 | Unscored
SELECT d.code AS dept, d.name AS dept_name, t.year, t.full, t.points AS total, t.rescaled,
       CASE WHEN :lang = 'zh' THEN t.grade_zh ELSE t.grade_en END AS grade, t.rank, t.n, t.computed, t.computed_full, t.unscored
  FROM total t JOIN dept d ON d.dept_id = t.dept_id
 ORDER BY d.code, t.year DESC
