-- Schema of a jixiao database (SQLite). docs/schema.md describes it for people who open it with their own tools.
CREATE TABLE meta(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE dataset(
  dataset_id INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, zh TEXT NOT NULL, en TEXT NOT NULL,
  currency TEXT NOT NULL, lang TEXT NOT NULL, rubric TEXT NOT NULL, grades TEXT NOT NULL) STRICT;

-- origin = first_origin + line * columns + column - 1 names one cell of one file; every value carries one.
CREATE TABLE source(
  source_id INTEGER PRIMARY KEY, dataset_id INTEGER NOT NULL REFERENCES dataset, name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, published TEXT NOT NULL, publisher TEXT NOT NULL,
  document TEXT NOT NULL, place TEXT NOT NULL, licence TEXT NOT NULL, note TEXT NOT NULL,
  hash TEXT NOT NULL, bytes INTEGER NOT NULL, lines INTEGER NOT NULL, columns INTEGER NOT NULL,
  first_origin INTEGER NOT NULL UNIQUE, end_origin INTEGER NOT NULL,
  row_count INTEGER NOT NULL, skipped_count INTEGER NOT NULL, figure_count INTEGER NOT NULL) STRICT;

CREATE TABLE dept(
  dept_id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, parent_id INTEGER REFERENCES dept,
  included INTEGER NOT NULL, kind TEXT NOT NULL, peer_group TEXT NOT NULL, root_id INTEGER) STRICT;

-- What a department was called, and when it was there; one row for a name without years, too. 0 = open.
CREATE TABLE dept_name(
  dept_id INTEGER NOT NULL REFERENCES dept, valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL, name TEXT NOT NULL,
  origin INTEGER NOT NULL, PRIMARY KEY(dept_id, valid_from)) STRICT, WITHOUT ROWID;

CREATE TABLE unit_kind(kind TEXT NOT NULL PRIMARY KEY, zh TEXT NOT NULL, en TEXT NOT NULL, decimals INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE item(
  item_id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, zh TEXT NOT NULL, en TEXT NOT NULL,
  unit_kind TEXT NOT NULL, parent_id INTEGER, class TEXT NOT NULL) STRICT;
CREATE TABLE item_name(
  item_id INTEGER NOT NULL REFERENCES item, valid_from INTEGER NOT NULL, valid_to INTEGER NOT NULL,
  zh TEXT NOT NULL, en TEXT NOT NULL, basis TEXT NOT NULL, PRIMARY KEY(item_id, valid_from)) STRICT, WITHOUT ROWID;

-- From `year` on the new code is used for what the old one meant; several new ones are a split whose shares nobody knows.
CREATE TABLE recoding(
  old_id INTEGER NOT NULL REFERENCES item, new_id INTEGER NOT NULL REFERENCES item, year INTEGER NOT NULL,
  basis TEXT NOT NULL, PRIMARY KEY(old_id, new_id, year)) STRICT, WITHOUT ROWID;
-- Empty, but hidden by a filled one where figures are seen like for like: then most breaks are bridged.
CREATE TABLE bridge(basis TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

-- The codes above a code of the same classification, and the whole that all of them divide, where both have figures.
CREATE TABLE item_above(
  item_id INTEGER NOT NULL, distance INTEGER NOT NULL, class TEXT NOT NULL, whole_id INTEGER NOT NULL,
  PRIMARY KEY(item_id, distance)) STRICT, WITHOUT ROWID;

-- Values are whole numbers of the smallest unit (money: 分). step = the smallest step that the print shows (0.01 万元 =
-- 10000), so that half of it is the rounding that a check must allow; 0 = printed exactly.
CREATE TABLE figure(
  item_id INTEGER NOT NULL, part_id INTEGER NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL,
  month INTEGER NOT NULL, budget INTEGER, adjusted INTEGER, actual INTEGER,
  budget_origin INTEGER, adjusted_origin INTEGER, actual_origin INTEGER,
  budget_step INTEGER, adjusted_step INTEGER, actual_step INTEGER,
  PRIMARY KEY(item_id, part_id, dept_id, year, month)) STRICT, WITHOUT ROWID;

-- What was published for the same cell before: the later source, or the later report of one source, restates it.
CREATE TABLE superseded(
  item_id INTEGER NOT NULL, part_id INTEGER NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL,
  month INTEGER NOT NULL, stage TEXT NOT NULL, value INTEGER NOT NULL, step INTEGER NOT NULL,
  sequence INTEGER NOT NULL, origin INTEGER NOT NULL,
  PRIMARY KEY(item_id, part_id, dept_id, year, month, stage, origin)) STRICT, WITHOUT ROWID;

-- Cells that were printed without a number, and how: blank, mark (—), not_applicable (不适用), secret (涉密). A figure of the
-- same key may stand in another cell. What is neither here nor there was never listed.
CREATE TABLE absent(
  origin INTEGER PRIMARY KEY, item_id INTEGER NOT NULL, part_id INTEGER NOT NULL, dept_id INTEGER NOT NULL,
  year INTEGER NOT NULL, month INTEGER NOT NULL, stage TEXT NOT NULL, kind TEXT NOT NULL) STRICT;

-- Why a correction changes a figure, by the cell that says so.
CREATE TABLE correction(origin INTEGER PRIMARY KEY, reason TEXT NOT NULL) STRICT;

-- A department-year whose figures are, one and all, those of another department: the document of a department and that of
-- its only unit, or one document under two codes. Sums over departments leave it out.
CREATE TABLE twin(dept_id INTEGER NOT NULL, year INTEGER NOT NULL, of_id INTEGER NOT NULL, figures INTEGER NOT NULL,
  PRIMARY KEY(dept_id, year)) STRICT, WITHOUT ROWID;

-- Everything else that a source prints about figures.
CREATE TABLE statement(
  statement_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, dept_id INTEGER NOT NULL, item_id INTEGER,
  code TEXT NOT NULL, part_id INTEGER NOT NULL, of_id INTEGER, year INTEGER NOT NULL, month INTEGER NOT NULL,
  stage TEXT NOT NULL, table_name TEXT NOT NULL, value INTEGER, step INTEGER, text TEXT NOT NULL,
  origin INTEGER NOT NULL) STRICT;
CREATE INDEX statement_origin ON statement(origin);
CREATE INDEX statement_cell ON statement(item_id, part_id, dept_id, year, month);

-- Which tables of a document hold values, and from which cell to which; one row for each source that prints them.
CREATE TABLE printed(
  dept_id INTEGER NOT NULL, year INTEGER NOT NULL, table_name TEXT NOT NULL, source_id INTEGER NOT NULL,
  first_origin INTEGER NOT NULL, last_origin INTEGER NOT NULL, PRIMARY KEY(dept_id, year, table_name, source_id))
  STRICT, WITHOUT ROWID;

CREATE TABLE assessment(
  assessment_id INTEGER PRIMARY KEY, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, rubric TEXT NOT NULL,
  indicator TEXT NOT NULL, sub_item TEXT NOT NULL, points INTEGER, result TEXT NOT NULL, assessor TEXT NOT NULL,
  calculation TEXT NOT NULL, basis TEXT NOT NULL, note TEXT NOT NULL, origin INTEGER NOT NULL) STRICT;
-- number and actual_number: smallest units of unit_kind, or millionths when that is ''; factor of them are one unit as
-- printed. met: 1, 0, or NULL when not said.
CREATE TABLE target(
  target_id INTEGER PRIMARY KEY, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, level TEXT NOT NULL,
  project TEXT NOT NULL, level1 TEXT NOT NULL, level2 TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL,
  refers TEXT NOT NULL, operator TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, text TEXT NOT NULL,
  number INTEGER, unit_kind TEXT NOT NULL, factor INTEGER, actual TEXT NOT NULL, actual_number INTEGER, met INTEGER,
  note TEXT NOT NULL, origin INTEGER NOT NULL) STRICT;
CREATE TABLE case_record(
  case_id INTEGER PRIMARY KEY, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, rubric TEXT NOT NULL, indicator TEXT NOT NULL,
  count INTEGER NOT NULL, text TEXT NOT NULL, date TEXT NOT NULL, assessor TEXT NOT NULL, basis TEXT NOT NULL,
  origin INTEGER NOT NULL) STRICT;
CREATE TABLE task(
  task_id INTEGER PRIMARY KEY, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, text TEXT NOT NULL, planned INTEGER,
  completed INTEGER, on_time INTEGER, qualified INTEGER, assigned INTEGER, closed INTEGER, note TEXT NOT NULL,
  planned_origin INTEGER, completed_origin INTEGER, on_time_origin INTEGER, qualified_origin INTEGER,
  assigned_origin INTEGER, closed_origin INTEGER) STRICT;
CREATE INDEX task_dept ON task(dept_id, year);
-- The rubrics that datasets bring, as they were written.
CREATE TABLE rubric(
  id TEXT NOT NULL, source_id INTEGER NOT NULL, name TEXT NOT NULL, csv TEXT NOT NULL, meta TEXT,
  PRIMARY KEY(id, source_id)) STRICT, WITHOUT ROWID;
CREATE TABLE lineage(
  lineage_id INTEGER PRIMARY KEY, old_id INTEGER NOT NULL, new_id INTEGER NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL,
  share INTEGER NOT NULL, note TEXT NOT NULL, origin INTEGER NOT NULL) STRICT;
-- What departments write into the blanks of their documents.
CREATE TABLE comment(
  comment_id INTEGER PRIMARY KEY, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, topic TEXT NOT NULL,
  text TEXT NOT NULL, date TEXT NOT NULL, origin INTEGER NOT NULL) STRICT;
CREATE TABLE explanation(
  explanation_id INTEGER PRIMARY KEY, flag TEXT NOT NULL, state TEXT NOT NULL, value TEXT NOT NULL, note TEXT NOT NULL,
  date TEXT NOT NULL, origin INTEGER NOT NULL) STRICT;
CREATE TABLE deflator(year INTEGER PRIMARY KEY, index_value INTEGER NOT NULL, note TEXT NOT NULL, origin INTEGER NOT NULL)
  STRICT;
-- The forms of surveys: what a question may be answered with, and what that gives (millionths of a point).
CREATE TABLE survey_option(
  survey TEXT NOT NULL, question TEXT NOT NULL, option TEXT NOT NULL, position INTEGER NOT NULL, zh TEXT NOT NULL,
  en TEXT NOT NULL, points INTEGER NOT NULL, satisfied INTEGER NOT NULL, PRIMARY KEY(survey, question, option))
  STRICT, WITHOUT ROWID;
-- The sheets. respondent: service, public or ''; answer '' = left blank.
CREATE TABLE survey_answer(
  dept_id INTEGER NOT NULL, year INTEGER NOT NULL, survey TEXT NOT NULL, respondent TEXT NOT NULL, sheet TEXT NOT NULL,
  question TEXT NOT NULL, answer TEXT NOT NULL, origin INTEGER NOT NULL,
  PRIMARY KEY(dept_id, year, survey, respondent, sheet, question)) STRICT, WITHOUT ROWID;
CREATE TABLE issue(
  issue_id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, severity TEXT NOT NULL, line INTEGER NOT NULL,
  position INTEGER NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL) STRICT;

-- Results: made by `measure` and `check` from all of the above, with the stamp of what they were made from.
CREATE TABLE stamp(stage TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE indicator(
  indicator TEXT NOT NULL PRIMARY KEY, zh TEXT NOT NULL, en TEXT NOT NULL, unit TEXT NOT NULL, better TEXT NOT NULL,
  target REAL, basis TEXT NOT NULL, basis_en TEXT NOT NULL, definition TEXT NOT NULL, definition_en TEXT NOT NULL, chart INTEGER NOT NULL,
  position INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE measure(
  measure_id INTEGER PRIMARY KEY, indicator TEXT NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL,
  month INTEGER NOT NULL, numerator INTEGER, denominator INTEGER, value REAL, printed TEXT, numerator_printed TEXT,
  denominator_printed TEXT, calculation TEXT NOT NULL, calculation_en TEXT NOT NULL, reason TEXT NOT NULL,
  source TEXT NOT NULL) STRICT;
CREATE INDEX measure_key ON measure(indicator, year, month, dept_id);
CREATE INDEX measure_dept ON measure(dept_id, year, month);
CREATE TABLE measure_origin(
  measure_id INTEGER NOT NULL, role TEXT NOT NULL, origin INTEGER NOT NULL, PRIMARY KEY(measure_id, role))
  STRICT, WITHOUT ROWID;
CREATE TABLE standing(
  measure_id INTEGER NOT NULL, peer_group TEXT NOT NULL, rank INTEGER NOT NULL, n INTEGER NOT NULL,
  percentile REAL NOT NULL, PRIMARY KEY(measure_id, peer_group)) STRICT, WITHOUT ROWID;
CREATE TABLE distribution(
  subject TEXT NOT NULL, year INTEGER NOT NULL, month INTEGER NOT NULL, peer_group TEXT NOT NULL, n INTEGER NOT NULL,
  missing INTEGER NOT NULL, mean REAL, sd REAL, min REAL, p10 REAL, q1 REAL, median REAL, q3 REAL, p90 REAL, max REAL,
  mad REAL, qn REAL, skewness REAL, PRIMARY KEY(subject, year, month, peer_group)) STRICT, WITHOUT ROWID;
CREATE TABLE histogram(
  subject TEXT NOT NULL, year INTEGER NOT NULL, month INTEGER NOT NULL, peer_group TEXT NOT NULL, lower REAL NOT NULL,
  upper REAL NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(subject, year, month, peer_group, lower))
  STRICT, WITHOUT ROWID;
CREATE TABLE density(
  subject TEXT NOT NULL, year INTEGER NOT NULL, month INTEGER NOT NULL, x REAL NOT NULL, y REAL NOT NULL,
  PRIMARY KEY(subject, year, month, x)) STRICT, WITHOUT ROWID;
CREATE TABLE score(
  rubric TEXT NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL,
  level1 TEXT NOT NULL, level1_en TEXT NOT NULL, level2 TEXT NOT NULL, level2_en TEXT NOT NULL, zh TEXT NOT NULL,
  en TEXT NOT NULL, indicator TEXT NOT NULL, rule TEXT NOT NULL, choice_group TEXT NOT NULL, parts TEXT NOT NULL, full INTEGER NOT NULL,
  points INTEGER, computed INTEGER, stated INTEGER, stated_only INTEGER NOT NULL, status TEXT NOT NULL,
  standard TEXT NOT NULL, standard_en TEXT NOT NULL, calculation TEXT NOT NULL, calculation_en TEXT NOT NULL, basis TEXT NOT NULL,
  measure_id INTEGER, PRIMARY KEY(rubric, dept_id, year, position)) STRICT, WITHOUT ROWID;
CREATE TABLE total(
  rubric TEXT NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, full INTEGER NOT NULL, points INTEGER NOT NULL,
  rescaled INTEGER, stated INTEGER, stated_only INTEGER NOT NULL, computed INTEGER NOT NULL,
  computed_full INTEGER NOT NULL, unscored INTEGER NOT NULL, dropped INTEGER NOT NULL, dropped_full INTEGER NOT NULL,
  grade_zh TEXT NOT NULL, grade_en TEXT NOT NULL, reason TEXT NOT NULL, rank INTEGER, n INTEGER, tied INTEGER,
  rank_low INTEGER, rank_high INTEGER, PRIMARY KEY(rubric, dept_id, year))
  STRICT, WITHOUT ROWID;
CREATE TABLE grade(
  scheme TEXT NOT NULL, lower REAL NOT NULL, label_zh TEXT NOT NULL, label_en TEXT NOT NULL, rank INTEGER NOT NULL,
  PRIMARY KEY(scheme, lower)) STRICT, WITHOUT ROWID;
CREATE TABLE target_result(
  target_id INTEGER PRIMARY KEY, goal INTEGER NOT NULL, source TEXT NOT NULL, direction TEXT NOT NULL, actual TEXT NOT NULL,
  verdict TEXT NOT NULL, computed INTEGER, degree_top INTEGER, degree_bottom INTEGER, origin INTEGER) STRICT;
CREATE TABLE survey_result(
  dept_id INTEGER NOT NULL, year INTEGER NOT NULL, survey TEXT NOT NULL, respondent TEXT NOT NULL, sheets INTEGER NOT NULL,
  answering INTEGER NOT NULL, asked INTEGER NOT NULL, answered INTEGER NOT NULL, points INTEGER NOT NULL,
  full_points INTEGER NOT NULL, full_answered INTEGER NOT NULL, satisfied INTEGER NOT NULL, low REAL, high REAL,
  origin INTEGER NOT NULL, PRIMARY KEY(dept_id, year, survey, respondent)) STRICT, WITHOUT ROWID;
-- The smallest change of one figure that wins a row's next point (goal point), or by itself the next grade (grade).
CREATE TABLE next_step(
  rubric TEXT NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, goal TEXT NOT NULL, place INTEGER NOT NULL,
  id TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, indicator TEXT NOT NULL, item TEXT NOT NULL, stage TEXT NOT NULL,
  item_zh TEXT NOT NULL, item_en TEXT NOT NULL, unit_kind TEXT NOT NULL, current INTEGER NOT NULL, wanted INTEGER NOT NULL,
  current_printed TEXT NOT NULL, wanted_printed TEXT NOT NULL, points INTEGER NOT NULL, gain INTEGER NOT NULL,
  grade_zh TEXT NOT NULL, grade_en TEXT NOT NULL, PRIMARY KEY(rubric, dept_id, year, goal, place)) STRICT, WITHOUT ROWID;
CREATE TABLE finding(
  finding_id INTEGER PRIMARY KEY, id TEXT NOT NULL, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, severity TEXT NOT NULL, verdict TEXT NOT NULL, dept_id INTEGER,
  year INTEGER, zh TEXT NOT NULL, en TEXT NOT NULL, left_value INTEGER, right_value INTEGER, allowed INTEGER,
  unit_kind TEXT NOT NULL, left_origin INTEGER, right_origin INTEGER, left_printed TEXT NOT NULL,
  right_printed TEXT NOT NULL, difference_printed TEXT NOT NULL, allowed_printed TEXT NOT NULL,
  sources TEXT NOT NULL) STRICT;

-- Stages as rows, where a query wants them: a join, so that the key of figure serves it.
CREATE TABLE stage(stage TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO stage(stage, position) VALUES ('budget', 1), ('adjusted', 2), ('actual', 3);
-- Flags: departments that stand out. Doubles are in the printed unit (77.27 %, 元, persons); stake is money (分).
CREATE TABLE flag(
  flag_id INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, dept_id INTEGER NOT NULL, year INTEGER NOT NULL,
  indicator TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, family TEXT NOT NULL, method TEXT NOT NULL, methods TEXT NOT NULL,
  unit TEXT NOT NULL, value REAL, prior REAL, center REAL, spread REAL, limit_low REAL, limit_high REAL, score REAL, p REAL, q REAL,
  agree INTEGER NOT NULL, years_running INTEGER NOT NULL, stake INTEGER, rank INTEGER NOT NULL, n INTEGER NOT NULL,
  vanish REAL, peer_group TEXT NOT NULL, state TEXT NOT NULL, section TEXT NOT NULL, note TEXT NOT NULL, doubt TEXT NOT NULL,
  doubt_zh TEXT NOT NULL, doubt_en TEXT NOT NULL, why_zh TEXT NOT NULL, why_en TEXT NOT NULL, value_zh TEXT NOT NULL,
  value_en TEXT NOT NULL, prior_zh TEXT NOT NULL, prior_en TEXT NOT NULL, center_zh TEXT NOT NULL, center_en TEXT NOT NULL,
  vanish_zh TEXT NOT NULL, vanish_en TEXT NOT NULL) STRICT;
CREATE TABLE flag_method(
  flag_id INTEGER NOT NULL, method TEXT NOT NULL, family TEXT NOT NULL, center REAL, spread REAL, limit_low REAL,
  limit_high REAL, score REAL, p REAL, q REAL, rank INTEGER NOT NULL, n INTEGER NOT NULL, peer_group TEXT NOT NULL,
  PRIMARY KEY(flag_id, method)) STRICT, WITHOUT ROWID;
CREATE TABLE flag_origin(
  flag_id INTEGER NOT NULL, role TEXT NOT NULL, origin INTEGER NOT NULL, PRIMARY KEY(flag_id, role)) STRICT, WITHOUT ROWID;
-- Pairs of years that method hb does not test: started, stopped, frozen (equal), idle (0 twice), negative. value and prior: NULL
-- where nobody printed one.
CREATE TABLE flag_pair(
  indicator TEXT NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, verdict TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL,
  value REAL, prior REAL, value_zh TEXT NOT NULL, value_en TEXT NOT NULL, prior_zh TEXT NOT NULL, prior_en TEXT NOT NULL,
  PRIMARY KEY(indicator, dept_id, year)) STRICT, WITHOUT ROWID;
-- First digits of amounts; dept_id 0 = of all departments. digit_1 ...: how many begin with it.
CREATE TABLE first_digits(
  id TEXT NOT NULL, dept_id INTEGER NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, n INTEGER NOT NULL, zeros INTEGER NOT NULL,
  reason TEXT NOT NULL, magnitude REAL, mad REAL, band TEXT NOT NULL, chi2 REAL, p REAL, digit_1 INTEGER NOT NULL,
  digit_2 INTEGER NOT NULL, digit_3 INTEGER NOT NULL, digit_4 INTEGER NOT NULL, digit_5 INTEGER NOT NULL, digit_6 INTEGER NOT NULL,
  digit_7 INTEGER NOT NULL, digit_8 INTEGER NOT NULL, digit_9 INTEGER NOT NULL, PRIMARY KEY(id, dept_id)) STRICT, WITHOUT ROWID;
-- Every cell that was tested, and how many were not, and why.
CREATE TABLE screen_value(
  indicator TEXT NOT NULL, method TEXT NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, month INTEGER NOT NULL,
  value REAL, prior REAL, size REAL, center REAL, spread REAL, limit_low REAL, limit_high REAL, score REAL, p REAL, q REAL,
  rank INTEGER NOT NULL, n INTEGER NOT NULL, peer_group TEXT NOT NULL, fired INTEGER NOT NULL,
  PRIMARY KEY(indicator, method, year, dept_id, month)) STRICT, WITHOUT ROWID;
CREATE TABLE screening(
  indicator TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, unit TEXT NOT NULL, method TEXT NOT NULL, family TEXT NOT NULL,
  reason TEXT NOT NULL, cells INTEGER NOT NULL, fired INTEGER, expected REAL, PRIMARY KEY(indicator, method, reason))
  STRICT, WITHOUT ROWID;
CREATE TABLE contribution(
  indicator TEXT NOT NULL, dept_id INTEGER NOT NULL, year INTEGER NOT NULL, position INTEGER NOT NULL, item_id INTEGER NOT NULL,
  zh TEXT NOT NULL, en TEXT NOT NULL, change INTEGER NOT NULL, points REAL NOT NULL,
  PRIMARY KEY(indicator, dept_id, year, item_id)) STRICT, WITHOUT ROWID;
CREATE TABLE peer(
  dept_id INTEGER NOT NULL, year INTEGER NOT NULL, position INTEGER NOT NULL, peer_id INTEGER NOT NULL,
  distance REAL NOT NULL, PRIMARY KEY(dept_id, year, position)) STRICT, WITHOUT ROWID;
CREATE TABLE trend(
  indicator TEXT NOT NULL, dept_id INTEGER NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, unit TEXT NOT NULL,
  first_year INTEGER NOT NULL, last_year INTEGER NOT NULL, n INTEGER NOT NULL, direction TEXT NOT NULL, first_value REAL,
  last_value REAL, slope REAL, slope_low REAL, slope_high REAL, stable INTEGER NOT NULL, p REAL, q REAL,
  certain INTEGER NOT NULL, growth REAL, real_growth REAL, PRIMARY KEY(indicator, dept_id)) STRICT, WITHOUT ROWID;
-- What a rate or an amount is counted in, where a chart prints it: units of indicators and flags, in both languages.
CREATE VIEW unit_name AS
  SELECT u.unit, CASE u.unit WHEN 'percent' THEN '%' WHEN 'money' THEN c.zh ELSE c.zh || '／人' END AS zh,
         CASE u.unit WHEN 'percent' THEN '%' WHEN 'money' THEN c.en ELSE c.en || ' per head' END AS en
    FROM (SELECT 'percent' AS unit UNION ALL SELECT 'money' UNION ALL SELECT 'money_per_person') u
    JOIN (SELECT CASE min(d.currency) WHEN 'CNY' THEN '元' WHEN 'USD' THEN '美元' ELSE min(d.currency) END AS zh, min(d.currency) AS en
            FROM dataset d) c ON 1 = 1;
CREATE VIEW survey_question AS
  SELECT survey, question, min(position) AS position, max(zh) AS zh, max(en) AS en, max(points) AS full_points
    FROM survey_option GROUP BY survey, question;
-- Every question of every sheet, also those that the sheet does not answer: option, points and satisfied are NULL then.
CREATE VIEW survey_reply AS
  SELECT s.dept_id, s.year, s.survey, s.respondent, s.sheet, q.question, q.position, q.full_points, o.option, o.points,
         o.satisfied, coalesce(a.origin, s.origin) AS origin
    FROM (SELECT dept_id, year, survey, respondent, sheet, min(origin) AS origin FROM survey_answer
           GROUP BY dept_id, year, survey, respondent, sheet) s
    JOIN survey_question q ON q.survey = s.survey
    LEFT JOIN survey_answer a ON a.dept_id = s.dept_id AND a.year = s.year AND a.survey = s.survey
         AND a.respondent = s.respondent AND a.sheet = s.sheet AND a.question = q.question
    LEFT JOIN survey_option o ON o.survey = s.survey AND o.question = q.question AND o.option = a.answer;

-- What the sheets of a survey add up to, by group of respondents and (`all`) together. answering: sheets with an answer;
-- full_answered: the full points of the questions that were answered.
CREATE VIEW survey_sum AS
  SELECT dept_id, year, survey, 'all' AS respondent, count(DISTINCT respondent || ' ' || sheet) AS sheets,
         count(DISTINCT CASE WHEN option IS NOT NULL THEN respondent || ' ' || sheet END) AS answering, count(*) AS asked,
         count(option) AS answered, CAST(coalesce(sum(points), 0) AS BIGINT) AS points,
         CAST(sum(full_points) AS BIGINT) AS full_points,
         CAST(coalesce(sum(CASE WHEN option IS NOT NULL THEN full_points END), 0) AS BIGINT) AS full_answered,
         CAST(coalesce(sum(satisfied), 0) AS BIGINT) AS satisfied, min(origin) AS origin
    FROM survey_reply GROUP BY dept_id, year, survey
  UNION ALL
  SELECT dept_id, year, survey, respondent, count(DISTINCT respondent || ' ' || sheet) AS sheets,
         count(DISTINCT CASE WHEN option IS NOT NULL THEN respondent || ' ' || sheet END) AS answering, count(*) AS asked,
         count(option) AS answered, CAST(coalesce(sum(points), 0) AS BIGINT) AS points,
         CAST(sum(full_points) AS BIGINT) AS full_points,
         CAST(coalesce(sum(CASE WHEN option IS NOT NULL THEN full_points END), 0) AS BIGINT) AS full_answered,
         CAST(coalesce(sum(satisfied), 0) AS BIGINT) AS satisfied, min(origin) AS origin
    FROM survey_reply GROUP BY dept_id, year, survey, respondent;

-- The cells that an error was found in, and the measures that were made of them.
CREATE VIEW faulty AS
  SELECT left_origin AS origin FROM finding WHERE severity IN ('error', 'fatal') AND left_origin IS NOT NULL
  UNION
  SELECT right_origin FROM finding
   WHERE severity IN ('error', 'fatal') AND right_origin IS NOT NULL AND right_value IS NOT NULL;
CREATE VIEW faulty_measure AS
  SELECT DISTINCT o.measure_id FROM measure_origin o JOIN faulty f ON f.origin = o.origin;

-- Years in which a series does not mean what it meant the year before: the department was reorganised (item_id 0: all of
-- its series), the code was changed, or a part of it moved under another parent. A split without shares is never bridged,
-- and neither are the parents of a code that moved.
CREATE VIEW series_break AS
  SELECT l.new_id AS dept_id, 0 AS item_id, l.year, l.kind FROM lineage l
   WHERE l.share = 0 OR NOT EXISTS (SELECT 1 FROM bridge)
  UNION
  SELECT l.old_id, 0, l.year, l.kind FROM lineage l WHERE l.share = 0 OR NOT EXISTS (SELECT 1 FROM bridge)
  UNION
  SELECT f.dept_id, r.new_id, r.year, 'recode' FROM recoding r JOIN figure f ON f.item_id = r.old_id AND f.year = r.year - 1
   WHERE NOT EXISTS (SELECT 1 FROM bridge)
      OR (SELECT count(*) FROM recoding o WHERE o.old_id = r.old_id AND o.year = r.year) > 1
  UNION
  SELECT f.dept_id, p.item_id, r.year, 'parent' FROM recoding r
    JOIN item a ON a.item_id = r.old_id JOIN item b ON b.item_id = r.new_id AND b.parent_id <> a.parent_id
    JOIN item p ON p.item_id IN (a.parent_id, b.parent_id)
    JOIN figure f ON f.item_id IN (r.old_id, r.new_id) AND f.year BETWEEN r.year - 1 AND r.year;

-- For people: one row per value, readable names, values in the item's base unit (元, 人), file and line.
CREATE VIEW figure_stage AS
  SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, s.stage,
         CASE s.stage WHEN 'budget' THEN f.budget WHEN 'adjusted' THEN f.adjusted ELSE f.actual END AS value,
         CASE s.stage WHEN 'budget' THEN f.budget_origin WHEN 'adjusted' THEN f.adjusted_origin ELSE f.actual_origin END AS origin,
         CASE s.stage WHEN 'budget' THEN f.budget_step WHEN 'adjusted' THEN f.adjusted_step ELSE f.actual_step END AS step
    FROM figure f JOIN stage s ON s.position > 0
   WHERE CASE s.stage WHEN 'budget' THEN f.budget WHEN 'adjusted' THEN f.adjusted ELSE f.actual END IS NOT NULL;
-- What the lists of tasks add up to, by item and stage. A sum that lacks a member is missing.
CREATE VIEW task_sum AS
  SELECT dept_id, year, 'tasks' AS code, 'budget' AS stage, sum(planned) AS value, min(planned_origin) AS origin
    FROM task GROUP BY dept_id, year HAVING count(planned) = count(*)
  UNION ALL
  SELECT dept_id, year, 'tasks', 'actual', sum(completed), min(completed_origin)
    FROM task GROUP BY dept_id, year HAVING count(completed) = count(*)
  UNION ALL
  SELECT dept_id, year, 'tasks_on_time', 'actual', sum(on_time), min(on_time_origin)
    FROM task GROUP BY dept_id, year HAVING count(on_time) = count(*)
  UNION ALL
  SELECT dept_id, year, 'tasks_qualified', 'actual', sum(qualified), min(qualified_origin)
    FROM task GROUP BY dept_id, year HAVING count(qualified) = count(*)
  UNION ALL
  SELECT dept_id, year, 'tasks_assigned', 'budget', sum(assigned), min(assigned_origin)
    FROM task GROUP BY dept_id, year HAVING count(assigned) = count(*)
  UNION ALL
  SELECT dept_id, year, 'tasks_assigned', 'actual', sum(closed), min(closed_origin)
    FROM task GROUP BY dept_id, year HAVING count(closed) = count(*);
CREATE VIEW figures AS
  SELECT d.code AS dept, d.name AS dept_name, f.year, f.month, i.code AS item, i.zh AS item_zh, i.en AS item_en,
         coalesce(p.code, '') AS part, f.stage,
         CAST(f.value AS REAL) / CASE u.decimals WHEN 0 THEN 1.0 WHEN 2 THEN 100.0 ELSE 1000000.0 END AS value,
         u.zh AS unit_zh, u.en AS unit_en,
         CASE WHEN t.statement_id IS NULL THEN 0 ELSE 1 END AS implied,
         s.name AS file, (f.origin - s.first_origin) / s.columns AS line,
         (f.origin - s.first_origin) % s.columns + 1 AS field
    FROM figure_stage f
    JOIN dept d ON d.dept_id = f.dept_id
    JOIN item i ON i.item_id = f.item_id
    JOIN unit_kind u ON u.kind = i.unit_kind
    LEFT JOIN item p ON p.item_id = f.part_id AND f.part_id <> 0
    LEFT JOIN statement t ON t.origin = f.origin AND t.kind = 'change'
    JOIN source s ON f.origin >= s.first_origin AND f.origin < s.end_origin;
-- Each printed code counts towards the nearest code above it that is printed, too.
CREATE VIEW printed_whole AS
  SELECT l.dept_id, l.year, l.month, l.stage, l.item_id, l.part_id, l.class, l.whole_id, l.value, l.step, l.origin, l.whole,
         l.whole_step, l.whole_origin
    FROM (SELECT c.dept_id, c.year, c.month, s.stage, c.item_id, c.part_id, a.class, a.whole_id, a.distance,
                 CASE s.stage WHEN 'budget' THEN c.budget WHEN 'adjusted' THEN c.adjusted ELSE c.actual END AS value,
                 CASE s.stage WHEN 'budget' THEN c.budget_step WHEN 'adjusted' THEN c.adjusted_step ELSE c.actual_step END AS step,
                 CASE s.stage WHEN 'budget' THEN c.budget_origin WHEN 'adjusted' THEN c.adjusted_origin ELSE c.actual_origin END AS origin,
                 CASE s.stage WHEN 'budget' THEN w.budget WHEN 'adjusted' THEN w.adjusted ELSE w.actual END AS whole,
                 CASE s.stage WHEN 'budget' THEN w.budget_step WHEN 'adjusted' THEN w.adjusted_step ELSE w.actual_step END AS whole_step,
                 CASE s.stage WHEN 'budget' THEN w.budget_origin WHEN 'adjusted' THEN w.adjusted_origin ELSE w.actual_origin END AS whole_origin
            FROM item_above a CROSS JOIN figure c CROSS JOIN figure w CROSS JOIN stage s
           WHERE c.item_id = a.item_id AND w.item_id = a.whole_id AND w.part_id = c.part_id
             AND w.dept_id = c.dept_id AND w.year = c.year AND w.month = c.month) l
   WHERE l.value IS NOT NULL AND l.whole IS NOT NULL
     AND NOT EXISTS (
       SELECT 1 FROM item_above n CROSS JOIN figure v
        WHERE n.item_id = l.item_id AND n.distance < l.distance AND n.class = l.class AND v.item_id = n.whole_id
          AND v.part_id = l.part_id AND v.dept_id = l.dept_id AND v.year = l.year AND v.month = l.month
          AND CASE l.stage WHEN 'budget' THEN v.budget WHEN 'adjusted' THEN v.adjusted ELSE v.actual END IS NOT NULL);
-- Change on the same month of the year before. prior is NULL when there is none: a gap of a year is a gap.
CREATE VIEW yoy AS
  SELECT y.dept_id, y.item_id, y.part_id, y.year, y.month, y.stage, y.current, y.prior,
         CASE WHEN y.prior IS NOT NULL THEN y.current - y.prior END AS change, y.current_origin, y.prior_origin
    FROM (SELECT c.dept_id, c.item_id, c.part_id, c.year, c.month, s.stage,
                 CASE s.stage WHEN 'budget' THEN c.budget WHEN 'adjusted' THEN c.adjusted ELSE c.actual END AS current,
                 CASE s.stage WHEN 'budget' THEN p.budget WHEN 'adjusted' THEN p.adjusted ELSE p.actual END AS prior,
                 CASE s.stage WHEN 'budget' THEN c.budget_origin WHEN 'adjusted' THEN c.adjusted_origin ELSE c.actual_origin END AS current_origin,
                 CASE s.stage WHEN 'budget' THEN p.budget_origin WHEN 'adjusted' THEN p.adjusted_origin ELSE p.actual_origin END AS prior_origin
            FROM figure c
            LEFT JOIN figure p ON p.item_id = c.item_id AND p.part_id = c.part_id AND p.dept_id = c.dept_id
                 AND p.year = c.year - 1 AND p.month = c.month
            JOIN stage s ON s.position > 0) y
   WHERE y.current IS NOT NULL;
