-- table:               first_digits
-- zh:                  首位数字（本福特定律）
-- en:                  First digits (Benford's law)
-- chapter:             quality
-- position:            214
-- collapsed:           yes
-- note.zh:             只是提示该往哪里看，不说明有错：标准、定额、取整的预算都会偏离。至少 300 个金额才计算；最大最小之间不足 1,000 倍的不判断。平均偏差：各首位数字所占比重与 log₁₀(1+1/d) 之差的平均，0.006、0.012、0.015 为界（Nigrini 2012）。
-- note.en:             A hint where to look, not a sign of error: fixed rates, limits and rounded budgets depart from it, too. From 300 amounts on; where the largest is less than 1,000 times the smallest nothing is said. Mean deviation: of the share of each first digit from log₁₀(1 + 1/d); bounds at 0.006, 0.012 and 0.015 (Nigrini 2012).
-- column.dept:         hidden
-- column.dept_name:    text | 单位 | Department
-- column.name:         hidden
-- column.n:            int | 金额个数 | Amounts
-- column.magnitude:    real 1 | 最大最小相差的数量级 | Orders of magnitude
-- column.mad:          real 4 | 平均偏差 | Mean deviation
-- column.band_name:    text | 与定律 | By the law
SELECT coalesce(d.code, '') AS dept, coalesce(d.name, CASE WHEN :lang = 'zh' THEN '全部单位' ELSE 'all departments' END) AS dept_name,
       CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END AS name, g.n, g.magnitude, g.mad,
       CASE WHEN g.magnitude < 3 THEN CASE WHEN :lang = 'zh' THEN '跨度不足，不判断' ELSE 'too narrow to say' END
            WHEN g.band = 'close' THEN CASE WHEN :lang = 'zh' THEN '高度符合' ELSE 'close' END
            WHEN g.band = 'acceptable' THEN CASE WHEN :lang = 'zh' THEN '可以接受' ELSE 'acceptable' END
            WHEN g.band = 'marginal' THEN CASE WHEN :lang = 'zh' THEN '勉强符合' ELSE 'marginal' END
            ELSE CASE WHEN :lang = 'zh' THEN '不符合' ELSE 'apart' END END AS band_name,
       g.band, g.zeros, g.chi2, g.p, g.digit_1, g.digit_2, g.digit_3, g.digit_4, g.digit_5, g.digit_6, g.digit_7, g.digit_8, g.digit_9
  FROM first_digits g LEFT JOIN dept d ON d.dept_id = g.dept_id
 WHERE g.reason = ''
 ORDER BY g.id, CASE WHEN g.dept_id = 0 THEN 0 ELSE 1 END, g.mad DESC, dept
