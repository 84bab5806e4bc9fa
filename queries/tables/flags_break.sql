-- table:              flags_break
-- zh:                 可由机构变动等说明的情况
-- en:                 Explained by a reorganisation or another break
-- chapter:            flags
-- position:           330
-- collapsed:          yes
-- note.zh:            机构变动、首末年度等使前后不可比，列出备查。
-- note.en:            A reorganisation, or a first or last year, makes the years not comparable; listed for reference.
-- column.id:          hidden
-- column.dept:        hidden
-- column.year:        int | 年度 | Year
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
SELECT g.id, d.code AS dept, g.year, d.name AS dept_name, CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END AS name,
       CASE WHEN :lang = 'zh' THEN g.value_zh ELSE g.value_en END AS shown,
       CASE WHEN :lang = 'zh' THEN g.prior_zh ELSE g.prior_en END AS prior,
       CASE WHEN :lang = 'zh' THEN g.center_zh ELSE g.center_en END AS center,
       CASE WHEN :lang = 'zh' THEN g.vanish_zh ELSE g.vanish_en END AS vanish,
       g.agree, g.years_running, g.stake, CASE WHEN :lang = 'zh' THEN g.why_zh ELSE g.why_en END AS why
  FROM flag g JOIN dept d ON d.dept_id = g.dept_id
 WHERE g.section = 'break' AND g.year BETWEEN :first_year AND :last_year
 ORDER BY g.flag_id
