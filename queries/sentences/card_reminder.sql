-- sentence:    card_reminder
-- zh:          提醒
-- en:          Reminder
-- chapter:     comments
-- for:         card
-- position:    10
-- point:       yes
-- evidence:    flags
-- lead.zh:     {year}年明显偏离而尚无说明，请说明原因：
-- lead.en:     What stands out in {year} and nobody has commented on; please say why:
-- text.zh:     {name}（{value}）
-- text.en:     {name} ({value})
-- join.zh:     、
-- join.en:     ,
-- end.zh:      。
-- end.en:      .
SELECT g.dept_id, g.year, CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END AS name,
       CASE WHEN :lang = 'zh' THEN g.value_zh ELSE g.value_en END AS value
  FROM flag g
 WHERE g.section = 'open' AND g.state = 'new' AND g.year BETWEEN :first_year AND :last_year
   AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.dept_id = g.dept_id AND c.year = g.year
                      AND (c.topic = 'card' OR (substr(c.topic, 1, 7) = 'reason:' AND g.indicator LIKE substr(c.topic, 8) || '%')))
 ORDER BY g.dept_id, g.year, g.flag_id
