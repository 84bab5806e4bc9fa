-- check:      unit_scale
-- zh:         与上年相差千倍、万倍或亿倍
-- en:         A thousand, ten thousand or a hundred million times last year
-- severity:   warning
-- position:   510
-- basis:      元、千元、万元、亿元混用：同一序列相邻两年之比在10³、10⁴、10⁸的±10%以内
-- message.zh: {stage}{item}{left}{unit}，上年{right}{unit}，约为{factor_zh}；计量单位可能用错。
-- message.en: {stage}: {item} is {left} {unit}, last year {right} {unit}: about {factor_en}; the unit may be wrong.
-- advice.zh:  核对该数的计量单位。
-- advice.en:  Check the unit of this number.
-- Only for amounts that are no part of a printed amount: a part that adds up with the others proves its unit. Series whose
-- largest and smallest amounts lie closer together need not be looked at year by year.
WITH wide AS MATERIALIZED (
  SELECT f.item_id, f.dept_id
    FROM item i
   CROSS JOIN (SELECT g.item_id, g.dept_id, g.budget, g.adjusted, g.actual FROM figure g
                WHERE g.part_id = 0 AND g.month = 12) f
   WHERE f.item_id = i.item_id AND i.unit_kind = 'money'
   GROUP BY f.item_id, f.dept_id
  HAVING max(f.budget) / 900 >= min(CASE WHEN f.budget > 0 THEN f.budget END)
      OR max(f.adjusted) / 900 >= min(CASE WHEN f.adjusted > 0 THEN f.adjusted END)
      OR max(f.actual) / 900 >= min(CASE WHEN f.actual > 0 THEN f.actual END)
), pair AS (
  SELECT y.dept_id, y.year, y.stage, y.item_id, y.part_id, y.current, y.prior, y.current_origin, y.prior_origin,
         CAST(y.current AS DOUBLE PRECISION) / NULLIF(y.prior, 0) AS up,
         CAST(y.prior AS DOUBLE PRECISION) / NULLIF(y.current, 0) AS down
    FROM wide t
   CROSS JOIN yoy y
    JOIN item i ON i.item_id = t.item_id
   WHERE y.item_id = t.item_id AND y.dept_id = t.dept_id AND y.part_id = 0 AND y.month = 12 AND y.current > 0 AND y.prior > 0
     AND (y.current / 900 >= y.prior OR y.prior / 900 >= y.current)
     AND NOT EXISTS (SELECT 1 FROM figure_stage w
                      WHERE w.dept_id = y.dept_id AND w.item_id = i.parent_id AND w.part_id = 0 AND w.year = y.year
                        AND w.month = y.month AND w.stage = y.stage)
), scaled AS (
  SELECT p.dept_id, p.year, p.stage, p.item_id, p.current, p.prior, p.current_origin, p.prior_origin,
         CASE WHEN p.up BETWEEN 900 AND 1100 THEN '上年的1000倍' WHEN p.up BETWEEN 9000 AND 11000 THEN '上年的10000倍'
              WHEN p.up BETWEEN 90000000 AND 110000000 THEN '上年的1亿倍'
              WHEN p.down BETWEEN 900 AND 1100 THEN '上年的1/1000' WHEN p.down BETWEEN 9000 AND 11000 THEN '上年的1/10000'
              WHEN p.down BETWEEN 90000000 AND 110000000 THEN '上年的1/1亿' END AS factor_zh,
         CASE WHEN p.up BETWEEN 900 AND 1100 THEN '1,000 times' WHEN p.up BETWEEN 9000 AND 11000 THEN '10,000 times'
              WHEN p.up BETWEEN 90000000 AND 110000000 THEN '100,000,000 times'
              WHEN p.down BETWEEN 900 AND 1100 THEN '1/1,000 of it' WHEN p.down BETWEEN 9000 AND 11000 THEN '1/10,000 of it'
              WHEN p.down BETWEEN 90000000 AND 110000000 THEN '1/100,000,000 of it' END AS factor_en
    FROM pair p
)
SELECT s.dept_id, s.year, s.stage, s.item_id, s.factor_zh, s.factor_en, s.current AS left_value, s.prior AS right_value,
       -1 AS allowed, s.current_origin AS left_origin, s.prior_origin AS right_origin
  FROM scaled s
 WHERE s.factor_zh IS NOT NULL
 ORDER BY s.current_origin
