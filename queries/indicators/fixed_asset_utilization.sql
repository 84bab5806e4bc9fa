-- indicator:      fixed_asset_utilization
-- zh:             固定资产利用率
-- en:             Fixed-asset utilization
-- unit:           percent
-- better:         higher
-- target:         100
-- position:       180
-- calculation:    {numerator} / {denominator} × 100%
-- definition.zh:  实际在用固定资产总额 / 所有固定资产总额
-- definition.en:  fixed assets in use / all fixed assets
-- basis.zh:       财预〔2013〕53号；2020 县级评分表
-- basis.en:       MOF circular Caiyu [2013] No. 53; county rubric 2020
SELECT a.dept_id, a.year, a.actual AS numerator, b.actual AS denominator, a.actual_origin AS numerator_origin,
       b.actual_origin AS denominator_origin
  FROM figure a
  LEFT JOIN figure b ON b.dept_id = a.dept_id
       AND b.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'fixed_assets') AND b.part_id = 0
       AND b.year = a.year AND b.month = 12
 WHERE a.item_id = (SELECT i.item_id FROM item i WHERE i.code = 'fixed_assets_in_use') AND a.part_id = 0
   AND a.month = 12 AND a.actual IS NOT NULL
 ORDER BY a.dept_id, a.year
