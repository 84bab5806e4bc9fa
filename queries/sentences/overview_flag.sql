-- sentence:    overview_flag
-- zh:          最值得了解
-- en:          Stands out most
-- chapter:     overview
-- position:    50
-- point:       yes
-- evidence:    flags dept-{link}
-- column.link:    text
-- text.zh:     {why}
-- text.en:     {why}
SELECT g.dept_id, g.year, CAST(g.dept_id AS TEXT) AS link, CASE WHEN :lang = 'zh' THEN g.why_zh ELSE g.why_en END AS why
  FROM flag g
 WHERE g.section = 'open'
   AND g.year = (SELECT max(z.year) FROM flag z WHERE z.section = 'open' AND z.year BETWEEN :first_year AND :last_year)
 ORDER BY g.flag_id
 LIMIT 1
