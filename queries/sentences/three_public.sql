-- sentence:    three_public
-- zh:          “三公”经费
-- en:          Three-public expenses
-- section:     accounts
-- position:    300
-- column.current:   money
-- column.prior:     money
-- compare.change:   change current prior
-- text.zh:     {year}年度{name}{stage_name}{current}{unit}[，{change}]。
-- text.en:     {name} of {year} ({stage_name}): {current} {unit}[, {change}].
-- blank:       reason:{topic}
SELECT y.dept_id, y.year, y.current, y.prior, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS name,
       CASE y.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '预算' ELSE 'initial budget' END
                    WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
                    ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name,
       CASE y.stage WHEN 'actual' THEN i.code ELSE i.code || ':' || y.stage END AS topic,
       CASE WHEN y.change <> 0 THEN 1 END AS asked
  FROM yoy y
  JOIN item i ON i.item_id = y.item_id
   AND i.code IN ('three_public', 'three_public_abroad', 'three_public_vehicle', 'three_public_vehicle_purchase',
                  'three_public_vehicle_operation', 'three_public_reception')
 WHERE y.part_id = 0 AND y.month = 12 AND (y.current <> 0 OR y.prior <> 0 OR i.code = 'three_public')
 ORDER BY y.dept_id, y.year, CASE y.stage WHEN 'budget' THEN 1 WHEN 'adjusted' THEN 2 ELSE 3 END, i.item_id
