-- flag:      doubt_lineage
-- zh:        机构变动
-- en:        Reorganisation
-- method:    doubt
-- position:  900
-- The years in which a department was renamed, merged or split, on both sides.
SELECT l.new_id AS dept_id, l.year, 1 AS breaks, '当年由' || o.name || '变动而来（机构变动）' AS zh,
       'reorganised in this year, from ' || o.name AS en
  FROM lineage l JOIN dept o ON o.dept_id = l.old_id
UNION ALL
SELECT l.old_id, l.year, 1, '当年有职能转入' || n.name || '（机构变动）', 'reorganised in this year, into ' || n.name
  FROM lineage l JOIN dept n ON n.dept_id = l.new_id
 ORDER BY dept_id, year, zh
