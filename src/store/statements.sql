-- The statements of src/store, by name. {stage} stands for budget, adjusted or actual.

-- statement: put_dataset
INSERT INTO dataset(id, zh, en, currency, lang, rubric, grades) VALUES (:id, :zh, :en, :currency, :lang, :rubric, :grades)
  ON CONFLICT(id) DO UPDATE SET zh = excluded.zh, en = excluded.en, currency = excluded.currency, lang = excluded.lang,
    rubric = excluded.rubric, grades = excluded.grades
-- statement: other_currency
SELECT id || ' (' || currency || ')' FROM dataset WHERE currency <> :currency AND id <> :id ORDER BY id LIMIT 1
-- statement: dataset_id
SELECT dataset_id FROM dataset WHERE id = :id
-- statement: put_unit_kind
INSERT INTO unit_kind(kind, zh, en, decimals) VALUES (:kind, :zh, :en, :decimals)
  ON CONFLICT(kind) DO UPDATE SET zh = excluded.zh, en = excluded.en
-- statement: put_item
INSERT INTO item(code, zh, en, unit_kind, class, parent_id)
  VALUES (:code, :zh, :en, :unit_kind, :class, (SELECT p.item_id FROM item p WHERE p.code = :parent AND p.code <> ''))
  ON CONFLICT(code) DO UPDATE SET zh = excluded.zh, en = excluded.en, class = excluded.class, parent_id = excluded.parent_id
-- statement: put_undivided
INSERT INTO item(item_id, code, zh, en, unit_kind, class) VALUES (0, '', '合计', 'Total', 'money', '')
  ON CONFLICT(item_id) DO NOTHING
-- statement: set_item_parent
UPDATE item SET parent_id = (SELECT p.item_id FROM item p WHERE p.code = :parent AND p.code <> '') WHERE code = :code
-- statement: put_item_name
INSERT INTO item_name(item_id, valid_from, valid_to, zh, en, basis)
  SELECT item_id, :valid_from, :valid_to, :zh, :en, :basis FROM item WHERE code = :code
  ON CONFLICT(item_id, valid_from) DO UPDATE SET valid_to = excluded.valid_to, zh = excluded.zh, en = excluded.en
-- statement: all_items
SELECT code, item_id FROM item
-- statement: all_depts
SELECT code, dept_id FROM dept
-- statement: find_dept
SELECT dept_id FROM dept WHERE code = :code
-- statement: put_dept
INSERT INTO dept(code, name, included, kind, peer_group) VALUES (:code, :name, :included, :kind, :peer_group)
  ON CONFLICT(code) DO UPDATE SET name = excluded.name, included = excluded.included, kind = excluded.kind,
    peer_group = excluded.peer_group
-- statement: put_dept_name
INSERT INTO dept_name(dept_id, valid_from, valid_to, name, origin)
  SELECT dept_id, :valid_from, :valid_to, :name, :origin FROM dept WHERE code = :code
  ON CONFLICT(dept_id, valid_from) DO UPDATE SET valid_to = excluded.valid_to, name = excluded.name,
    origin = excluded.origin
-- statement: see_dept
INSERT INTO dept(code, name, included, kind, peer_group) VALUES (:code, :name, 0, '', '')
  ON CONFLICT(code) DO UPDATE SET name = CASE WHEN dept.name = dept.code THEN excluded.name ELSE dept.name END
-- statement: set_dept_parent
UPDATE dept SET parent_id = (SELECT p.dept_id FROM dept p WHERE p.code = :parent)
  WHERE code = :code AND code <> :parent AND EXISTS (SELECT 1 FROM dept p WHERE p.code = :parent)
-- statement: set_seen_parent
UPDATE dept SET parent_id = (SELECT p.dept_id FROM dept p WHERE p.code = :parent)
  WHERE code = :code AND code <> :parent AND parent_id IS NULL
    AND EXISTS (SELECT 1 FROM dept p WHERE p.code = :parent)
-- statement: reset_roots
UPDATE dept SET root_id = coalesce(parent_id, dept_id)
-- statement: climb_roots
UPDATE dept SET root_id = (SELECT r.root_id FROM dept r WHERE r.dept_id = dept.root_id)
  WHERE root_id <> (SELECT r.root_id FROM dept r WHERE r.dept_id = dept.root_id)
