-- sentence:    overview_quality
-- zh:          数据质量
-- en:          Data quality
-- chapter:     overview
-- position:    10
-- point:       yes
-- evidence:    quality
-- column.errors:   pieces
-- column.warnings: pieces
-- column.hints:    pieces
-- text.zh:     勾稽核对发现差错 {errors} 项、警示 {warnings} 项、提示 {hints} 项。
-- text.en:     The cross-checks found errors: {errors}, warnings: {warnings}, hints: {hints}.
SELECT NULL AS dept_id, NULL AS year, count(*) FILTER (WHERE f.severity IN ('error', 'fatal')) AS errors,
       count(*) FILTER (WHERE f.severity = 'warning') AS warnings, count(*) FILTER (WHERE f.severity = 'info') AS hints
  FROM finding f
 ORDER BY 1
