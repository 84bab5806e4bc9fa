-- check:      zero_base_scored
-- zh:         分母为零仍得分
-- en:         Points for a rate whose base is zero
-- severity:   info
-- unit:       points
-- position:   440
-- basis:      0/0没有规定算法；有的地方规定剔除该指标，其余折算为100分
-- message.zh: {name_zh}得{left}分，而其分母{base_zh}为0，比率无法计算。
-- message.en: {name_en} was given {left} points although its base, {base_en}, is 0, so that there is no rate.
-- advice.zh:  说明该指标不适用，按评分办法剔除或折算，不宜直接给满分。
-- advice.en:  Say that the indicator does not apply and leave it out or rescale, as the rules say.
WITH base(indicator, item, stage) AS (
  VALUES ('key_spending_ratio', 'expenditure_project', 'actual'), ('three_public_control_rate', 'three_public', 'budget'),
         ('public_funds_control_rate', 'public_funds', 'budget'), ('procurement_execution_rate', 'procurement', 'budget'),
         ('fixed_asset_utilization', 'fixed_assets', 'actual'), ('quality_rate', 'tasks', 'budget'),
         ('on_time_rate', 'tasks', 'budget'), ('key_task_completion_rate', 'tasks', 'budget')
), scored AS MATERIALIZED (
  SELECT s.rubric, s.dept_id, s.year, s.position, s.id, s.zh, s.en, s.stated, b.item, b.stage
    FROM score s
   CROSS JOIN base b
   WHERE b.indicator = s.indicator AND s.stated > 0
), zero AS MATERIALIZED (
  SELECT s.rubric, s.dept_id, s.year, s.position, s.zh, s.en, s.stated, i.zh AS base_zh, i.en AS base_en,
         f.origin AS base_origin,
         (SELECT min(a.origin) FROM assessment a
           WHERE a.dept_id = s.dept_id AND a.year = s.year AND a.rubric = s.rubric AND a.indicator = s.id) AS origin
    FROM scored s
    JOIN item i ON i.code = s.item
    JOIN figure_stage f ON f.dept_id = s.dept_id AND f.item_id = i.item_id AND f.part_id = 0 AND f.year = s.year
         AND f.month = 12 AND f.stage = s.stage
   WHERE f.value = 0
)
SELECT z.dept_id, z.year, z.zh AS name_zh, z.en AS name_en, z.base_zh, z.base_en, z.stated AS left_value, 0 AS right_value,
       -1 AS allowed, z.origin AS left_origin, z.base_origin AS right_origin
  FROM zero z
 WHERE z.origin IS NOT NULL
 ORDER BY z.dept_id, z.year, z.rubric, z.position
