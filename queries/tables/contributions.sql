-- table:              contributions
-- zh:                 变动的构成
-- en:                 What the changes consist of
-- record:             flags.contributions
-- position:           400
-- note.zh:            拉动点：该科目使上年数变动的百分点（金额），或使比率变动的百分点。
-- note.en:            Points: what the item added to last year's amount in percent, or to the rate in percentage points.
-- column.change:      money | 增减额 | Change
-- column.points:      real 4 | 拉动点 | Points
SELECT g.id, d.code AS dept, c.year, c.indicator, c.position, i.code AS item, CASE WHEN :lang = 'zh' THEN c.zh ELSE c.en END AS item_name,
       c.change, c.points
  FROM contribution c JOIN dept d ON d.dept_id = c.dept_id JOIN item i ON i.item_id = c.item_id
  JOIN flag g ON g.dept_id = c.dept_id AND g.year = c.year AND g.indicator = c.indicator
 ORDER BY g.flag_id, abs(c.points) DESC, i.code