-- statement: roots_to_climb
SELECT 1 FROM dept d JOIN dept r ON r.dept_id = d.root_id WHERE r.root_id <> r.dept_id LIMIT 1
-- statement: find_source
SELECT source_id, hash, first_origin, end_origin FROM source WHERE name = :name
-- statement: known_sources
SELECT name, hash FROM source ORDER BY name
-- statement: next_origin
SELECT coalesce(max(end_origin), 1) FROM source
-- statement: put_source
INSERT INTO source(dataset_id, name, kind, zh, en, published, publisher, document, place, licence, note, hash, bytes,
                   lines, columns, first_origin, end_origin, row_count, skipped_count, figure_count)
  VALUES (:dataset_id, :name, :kind, :zh, :en, :published, :publisher, :document, :place, :licence, :note, :hash,
          :bytes, :lines, :columns, :first_origin, :end_origin, :row_count, :skipped_count, :figure_count)
-- statement: put_statement
INSERT INTO statement(kind, dept_id, item_id, code, part_id, of_id, year, month, stage, table_name, value, step, text, origin)
  VALUES (:kind, :dept_id, :item_id, :code, :part_id, :of_id, :year, :month, :stage, :table_name, :value, :step, :text, :origin)
-- statement: put_printed
INSERT INTO printed(dept_id, year, table_name, first_origin, last_origin, source_id)
  SELECT :dept_id, :year, :table_name, :origin, :origin, source_id FROM source
   WHERE :origin >= first_origin AND :origin < end_origin
  ON CONFLICT(dept_id, year, table_name, source_id) DO UPDATE SET last_origin = excluded.last_origin
-- statement: next_assessment
SELECT coalesce(max(assessment_id), 0) + 1 FROM assessment
-- statement: put_case
INSERT INTO case_record(dept_id, year, rubric, indicator, count, text, date, assessor, basis, origin)
  VALUES (:dept_id, :year, :rubric, :indicator, :count, :text, :date, :assessor, :basis, :origin)
-- statement: put_explanation
INSERT INTO explanation(flag, state, value, note, date, origin) VALUES (:flag, :state, :value, :note, :date, :origin)
-- statement: put_deflator
INSERT INTO deflator(year, index_value, note, origin) VALUES (:year, :index_value, :note, :origin)
  ON CONFLICT(year) DO UPDATE SET index_value = excluded.index_value, note = excluded.note, origin = excluded.origin
-- statement: put_task
INSERT INTO task(dept_id, year, text, planned, completed, on_time, qualified, assigned, closed, note, planned_origin,
                 completed_origin, on_time_origin, qualified_origin, assigned_origin, closed_origin)
  VALUES (:dept_id, :year, :text, :planned, :completed, :on_time, :qualified, :assigned, :closed, :note, :planned_origin,
          :completed_origin, :on_time_origin, :qualified_origin, :assigned_origin, :closed_origin)
-- statement: put_rubric
INSERT INTO rubric(id, source_id, name, csv, meta)
  SELECT :id, source_id, name, :csv, :meta FROM source WHERE name = :name
-- statement: put_target
INSERT INTO target(dept_id, year, level, project, level1, level2, kind, target, refers, operator, value, unit, text, number,
                   unit_kind, factor, actual, actual_number, met, note, origin)
  VALUES (:dept_id, :year, :level, :project, :level1, :level2, :kind, :target, :refers, :operator, :value, :unit, :text,
          :number, :unit_kind, :factor, :actual, :actual_number, :met, :note, :origin)
-- statement: put_lineage
INSERT INTO lineage(old_id, new_id, year, kind, share, note, origin)
  VALUES (:old_id, :new_id, :year, :kind, :share, :note, :origin)
-- statement: put_comment
INSERT INTO comment(dept_id, year, topic, text, date, origin) VALUES (:dept_id, :year, :topic, :text, :date, :origin)
-- statement: forget_survey_form
DELETE FROM survey_option WHERE survey = :survey
-- statement: put_survey_option
INSERT INTO survey_option(survey, question, option, position, zh, en, points, satisfied)
  VALUES (:survey, :question, :option, :position, :zh, :en, :points, :satisfied)
-- statement: put_answer
INSERT INTO survey_answer(dept_id, year, survey, respondent, sheet, question, answer, origin)
  VALUES (:dept_id, :year, :survey, :respondent, :sheet, :question, :answer, :origin)
  ON CONFLICT(dept_id, year, survey, respondent, sheet, question) DO NOTHING
-- statement: count_answers
SELECT count(*) FROM survey_answer WHERE origin >= :first AND origin < :end
-- statement: find_answer
SELECT origin FROM survey_answer
 WHERE dept_id = :dept_id AND year = :year AND survey = :survey AND respondent = :respondent AND sheet = :sheet
   AND question = :question
