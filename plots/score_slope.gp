# chart: score_slope
# name.zh: 得分位次变化图
# name.en: Change of rank by score
# zh: 综合得分：位次变化（{first}年与{last}年）
# en: Total scores: change of rank, {first} and {last}
# for: run
# chapter: scores
# order: 20
# body: rate_slope
# data:
#   WITH placed AS (
#     SELECT dept_id, year, points, rank, n FROM total
#      WHERE rubric = :rubric AND rank IS NOT NULL AND year BETWEEN :first_year AND :last_year
#   ), span AS (
#     SELECT max(year) AS last_year FROM placed
#   ), pair AS (
#     SELECT a.dept_id, p.rank AS first_rank, a.rank AS last_rank, p.points AS first_points, a.points AS last_points,
#            p.year AS first, a.year AS last, p.n AS first_n, a.n AS last_n, p.rank - a.rank AS risen
#       FROM placed a
#       JOIN span s ON s.last_year = a.year
#       JOIN placed p ON p.dept_id = a.dept_id AND p.year = a.year - 1
#   ), chosen AS (
#     SELECT dept_id, first_rank, last_rank, first_points, last_points, first, last, first_n, last_n, risen, count(*) OVER () AS n,
#            row_number() OVER (ORDER BY abs(risen) DESC, last_rank, dept_id) AS size_place
#       FROM pair
#   )
#   SELECT row_number() OVER (ORDER BY c.first_rank, d.code) AS left_place, row_number() OVER (ORDER BY c.last_rank, d.code) AS right_place,
#          d.name, c.first_rank, c.last_rank, c.first_points, c.last_points, c.risen, c.n, c.first, c.last, c.first_n, c.last_n
#     FROM chosen c JOIN dept d ON d.dept_id = c.dept_id
#    WHERE c.size_place <= 30
#    ORDER BY right_place
# column.name: text | 部门 | Department
# column.first_rank: int | 上年位次 | Rank in the first year
# column.last_rank: int | 本年位次 | Rank in the last year
# column.first_points: points | 上年得分 | Points in the first year
# column.last_points: points | 本年得分 | Points in the last year
# column.risen: int | 上升位数 | Places gained
# text.first: {first}年（{first_n}个部门） | {first} ({first_n} departments)
# text.last: {last}年（{last_n}个部门） | {last} ({last_n} departments)
# text.rank: 位次 | Rank
# text.risen: ▲ 上升 | ▲ risen
# text.fallen: ▼ 下降 | ▼ fallen
# text.same: 不变 | unchanged
# minimum: 4 risen
# note.zh: 两年都有得分和位次的{n}个部门；超过30个时只列位次变动最大的30个，各按位次排列，数字为在全部部门中的位次，第1位得分最高。
# note.en: {n} departments with a score and a rank in both years; of more than 30 the 30 that moved most, in the order of their ranks, which are those among all departments; 1 is the highest score.
# alternative.zh: {first}年与{last}年部门综合得分位次的坡度图。
# alternative.en: Slope chart of the departments' ranks by total score in {first} and {last}.
