-- table:                totals
-- zh:                   总分与等级
-- en:                   Totals and grades
-- chapter:              scores
-- position:             40
-- note.zh:              总分按能复算的取复算得分，其余取复核或填报得分；“不含仅自报”只算有数据、记录或复核的部分。有未评项的不定等级、不排名；不适用的指标剔除，其余折算为百分制。名次区间：对指标有放回重抽1000次，名次的5%—95%。
-- note.en:              The total takes the recomputed points where figures or records allow it, else the assessed or stated ones; “without stated only” counts what figures, records or a review support. With unscored rows there is no grade and no rank; rows that do not apply are left out and the rest counts as 100. Rank band: 5 % to 95 % of the ranks when the indicators are drawn anew 1,000 times.
-- column.dept:          text | 单位编码 | Code
-- column.dept_name:     text | 单位 | Department
-- column.year:          int | 年度 | Year
-- column.rubric:        hidden
-- column.full:          points | 满分 | Full points
-- column.total:         points | 总分 | Total
-- column.rescaled:      points | 百分制得分 | Of 100
-- column.grade:         text | 等级 | Grade
-- column.rank:          int | 名次 | Rank
-- column.band:          text | 名次区间 | Rank band
-- column.n:             int | 参评数 | n
-- column.tied:          hidden
-- column.without_stated: points | 不含仅自报 | Without stated only
-- column.computed:      points | 复算得分 | Recomputed
-- column.computed_full: points | 可复算分值 | of full points
-- column.stated:        points | 填报得分合计 | Stated points
-- column.unscored:      int | 未评项 | Unscored
-- column.dropped:       int | 不适用项 | Not applicable
-- column.reason_name:   text | 不排名的原因 | Why there is no rank
-- column.eligible:      hidden
-- column.reason:        hidden
-- column.rank_low:      hidden
-- column.rank_high:     hidden
-- mark.total:           faulty
-- mark.rescaled:        faulty
-- color.grade:          good 优, Excellent | bad 差, Poor
-- color.rescaled:       bars
SELECT d.code AS dept, d.name AS dept_name, t.year, t.rubric, t.full, t.points AS total, t.rescaled,
       CASE WHEN :lang = 'zh' THEN t.grade_zh ELSE t.grade_en END AS grade, t.rank,
       CASE WHEN t.rank_low = t.rank_high THEN CAST(t.rank_low AS TEXT)
            WHEN t.rank_low IS NOT NULL THEN CAST(t.rank_low AS TEXT) || '–' || CAST(t.rank_high AS TEXT) END AS band,
       t.n, t.tied, t.points - t.stated_only AS without_stated, t.computed, t.computed_full, t.stated, t.unscored, t.dropped,
       CASE t.reason WHEN 'unscored' THEN CASE WHEN :lang = 'zh' THEN '有未评项' ELSE 'unscored rows' END
                     WHEN 'twin' THEN CASE WHEN :lang = 'zh' THEN '与另一单位数据完全相同' ELSE 'same figures as another one' END
                     WHEN 'not_applicable' THEN CASE WHEN :lang = 'zh' THEN '全部指标不适用' ELSE 'no row applies' END
                     ELSE '' END AS reason_name,
       CASE WHEN t.reason = '' THEN 'yes' ELSE 'no' END AS eligible, t.reason, t.rank_low, t.rank_high,
       CASE WHEN e.dept_id IS NULL THEN NULL ELSE 1 END AS faulty
  FROM total t
  JOIN dept d ON d.dept_id = t.dept_id
  LEFT JOIN (SELECT DISTINCT s.rubric, s.dept_id, s.year
               FROM score s JOIN faulty_measure m ON m.measure_id = s.measure_id WHERE s.status = 'computed') e
    ON e.rubric = t.rubric AND e.dept_id = t.dept_id AND e.year = t.year
 ORDER BY t.year DESC, t.rescaled DESC, d.code
