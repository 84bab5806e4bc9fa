-- check:      series_gap
-- zh:         支出序列缺年
-- en:         Years missing in the series of expenditure
-- severity:   info
-- unit:       number
-- position:   530
-- basis:      逐年比较需要连续年度
-- message.zh: {stage}{item}有{before}年和{year}年的数，其间缺{left}年。
-- message.en: {stage} of {item}: there are {before} and {year}, the {left} year(s) between are missing.
-- advice.zh:  补录缺少的年度；跨缺口的变化不作同比。
-- advice.en:  Add the missing years; no year-over-year change is computed across the gap.
WITH series AS (
  SELECT f.dept_id, f.year, f.stage, f.item_id, f.origin,
         lag(f.year) OVER (PARTITION BY f.dept_id, f.stage, f.item_id ORDER BY f.year) AS before,
         lag(f.origin) OVER (PARTITION BY f.dept_id, f.stage, f.item_id ORDER BY f.year) AS before_origin
    FROM figure_stage f
    JOIN item i ON i.item_id = f.item_id
   WHERE i.code = 'expenditure' AND f.part_id = 0 AND f.month = 12
)
SELECT s.dept_id, s.year, s.stage, s.item_id, s.before, s.year - s.before - 1 AS left_value, 0 AS right_value, -1 AS allowed,
       s.origin AS left_origin, s.before_origin AS right_origin
  FROM series s
 WHERE s.year > s.before + 1
 ORDER BY s.dept_id, s.stage, s.year