-- statement: put_correction
INSERT INTO correction(origin, reason) VALUES (:origin, :reason) ON CONFLICT(origin) DO NOTHING
-- statement: put_issue
INSERT INTO issue(source_id, severity, line, position, zh, en) VALUES (:source_id, :severity, :line, :position, :zh, :en)
-- statement: put_superseded
INSERT INTO superseded(item_id, part_id, dept_id, year, month, stage, value, step, sequence, origin)
  VALUES (:item_id, :part_id, :dept_id, :year, :month, :stage, :value, :step, :sequence, :origin)

-- Restating: what is stored already steps back when its source is earlier than the new one, else the new one does.
-- statement: make_later
CREATE TEMP TABLE later AS SELECT first_origin, end_origin FROM source WHERE false
-- statement: put_later
INSERT INTO later(first_origin, end_origin)
  SELECT first_origin, end_origin FROM source
   WHERE kind = 'figures' AND (published > :published OR (published = :published AND name > :name))
-- statement: drop_later
DROP TABLE later
-- statement: supersede_stored
INSERT INTO superseded(item_id, part_id, dept_id, year, month, stage, value, step, sequence, origin)
  SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, '{stage}', f.{stage}, f.{stage}_step, 2147483647, f.{stage}_origin
    FROM incoming i JOIN figure f ON f.item_id = i.item_id AND f.part_id = i.part_id AND f.dept_id = i.dept_id
         AND f.year = i.year AND f.month = i.month
   WHERE i.{stage} IS NOT NULL AND f.{stage} IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM later l WHERE f.{stage}_origin >= l.first_origin AND f.{stage}_origin < l.end_origin)
-- statement: supersede_incoming
INSERT INTO superseded(item_id, part_id, dept_id, year, month, stage, value, step, sequence, origin)
  SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, '{stage}', i.{stage}, i.{stage}_step, 2147483647, i.{stage}_origin
    FROM incoming i JOIN figure f ON f.item_id = i.item_id AND f.part_id = i.part_id AND f.dept_id = i.dept_id
         AND f.year = i.year AND f.month = i.month
   WHERE i.{stage} IS NOT NULL AND f.{stage} IS NOT NULL
     AND EXISTS (SELECT 1 FROM later l WHERE f.{stage}_origin >= l.first_origin AND f.{stage}_origin < l.end_origin)
-- The indexes that only queries need: a first load is faster without them.
-- The whole key is written down: SQLite, which adds what is missing of it, would take such an end for unique and prefer this
-- index to the table itself.
-- statement: index_depts
CREATE INDEX IF NOT EXISTS figure_dept ON figure(dept_id, year, month, item_id, part_id)
-- statement: index_absent
CREATE INDEX IF NOT EXISTS absent_cell ON absent(item_id, part_id, dept_id, year, month)
-- statement: index_assessments
CREATE INDEX IF NOT EXISTS assessment_cell ON assessment(dept_id, year, rubric, indicator, origin)
-- statement: some_collision
SELECT 1 FROM incoming i JOIN figure f ON f.item_id = i.item_id AND f.part_id = i.part_id AND f.dept_id = i.dept_id
         AND f.year = i.year AND f.month = i.month LIMIT 1
-- statement: some_figure
SELECT 1 FROM figure LIMIT 1
-- statement: put_figures_first
INSERT INTO figure SELECT * FROM incoming
-- statement: put_figures
INSERT INTO figure SELECT * FROM incoming WHERE true
  ON CONFLICT(item_id, part_id, dept_id, year, month) DO UPDATE SET
    budget = coalesce(excluded.budget, figure.budget),
    budget_origin = coalesce(excluded.budget_origin, figure.budget_origin),
    budget_step = coalesce(excluded.budget_step, figure.budget_step),
    adjusted = coalesce(excluded.adjusted, figure.adjusted),
    adjusted_origin = coalesce(excluded.adjusted_origin, figure.adjusted_origin),
    adjusted_step = coalesce(excluded.adjusted_step, figure.adjusted_step),
    actual = coalesce(excluded.actual, figure.actual),
    actual_origin = coalesce(excluded.actual_origin, figure.actual_origin),
    actual_step = coalesce(excluded.actual_step, figure.actual_step)
-- A later source keeps its place: put back what put_figures has just replaced although it was later.
-- statement: keep_later
UPDATE figure SET {stage} = s.value, {stage}_step = s.step, {stage}_origin = s.origin
  FROM kept s
 WHERE s.stage = '{stage}' AND figure.item_id = s.item_id AND figure.part_id = s.part_id AND figure.dept_id = s.dept_id
   AND figure.year = s.year AND figure.month = s.month
