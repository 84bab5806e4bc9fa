-- flag:      fixed_assets_actual
-- zh:        固定资产
-- en:        Fixed assets
-- method:    hb change own spike drift
-- unit:      money
-- position:  150
SELECT f.dept_id, f.year, f.actual AS value, f.actual_origin AS value_origin
  FROM figure f JOIN item i ON i.item_id = f.item_id
 WHERE i.code = 'fixed_assets' AND f.part_id = 0 AND f.month = 12 AND f.actual IS NOT NULL
 ORDER BY f.dept_id, f.year
