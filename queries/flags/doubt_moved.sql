-- flag:      doubt_moved
-- zh:        同年反向变动
-- en:        An opposite change elsewhere
-- method:    doubt
-- for:       change amount own spike
-- position:  940
-- Tasks that move from one department to another show as a fall here and a rise of about the same amount there: the
-- nearest opposite change of the year, when it is within 5 % and the amount is at least a third of last year's.
WITH moved AS (
  SELECT y.dept_id, y.year, y.change, y.prior
    FROM yoy y JOIN item i ON i.item_id = y.item_id
   WHERE i.code = 'expenditure' AND y.part_id = 0 AND y.month = 12 AND y.stage = 'actual' AND y.change <> 0 AND y.prior > 0
), pair AS (
  SELECT a.dept_id, a.year, b.dept_id AS other_id,
         row_number() OVER (PARTITION BY a.dept_id, a.year ORDER BY abs(a.change + b.change), b.dept_id) AS place
    FROM moved a JOIN moved b ON b.year = a.year AND b.dept_id <> a.dept_id
   WHERE abs(a.change) * 3 >= a.prior AND abs(a.change + b.change) * 20 <= abs(a.change)
)
SELECT p.dept_id, p.year, 0 AS breaks, d.name || '同年支出有金额相近的反向变动，可能是职能或经费划转' AS zh,
       'the expenditure of ' || d.name || ' changed by about as much the other way in the same year, as when tasks move' AS en
  FROM pair p JOIN dept d ON d.dept_id = p.other_id
 WHERE p.place = 1
 ORDER BY p.dept_id, p.year
