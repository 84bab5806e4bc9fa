-- sentence:    overview_change
-- zh:          变动最大
-- en:          Biggest change
-- chapter:     overview
-- position:    30
-- point:       yes
-- evidence:    yoy dept-{link}
-- column.link:    text
-- column.current: money
-- column.prior:   money
-- compare.change: change current prior
-- text.zh:     {dept}{year}年支出决算{current}{unit}，{change}。
-- text.en:     {dept} spent {current} {unit} in {year}, {change}.
SELECT y.dept_id, y.year, d.name AS dept, CAST(y.dept_id AS TEXT) AS link, y.current, y.prior
  FROM yoy y
  JOIN item i ON i.item_id = y.item_id AND i.code = 'expenditure'
  JOIN dept d ON d.dept_id = y.dept_id
 WHERE y.part_id = 0 AND y.month = 12 AND y.stage = 'actual' AND y.prior > 0
   AND y.year = (SELECT max(z.year) FROM yoy z JOIN item j ON j.item_id = z.item_id AND j.code = 'expenditure'
                  WHERE z.part_id = 0 AND z.month = 12 AND z.stage = 'actual' AND z.prior > 0 AND z.year BETWEEN :first_year AND :last_year)
 ORDER BY abs(y.change) DESC, d.code
 LIMIT 1
