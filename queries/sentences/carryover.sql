-- sentence:    carryover
-- zh:          结转结余
-- en:          Carry-over
-- section:     execution
-- position:    30
-- column.closing:   money
-- column.opening:   money
-- text.zh:     年末结转和结余{closing}{unit}[，年初结转和结余{opening}{unit}]。
-- text.en:     Closing carry-over: {closing} {unit}[; opening carry-over: {opening} {unit}].
-- blank:       reason:carryover
SELECT f.dept_id, f.year, f.actual AS closing, o.actual AS opening,
       CASE WHEN f.actual > 0 THEN 1 END AS asked
  FROM figure f
  JOIN item i ON i.item_id = f.item_id AND i.code = 'carryover_closing'
  JOIN item oi ON oi.code = 'carryover_opening'
  LEFT JOIN figure o ON o.item_id = oi.item_id AND o.part_id = 0 AND o.dept_id = f.dept_id AND o.year = f.year AND o.month = f.month
 WHERE f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
