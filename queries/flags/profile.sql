-- flag:      profile
-- zh:        各项比率合看
-- en:        Rates taken together
-- method:    profile
-- unit:      pieces
-- scale:     plain
-- least:     0
-- position:  80
SELECT m.dept_id, m.year, m.indicator AS feature, m.value, i.zh, i.en, m.measure_id
  FROM measure m JOIN indicator i ON i.indicator = m.indicator
 WHERE m.month = 12 AND m.value IS NOT NULL
   AND m.indicator IN ('budget_execution_rate', 'budget_vs_initial_rate', 'obligation_execution_rate', 'procurement_execution_rate',
                       'fixed_asset_utilization', 'key_spending_ratio', 'staffing_control_rate', 'three_public_control_rate',
                       'public_funds_control_rate', 'carryover_rate', 'on_time_rate', 'satisfaction_rate')
 ORDER BY m.dept_id, m.year, i.position, i.indicator
