-- table:         facts
-- zh:            评价范围
-- en:            What was reviewed
-- chapter:       overview
-- position:      10
-- for:           all
-- show:          facts
-- column.label:  text | 项目 | What
-- column.value:  text | 值 | Value
-- column.number: pieces | 数量 | Number
-- column.hint:   text | 说明 | Hint
SELECT x.label, x.value, x.number, x.hint
  FROM (SELECT 1 AS place, CASE WHEN :lang = 'zh' THEN '部门' ELSE 'Departments' END AS label, '' AS value,
               (SELECT count(DISTINCT f.dept_id) FROM figure f WHERE f.year BETWEEN :first_year AND :last_year) AS number,
               CASE WHEN (SELECT count(*) FROM dept) > (SELECT count(DISTINCT f.dept_id) FROM figure f WHERE f.year BETWEEN :first_year AND :last_year)
                    THEN CASE WHEN :lang = 'zh' THEN '名录 ' || CAST((SELECT count(*) FROM dept) AS TEXT) || ' 个'
                              ELSE CAST((SELECT count(*) FROM dept) AS TEXT) || ' listed' END ELSE '' END AS hint
        UNION ALL
        SELECT 2, CASE WHEN :lang = 'zh' THEN '年度' ELSE 'Years' END,
               CASE WHEN :first_year = :last_year THEN CAST(:first_year AS TEXT)
                    ELSE CAST(:first_year AS TEXT) || '–' || CAST(:last_year AS TEXT) END, NULL, ''
        UNION ALL
        SELECT 3, CASE WHEN :lang = 'zh' THEN '数据（个）' ELSE 'Figures' END, '',
               (SELECT count(*) FROM figure_stage f WHERE f.year BETWEEN :first_year AND :last_year), ''
        UNION ALL
        SELECT 4, CASE WHEN :lang = 'zh' THEN '数据文件' ELSE 'Source files' END, '',
               (SELECT count(*) FROM source s WHERE s.kind = 'figures'), '') x
 ORDER BY x.place
