-- sentence:    units
-- zh:          内设机构与领导职数
-- en:          Internal units and leaders
-- section:     basics
-- position:    20
-- column.units:     pieces
-- column.directors: persons
-- column.deputies:  persons
-- text.zh:     内设机构{units}个[，核定主任{directors}名][，副主任{deputies}名]。
-- text.en:     It has {units} internal units[, posts for directors: {directors}][, for deputy directors: {deputies}].
SELECT u.dept_id, u.year, u.actual AS units, a.budget AS directors, b.budget AS deputies
  FROM figure u
  JOIN item ui ON ui.item_id = u.item_id AND ui.code = 'internal_units'
  JOIN item ai ON ai.code = 'director_posts'
  JOIN item bi ON bi.code = 'deputy_director_posts'
  LEFT JOIN figure a ON a.item_id = ai.item_id AND a.part_id = 0 AND a.dept_id = u.dept_id AND a.year = u.year AND a.month = u.month
  LEFT JOIN figure b ON b.item_id = bi.item_id AND b.part_id = 0 AND b.dept_id = u.dept_id AND b.year = u.year AND b.month = u.month
 WHERE u.part_id = 0 AND u.month = 12 AND u.actual IS NOT NULL
 ORDER BY u.dept_id, u.year
