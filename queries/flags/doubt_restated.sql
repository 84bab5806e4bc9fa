-- flag:      doubt_restated
-- zh:        数据更正
-- en:        Restated figures
-- method:    doubt
-- position:  920
-- Years of which a later publication changed a figure of the whole department.
-- The day is that of the publication that changed them: what was explained before it is open again.
SELECT s.dept_id, s.year, 0 AS breaks, '该年度的数据曾在后来的公开中更正' AS zh,
       'a later publication restated figures of this year' AS en,
       max(CASE WHEN e.published < c.published THEN c.published ELSE '' END) AS day
  FROM superseded s
  JOIN figure_stage f ON f.item_id = s.item_id AND f.part_id = s.part_id AND f.dept_id = s.dept_id AND f.year = s.year
       AND f.month = s.month AND f.stage = s.stage
  JOIN source c ON f.origin >= c.first_origin AND f.origin < c.end_origin
  JOIN source e ON s.origin >= e.first_origin AND s.origin < e.end_origin
 WHERE s.part_id = 0 AND s.month = 12 AND s.value <> f.value
 GROUP BY s.dept_id, s.year
 ORDER BY s.dept_id, s.year
