-- sentence:    economic_changes
-- zh:          支出经济科目的变化
-- en:          Changes by economic class
-- section:     accounts
-- position:    250
-- column.current:   money
-- column.prior:     money
-- compare.change:   change current prior
-- text.zh:     按经济分类（{n}）{name}（{code}）{stage_name}{current}{unit}，{change}。
-- text.en:     By economic class ({n}) {name} ({code}), {stage_name}: {current} {unit}, {change}.
-- blank:       reason:{topic}
SELECT y.dept_id, y.year, i.code, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS name, y.current, y.prior,
       row_number() OVER (PARTITION BY y.dept_id, y.year, y.stage ORDER BY i.item_id) AS n,
       CASE y.stage WHEN 'budget' THEN CASE WHEN :lang = 'zh' THEN '预算' ELSE 'initial budget' END
                    WHEN 'adjusted' THEN CASE WHEN :lang = 'zh' THEN '调整预算' ELSE 'adjusted budget' END
                    ELSE CASE WHEN :lang = 'zh' THEN '决算' ELSE 'actual' END END AS stage_name,
       CASE y.stage WHEN 'actual' THEN i.code ELSE i.code || ':' || y.stage END AS topic,
       CASE WHEN y.change <> 0 THEN 1 END AS asked
  FROM yoy y
  JOIN item i ON i.item_id = y.item_id AND i.class IN ('economic_department', 'economic_government') AND length(i.code) = 3
 WHERE y.part_id = 0 AND y.month = 12 AND y.prior IS NOT NULL AND (y.current <> 0 OR y.prior <> 0)
 ORDER BY y.dept_id, y.year, CASE y.stage WHEN 'budget' THEN 1 WHEN 'adjusted' THEN 2 ELSE 3 END, i.item_id
