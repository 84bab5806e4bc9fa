-- table:             transitions
-- zh:                等级变动
-- en:                Grades from year to year
-- chapter:           scores
-- position:          41
-- for:               all
-- collapsed:         yes
-- note.zh:           上年等级与本年等级的单位数。任一年未定级的列为“未定级”。
-- note.en:           Departments by last year's and this year's grade. Without a grade in one of the years: not graded.
-- column.from_year:  int | 上年 | From
-- column.to_year:    int | 本年 | To
-- column.from_grade: text | 上年等级 | Grade before
-- column.to_grade:   text | 本年等级 | Grade after
-- column.n:          int | 单位数 | Departments
-- column.direction:  text | 变动 | Change
-- column.from_rank:  hidden
-- column.to_rank:    hidden
-- color.direction:    good 上升, up | bad 下降, down
-- color.to_grade:     good 优, Excellent | bad 差, Poor
WITH graded AS (
  SELECT t.rubric, t.dept_id, t.year, t.grade_zh, t.grade_en, g.rank
    FROM total t
    LEFT JOIN grade g ON g.label_zh = t.grade_zh
), pair AS (
  SELECT p.year AS from_year, c.year AS to_year, p.grade_zh AS from_zh, p.grade_en AS from_en, c.grade_zh AS to_zh,
         c.grade_en AS to_en, p.rank AS from_rank, c.rank AS to_rank
    FROM graded c
    JOIN graded p ON p.rubric = c.rubric AND p.dept_id = c.dept_id AND p.year = c.year - 1
)
SELECT p.from_year, p.to_year,
       CASE WHEN p.from_zh = '' THEN CASE WHEN :lang = 'zh' THEN '未定级' ELSE 'not graded' END
            WHEN :lang = 'zh' THEN p.from_zh ELSE p.from_en END AS from_grade,
       CASE WHEN p.to_zh = '' THEN CASE WHEN :lang = 'zh' THEN '未定级' ELSE 'not graded' END
            WHEN :lang = 'zh' THEN p.to_zh ELSE p.to_en END AS to_grade,
       count(*) AS n,
       CASE WHEN p.from_rank IS NULL OR p.to_rank IS NULL THEN CASE WHEN :lang = 'zh' THEN '不可比' ELSE 'not comparable' END
            WHEN p.to_rank < p.from_rank THEN CASE WHEN :lang = 'zh' THEN '上升' ELSE 'up' END
            WHEN p.to_rank > p.from_rank THEN CASE WHEN :lang = 'zh' THEN '下降' ELSE 'down' END
            ELSE CASE WHEN :lang = 'zh' THEN '不变' ELSE 'same' END END AS direction,
       p.from_rank, p.to_rank
  FROM pair p
 GROUP BY p.from_year, p.to_year, p.from_zh, p.from_en, p.to_zh, p.to_en, p.from_rank, p.to_rank
 ORDER BY p.from_year DESC, coalesce(p.from_rank, 99), coalesce(p.to_rank, 99)
