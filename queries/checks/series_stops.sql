-- check:      series_stops
-- zh:         支出序列没有中断
-- en:         The series of expenditure does not stop
-- severity:   info
-- unit:       number
-- position:   532
-- basis:      已撤并的单位应有沿革或停用年度；其余单位逐年报送
-- message.zh: {stage}{item}只到{year}年，其他单位已报到{until}年；未见该单位撤并的记录。
-- message.en: {stage} of {item} ends with {year}, other departments go on to {until}; nothing says that this one was dissolved.
-- advice.zh:  补录其后年度；单位已撤并的，在 lineage.csv 或单位名录的停用年度中写明。
-- advice.en:  Add the later years; when the department was dissolved, say so in lineage.csv or by its last year in the list.
-- Three years make a series; half of the departments must have gone on. Told once for a department, by its last year.
WITH series AS (
  SELECT f.dept_id, f.stage, f.item_id, max(f.year) AS year, count(*) AS n
    FROM figure_stage f
    JOIN item i ON i.item_id = f.item_id AND i.code = 'expenditure'
   WHERE f.part_id = 0 AND f.month = 12
   GROUP BY f.dept_id, f.stage, f.item_id
), going AS (
  SELECT s.stage, s.item_id, s.year AS until,
         row_number() OVER (PARTITION BY s.stage, s.item_id ORDER BY s.year DESC, s.dept_id) AS place,
         count(*) OVER (PARTITION BY s.stage, s.item_id) AS depts
    FROM series s
), ended AS (
  SELECT s.dept_id, s.stage, s.item_id, s.year, s.n, g.until,
         row_number() OVER (PARTITION BY s.dept_id ORDER BY s.year DESC, s.stage) AS place,
         count(*) FILTER (WHERE g.until <= s.year) OVER (PARTITION BY s.dept_id) AS going_on
    FROM series s
    JOIN going g ON g.stage = s.stage AND g.item_id = s.item_id AND g.place = (g.depts + 1) / 2 AND g.depts > 2
)
SELECT e.dept_id, e.year, e.stage, e.item_id, e.until, e.until - e.year AS left_value, 0 AS right_value, -1 AS allowed,
       f.origin AS left_origin, CAST(NULL AS BIGINT) AS right_origin
  FROM ended e
  JOIN figure_stage f ON f.item_id = e.item_id AND f.part_id = 0 AND f.dept_id = e.dept_id AND f.year = e.year
       AND f.month = 12 AND f.stage = e.stage
 WHERE e.place = 1 AND e.going_on = 0 AND e.n >= 3
   AND NOT EXISTS (SELECT 1 FROM lineage g WHERE g.old_id = e.dept_id AND g.year <= e.year + 1)
   AND NOT EXISTS (SELECT 1 FROM dept_name n WHERE n.dept_id = e.dept_id AND n.valid_to > 0 AND n.valid_to <= e.year)
 ORDER BY e.dept_id
