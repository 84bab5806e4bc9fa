-- Medians of what run.sh measured, as Markdown. The table `measured` holds one row for each run of each session.
CREATE TABLE target(size TEXT, label TEXT, position INTEGER, ratio REAL);
INSERT INTO target VALUES ('S', 'S', 1, 0.15), ('M', 'M', 2, 0.45), ('L', 'L', 3, 0.60), ('shuffled', 'L, shuffled', 4, 0.70), ('XL', 'XL', 5, NULL), ('tiny', 'tiny', 0, NULL),
  ('county', 'county, without charts and workbook', 6, 0.40), ('charts', 'county, SVG charts', 7, 1.20);

CREATE TABLE middle AS
WITH placed AS (
  SELECT *, row_number() OVER (PARTITION BY session, size, tool ORDER BY seconds) AS place,
         count(*) OVER (PARTITION BY session, size, tool) AS n
    FROM measured)
SELECT session, size, tool, max(version) AS version, max(n) AS runs, max(rows) AS rows, max(bytes) AS bytes,
       avg(seconds) FILTER (WHERE place IN ((n + 1) / 2, (n + 2) / 2)) AS seconds, min(seconds) AS least, max(seconds) AS most,
       avg(cpu) AS cpu, max(mib) AS mib
  FROM placed GROUP BY session, size, tool;

-- The last three sessions of each size, newest first, and jixiao against the fastest peer of the same session.
CREATE TABLE compared AS
SELECT j.*, t.label, t.position, t.ratio AS target, p.tool AS peer, p.seconds AS peer_seconds, 1.0 * j.seconds / p.seconds AS ratio,
       1.0 * j.mib / (SELECT d.mib FROM middle d WHERE d.session = j.session AND d.size = j.size AND d.tool = 'duckdb') AS memory,
       row_number() OVER (PARTITION BY j.size ORDER BY j.session DESC) AS age
  FROM middle j JOIN target t ON t.size = j.size
  LEFT JOIN middle p ON p.session = j.session AND p.size = j.size AND p.tool <> 'jixiao'
       AND p.seconds = (SELECT min(seconds) FROM middle q WHERE q.session = j.session AND q.size = j.size AND q.tool <> 'jixiao')
 WHERE j.tool = 'jixiao';

.mode list
.headers off
.print | size | rows | input | jixiao | fastest peer | ratio | target | met | peak memory | of DuckDB's | in earlier sessions |
.print |---|---:|---:|---:|---:|---:|---:|---|---:|---:|---:|
SELECT printf('| %s | %,d | %.1f MB | %.3f s | %s | %s | %s | %s | %.0f MiB | %s | %s |', label, rows, bytes / 1e6, seconds,
              CASE WHEN peer IS NULL THEN '—' ELSE printf('%s %.3f s', peer, peer_seconds) END,
              CASE WHEN ratio IS NULL THEN '—' ELSE printf('%.3f', ratio) END,
              CASE WHEN target IS NULL THEN '—' ELSE printf('≤ %.2f', target) END, CASE WHEN ratio <= target THEN 'yes' WHEN ratio > target THEN 'no' ELSE '—' END, mib,
              CASE WHEN memory IS NULL THEN '—' ELSE printf('%.2f', memory) END,
              coalesce((SELECT group_concat(CASE WHEN e.ratio IS NULL THEN printf('%.3f s', e.seconds) ELSE printf('%.3f', e.ratio) END, ', ')
                          FROM compared e WHERE e.size = c.size AND e.age IN (2, 3)), '—'))
  FROM compared c WHERE age = 1 ORDER BY position;
.print
SELECT 'Time grows as rows^' || printf('%.2f', ln(x.seconds / s.seconds) / ln(1.0 * x.rows / s.rows)) || ' from S to XL ('
       || printf('%.2f', ln(x.seconds / m.seconds) / ln(1.0 * x.rows / m.rows)) || ' from M to XL); n·log n would be '
       || printf('%.2f', ln(x.rows * ln(x.rows) / (s.rows * ln(s.rows))) / ln(1.0 * x.rows / s.rows)) || '.'
  FROM compared s, compared m, compared x WHERE s.size = 'S' AND m.size = 'M' AND x.size = 'XL' AND s.age = 1 AND m.age = 1 AND x.age = 1;

.print
.print | size | tool | version | runs | median | least – most | CPU time | rows/s | peak memory | times jixiao |
.print |---|---|---|---:|---:|---:|---:|---:|---:|---:|
SELECT printf('| %s | %s | %s | %d | %.3f s | %.3f – %.3f | %.2f s | %.2f M | %.0f MiB | %.1f |', c.label, m.tool, m.version, m.runs, m.seconds,
              m.least, m.most, m.cpu, m.rows / m.seconds / 1e6, m.mib, 1.0 * m.seconds / c.seconds)
  FROM compared c JOIN middle m ON m.session = c.session AND m.size = c.size
 WHERE c.age = 1 ORDER BY c.position, m.seconds;
