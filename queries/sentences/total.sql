-- sentence:    total
-- zh:          总分、等级与位次
-- en:          Total, grade and rank
-- section:     scores
-- position:    10
-- column.points:    points
-- column.full:      points
-- column.prior:     points
-- column.rank:      int
-- column.n:         int
-- column.computed:  points
-- column.computed_full: points
-- compare.change:   score points prior
-- text.zh:     {year}年度得分{points}分（满分{full}分）[，等级为“{grade}”][，在{n}个部门中列第{rank}位][，{change}]。[其中由数据复算{computed_full}分值，得{computed}分。][有{unscored}项未评，得分只是其余各项之和，不定等级和位次。]
-- text.en:     Points in {year}: {points} of {full}[, grade “{grade}”][, rank {rank} of {n} departments][, {change}]. [Recomputed from figures: {computed} of {computed_full} points.] [Rows without a score: {unscored}; the total is the sum of the others and has neither grade nor rank.]
SELECT t.dept_id, t.year, t.points, t.full, t.rank, CASE WHEN t.n > 1 THEN t.n END AS n, t.computed,
       CASE WHEN t.computed_full > 0 THEN t.computed_full END AS computed_full,
       CASE WHEN :lang = 'zh' THEN t.grade_zh ELSE t.grade_en END AS grade,
       CASE WHEN t.unscored > 0 THEN t.unscored END AS unscored,
       CASE WHEN t.unscored = 0 AND p.unscored = 0 AND p.full = t.full THEN p.points END AS prior
  FROM total t
  LEFT JOIN total p ON p.rubric = t.rubric AND p.dept_id = t.dept_id AND p.year = t.year - 1
 ORDER BY t.dept_id, t.year