-- statement: remember_later
CREATE TEMP TABLE kept AS
  SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, 'budget' AS stage, f.budget AS value, f.budget_step AS step,
         f.budget_origin AS origin
    FROM incoming i JOIN figure f ON f.item_id = i.item_id AND f.part_id = i.part_id AND f.dept_id = i.dept_id
         AND f.year = i.year AND f.month = i.month
   WHERE EXISTS (SELECT 1 FROM later l WHERE f.budget_origin >= l.first_origin AND f.budget_origin < l.end_origin)
  UNION ALL
  SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, 'adjusted' AS stage, f.adjusted AS value, f.adjusted_step AS step,
         f.adjusted_origin AS origin
    FROM incoming i JOIN figure f ON f.item_id = i.item_id AND f.part_id = i.part_id AND f.dept_id = i.dept_id
         AND f.year = i.year AND f.month = i.month
   WHERE EXISTS (SELECT 1 FROM later l WHERE f.adjusted_origin >= l.first_origin AND f.adjusted_origin < l.end_origin)
  UNION ALL
  SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, 'actual' AS stage, f.actual AS value, f.actual_step AS step,
         f.actual_origin AS origin
    FROM incoming i JOIN figure f ON f.item_id = i.item_id AND f.part_id = i.part_id AND f.dept_id = i.dept_id
         AND f.year = i.year AND f.month = i.month
   WHERE EXISTS (SELECT 1 FROM later l WHERE f.actual_origin >= l.first_origin AND f.actual_origin < l.end_origin)
-- statement: drop_kept
DROP TABLE kept

-- Taking a source out, because its file has changed.
-- statement: forget_superseded
DELETE FROM superseded WHERE origin >= :first AND origin < :end
-- statement: take_back
UPDATE figure SET {stage} = NULL, {stage}_origin = NULL, {stage}_step = NULL
 WHERE {stage}_origin >= :first AND {stage}_origin < :end
-- statement: promote
UPDATE figure SET {stage} = s.value, {stage}_origin = s.origin, {stage}_step = s.step
  FROM (SELECT u.item_id, u.part_id, u.dept_id, u.year, u.month, u.value, u.origin, u.step,
               row_number() OVER (PARTITION BY u.item_id, u.part_id, u.dept_id, u.year, u.month
                                  ORDER BY c.published DESC, c.name DESC, u.sequence DESC, u.origin) AS place
          FROM superseded u JOIN source c ON u.origin >= c.first_origin AND u.origin < c.end_origin
         WHERE u.stage = '{stage}') s
 WHERE s.place = 1 AND figure.{stage} IS NULL AND figure.item_id = s.item_id AND figure.part_id = s.part_id
   AND figure.dept_id = s.dept_id AND figure.year = s.year AND figure.month = s.month
-- statement: forget_promoted
DELETE FROM superseded WHERE stage = '{stage}'
   AND EXISTS (SELECT 1 FROM figure f WHERE f.item_id = superseded.item_id AND f.part_id = superseded.part_id
               AND f.dept_id = superseded.dept_id AND f.year = superseded.year AND f.month = superseded.month
               AND f.{stage}_origin = superseded.origin)
-- statement: forget_empty_figures
DELETE FROM figure WHERE budget IS NULL AND adjusted IS NULL AND actual IS NULL
-- statement: forget_statements
DELETE FROM statement WHERE origin >= :first AND origin < :end
-- statement: forget_printed
DELETE FROM printed WHERE first_origin >= :first AND first_origin < :end
-- statement: forget_dept_names
DELETE FROM dept_name WHERE origin >= :first AND origin < :end
-- statement: forget_absent
DELETE FROM absent WHERE origin >= :first AND origin < :end
-- statement: forget_assessments
DELETE FROM assessment WHERE origin >= :first AND origin < :end
-- statement: forget_targets
DELETE FROM target WHERE origin >= :first AND origin < :end
-- statement: forget_lineage
DELETE FROM lineage WHERE origin >= :first AND origin < :end
-- statement: forget_cases
DELETE FROM case_record WHERE origin >= :first AND origin < :end
-- statement: forget_explanations
DELETE FROM explanation WHERE origin >= :first AND origin < :end
-- statement: forget_deflators
DELETE FROM deflator WHERE origin >= :first AND origin < :end
-- statement: forget_tasks
DELETE FROM task WHERE planned_origin >= :first AND planned_origin < :end
-- statement: forget_rubrics
DELETE FROM rubric WHERE source_id = :source_id
-- statement: forget_comments
DELETE FROM comment WHERE origin >= :first AND origin < :end
-- statement: forget_answers
DELETE FROM survey_answer WHERE origin >= :first AND origin < :end
-- statement: forget_corrections
DELETE FROM correction WHERE origin >= :first AND origin < :end
-- statement: forget_issues
DELETE FROM issue WHERE source_id = :source_id
-- statement: forget_source
DELETE FROM source WHERE source_id = :source_id

