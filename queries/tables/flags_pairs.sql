-- table:               flags_pairs
-- zh:                  新增与停止的项目
-- en:                  What began and what stopped
-- chapter:             flags
-- position:            345
-- collapsed:           yes
-- note.zh:             上年或本年为零、为负或没有数，不能计算比上年的倍数，HB法不检验，列出备查；两年完全相同的也不参与检验，见 tables/flags_pairs_all.csv。
-- note.en:             Zero, below zero or without a number in one of the two years: there is no ratio to last year, and the HB method does not test it; listed for reference. Amounts that stand still are not tested either, see tables/flags_pairs_all.csv.
-- column.dept:         hidden
-- column.dept_name:    text | 单位 | Department
-- column.year:         int | 年度 | Year
-- column.indicator:    hidden
-- column.name:         text | 指标或科目 | Indicator or item
-- column.verdict_name: text | 情况 | What happened
-- column.prior:        text | 上年 | Last year
-- column.shown:        text | 本年 | This year
SELECT d.code AS dept, p.year, d.name AS dept_name, p.indicator, CASE WHEN :lang = 'zh' THEN p.zh ELSE p.en END AS name,
       CASE p.verdict WHEN 'started' THEN CASE WHEN :lang = 'zh' THEN '新增' ELSE 'began' END
                      WHEN 'stopped' THEN CASE WHEN :lang = 'zh' THEN '停止' ELSE 'stopped' END
                      ELSE CASE WHEN :lang = 'zh' THEN '金额为负' ELSE 'below zero' END END AS verdict_name,
       CASE WHEN :lang = 'zh' THEN p.prior_zh ELSE p.prior_en END AS prior,
       CASE WHEN :lang = 'zh' THEN p.value_zh ELSE p.value_en END AS shown
  FROM flag_pair p JOIN dept d ON d.dept_id = p.dept_id
 WHERE p.verdict IN ('started', 'stopped', 'negative') AND p.year BETWEEN :first_year AND :last_year
 ORDER BY p.year DESC, d.code, p.indicator
