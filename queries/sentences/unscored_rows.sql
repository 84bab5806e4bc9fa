-- sentence:    unscored_rows
-- zh:          未评项
-- en:          Rows without a score
-- section:     scores
-- position:    40
-- column.full:      points
-- lead.zh:     未评项（无数据，也无评价记录）：
-- lead.en:     Rows without a score (neither figures nor a record of an assessment):
-- text.zh:     {name}（{full}分）
-- text.en:     {name} ({full} points)
-- join.zh:     、
-- join.en:     ,
-- end.zh:      。
-- end.en:      .
SELECT s.dept_id, s.year, CASE WHEN :lang = 'zh' THEN s.zh ELSE s.en END AS name, s.full
  FROM score s
 WHERE s.status = 'unscored'
 ORDER BY s.dept_id, s.year, s.position