-- Twins: a unit and its parent, or two departments of one name; three figures other than zero must tell it.
-- statement: forget_twins
DELETE FROM twin
-- statement: some_pair
SELECT 1 FROM dept WHERE parent_id IS NOT NULL
UNION ALL SELECT 1 FROM dept a JOIN dept b ON b.name = a.name AND b.code > a.code LIMIT 1
-- statement: some_twin
SELECT 1 FROM twin LIMIT 1
-- statement: put_twins
INSERT INTO twin(dept_id, year, of_id, figures)
  SELECT t.dept_id, t.year, min(t.of_id), min(t.figures)
    FROM (SELECT p.dept_id, f.year, p.of_id, count(*) AS figures,
                 count(*) FILTER (WHERE (f.budget IS NULL OR f.budget = g.budget) AND (f.adjusted IS NULL OR f.adjusted = g.adjusted)
                                     AND (f.actual IS NULL OR f.actual = g.actual)) AS same,
                 count(*) FILTER (WHERE f.budget <> 0 OR f.adjusted <> 0 OR f.actual <> 0) AS telling
            FROM (SELECT d.dept_id, d.parent_id AS of_id FROM dept d WHERE d.parent_id IS NOT NULL
                  UNION
                  SELECT b.dept_id, a.dept_id FROM dept a JOIN dept b ON b.name = a.name AND b.code > a.code
                   WHERE coalesce(a.parent_id, 0) <> b.dept_id AND coalesce(b.parent_id, 0) <> a.dept_id) p
            JOIN figure f ON f.dept_id = p.dept_id
            LEFT JOIN figure g ON g.item_id = f.item_id AND g.part_id = f.part_id AND g.dept_id = p.of_id
                 AND g.year = f.year AND g.month = f.month
           GROUP BY p.dept_id, f.year, p.of_id) t
   WHERE t.same = t.figures AND t.telling >= 3
   GROUP BY t.dept_id, t.year

-- Last year's figures that a stated change implies stand only where nothing was published.
-- statement: some_implied
SELECT 1 FROM statement WHERE kind = 'change' UNION ALL SELECT 1 FROM source WHERE kind IN ('tasks', 'survey answers') LIMIT 1
-- statement: forget_implied
UPDATE figure SET {stage} = NULL, {stage}_origin = NULL, {stage}_step = NULL
  FROM statement t
 WHERE t.kind = 'change' AND figure.item_id = t.item_id AND figure.part_id = t.part_id AND figure.dept_id = t.dept_id
   AND figure.year = t.year - 1 AND figure.month = t.month AND figure.{stage}_origin = t.origin
-- statement: put_implied
INSERT INTO figure(item_id, part_id, dept_id, year, month, {stage}, {stage}_origin, {stage}_step)
  SELECT c.item_id, c.part_id, c.dept_id, c.year - 1, c.month, coalesce(t.value, f.{stage}) - c.value, c.origin,
         coalesce(t.step, f.{stage}_step) + c.step
    FROM (SELECT min(statement_id) AS statement_id FROM statement
           WHERE kind = 'change' AND stage = '{stage}' AND item_id IS NOT NULL AND value IS NOT NULL
           GROUP BY item_id, part_id, dept_id, year, month) first
    JOIN statement c ON c.statement_id = first.statement_id
    LEFT JOIN statement t ON t.statement_id = (
         SELECT min(x.statement_id) FROM statement x
          WHERE x.kind = 'figure' AND x.item_id = c.item_id AND x.part_id = c.part_id AND x.dept_id = c.dept_id
            AND x.year = c.year AND x.month = c.month AND x.stage = c.stage AND x.table_name = c.table_name)
    LEFT JOIN figure f ON f.item_id = c.item_id AND f.part_id = c.part_id AND f.dept_id = c.dept_id
         AND f.year = c.year AND f.month = c.month
   WHERE coalesce(t.value, f.{stage}) IS NOT NULL
  ON CONFLICT(item_id, part_id, dept_id, year, month) DO UPDATE SET
    {stage}_origin = CASE WHEN figure.{stage} IS NULL THEN excluded.{stage}_origin ELSE figure.{stage}_origin END,
    {stage}_step = CASE WHEN figure.{stage} IS NULL THEN excluded.{stage}_step ELSE figure.{stage}_step END,
    {stage} = coalesce(figure.{stage}, excluded.{stage})

