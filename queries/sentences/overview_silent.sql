-- sentence:    overview_silent
-- zh:          没有数据
-- en:          No figures
-- chapter:     overview
-- position:    20
-- point:       yes
-- evidence:    sources
-- text.zh:     名录中有 {n} 个单位没有任何数据，可能未报送：{first}{rest}。
-- text.en:     Departments that are listed but have no figure at all, and may not have reported: {n} ({first}{rest}).
SELECT NULL AS dept_id, NULL AS year, s.n, s.first,
       CASE WHEN s.n > 1 THEN CASE WHEN :lang = 'zh' THEN '等' ELSE ' and others' END ELSE ' ' END AS rest
  FROM (SELECT count(*) AS n, min(d.name) AS first
          FROM dept d LEFT JOIN (SELECT DISTINCT f.dept_id FROM figure f) f ON f.dept_id = d.dept_id
         WHERE f.dept_id IS NULL) s
 WHERE s.n > 0
 ORDER BY s.n
