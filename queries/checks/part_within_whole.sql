-- check:      part_within_whole
-- zh:         部分不超过总数
-- en:         A part stays within its whole
-- severity:   error
-- position:   260
-- basis:      部分 ≤ 总数：在用 ≤ 全部，已完成 ≤ 应完成，本年 ≤ 总计
-- message.zh: {item}为{left}{unit}，超过{whole_zh}（{right}{unit}）{difference}{unit}。
-- message.en: {item}: {left} {unit}, {difference} {unit} more than {whole_en} ({right} {unit}).
-- advice.zh:  核对两个数的口径与录入。
-- advice.en:  Check what both numbers count, and how they were typed.
WITH pair(part, part_stage, whole, whole_stage) AS (
  VALUES ('fixed_assets_in_use', 'actual', 'fixed_assets', 'actual'),
         ('key_project_expenditure', 'actual', 'expenditure_project', 'actual'),
         ('key_project_expenditure', 'budget', 'expenditure_project', 'budget'),
         ('agency_operating_funds', 'actual', 'public_funds', 'actual'),
         ('agency_operating_funds', 'budget', 'public_funds', 'budget'),
         ('revenue', 'actual', 'revenue_total', 'actual'), ('revenue', 'budget', 'revenue_total', 'budget'),
         ('expenditure', 'actual', 'expenditure_total', 'actual'),
         ('expenditure', 'budget', 'expenditure_total', 'budget'),
         ('special_fund_allocated', 'actual', 'special_fund_total', 'actual'),
         ('special_fund_allocated', 'budget', 'special_fund_total', 'budget'),
         ('tasks_on_time', 'actual', 'tasks', 'actual'), ('tasks_qualified', 'actual', 'tasks', 'actual'),
         ('tasks_assigned', 'actual', 'tasks_assigned', 'budget'), ('suggestions', 'actual', 'suggestions', 'budget'),
         ('perf_target_set', 'actual', 'perf_projects', 'actual'),
         ('perf_monitored', 'actual', 'perf_projects', 'actual'),
         ('perf_self_evaluated', 'actual', 'perf_projects', 'actual'),
         ('perf_dept_evaluated', 'actual', 'perf_key_projects', 'actual'),
         ('hotline_valid', 'actual', 'hotline_calls', 'actual'),
         ('survey_points', 'actual', 'survey_full_points', 'actual')
), fit AS (
  SELECT c.dept_id, c.year, c.item_id, c.part_id, c.value, c.step, c.origin, w.value AS whole, w.step AS whole_step,
         w.origin AS whole_origin, wi.zh AS whole_zh, wi.en AS whole_en, ci.unit_kind
    FROM figure_stage c
    JOIN item ci ON ci.item_id = c.item_id
    JOIN pair t ON t.part = ci.code AND t.part_stage = c.stage
    JOIN item wi ON wi.code = t.whole
    JOIN figure_stage w ON w.dept_id = c.dept_id AND w.item_id = wi.item_id AND w.part_id = 0 AND w.year = c.year
         AND w.month = c.month AND w.stage = t.whole_stage
   WHERE c.part_id = 0
  UNION ALL
  SELECT c.dept_id, c.year, c.item_id, c.part_id, c.value, c.step, c.origin, w.value, w.step, w.origin, ci.zh, ci.en,
         ci.unit_kind
    FROM figure_stage c
    JOIN item ci ON ci.item_id = c.item_id
    JOIN item p ON p.item_id = c.part_id
    JOIN figure_stage w ON w.dept_id = c.dept_id AND w.item_id = c.item_id AND w.part_id = 0 AND w.year = c.year
         AND w.month = c.month AND w.stage = c.stage
   WHERE p.class IN ('of_which', 'post_type')
)
SELECT f.dept_id, f.year, f.item_id, f.part_id, f.unit_kind, f.whole_zh, f.whole_en, f.value AS left_value,
       CASE WHEN f.value > f.whole THEN f.whole ELSE f.value END AS right_value, (f.step + f.whole_step) / 2 AS allowed,
       f.origin AS left_origin, f.whole_origin AS right_origin
  FROM fit f
 ORDER BY f.origin, f.whole_origin
