-- check:      target_without_unit
-- zh:         指标值有度量单位
-- en:         The value of a target has a unit
-- severity:   info
-- unit:       points
-- position:   504
-- basis:      申报表：指标值、度量单位
-- message.zh: {target}：指标值“{value}”没有度量单位。
-- message.en: the value “{value}” of “{target}” has no unit.
-- advice.zh:  补填度量单位（件、人、%、万元……）。
-- advice.en:  State the unit.
SELECT t.dept_id, t.year, t.target, t.value, t.number AS left_value, NULL AS right_value, -1 AS allowed,
       t.origin AS left_origin, t.origin AS right_origin
  FROM target t
 WHERE t.number IS NOT NULL AND t.unit = ''
 ORDER BY t.origin
