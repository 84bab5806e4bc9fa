-- table:              card_flags
-- zh:                 值得了解的情况
-- en:                 What stands out
-- chapter:            flags
-- for:                card
-- position:           83
-- note.zh:            与同类单位、上年或本单位历年相比明显不同；不表示有差错。
-- note.en:            Clearly different from similar departments, from last year or from its own years; it does not say that something is wrong.
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.year:        int | 年度 | Year
-- column.name:        text | 指标或科目 | Indicator or item
-- column.shown:       text | 本年 | This year
-- column.center:      hidden
-- column.vanish:      text | 界限 | Limit
-- column.state_name:  text | 状态 | State
-- column.why:         text | 说明 | Why
-- column.id:          hidden
SELECT d.code AS dept, d.name AS dept_name, g.year, CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END AS name,
       CASE WHEN :lang = 'zh' THEN g.value_zh ELSE g.value_en END AS shown,
       CASE WHEN :lang = 'zh' THEN g.center_zh ELSE g.center_en END AS center,
       CASE WHEN :lang = 'zh' THEN g.vanish_zh ELSE g.vanish_en END AS vanish,
       CASE WHEN g.section = 'break' THEN CASE WHEN :lang = 'zh' THEN '口径变动' ELSE 'a break' END
            WHEN g.section = 'explained' THEN CASE WHEN :lang = 'zh' THEN '已说明' ELSE 'explained' END
            ELSE CASE WHEN :lang = 'zh' THEN '待说明' ELSE 'open' END END AS state_name,
       CASE WHEN :lang = 'zh' THEN g.why_zh ELSE g.why_en END AS why, g.id
  FROM flag g JOIN dept d ON d.dept_id = g.dept_id
 ORDER BY d.code, g.year DESC, g.flag_id
