-- The steps of a plan, which EXPLAIN (VERBOSE, FORMAT JSON) tells: one row each, in the order in which it is printed.
-- foreign_query: what a node is asked (postgres_fdw); node: its name.
WITH RECURSIVE step(path, depth, plan) AS (
  SELECT ARRAY[1], 0, CAST(:plan AS jsonb) #> '{0,Plan}'
  UNION ALL
  SELECT s.path || CAST(child.number AS integer), s.depth + 1, child.plan
    FROM step s, jsonb_array_elements(s.plan -> 'Plans') WITH ORDINALITY AS child(plan, number)
)
SELECT s.depth, s.plan ->> 'Node Type',
       coalesce(s.plan ->> 'Relation Name', s.plan ->> 'CTE Name', s.plan ->> 'Function Name', ''),
       coalesce(s.plan ->> 'Alias', ''), coalesce(s.plan ->> 'Subplan Name', ''),
       coalesce((SELECT string_agg(DISTINCT part[1], ', ')
                   FROM regexp_matches(coalesce(s.plan ->> 'Index Cond', s.plan ->> 'Recheck Cond'),
                                       '\m' || (s.plan ->> 'Alias') || '\.(\w+)', 'g') AS part), ''),
       coalesce((SELECT string_agg(key.name, ', ' ORDER BY key.number)
                   FROM jsonb_array_elements_text(coalesce(s.plan -> 'Group Key', s.plan -> 'Sort Key'))
                        WITH ORDINALITY AS key(name, number)), ''),
       CAST(s.plan ->> 'Plan Rows' AS bigint), CAST(s.plan ->> 'Plan Width' AS bigint),
       coalesce(s.plan ->> 'Remote SQL', '') AS foreign_query,
       coalesce((SELECT max(v.srvname) FROM pg_foreign_table t JOIN pg_class c ON c.oid = t.ftrelid
                   JOIN pg_foreign_server v ON v.oid = t.ftserver
                  WHERE coalesce(s.plan ->> 'Relations', s.plan ->> 'Relation Name') ~ ('\m' || c.relname || '\M')), '') AS node
  FROM step s
 ORDER BY s.path
