-- check:      target_kinds_missing
-- zh:         申报表应填的指标类别齐全
-- en:         A form of targets has every kind of indicator that it must have
-- severity:   warning
-- unit:       pieces
-- position:   500
-- basis:      财预〔2015〕88号：产出指标分数量、质量、时效、成本，效益指标分经济、社会、生态、可持续影响，另设满意度指标；部门整体支出申报表：产出、效益，2020年起另设满意度
-- message.zh: {form_zh}：没有填{kind_zh}，只列{indicators}项指标。
-- message.en: {form_en}: there is no {kind_en} among its {indicators} indicators.
-- advice.zh:  补填该类指标；确无此类的，按表填“/”。
-- advice.en:  Add an indicator of that kind, or the form's sign for none.
WITH wanted(need, level, first_year, zh, en) AS (
  VALUES ('quantity', 'project', 2015, '数量指标', 'indicator of quantity'), ('quality', 'project', 2015, '质量指标', 'indicator of quality'),
         ('timeliness', 'project', 2015, '时效指标', 'indicator of timeliness'), ('cost', 'project', 2015, '成本指标', 'indicator of cost'),
         ('benefit', 'project', 1900, '效益指标', 'indicator of benefit'),
         ('satisfaction', 'project', 2015, '满意度指标', 'indicator of satisfaction'),
         ('output', 'dept', 1900, '产出指标', 'indicator of output'), ('benefit', 'dept', 1900, '效益指标', 'indicator of benefit'),
         ('satisfaction', 'dept', 2020, '满意度指标', 'indicator of satisfaction')
)
, member(need, kind) AS (
  VALUES ('quantity', 'quantity'), ('quality', 'quality'), ('timeliness', 'timeliness'), ('cost', 'cost'),
         ('satisfaction', 'satisfaction'), ('benefit', 'benefit'), ('benefit', 'economic'), ('benefit', 'social'),
         ('benefit', 'ecological'), ('benefit', 'sustained'), ('output', 'output'), ('output', 'quantity'),
         ('output', 'quality'), ('output', 'timeliness'), ('output', 'cost')
)
, form AS (
  SELECT dept_id, year, level, project, count(CASE WHEN target NOT IN ('/', '—', '-', '无') THEN 1 END) AS indicators,
         min(origin) AS origin
    FROM target
   WHERE kind NOT IN ('', 'goal', 'task', 'plan')
   GROUP BY dept_id, year, level, project
)
SELECT f.dept_id, f.year, w.zh AS kind_zh, w.en AS kind_en, f.indicators,
       CASE f.level WHEN 'project' THEN '项目“' || f.project || '”' ELSE '部门整体支出' END AS form_zh,
       CASE f.level WHEN 'project' THEN 'project “' || f.project || '”' ELSE 'the whole department' END AS form_en,
       0 AS left_value, 1 AS right_value, -1 AS allowed, f.origin AS left_origin, f.origin AS right_origin
  FROM form f
  JOIN wanted w ON w.level = f.level AND w.first_year <= f.year
 WHERE NOT EXISTS (SELECT 1 FROM target t JOIN member m ON m.need = w.need
                    WHERE t.dept_id = f.dept_id AND t.year = f.year AND t.level = f.level AND t.project = f.project
                      AND (t.kind = m.kind OR (w.need = 'satisfaction' AND t.target LIKE '%满意%')))
 ORDER BY f.origin, w.need
