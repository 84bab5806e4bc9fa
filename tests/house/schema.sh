#!/usr/bin/env bash
# docs/schema.md and src/store/schema.sql say the same: the version, and in the section Columns every table and view with all of its
# columns in their order; the descriptions above name each of them, and nothing else. The tables of results are those that
# src/store/store.c forgets and that nothing may read early: `finding` and `stamp` have their own time there, `stage` is fixed.
set -euo pipefail
. "$(dirname "$0")/lib.bash"

page=docs/schema.md
command -v sqlite3 >/dev/null || skip "sqlite3 reads the schema"
version=$(grep -hoE 'SCHEMA_VERSION *= *[0-9]+' "$root"/src/store/*.[ch] | grep -oE '[0-9]+$')
grep -qE "^the schema, $version\." "$root/$page" || complain "$page" "must say \`the schema, $version.\`, the SCHEMA_VERSION of src/store"

real=$(sqlite3 -batch :memory: ".read $root/src/store/schema.sql" "
    SELECT m.name || ': ' || group_concat(p.name, ', ') FROM sqlite_schema m JOIN pragma_table_info(m.name) p
     WHERE m.type IN ('table', 'view') GROUP BY m.rowid ORDER BY m.name")
told=$(sed -n '/^## Columns/,$p' "$root/$page" | grep -E '^[a-z_]+: ' || true)
complain_lines < <(comm -3 <(sort <<<"$real") <(sort <<<"$told") | sed -E "
    s|^\t(.*)|$page: \`\1\` under Columns is not in src/store/schema.sql|
    t
    s|^(.*)|$page: under Columns must stand \`\1\`|")

# shellcheck disable=SC2016  # back-quotes as they are written
described=$(sed -n '1,/^## Columns/p' "$root/$page" | grep -E '^\| `[a-z_]+`' | cut -d '|' -f 2 | grep -oE '`[a-z_]+`' | tr -d '`')
complain_lines < <(comm -3 <(cut -d : -f 1 <<<"$real" | sort) <(sort <<<"$described") | sed -E "
    s|^\t(.*)|$page: \`\1\` is described, but src/store/schema.sql has none|
    t
    s|^(.*)|$page: \`\1\` is not described|")

if [[ -f "$root/src/store/store.c" ]]; then
    results=$(awk '/^-- Results/ { on = 1 } on && /^CREATE TABLE/ { sub(/\(.*/, "", $3); print $3 }' "$root/src/store/schema.sql" | grep -vxE 'finding|stamp|stage' || true)
    named=$(sed -n '/ measured\[\] = {/,/};/p' "$root/src/store/store.c" | grep -oE '"[a-z_]+"' | tr -d '"')
    complain_lines < <(comm -3 <(sort <<<"$results") <(sort <<<"$named") | sed -E "
        s|^\t(.*)|src/store/store.c: measured[] names \`\1\`, which is no table of results in src/store/schema.sql|
        t
        s|^(.*)|src/store/store.c: measured[] must name \`\1\`, a table of results|" | grep -v '``' || true)
fi
verdict "the schema is described as it is"
