-- sentence:    card_comments
-- zh:          说明
-- en:          Comment
-- chapter:     comments
-- for:         card
-- position:    20
-- boxed:       yes
-- text.zh:     {year}年 · {about}：{said}
-- text.en:     {year} · {about}: {said}
SELECT c.dept_id, c.year, c.text AS said,
       CASE WHEN c.topic = 'card' THEN CASE WHEN :lang = 'zh' THEN '单位说明' ELSE 'the department' END
            WHEN i.code IS NOT NULL THEN CASE WHEN :lang = 'zh' THEN i.zh || '增减原因' ELSE 'why ' || i.en || ' changed' END
            ELSE c.topic END AS about
  FROM comment c
  LEFT JOIN item i ON 'reason:' || i.code = c.topic
 WHERE c.year BETWEEN :first_year AND :last_year
 ORDER BY c.dept_id, c.year, c.topic, c.date, c.origin
