-- check:      target_price
-- zh:         产出指标不是单价
-- en:         An indicator of output is not a price
-- severity:   warning
-- position:   501
-- basis:      填报说明：数量指标填计划完成的产品和服务的数量；补助标准、单价属于成本
-- message.zh: {form_zh}：{kind_zh} {target} 填的是金额（{printed}），不是数量或质量。
-- message.en: {form_en}: “{target}” is an indicator of {kind_en}, but states an amount of money ({printed}).
-- advice.zh:  改填人数、件数等产出，补助标准移入成本指标。
-- advice.en:  State what is produced, and move the rate into the indicators of cost.
SELECT t.dept_id, t.year, t.target, CASE t.text WHEN '' THEN t.value || t.unit ELSE t.text END AS printed,
       CASE t.level WHEN 'project' THEN '项目“' || t.project || '”' ELSE '部门整体支出' END AS form_zh,
       CASE t.level WHEN 'project' THEN 'project “' || t.project || '”' ELSE 'the whole department' END AS form_en,
       CASE t.kind WHEN 'quantity' THEN '数量指标' WHEN 'quality' THEN '质量指标' ELSE '时效指标' END AS kind_zh,
       t.kind AS kind_en, CASE t.unit_kind WHEN 'money' THEN t.number END AS left_value, NULL AS right_value, -1 AS allowed,
       t.origin AS left_origin, t.origin AS right_origin
  FROM target t
 WHERE t.kind IN ('quantity', 'quality', 'timeliness') AND (t.unit_kind = 'money' OR t.unit LIKE '%元/%' OR t.text LIKE '%每人每%')
 ORDER BY t.origin
