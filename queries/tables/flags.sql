-- table:              flags
-- zh:                 值得了解的情况（全部）
-- en:                 Departments that stand out (all)
-- record:             flags
-- position:           300
-- note.zh:            每行一项，methods 为发现它的方法；limit 为列出的界限，vanish 为不再列出的值；stake 为与通常值之差所涉金额。
-- note.en:            One row each; methods: those that found it; limit: where a flag begins; vanish: the value at which it would be gone; stake: the money that the difference from the usual is worth.
-- column.id:          text | 标识 | Flag
-- column.dept:        text | 单位编码 | Code
-- column.dept_name:   text | 单位 | Department
-- column.year:        int | 年度 | Year
-- column.indicator:   text | 指标 | Series
-- column.methods:     text | 方法 | Methods
-- column.value:       real 6 | 数值 | Value
-- column.prior:       real 6 | 上年 | Last year
-- column.center:      real 6 | 通常值 | Usual
-- column.spread:      real 6 | 离散程度 | Spread
-- column.limit_low:   real 6 | 下限 | Lower limit
-- column.limit_high:  real 6 | 上限 | Upper limit
-- column.score:       real 4 | 偏离倍数 | Score
-- column.p:           real 12 | p | p
-- column.q:           real 12 | q | q
-- column.vanish:      real 6 | 临界值 | Vanishes at
-- column.stake:       money | 所涉金额 | Stake
SELECT g.id, d.code AS dept, d.name AS dept_name, g.year, g.indicator, CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END AS name,
       g.methods, g.family, g.unit, g.value, g.prior, g.center, g.spread, g.limit_low, g.limit_high, g.score, g.p, g.q, g.agree,
       g.years_running, g.stake, g.state, g.section, g.rank, g.n, g.vanish, g.peer_group, g.doubt,
       CASE WHEN :lang = 'zh' THEN g.value_zh ELSE g.value_en END AS shown, CASE WHEN :lang = 'zh' THEN g.why_zh ELSE g.why_en END AS why, g.note
  FROM flag g JOIN dept d ON d.dept_id = g.dept_id
 ORDER BY g.flag_id
