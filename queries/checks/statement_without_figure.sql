-- check:      statement_without_figure
-- zh:         只在一处出现、他处没有的数
-- en:         A printed number that no other place has
-- severity:   error
-- position:   310
-- basis:      表与表逐行核对；行政单位用501至504，事业单位用505、506
-- message.zh: {place}印{stage}{item}{left}{unit}，别处没有这一科目的数{same_zh}。
-- message.en: {place} prints {left} {unit} for {item} ({stage}), which has no figure anywhere else{same_en}.
-- advice.zh:  核对该数应属的行或科目；同一金额若在他处记在别的科目，多为串行或错用科目。
-- advice.en:  See which line or code it belongs to; the same amount under another code elsewhere usually means a slid line or a wrong code.
-- With the code that has the same amount elsewhere: of the same classification if there is one.
WITH alone AS (
  SELECT s.statement_id, s.dept_id, s.year, s.month, s.stage, s.item_id, s.part_id, i.unit_kind, i.class,
         s.table_name, s.value, s.step, s.origin
    FROM statement s
    JOIN item i ON i.item_id = s.item_id
    LEFT JOIN figure_stage f ON f.dept_id = s.dept_id AND f.item_id = s.item_id AND f.part_id = s.part_id
         AND f.year = s.year AND f.month = s.month AND f.stage = s.stage
   WHERE s.kind = 'figure' AND s.value IS NOT NULL AND f.value IS NULL
), alike AS (
  SELECT a.statement_id, o.code, o.zh, o.en, f.value, f.origin,
         row_number() OVER (PARTITION BY a.statement_id
                            ORDER BY CASE WHEN o.class = a.class THEN 0 ELSE 1 END, o.code) AS place
    FROM alone a
    JOIN figure_stage f ON f.dept_id = a.dept_id AND f.part_id = a.part_id AND f.year = a.year AND f.month = a.month
         AND f.stage = a.stage AND f.value - a.value <= (f.step + a.step) / 2
         AND a.value - f.value <= (f.step + a.step) / 2
    JOIN item o ON o.item_id = f.item_id
   WHERE a.value <> 0 AND o.class IN ('function', 'economic_department', 'economic_government')
)
SELECT a.dept_id, a.year, a.item_id, a.part_id, a.stage, a.unit_kind,
       CASE WHEN a.table_name = '' THEN '*' ELSE a.table_name END AS place,
       CASE WHEN k.code IS NULL THEN '' ELSE '；同一金额在别处记在' || k.code || ' ' || k.zh END AS same_zh,
       CASE WHEN k.code IS NULL THEN '' ELSE '; the same amount stands under ' || k.code || ' ' || k.en END AS same_en,
       a.value AS left_value, CAST(NULL AS BIGINT) AS right_value, 0 AS allowed, a.origin AS left_origin,
       k.origin AS right_origin
  FROM alone a
  LEFT JOIN alike k ON k.statement_id = a.statement_id AND k.place = 1
 ORDER BY a.origin
