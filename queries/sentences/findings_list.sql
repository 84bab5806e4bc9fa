-- sentence:    findings_list
-- zh:          数据核对发现
-- en:          Findings of the checks
-- section:     problems
-- position:    10
-- text.zh:     （{n}）数据核对·{severity_name}：{message}
-- text.en:     ({n}) Data check, {severity_name}: {message}
-- blank:       finding:{topic}
-- ask.zh:      （说明：{blank}）
-- ask.en:      (Explanation: {blank})
SELECT f.dept_id, f.year,
       f.id || CASE WHEN row_number() OVER (PARTITION BY f.dept_id, f.year, f.id ORDER BY f.finding_id) = 1 THEN ''
                    ELSE ':' || CAST(row_number() OVER (PARTITION BY f.dept_id, f.year, f.id ORDER BY f.finding_id) AS text) END AS topic,
       CASE WHEN :lang = 'zh' THEN f.zh ELSE f.en END AS message,
       CASE f.severity WHEN 'warning' THEN CASE WHEN :lang = 'zh' THEN '警示' ELSE 'warning' END
            ELSE CASE WHEN :lang = 'zh' THEN '差错' ELSE 'error' END END AS severity_name,
       row_number() OVER (PARTITION BY f.dept_id, f.year
                          ORDER BY CASE f.severity WHEN 'warning' THEN 2 ELSE 1 END, f.id, f.zh, f.left_printed) AS n
  FROM finding f
 WHERE f.severity IN ('fatal', 'error', 'warning') AND f.dept_id IS NOT NULL AND f.year IS NOT NULL
 ORDER BY f.dept_id, f.year, n
