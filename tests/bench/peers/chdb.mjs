// The job in ClickHouse as a library (chdb), in memory: node chdb.mjs MODULES THREADS DATA OUT. The join by hash is faster than a window.
import { createRequire } from 'node:module';
const [modules, threads, data, out] = process.argv.slice(2);
const { Session } = createRequire(modules + '/')('chdb');
const session = new Session();
if (data === '--version') {
    console.log(String(session.query('SELECT version()', 'TabSeparated')).trim());
    process.exit(0);
}
const columns = 'dept UInt32, year UInt16, item UInt32, stage LowCardinality(String), value Nullable(Decimal(15, 2))';
const csv = (name) => `INSERT INTO FUNCTION file('${out}/${name}.csv', 'CSVWithNames')`;
const steps = [
    `SET max_threads = ${threads}, max_insert_threads = ${threads}, engine_file_truncate_on_insert = 1, join_use_nulls = 0,
         format_csv_null_representation = ''`,
    `CREATE DATABASE IF NOT EXISTS bench ENGINE = Atomic`,
    `USE bench`,
    `CREATE TABLE figure(${columns}) ENGINE = Memory`,
    `INSERT INTO figure SELECT * FROM file('${data}/figures-*.csv', 'CSVWithNames', '${columns}')`,
    `CREATE TABLE change ENGINE = Memory AS
     SELECT a.dept AS dept, a.item AS item, a.year AS year, p.amount AS prior, a.amount AS current,
            if(prior > 0, toFloat64(current - prior) / toFloat64(prior) * 100, NULL) AS rate
       FROM (SELECT dept, item, year, assumeNotNull(value) AS amount FROM figure WHERE stage = 'actual' AND value IS NOT NULL) a
      INNER JOIN (SELECT dept, item, toUInt16(year + 1) AS year, assumeNotNull(value) AS amount
                    FROM figure WHERE stage = 'actual' AND value IS NOT NULL) p
         ON a.dept = p.dept AND a.item = p.item AND a.year = p.year`,
    `${csv('changes')} SELECT dept, item, year, prior, current, current - prior AS change, round(rate, 2) AS rate FROM change`,
    `${csv('totals')}
     SELECT dept, year, sumIf(value, stage = 'budget') AS budget, sumIf(value, stage = 'adjusted') AS adjusted,
            sumIf(value, stage = 'actual') AS actual,
            round(toFloat64(adjusted - budget) / nullIf(toFloat64(budget), 0) * 100, 2) AS adjustment_rate,
            round(toFloat64(actual) / nullIf(toFloat64(adjusted), 0) * 100, 2) AS execution_rate
       FROM figure GROUP BY dept, year`,
    `CREATE TABLE spread ENGINE = Memory AS
     SELECT item, year, n, median, arrayReduce('quantileExactInclusive(0.5)', arrayMap(x -> abs(x - median), rates)) AS mad
       FROM (SELECT item, year, count() AS n, quantileExactInclusive(0.5)(assumeNotNull(rate)) AS median,
                    groupArray(assumeNotNull(rate)) AS rates
               FROM change WHERE rate IS NOT NULL GROUP BY item, year)`,
    `${csv('spread')} SELECT item, year, n, round(median, 4) AS median, round(mad, 4) AS mad FROM spread`,
    `${csv('outliers')}
     SELECT dept, item, year, round(c.rate, 2) AS rate, round(s.median, 4) AS median, round(s.mad, 4) AS mad,
            round((c.rate - s.median) / (1.4826 * s.mad), 4) AS score
       FROM change c INNER JOIN spread s USING (item, year) WHERE abs(c.rate - s.median) > 5 * 1.4826 * s.mad`,
];
for (const step of steps) session.query(step);
session.cleanup?.();
