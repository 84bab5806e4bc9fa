-- check:      stated_points
-- zh:         自评得分与按评分标准复算的一致
-- en:         Stated points agree with what the rubric gives
-- severity:   warning
-- unit:       points
-- position:   420
-- basis:      评分表：按评分标准由数据复算
-- message.zh: {name_zh}自评{left}分，按评分标准复算为{right}分，相差{difference}分（{calculation_zh}）。
-- message.en: {name_en}: {left} points stated, the rule gives {right}: a difference of {difference} ({calculation_en}).
-- advice.zh:  按评分标准复核该项，注意“每超过一个百分点”的算法。
-- advice.en:  Score this row again by its rule; note how “per percentage point” is meant.
WITH scored AS (
  SELECT s.rubric, s.dept_id, s.year, s.position, s.zh, s.en, s.calculation, s.calculation_en, s.stated, s.computed, s.measure_id,
         (SELECT min(a.origin) FROM assessment a
           WHERE a.dept_id = s.dept_id AND a.year = s.year AND a.rubric = s.rubric AND a.indicator = s.id) AS origin
    FROM score s
   WHERE s.stated IS NOT NULL AND s.computed IS NOT NULL
)
SELECT s.dept_id, s.year, s.zh AS name_zh, s.en AS name_en, s.calculation AS calculation_zh, s.calculation_en,
       s.stated AS left_value, s.computed AS right_value, 0 AS allowed, s.origin AS left_origin,
       min(o.origin) AS right_origin, max(o.origin) AS last_origin
  FROM scored s
  LEFT JOIN measure_origin o ON o.measure_id = s.measure_id
 WHERE s.origin IS NOT NULL
 GROUP BY s.dept_id, s.year, s.rubric, s.position, s.zh, s.en, s.calculation, s.calculation_en, s.stated, s.computed,
          s.origin
 ORDER BY s.dept_id, s.year, s.rubric, s.position
