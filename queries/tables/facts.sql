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
WITH series AS (
  SELECT f.dept_id, count(f.budget) + count(f.adjusted) + count(f.actual) AS figures
    FROM figure f
   WHERE f.year BETWEEN :first_year AND :last_year
   GROUP BY f.item_id, f.part_id, f.dept_id
), known AS MATERIALIZED (
  SELECT count(DISTINCT s.dept_id) AS depts, CAST(coalesce(sum(s.figures), 0) AS BIGINT) AS figures,
         (SELECT count(*) FROM dept) AS listed
    FROM series s
)
SELECT x.label, x.value, x.number, x.hint
  FROM (SELECT 1 AS place, CASE WHEN :lang = 'zh' THEN '部门' ELSE 'Departments' END AS label, '' AS value,
               k.depts AS number,
               CASE WHEN k.listed > k.depts
                    THEN CASE WHEN :lang = 'zh' THEN '名录 ' || CAST(k.listed AS TEXT) || ' 个'
                              ELSE CAST(k.listed AS TEXT) || ' listed' END ELSE '' END AS hint
          FROM known k
        UNION ALL
        SELECT 2, CASE WHEN :lang = 'zh' THEN '年度' ELSE 'Years' END,
               CASE WHEN :first_year = :last_year THEN CAST(:first_year AS TEXT)
                    ELSE CAST(:first_year AS TEXT) || '–' || CAST(:last_year AS TEXT) END, NULL, ''
        UNION ALL
        SELECT 3, CASE WHEN :lang = 'zh' THEN '数据（个）' ELSE 'Figures' END, '',
               k.figures, ''
          FROM known k
        UNION ALL
        SELECT 4, CASE WHEN :lang = 'zh' THEN '数据文件' ELSE 'Source files' END, '',
               (SELECT count(*) FROM source s WHERE s.kind = 'figures'), '') x
 ORDER BY x.place
