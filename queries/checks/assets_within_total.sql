-- check:      assets_within_total
-- zh:         固定资产不超过资产总额
-- en:         Fixed assets stay within total assets
-- severity:   warning
-- position:   250
-- basis:      部门整体支出绩效综合评价报告表；固定资产属于资产总额的一部分
-- message.zh: {item}{left}{unit}，超过资产总额（{right}{unit}）{difference}{unit}，请核对原值与净值口径。
-- message.en: {item} of {left} {unit} exceed total assets of {right} {unit} by {difference} {unit}; one may be gross, the other net.
-- advice.zh:  可能一为原值、一为净值；应注明口径，并用同一口径计算利用率。
-- advice.en:  One may be gross, the other net; say which, and compute the utilization on one basis.
SELECT c.dept_id, c.year, c.item_id, c.stage, c.value AS left_value,
       CASE WHEN c.value > w.value THEN w.value ELSE c.value END AS right_value, (c.step + w.step) / 2 AS allowed,
       c.origin AS left_origin, w.origin AS right_origin
  FROM figure_stage c
  JOIN item ci ON ci.item_id = c.item_id
  JOIN item wi ON wi.code = 'assets_total'
  JOIN figure_stage w ON w.dept_id = c.dept_id AND w.item_id = wi.item_id AND w.part_id = 0 AND w.year = c.year
       AND w.month = c.month AND w.stage = c.stage
 WHERE ci.code = 'fixed_assets' AND c.part_id = 0
 ORDER BY c.origin
