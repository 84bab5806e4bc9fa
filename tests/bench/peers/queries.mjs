// The queries of the whole batch in DuckDB, in memory: node queries.mjs MODULES THREADS TABLES QUERIES OUT. TABLES holds every table of a
// database of jixiao as CSV, its columns and its views (export.sh). All query files run as they are; each result is written as CSV.
import { createRequire } from 'node:module';
import fs from 'node:fs';
const [modules, threads, tables, queries, out] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/')('@duckdb/node-api');
const instance = await DuckDBInstance.create(':memory:', { threads });
const db = await instance.connect();
const read = (name) => JSON.parse(fs.readFileSync(`${tables}/${name}.json`, 'utf8'));
const types = { INTEGER: 'BIGINT', REAL: 'DOUBLE', TEXT: 'VARCHAR' };
const columns = {};
for (const { table, name, type } of read('columns')) (columns[table] ??= []).push(`'${name}': '${types[type]}'`);
for (const table in columns)
    await db.run(`CREATE TABLE "${table}" AS SELECT * FROM read_csv('${tables}/${table}.csv', header = true, auto_detect = false, delim = ',',
                  quote = '"', escape = '"', nullstr = 'NULL', columns = {${columns[table].join(', ')}})`);
for (const { sql } of read('views')) await db.run(sql);
const { first_year, last_year, rubric } = read('years')[0];
const values = {
    first_year, last_year, rubric: `'${rubric}'`, lang: "'zh'", dept_id: 'NULL', year: 'NULL', month: '12', indicator: 'NULL',
    peer_group: "''", item: 'NULL', stage: "'actual'",
};
let count = 0;
for (const kind of ['indicators', 'checks', 'flags', 'tables', 'sentences'])
    for (const file of fs.readdirSync(`${queries}/${kind}`).sort()) {
        const text = fs.readFileSync(`${queries}/${kind}/${file}`, 'utf8').replace(/^--.*$/gm, '').trim().replace(/;$/, '');
        const sql = text.replace(/(?<![:\w]):([a-z_]+)/g, (all, name) => values[name] ?? all);
        await db.run(`COPY (${sql}) TO '${out}/${kind}-${file}.csv' (HEADER)`);
        count++;
    }
console.log(`${count} queries`);
db.closeSync();
instance.closeSync();
