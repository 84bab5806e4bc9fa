-- check:      survey_published
-- zh:         公布的问卷得分与问卷汇总一致
-- en:         Published survey points agree with the sheets
-- severity:   error
-- unit:       points
-- position:   451
-- basis:      问卷得分 = 各份问卷各题得分之和；满分 = 问卷份数 × 每份满分
-- message.zh: {item}公布为{left}分，{sheets}份问卷汇总为{right}分，相差{difference}分（舍入允许{allowed}分）。
-- message.en: {item} is published as {left}, the {sheets} sheets add up to {right}: a difference of {difference} (rounding allows {allowed}).
-- advice.zh:  核对问卷录入和汇总；公布数优先用于评分。
-- advice.en:  Check the sheets and the sum; scores use the published number.
WITH total AS (
  SELECT dept_id, year, sum(points) AS points, sum(full_points) AS full_points, sum(sheets) AS sheets, min(origin) AS origin
    FROM survey_sum
   WHERE respondent = 'all'
   GROUP BY dept_id, year
)
SELECT t.dept_id, t.year, f.item_id, t.sheets, f.actual AS left_value,
       CASE i.code WHEN 'survey_points' THEN t.points ELSE t.full_points END AS right_value, f.actual_step / 2 AS allowed,
       f.actual_origin AS left_origin, t.origin AS right_origin
  FROM total t
  JOIN figure f ON f.dept_id = t.dept_id AND f.year = t.year AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
  JOIN item i ON i.item_id = f.item_id AND i.code IN ('survey_points', 'survey_full_points')
 ORDER BY t.dept_id, t.year, i.code