-- Figures that other files than those of figures add up to stand only where nothing was published, too.
-- statement: forget_made
UPDATE figure SET {stage} = NULL, {stage}_origin = NULL, {stage}_step = NULL
 WHERE item_id IN (SELECT i.item_id FROM item i WHERE i.code IN ('tasks', 'tasks_on_time', 'tasks_qualified', 'tasks_assigned',
                                                                 'survey_points', 'survey_full_points'))
   AND EXISTS (SELECT 1 FROM source s WHERE s.kind <> 'figures' AND figure.{stage}_origin >= s.first_origin
                  AND figure.{stage}_origin < s.end_origin)
-- statement: put_task_figures
INSERT INTO figure(item_id, part_id, dept_id, year, month, {stage}, {stage}_origin, {stage}_step)
  SELECT i.item_id, 0, t.dept_id, t.year, 12, t.value, t.origin, 0
    FROM task_sum t JOIN item i ON i.code = t.code
   WHERE t.stage = '{stage}'
  ON CONFLICT(item_id, part_id, dept_id, year, month) DO UPDATE SET
    {stage}_origin = CASE WHEN figure.{stage} IS NULL THEN excluded.{stage}_origin ELSE figure.{stage}_origin END,
    {stage}_step = CASE WHEN figure.{stage} IS NULL THEN excluded.{stage}_step ELSE figure.{stage}_step END,
    {stage} = coalesce(figure.{stage}, excluded.{stage})
-- Points and full points come from the sheets together, or not at all: half of each would make no rate.
-- statement: put_survey_figures
INSERT INTO figure(item_id, part_id, dept_id, year, month, actual, actual_origin, actual_step)
  SELECT i.item_id, 0, r.dept_id, r.year, 12, CASE i.code WHEN 'survey_points' THEN r.points ELSE r.full_points END,
         r.origin, 0
    FROM (SELECT dept_id, year, sum(points) AS points, sum(full_points) AS full_points, min(origin) AS origin
            FROM survey_sum WHERE respondent = 'all' GROUP BY dept_id, year HAVING sum(answered) > 0) r
    JOIN item i ON i.code IN ('survey_points', 'survey_full_points')
   WHERE NOT EXISTS (SELECT 1 FROM figure f JOIN item p ON p.item_id = f.item_id
                      WHERE p.code IN ('survey_points', 'survey_full_points') AND f.part_id = 0 AND f.dept_id = r.dept_id
                        AND f.year = r.year AND f.month = 12 AND f.actual IS NOT NULL)
  ON CONFLICT(item_id, part_id, dept_id, year, month) DO UPDATE SET
    actual = excluded.actual, actual_origin = excluded.actual_origin, actual_step = excluded.actual_step

-- Like for like: the figures as if every department had always been what it is now. A table of this name hides the one
-- of the database, so that every query file works on it unchanged. A sum that lacks a member is missing.
-- statement: lineage_events
SELECT old_id, new_id, year, share FROM lineage ORDER BY year, old_id, lineage_id
-- statement: lineage_years
SELECT DISTINCT l.old_id, f.year FROM lineage l CROSS JOIN (SELECT DISTINCT year FROM main.figure) f ORDER BY l.old_id, f.year
-- statement: recoded
SELECT 1 FROM main.figure f JOIN recoding r ON r.old_id = f.item_id AND f.year < r.year LIMIT 1
-- statement: forget_recodings
DELETE FROM recoding
-- statement: put_recoding
INSERT INTO recoding(old_id, new_id, year, basis)
  SELECT a.item_id, b.item_id, :year, :basis FROM item a JOIN item b ON b.code = :new WHERE a.code = :old
-- statement: make_bridge
CREATE TEMP TABLE bridge AS SELECT 'like' AS basis
-- statement: make_item_map
CREATE TEMP TABLE item_map AS
  SELECT r.old_id AS item_id, r.year, min(r.new_id) AS to_id FROM recoding r GROUP BY r.old_id, r.year HAVING count(*) = 1
