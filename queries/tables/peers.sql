-- table:              peers
-- zh:                 相近单位
-- en:                 Nearest peers
-- position:           390
-- note.zh:            同组中按规模、人员、人员经费占比的标准化距离最近的七个单位。
-- note.en:            The seven departments of the same group that are nearest by standardised spending, staff and share of staff costs.
-- column.distance:    real 4 | 距离 | Distance
SELECT d.code AS dept, d.name AS dept_name, p.year, p.position, e.code AS peer, e.name AS peer_name, p.distance
  FROM peer p JOIN dept d ON d.dept_id = p.dept_id JOIN dept e ON e.dept_id = p.peer_id
 ORDER BY d.code, p.year, p.position
