-- check:      government_crosswalk
-- zh:         政府经济分类与部门经济分类对应
-- en:         Government and departmental economic classes correspond
-- severity:   warning
-- position:   180
-- basis:      政府预算和部门预算支出经济分类科目对照表：事业单位 505 = 301 + 302，506 = 309 + 310
-- message.zh: {stage}{item}为{right}{unit}，对应的部门经济科目合计{left}{unit}，相差{difference}{unit}（舍入允许{allowed}{unit}）。
-- message.en: {stage}: {item} is {right} {unit}, the corresponding departmental codes add up to {left} {unit}: a difference of {difference} {unit} (rounding allows {allowed}).
-- advice.zh:  按对照表重新归类；机关使用501至504，事业单位使用505、506。
-- advice.en:  Classify anew by the concordance: 501 to 504 are for administrative bodies, 505 and 506 for public institutions.
-- Only for public institutions: where one of 501 to 504 is printed, 301 to 310 are divided between both.
WITH pair(government, department) AS (
  VALUES ('505', '301'), ('505', '302'), ('506', '309'), ('506', '310')
), line AS (
  SELECT s.dept_id, s.year, s.month, s.stage, s.item_id, i.code, s.value, s.step, s.origin
    FROM figure_stage s
    JOIN item i ON i.item_id = s.item_id
   WHERE s.part_id = 0
     AND i.code IN ('301', '302', '309', '310', '501', '502', '503', '504', '505', '506')
)
SELECT w.dept_id, w.year, w.item_id, w.stage, CAST(sum(c.value) AS BIGINT) AS left_value, w.value AS right_value,
       (w.step + CAST(sum(c.step) AS BIGINT)) / 2 AS allowed, min(c.origin) AS left_origin, max(c.origin) AS last_origin,
       w.origin AS right_origin
  FROM line w
  JOIN pair t ON t.government = w.code
  JOIN line c ON c.dept_id = w.dept_id AND c.code = t.department AND c.year = w.year AND c.month = w.month
       AND c.stage = w.stage
 WHERE NOT EXISTS (SELECT 1 FROM line o
                    WHERE o.dept_id = w.dept_id AND o.year = w.year AND o.month = w.month AND o.stage = w.stage
                      AND o.code IN ('501', '502', '503', '504'))
 GROUP BY w.dept_id, w.year, w.month, w.stage, w.item_id, w.value, w.step, w.origin
HAVING count(*) FILTER (WHERE c.code = '301') = count(*) FILTER (WHERE c.code = '302')
 ORDER BY w.origin
