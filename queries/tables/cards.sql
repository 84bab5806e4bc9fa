-- table:             cards
-- zh:                各单位一览
-- en:                Departments and their cards
-- chapter:           depts
-- position:          80
-- collapsed:         no
-- note.zh:           最近年度：有支出决算的最近一年。待说明：最近几年列出而尚未说明的情况数。点单位名称看单位卡片。
-- note.en:           Latest year: the last one with actual expenditure. Open: what stands out and has not been explained. A department's name leads to its card.
-- column.dept:       text | 单位编码 | Code
-- column.dept_name:  text | 单位 | Department
-- column.peer_group: text | 对比组 | Peer group
-- column.year:       int | 最近年度 | Latest year
-- column.actual:     money | 支出决算 | Actual expenditure
-- column.change:     percent change_amount prior | 同比 | Change
-- column.score_year: int | 评分年度 | Scored in
-- column.points:     points | 得分 | Points
-- column.grade:      text | 等级 | Grade
-- column.rank:       int | 名次 | Rank
-- column.flags:      int | 待说明 | Open
-- column.comments:   int | 已有说明 | Comments
-- column.change_amount: internal
-- column.prior:      internal
WITH latest AS (
  SELECT f.dept_id, f.item_id, max(f.year) AS year
    FROM figure f JOIN item i ON i.item_id = f.item_id AND i.code = 'expenditure'
   WHERE f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL AND f.year BETWEEN :first_year AND :last_year
   GROUP BY f.dept_id, f.item_id
), scored AS (
  SELECT t.dept_id, max(t.year) AS year FROM total t
   WHERE t.unscored = 0 AND t.year BETWEEN :first_year AND :last_year GROUP BY t.dept_id
), open AS (
  SELECT g.dept_id, count(*) AS n FROM flag g WHERE g.section = 'open' AND g.state = 'new' AND g.year BETWEEN :first_year AND :last_year GROUP BY g.dept_id
), said AS (
  SELECT c.dept_id, count(*) AS n FROM comment c WHERE c.year BETWEEN :first_year AND :last_year GROUP BY c.dept_id
)
SELECT d.code AS dept, d.name AS dept_name, d.peer_group, f.year, f.actual,
       CASE WHEN p.actual > 0 THEN f.actual - p.actual END AS change_amount, CASE WHEN p.actual > 0 THEN p.actual END AS prior,
       t.year AS score_year, t.rescaled AS points, CASE WHEN :lang = 'zh' THEN t.grade_zh ELSE t.grade_en END AS grade, t.rank,
       coalesce(o.n, 0) AS flags, coalesce(a.n, 0) AS comments
  FROM dept d
  LEFT JOIN latest l ON l.dept_id = d.dept_id
  LEFT JOIN figure f ON f.dept_id = l.dept_id AND f.item_id = l.item_id AND f.year = l.year AND f.part_id = 0 AND f.month = 12
  LEFT JOIN figure p ON p.dept_id = f.dept_id AND p.item_id = f.item_id AND p.year = f.year - 1 AND p.part_id = 0 AND p.month = 12
  LEFT JOIN scored z ON z.dept_id = d.dept_id
  LEFT JOIN total t ON t.dept_id = z.dept_id AND t.year = z.year AND t.rubric = :rubric
  LEFT JOIN open o ON o.dept_id = d.dept_id
  LEFT JOIN said a ON a.dept_id = d.dept_id
 ORDER BY d.code