-- statement: make_dept_map
CREATE TEMP TABLE dept_map(dept_id INTEGER NOT NULL, year INTEGER NOT NULL, to_id INTEGER NOT NULL, share INTEGER NOT NULL)
-- statement: put_dept_map
INSERT INTO dept_map(dept_id, year, to_id, share) VALUES (:dept_id, :year, :to_id, :share)
-- statement: like_for_like
CREATE TEMP TABLE figure AS
  SELECT coalesce(i.to_id, f.item_id) AS item_id, f.part_id, coalesce(m.to_id, f.dept_id) AS dept_id, f.year, f.month,
         CASE WHEN count(f.budget) = count(*) THEN CAST(sum(f.budget / 1000000 * coalesce(m.share, 1000000)
           + (f.budget % 1000000 * coalesce(m.share, 1000000) + CASE WHEN f.budget < 0 THEN -500000 ELSE 500000 END) / 1000000) AS BIGINT) END AS budget,
         CASE WHEN count(f.adjusted) = count(*) THEN CAST(sum(f.adjusted / 1000000 * coalesce(m.share, 1000000)
           + (f.adjusted % 1000000 * coalesce(m.share, 1000000) + CASE WHEN f.adjusted < 0 THEN -500000 ELSE 500000 END) / 1000000) AS BIGINT) END AS adjusted,
         CASE WHEN count(f.actual) = count(*) THEN CAST(sum(f.actual / 1000000 * coalesce(m.share, 1000000)
           + (f.actual % 1000000 * coalesce(m.share, 1000000) + CASE WHEN f.actual < 0 THEN -500000 ELSE 500000 END) / 1000000) AS BIGINT) END AS actual,
         CASE WHEN count(f.budget) = count(*) THEN min(f.budget_origin) END AS budget_origin,
         CASE WHEN count(f.adjusted) = count(*) THEN min(f.adjusted_origin) END AS adjusted_origin,
         CASE WHEN count(f.actual) = count(*) THEN min(f.actual_origin) END AS actual_origin,
         CASE WHEN count(f.budget) = count(*) THEN CAST(sum(f.budget_step) AS BIGINT) END AS budget_step,
         CASE WHEN count(f.adjusted) = count(*) THEN CAST(sum(f.adjusted_step) AS BIGINT) END AS adjusted_step,
         CASE WHEN count(f.actual) = count(*) THEN CAST(sum(f.actual_step) AS BIGINT) END AS actual_step, count(*) AS members
    FROM main.figure f
    LEFT JOIN dept_map m ON m.dept_id = f.dept_id AND m.year = f.year
    LEFT JOIN item_map i ON i.item_id = f.item_id AND f.year < i.year
   GROUP BY coalesce(i.to_id, f.item_id), f.part_id, coalesce(m.to_id, f.dept_id), f.year, f.month
-- Of whom a department-year consists: those that it came from, and itself where it was there before. Who did not exist
-- in that year, by its validity or because it was made later, is none.
-- statement: make_member
CREATE TEMP TABLE member AS
  SELECT p.to_id, p.year, p.dept_id
    FROM (SELECT m.to_id, m.year, m.dept_id FROM dept_map m UNION SELECT m.to_id, m.year, m.to_id FROM dept_map m) p
   WHERE (NOT EXISTS (SELECT 1 FROM dept_name n WHERE n.dept_id = p.dept_id)
          OR EXISTS (SELECT 1 FROM dept_name n WHERE n.dept_id = p.dept_id AND n.valid_from <= p.year
                        AND (n.valid_to = 0 OR n.valid_to >= p.year)))
     AND (NOT EXISTS (SELECT 1 FROM lineage l WHERE l.new_id = p.dept_id AND l.year > p.year AND l.kind <> 'transfer')
          OR EXISTS (SELECT 1 FROM main.figure f WHERE f.dept_id = p.dept_id AND f.year <= p.year))
-- statement: member_key
CREATE INDEX member_key ON member(to_id, year)
-- A member that has printed nothing of the kind makes the sum missing. Of a classification it may have printed other
-- codes of that level: then it had nothing under this one.
-- statement: forget_incomplete
UPDATE temp.figure SET {stage} = NULL, {stage}_origin = NULL, {stage}_step = NULL
 WHERE {stage} IS NOT NULL
   AND EXISTS (
     SELECT 1 FROM member m JOIN item i ON i.item_id = figure.item_id
      WHERE m.to_id = figure.dept_id AND m.year = figure.year
        AND NOT EXISTS (
          SELECT 1 FROM main.figure g JOIN item p ON p.item_id = g.item_id
            LEFT JOIN item_map r ON r.item_id = g.item_id AND g.year < r.year
           WHERE g.dept_id = m.dept_id AND g.year = figure.year AND g.month = figure.month AND g.{stage} IS NOT NULL
             AND ((coalesce(r.to_id, g.item_id) = figure.item_id AND g.part_id = figure.part_id)
                  OR (p.class = i.class AND length(p.code) = length(i.code) AND (g.part_id = 0) = (figure.part_id = 0)
                      AND i.class IN ('function', 'economic_department', 'economic_government', 'object')))))
