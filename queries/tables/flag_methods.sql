-- table:              flag_methods
-- zh:                 各项所用方法
-- en:                 Methods behind the flags
-- record:             flags.tests
-- position:           360
-- column.center:      real 6 | 通常值 | Usual
-- column.spread:      real 6 | 离散程度 | Spread
-- column.limit_low:   real 6 | 下限 | Lower limit
-- column.limit_high:  real 6 | 上限 | Upper limit
-- column.score:       real 4 | 偏离倍数 | Score
-- column.p:           real 12 | p | p
-- column.q:           real 12 | q | q
SELECT g.id, d.code AS dept, g.year, m.method, m.family, m.center, m.spread, m.limit_low, m.limit_high, m.score, m.p, m.q, m.rank,
       m.n, m.peer_group
  FROM flag g JOIN dept d ON d.dept_id = g.dept_id JOIN flag_method m ON m.flag_id = g.flag_id
 ORDER BY g.flag_id, m.p, m.method
