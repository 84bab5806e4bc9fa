-- table:              flags_explained
-- zh:                 已有说明的情况
-- en:                 Explained by the departments
-- chapter:            flags
-- position:           340
-- collapsed:          yes
-- note.zh:            已说明、接受、更正或确认为误报；数值变动后重新列出。
-- note.en:            Explained, accepted, corrected or a false alarm; back in the list when the value changes.
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
 WHERE g.section = 'explained' AND g.year BETWEEN :first_year AND :last_year
 ORDER BY g.flag_id
