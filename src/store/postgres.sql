-- What the schema of PostgreSQL needs besides the tables of schema.sql. Run in schema jixiao, after its tables and views.

-- Numbers of rows as SQLite gives them, the highest and one more, so that both engines number alike. One writer at a time.
DO $$
DECLARE key record;
BEGIN
  FOR key IN
    SELECT c.relname AS name, a.attname AS number
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
     WHERE c.relnamespace = 'jixiao'::regnamespace AND i.indisprimary AND i.indnatts = 1
       AND a.atttypid = 'bigint'::regtype AND a.attname LIKE '%\_id'
  LOOP
    EXECUTE format('CREATE FUNCTION jixiao.%I() RETURNS bigint LANGUAGE sql VOLATILE AS %L', 'next_' || key.number || '_of_' || key.name,
                   format('SELECT coalesce(max(%I), 0) + 1 FROM jixiao.%I', key.number, key.name));
    EXECUTE format('ALTER TABLE jixiao.%I ALTER COLUMN %I SET DEFAULT jixiao.%I()', key.name, key.number,
                   'next_' || key.number || '_of_' || key.name);
  END LOOP;
END $$;

-- A function of SQLite that statements use.
CREATE FUNCTION jixiao.instr(whole text, piece text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT AS
  'SELECT CAST(strpos(whole, piece) AS BIGINT)';

-- Citus (docs/databases.md): figures lie on its workers by department, and each worker has a copy of what is joined with them.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'create_distributed_table') THEN
    PERFORM create_reference_table('jixiao.dept'), create_reference_table('jixiao.item'),
            create_reference_table('jixiao.stage'), create_reference_table('jixiao.item_above');
    PERFORM create_distributed_table('jixiao.figure', 'dept_id');
  END IF;
END $$;
