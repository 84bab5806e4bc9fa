-- What tests/integration/seeds.sh asks: main holds the run's tables/*.csv (all text), j is the run's database.
-- Amounts are 分, so / 1e6 is 万元; part '' is the undivided item.
CREATE TEMP VIEW f AS
  SELECT d.code AS dept, f.year, i.code AS item, coalesce(p.code, '') AS part, f.stage, f.value
    FROM j.figure_stage f JOIN j.dept d USING (dept_id) JOIN j.item i ON i.item_id = f.item_id
    LEFT JOIN j.item p ON p.item_id = f.part_id AND f.part_id <> 0;
CREATE TEMP VIEW s AS
  SELECT d.code AS dept, s.year, s.kind, coalesce(i.code, s.code) AS item, coalesce(p.code, '') AS part, s.stage,
         s.table_name, s.value, s.text
    FROM j.statement s JOIN j.dept d USING (dept_id) LEFT JOIN j.item i ON i.item_id = s.item_id
    LEFT JOIN j.item p ON p.item_id = s.part_id AND s.part_id <> 0;
-- One view per document: y17, a (actual) and b (budget) of yanling 2020, p, w, h; ys and hs are what is stated beside the figures.
CREATE TEMP VIEW y17 AS SELECT * FROM f WHERE dept = 'yanling' AND year = 2017 AND stage = 'budget' AND item <> 'staff';
CREATE TEMP VIEW a AS SELECT * FROM f WHERE dept = 'yanling' AND year = 2020 AND stage = 'actual';
CREATE TEMP VIEW b AS SELECT * FROM f WHERE dept = 'yanling' AND year = 2020 AND stage = 'budget';
CREATE TEMP VIEW ys AS SELECT * FROM s WHERE dept = 'yanling' AND year = 2020;
CREATE TEMP VIEW p AS SELECT * FROM f WHERE dept = 'pingqiao' AND year = 2023 AND stage = 'budget';
CREATE TEMP VIEW w AS SELECT * FROM f WHERE dept = 'wangcheng' AND year = 2019 AND stage = 'budget';
CREATE TEMP VIEW h AS SELECT * FROM f WHERE dept = 'hanzhong' AND year = 2023 AND stage = 'budget';
CREATE TEMP VIEW hs AS SELECT * FROM s WHERE dept = 'hanzhong' AND year = 2023;
CREATE TEMP VIEW function_codes AS SELECT * FROM h WHERE item GLOB '2[0-9][0-9][0-9][0-9][0-9][0-9]';
CREATE TEMP VIEW economic_codes AS SELECT * FROM h WHERE item GLOB '3[0-9][0-9][0-9][0-9]';
-- The CSV tables: measures, shares, stated changes, scores.
CREATE TEMP VIEW m AS SELECT dept || ' ' || year || ' ' || indicator AS id, * FROM measures;
CREATE TEMP VIEW share AS
  SELECT item, share FROM shares WHERE dept = 'yanling' AND year = '2020' AND stage = 'actual' AND whole = 'expenditure';
CREATE TEMP VIEW c AS SELECT * FROM stated_changes;
CREATE TEMP VIEW sc AS SELECT * FROM scores WHERE dept = 'yanling' AND year = '2020' AND rubric = 'county-2020';
