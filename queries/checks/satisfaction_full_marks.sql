-- check:      satisfaction_full_marks
-- zh:         满意度满分而满意率不足100%
-- en:         Full marks for satisfaction beside a satisfaction rate below 100 %
-- severity:   info
-- unit:       percent
-- position:   450
-- basis:      满意度满分须全部问卷均为“非常满意”；同一报告的回访满意率低于100%
-- message.zh: {name_zh}得满分，而同一年度的{item}为{left}%，低于{right}%。
-- message.en: {name_en} got full marks, yet the {item} of the same year is {left} %, below {right} %.
-- advice.zh:  附问卷汇总，说明满分的依据。
-- advice.en:  Attach the summary of the questionnaires that the full marks rest on.
WITH scored AS (
  SELECT s.rubric, s.dept_id, s.year, s.position, s.zh, s.en,
         (SELECT min(a.origin) FROM assessment a
           WHERE a.dept_id = s.dept_id AND a.year = s.year AND a.rubric = s.rubric AND a.indicator = s.id) AS origin
    FROM score s
   WHERE s.rule = 'survey' AND s.stated = s.full
)
, lowest AS (
  SELECT f.dept_id, f.year, f.item_id, f.value, f.origin,
         row_number() OVER (PARTITION BY f.dept_id, f.year ORDER BY f.value, f.origin) AS place
    FROM figure_stage f
    JOIN item i ON i.item_id = f.item_id
   WHERE i.unit_kind = 'percent' AND i.code LIKE '%satisfaction_rate' AND f.stage = 'actual' AND f.month = 12
     AND f.part_id = 0
)
SELECT s.dept_id, s.year, l.item_id, s.zh AS name_zh, s.en AS name_en, l.value AS left_value, 100000000 AS right_value,
       -1 AS allowed, l.origin AS left_origin, s.origin AS right_origin
  FROM scored s
  JOIN lowest l ON l.dept_id = s.dept_id AND l.year = s.year AND l.place = 1
 WHERE s.origin IS NOT NULL AND l.value < 100000000
 ORDER BY s.dept_id, s.year, s.rubric, s.position
