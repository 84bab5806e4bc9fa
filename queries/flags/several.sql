-- flag:      several
-- zh:        多项比率同时偏离
-- en:        Several rates at once
-- method:    several
-- unit:      pieces
-- scale:     plain
-- least:     0
-- position:  85
SELECT m.dept_id, m.year, m.indicator AS feature, m.value, i.zh, i.en, m.measure_id
  FROM measure m JOIN indicator i ON i.indicator = m.indicator
 WHERE m.month = 12 AND m.value IS NOT NULL
   AND m.indicator IN ('budget_execution_rate', 'budget_vs_initial_rate', 'obligation_execution_rate', 'procurement_execution_rate',
                       'fixed_asset_utilization', 'key_spending_ratio', 'staffing_control_rate', 'three_public_control_rate',
                       'public_funds_control_rate', 'carryover_rate', 'on_time_rate', 'satisfaction_rate')
 ORDER BY m.dept_id, m.year, i.position, i.indicator
