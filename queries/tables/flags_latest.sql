-- table:              flags_latest
-- zh:                 最近年度值得了解的情况
-- en:                 Departments that stand out in the latest year
-- chapter:            flags
-- position:           310
-- collapsed:          no
-- note.zh:            通常值：同类单位的中位数，或按上年和同类变动推算的数；界限：超出它才列出。按所涉金额排列。
-- note.en:            Usual: the median of similar departments, or last year's value moved as similar ones moved. Limit: a flag begins beyond it. In order of the money at stake.
-- column.id:          hidden
-- column.dept:        hidden
-- column.year:        hidden
-- column.dept_name:   text | 单位 | Department
-- column.name:        text | 指标或科目 | Indicator or item
-- column.shown:       text | 本年 | This year
-- column.prior:       hidden
-- column.center:      text | 通常值 | Usual
-- column.vanish:      text | 界限 | Limit
-- column.agree:       hidden
-- column.years_running: hidden
-- column.stake:       money | 所涉金额 | Stake
-- column.why:         text | 说明 | Why
-- color.stake:         bars
SELECT g.id, d.code AS dept, g.year, d.name AS dept_name, CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END AS name,
       CASE WHEN :lang = 'zh' THEN g.value_zh ELSE g.value_en END AS shown,
       CASE WHEN :lang = 'zh' THEN g.prior_zh ELSE g.prior_en END AS prior,
       CASE WHEN :lang = 'zh' THEN g.center_zh ELSE g.center_en END AS center,
       CASE WHEN :lang = 'zh' THEN g.vanish_zh ELSE g.vanish_en END AS vanish,
       g.agree, g.years_running, g.stake, CASE WHEN :lang = 'zh' THEN g.why_zh ELSE g.why_en END AS why
  FROM flag g JOIN dept d ON d.dept_id = g.dept_id
 WHERE g.section = 'open' AND g.year = (SELECT max(m.year) FROM flag m WHERE m.section = 'open' AND m.year BETWEEN :first_year AND :last_year)
 ORDER BY g.flag_id