-- statement: like_for_like_key
CREATE UNIQUE INDEX figure_like ON figure(item_id, part_id, dept_id, year, month)
-- statement: like_for_like_dept
CREATE INDEX figure_like_dept ON figure(dept_id, year, month)
-- Other figures of one department: a table of this name hides the one of the database, too.
-- statement: make_supposed
CREATE TEMP TABLE figure AS SELECT * FROM main.figure WHERE false
-- statement: supposed_key
CREATE UNIQUE INDEX figure_supposed ON figure(item_id, part_id, dept_id, year, month)
-- statement: clear_supposed
DELETE FROM temp.figure
-- statement: fill_supposed
INSERT INTO temp.figure SELECT * FROM main.figure WHERE dept_id = :dept_id
-- statement: find_item
SELECT item_id FROM item WHERE code = :code
-- statement: fill_all_supposed
INSERT INTO temp.figure SELECT * FROM main.figure
-- statement: suppose_more
UPDATE temp.figure SET {stage} = {stage} + :value
 WHERE item_id = :item_id AND part_id = 0 AND month = 12 AND year % 2 = :year AND {stage} IS NOT NULL
-- statement: suppose
INSERT INTO temp.figure(item_id, part_id, dept_id, year, month, {stage}, {stage}_step)
  VALUES (:item_id, 0, :dept_id, :year, 12, :value, 0)
  ON CONFLICT(item_id, part_id, dept_id, year, month)
  DO UPDATE SET {stage} = excluded.{stage}, {stage}_origin = NULL, {stage}_step = 0
-- statement: drop_supposed
DROP TABLE temp.figure
-- statement: figures_hash
SELECT name || ' ' || hash FROM source ORDER BY name
-- statement: stamp
SELECT hash FROM stamp WHERE stage = :stage
-- statement: set_stamp
INSERT INTO stamp(stage, hash) VALUES (:stage, :hash) ON CONFLICT(stage) DO UPDATE SET hash = excluded.hash
-- statement: forget_item_above
DELETE FROM item_above
-- statement: put_item_above
INSERT INTO item_above(item_id, distance, class, whole_id)
  WITH used AS MATERIALIZED (
    SELECT i.item_id, i.class, i.parent_id FROM item i
     WHERE i.class IN ('function', 'economic_department', 'economic_government', 'object') AND i.parent_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM figure f WHERE f.item_id = i.item_id))
  SELECT u.item_id, u.distance, u.class, u.whole_id
    FROM (SELECT i.item_id, i.class, i.parent_id AS whole_id, 1 AS distance FROM used i
          UNION ALL
          SELECT i.item_id, i.class, a.parent_id, 2
            FROM used i JOIN item a ON a.item_id = i.parent_id AND a.class = i.class
          UNION ALL
          SELECT i.item_id, i.class, b.parent_id, 3
            FROM used i JOIN item a ON a.item_id = i.parent_id AND a.class = i.class
            JOIN item b ON b.item_id = a.parent_id AND b.class = i.class) u
   WHERE EXISTS (SELECT 1 FROM figure f WHERE f.item_id = u.whole_id)
-- What the sources print is a figure, was superseded, or is a statement; counting the figures themselves takes longer.
-- statement: count_figures
SELECT t.printed - t.statements - t.superseded + t.implied + t.made, t.statements, t.superseded
  FROM (SELECT (SELECT coalesce(sum(s.figure_count), 0) FROM source s) AS printed,
               (SELECT count(*) FROM statement) AS statements,
               (SELECT count(*) FROM superseded) AS superseded,
               (SELECT count(*) FROM statement c
                  JOIN figure f ON f.item_id = c.item_id AND f.part_id = c.part_id AND f.dept_id = c.dept_id
                       AND f.year = c.year - 1 AND f.month = c.month
                 WHERE c.kind = 'change' AND c.origin IN (f.budget_origin, f.adjusted_origin, f.actual_origin)) AS implied,
               (SELECT count(*) FROM item i JOIN figure_stage f ON f.item_id = i.item_id
                 WHERE i.code IN ('tasks', 'tasks_on_time', 'tasks_qualified', 'tasks_assigned', 'survey_points',
                                  'survey_full_points')
                   AND EXISTS (SELECT 1 FROM source s WHERE s.kind IN ('tasks', 'survey answers'))
                   AND EXISTS (SELECT 1 FROM source s WHERE s.kind <> 'figures' AND f.origin >= s.first_origin
                                  AND f.origin < s.end_origin)) AS made) t
-- statement: largest_figure
SELECT d.code, i.code, v.year, c.name, (v.origin - c.first_origin) / c.columns, (v.origin - c.first_origin) % c.columns + 1
  FROM (SELECT x.item_id, x.dept_id, x.year, x.origin, x.value FROM figure_stage x
         ORDER BY abs(x.value) DESC, x.origin LIMIT 1) v
  JOIN dept d ON d.dept_id = v.dept_id JOIN item i ON i.item_id = v.item_id
  JOIN source c ON v.origin >= c.first_origin AND v.origin < c.end_origin
