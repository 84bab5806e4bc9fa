-- sentence:    total
-- zh:          总分、等级与位次
-- en:          Total, grade and rank
-- section:     scores
-- position:    10
-- column.points:    points
-- column.full:      points
-- column.rescaled:  points
-- column.computed:  points
-- column.computed_full: points
-- column.stated_only: points
-- compare.change:   score score_now score_before
-- text.zh:     {year}年度得分{points}分（满分{full}分）[，折合百分制{rescaled}分][，等级为“{grade}”][，在{n}个部门中列第{rank}位][（{tied}个部门并列）][，{change}]。[其中由数据和记录复算的指标共{computed_full}分，得{computed}分。][仅由本部门自报的得分{stated_only}分。][有{unscored}项未评，得分只是其余各项之和，不定等级和位次。][有{dropped}项不适用，已剔除。]
-- text.en:     Points in {year}: {points} of {full}[, {rescaled} of 100][, grade “{grade}”][, rank {rank} of {n} departments][ (shared by {tied})][, {change}]. [Recomputed from figures and records: {computed} of {computed_full} points. ][Points that only the department states: {stated_only}. ][Rows without a score: {unscored}; the total is the sum of the others and has neither grade nor rank. ][Rows that do not apply and are left out: {dropped}.]
-- column.score_now: points
-- column.score_before: points
SELECT t.dept_id, t.year, t.points, t.full - t.dropped_full AS full, t.rank, CASE WHEN t.n > 1 THEN t.n END AS n,
       CASE WHEN t.tied > 1 AND t.n > 1 THEN t.tied END AS tied, t.computed,
       CASE WHEN t.rescaled <> t.points AND t.unscored = 0 THEN t.rescaled END AS rescaled,
       CASE WHEN t.computed_full > 0 THEN t.computed_full END AS computed_full,
       CASE WHEN t.stated_only > 0 THEN t.stated_only END AS stated_only,
       CASE WHEN :lang = 'zh' THEN t.grade_zh ELSE t.grade_en END AS grade,
       CASE WHEN t.unscored > 0 THEN t.unscored END AS unscored, CASE WHEN t.dropped > 0 THEN t.dropped END AS dropped,
       CASE WHEN t.unscored = 0 THEN t.rescaled END AS score_now,
       CASE WHEN t.unscored = 0 AND p.unscored = 0 THEN p.rescaled END AS score_before
  FROM total t
  LEFT JOIN total p ON p.rubric = t.rubric AND p.dept_id = t.dept_id AND p.year = t.year - 1
 ORDER BY t.dept_id, t.year
