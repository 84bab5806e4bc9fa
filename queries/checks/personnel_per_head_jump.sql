-- check:      personnel_per_head_jump
-- zh:         人均人员经费大幅上升
-- en:         Personnel funds per head jump
-- severity:   info
-- position:   470
-- basis:      人均人员经费 = 人员经费（或工资福利支出）/ 在职人数；本年为上年的1.5倍以上
-- message.zh: {item}人均{left}{unit}（{staff}人），上年为{right}{unit}（{prior_staff}人{how_zh}），增至1.5倍以上。
-- message.en: {item} per head: {left} {unit} ({staff} staff), last year {right} {unit} ({prior_staff} staff{how_en}); one and a half times as much or more.
-- advice.zh:  说明原因：口径变化、补发、新增人员不能解释全部增长等。
-- advice.en:  Say why: another basis, back pay, or more than new staff explains.
-- Last year's staff as printed, else this year's without the newly added.
WITH head AS (
  SELECT f.dept_id, f.year, f.actual AS staff, f.actual_origin AS staff_origin,
         coalesce(p.actual, f.actual - a.budget) AS prior_staff,
         coalesce(p.actual_origin, a.budget_origin) AS prior_staff_origin,
         CASE WHEN p.actual IS NULL THEN '，按新增' || CAST(a.budget AS TEXT) || '人推算' ELSE '' END AS how_zh,
         CASE WHEN p.actual IS NULL THEN ', from ' || CAST(a.budget AS TEXT) || ' newly added' ELSE '' END AS how_en
    FROM figure f
    JOIN item i ON i.item_id = f.item_id AND i.code = 'staff'
    JOIN item ai ON ai.code = 'staff_added'
    LEFT JOIN figure p ON p.dept_id = f.dept_id AND p.item_id = f.item_id AND p.part_id = 0 AND p.year = f.year - 1
         AND p.month = f.month
    LEFT JOIN figure a ON a.dept_id = f.dept_id AND a.item_id = ai.item_id AND a.part_id = 0 AND a.year = f.year
         AND a.month = f.month
   WHERE f.part_id = 0 AND f.month = 12 AND f.actual > 0
), pay AS (
  SELECT y.dept_id, y.year, y.stage, y.item_id, y.current, y.prior, y.current_origin, y.prior_origin,
         row_number() OVER (PARTITION BY y.dept_id, y.year, y.stage
                            ORDER BY CASE i.code WHEN '301' THEN 2 ELSE 1 END) AS place
    FROM yoy y
    JOIN item i ON i.item_id = y.item_id
   WHERE i.code IN ('personnel_funds', '301') AND y.part_id = 0 AND y.month = 12 AND y.prior > 0
)
SELECT m.dept_id, m.year, m.item_id, m.current / NULLIF(h.staff, 0) AS left_value,
       m.prior / NULLIF(h.prior_staff, 0) AS right_value, -1 AS allowed, h.staff, h.prior_staff, h.how_zh, h.how_en,
       m.current_origin AS left_origin, m.prior_origin AS right_origin, h.staff_origin, h.prior_staff_origin
  FROM pay m
  JOIN head h ON h.dept_id = m.dept_id AND h.year = m.year
 WHERE m.place = 1 AND h.prior_staff > 0
   AND CAST(m.current AS DOUBLE PRECISION) * h.prior_staff * 2 >= CAST(m.prior AS DOUBLE PRECISION) * h.staff * 3
 ORDER BY m.current_origin
