-- check:      swapped_digits
-- zh:         没有颠倒、多写或漏写的数字
-- en:         No digits are swapped, doubled or lost
-- severity:   warning
-- position:   515
-- basis:      与合计、与另一处、与上年只差两个相邻数字的次序，或只差一个数字
-- message.zh: {stage}{item}{left}{unit}，按{against_zh}应为{right}{unit}：两数只差{fault_zh}，可能是录入错误。
-- message.en: {stage}: {item} is {left} {unit}, {against_en} asks for {right} {unit}: they differ by {fault_en}, which looks like a slip of the keyboard.
-- advice.zh:  与原表核对该数。
-- advice.en:  Compare the number with the document.
-- What is written against what was perhaps meant: a line of a total that does not add up, the total itself, the cell printed
-- again, and last year where the amount has many digits and is no line of a printed total. Amounts from 1,000 on, digit by digit, so that chance plays no part.
WITH power(p) AS (
  VALUES (1), (10), (100), (1000), (10000), (100000), (1000000), (10000000), (100000000), (1000000000), (10000000000),
         (100000000000), (1000000000000), (10000000000000), (100000000000000), (1000000000000000)
), added AS (
  SELECT c.dept_id, c.year, c.month, c.part_id, i.parent_id AS whole_id, i.class, sum(c.budget) AS budget,
         sum(c.adjusted) AS adjusted, sum(c.actual) AS actual
    FROM item i
   CROSS JOIN (SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, f.budget, f.adjusted, f.actual FROM figure f) c
   WHERE c.item_id = i.item_id AND i.unit_kind = 'money' AND i.class <> '' AND i.parent_id IS NOT NULL
   GROUP BY c.dept_id, c.year, c.month, c.part_id, i.parent_id, i.class
), unequal AS MATERIALIZED (
  SELECT a.dept_id, a.year, a.month, a.part_id, a.whole_id, a.class
    FROM added a
    JOIN figure w ON w.dept_id = a.dept_id AND w.item_id = a.whole_id AND w.part_id = a.part_id AND w.year = a.year
         AND w.month = a.month
   WHERE w.budget <> a.budget OR w.adjusted <> a.adjusted OR w.actual <> a.actual
), off AS MATERIALIZED (
  SELECT u.dept_id, u.year, u.month, w.stage, u.part_id, u.whole_id, u.class, CAST(sum(c.value) AS BIGINT) AS added,
         min(c.origin) AS first_origin, w.value AS whole, w.origin AS whole_origin
    FROM unequal u
    JOIN figure_stage w ON w.dept_id = u.dept_id AND w.item_id = u.whole_id AND w.part_id = u.part_id AND w.year = u.year
         AND w.month = u.month
    JOIN item i ON i.parent_id = u.whole_id AND i.class = u.class AND i.unit_kind = 'money'
    JOIN figure_stage c ON c.dept_id = u.dept_id AND c.item_id = i.item_id AND c.part_id = u.part_id AND c.year = u.year
         AND c.month = u.month AND c.stage = w.stage
   GROUP BY u.dept_id, u.year, u.month, w.stage, u.part_id, u.whole_id, u.class, w.value, w.step, w.origin
  HAVING abs(w.value - CAST(sum(c.value) AS BIGINT)) > (w.step + CAST(sum(c.step) AS BIGINT)) / 2
), doubt AS (
  SELECT o.dept_id, o.year, o.stage, c.item_id, o.part_id, c.value AS written, c.value + o.whole - o.added AS meant,
         c.origin, o.whole_origin AS other_origin, '合计' AS against_zh, 'the total' AS against_en
    FROM off o
    JOIN item i ON i.parent_id = o.whole_id AND i.class = o.class AND i.unit_kind = 'money'
    JOIN figure_stage c ON c.dept_id = o.dept_id AND c.item_id = i.item_id AND c.part_id = o.part_id AND c.year = o.year
         AND c.month = o.month AND c.stage = o.stage
  UNION ALL
  SELECT o.dept_id, o.year, o.stage, o.whole_id, o.part_id, o.whole, o.added, o.whole_origin, o.first_origin, '各项之和',
         'the sum of its parts'
    FROM off o
  UNION ALL
  SELECT s.dept_id, s.year, s.stage, s.item_id, s.part_id, s.value, f.value, s.origin, f.origin, '另一处', 'the other place'
    FROM statement s
    JOIN item i ON i.item_id = s.item_id AND i.unit_kind = 'money'
    JOIN figure_stage f ON f.dept_id = s.dept_id AND f.item_id = s.item_id AND f.part_id = s.part_id AND f.year = s.year
         AND f.month = s.month AND f.stage = s.stage
   WHERE s.kind = 'figure' AND abs(s.value - f.value) > (s.step + f.step) / 2
  UNION ALL
  SELECT y.dept_id, y.year, y.stage, y.item_id, y.part_id, y.current, y.prior, y.current_origin, y.prior_origin, '上年',
         'last year'
    FROM yoy y
    JOIN item i ON i.item_id = y.item_id AND i.unit_kind = 'money'
   WHERE y.month = 12 AND y.current <> y.prior AND y.prior % 10000 <> 0 AND y.current % 10000 <> 0
     AND y.current >= 100000000
     AND NOT EXISTS (SELECT 1 FROM figure_stage w
                      WHERE w.dept_id = y.dept_id AND w.item_id = i.parent_id AND w.part_id = y.part_id
                        AND w.year = y.year AND w.month = y.month AND w.stage = y.stage)
), slip AS (
  SELECT d.*, CASE WHEN d.written / NULLIF(p.p, 0) / 100 = d.meant / NULLIF(p.p, 0) / 100
                        AND d.written % NULLIF(p.p, 0) = d.meant % NULLIF(p.p, 0)
                        AND d.written / NULLIF(p.p, 0) % 10 = d.meant / NULLIF(p.p * 10, 0) % 10
                        AND d.written / NULLIF(p.p * 10, 0) % 10 = d.meant / NULLIF(p.p, 0) % 10 THEN 'swap'
                   WHEN d.written / NULLIF(p.p, 0) = d.meant / NULLIF(p.p * 10, 0)
                        AND d.written % NULLIF(p.p, 0) = d.meant % NULLIF(p.p, 0) THEN 'lost'
                   WHEN d.written / NULLIF(p.p * 10, 0) = d.meant / NULLIF(p.p, 0)
                        AND d.written % NULLIF(p.p, 0) = d.meant % NULLIF(p.p, 0) THEN 'more' END AS fault
    FROM doubt d
    JOIN power p ON p.p <= d.written OR p.p <= d.meant
   WHERE d.written >= 100000 AND d.meant >= 100000
     AND ((d.written - d.meant) % 9 = 0 OR d.written / 2 >= d.meant OR d.meant / 2 >= d.written)
), told AS (
  SELECT s.*, row_number() OVER (PARTITION BY s.origin, s.other_origin ORDER BY s.fault, s.against_en) AS place
    FROM slip s
   WHERE s.fault IS NOT NULL
)
SELECT t.dept_id, t.year, t.item_id, t.part_id, t.stage, t.against_zh, t.against_en,
       CASE t.fault WHEN 'swap' THEN '两个相邻数字的次序' WHEN 'lost' THEN '一个漏写的数字' ELSE '一个多写的数字' END AS fault_zh,
       CASE t.fault WHEN 'swap' THEN 'the order of two neighbouring digits' WHEN 'lost' THEN 'one digit that was left out'
                    ELSE 'one digit too many' END AS fault_en,
       t.written AS left_value, t.meant AS right_value, -1 AS allowed, t.origin AS left_origin,
       t.other_origin AS right_origin
  FROM told t
 WHERE t.place = 1
 ORDER BY t.origin, t.other_origin
