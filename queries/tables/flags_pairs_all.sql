-- table:               flags_pairs_all
-- zh:                  HB法不检验的各对数
-- en:                  Pairs that the HB method does not test
-- position:            346
-- note.zh:             started 新增，stopped 停止，negative 为负，frozen 两年相同，idle 两年为零；数值单位同 flags.csv。
-- note.en:             started, stopped, negative, frozen: both years equal, idle: zero in both; values in the unit of flags.csv.
-- column.prior:        real 6 | 上年 | Last year
-- column.value:        real 6 | 本年 | This year
SELECT d.code AS dept, d.name AS dept_name, p.year, p.indicator, CASE WHEN :lang = 'zh' THEN p.zh ELSE p.en END AS name, p.verdict,
       p.prior, p.value
  FROM flag_pair p JOIN dept d ON d.dept_id = p.dept_id
 ORDER BY p.indicator, d.code, p.year
