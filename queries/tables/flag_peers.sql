-- table:              flag_peers
-- zh:                 各项的相近单位
-- en:                 Peers of the departments that stand out
-- record:             flags.peers
-- position:           380
-- column.distance:    real 4 | 距离 | Distance
-- column.value:       real 6 | 数值 | Value
SELECT g.id, d.code AS dept, g.year, p.position, e.code AS peer, e.name AS peer_name, p.distance, v.value
  FROM flag g JOIN dept d ON d.dept_id = g.dept_id
  JOIN peer p ON p.dept_id = g.dept_id AND p.year = g.year
  JOIN dept e ON e.dept_id = p.peer_id
  LEFT JOIN screen_value v ON v.indicator = g.indicator AND v.method = g.method AND v.year = g.year AND v.dept_id = p.peer_id
       AND v.month = 12
 ORDER BY g.flag_id, p.position
