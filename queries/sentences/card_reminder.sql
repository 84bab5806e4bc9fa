-- sentence:    card_reminder
-- zh:          提醒
-- en:          Reminder
-- chapter:     comments
-- for:         card
-- position:    10
-- point:       yes
-- evidence:    flags
-- text.zh:     {year}年“{name}”明显偏离（{value}），尚无说明；请说明原因。
-- text.en:     “{name}” stands out in {year} ({value}) and nobody has commented on it; please say why.
SELECT g.dept_id, g.year, CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END AS name,
       CASE WHEN :lang = 'zh' THEN g.value_zh ELSE g.value_en END AS value
  FROM flag g
 WHERE g.section = 'open' AND g.state = 'new' AND g.year BETWEEN :first_year AND :last_year
   AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.dept_id = g.dept_id AND c.year = g.year
                      AND (c.topic = 'card' OR (substr(c.topic, 1, 7) = 'reason:' AND g.indicator LIKE substr(c.topic, 8) || '%')))
 ORDER BY g.dept_id, g.year, g.flag_id
