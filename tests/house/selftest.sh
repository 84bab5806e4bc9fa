#!/usr/bin/env bash
# The rules can fail: each is tried on a small good tree, and on the same tree with one breach in it.
# shellcheck disable=SC2016  # the texts between single quotes are meant as they stand
set -euo pipefail
. "$(dirname "$0")/lib.bash"

box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
tree=$box/tree
declare -A tried=()

put() { # put FILE TEXT
    mkdir -p "$(dirname "$tree/$1")"
    printf '%s\n' "$2" >"$tree/$1"
}

good_query=$(
    cat <<'SQL'
-- indicator: rate
-- zh: 控制率 == "不" round(
-- basis: it's a comment, WITH RECURSIVE too
WITH sums(dept_id, year, total) AS (
    SELECT f.dept_id, f.year, sum(f.actual) FROM figure f
      JOIN figure p ON p.dept_id = f.dept_id AND p.year = f.year - 1
     WHERE f.month = 12 AND p.actual IS NOT NULL GROUP BY f.dept_id, f.year
)
SELECT s.dept_id, s.year, s.total AS numerator, CAST(max(t.n) AS BIGINT) AS denominator, s.total / 100 AS yuan,
       CAST(s.total AS DOUBLE PRECISION) / NULLIF(max(t.n), 0) AS ratio, 'ifnull(1) == "it''s"' AS text
  FROM sums s JOIN (SELECT count(*) FILTER (WHERE x.included = 0) AS n FROM dept x) AS t ON 1 = 1
 WHERE s.year IN (SELECT y.year FROM sums y) /* a == b */ AND s.year = :year
 GROUP BY s.dept_id, s.year, s.total
 ORDER BY s.dept_id, s.year NULLS LAST LIMIT 5 OFFSET 1;
SQL
)

good_schema='The version of
the schema, 7. More.
| `figure`, `twice` | a cell |

## Columns

figure: dept_id, value
twice: value'

good_tree() {
    rm -rf "$tree"
    put src/base/text.h 'int text_size(void); /* printf("x") */'
    put src/base/text.c '#include "base/text.h"
int text_size(void) { return sizeof "exit(1) \" stderr"; } // abort()'
    put src/load/read.c '#include "base/text.h"
#include <csv.h>
void stop(void) { job->exit(1); log_printf("x"); _exit(127); }'
    put src/cmd/run.c '#include "load/read.h"
void run(void) { printf("x"); }'
    put src/load/read.h ''
    put src/main.c '#include "cmd/run.h"'
    put src/cmd/run.h ''
    put queries/indicators/rate.sql "$good_query"
    put queries/schema/figure.sql 'CREATE TABLE "figure" (x)'
    put plots/bars.gp '# chart: bars
# `a comment`
set title "x < y"
plot "-" using 1'
    put README.md 'Text
```sh
./setup build
jixiao --good \
  words
build/release/jixiao --good
jixiao --bad   # exit 3
cat nothing
```
```
jixiao --bad
```'
    put src/store/schema.sql 'CREATE TABLE figure(dept_id INTEGER, value INTEGER); CREATE VIEW twice AS SELECT value FROM figure;'
    put src/store/internal.h 'enum { SCHEMA_VERSION = 7 };'
    put docs/schema.md "$good_schema"
    cp "$root/setup" "$tree/setup"
    mkdir -p "$tree/tests"
    cp -R "$root/tests/house" "$tree/tests/house"
}

# A program that fails when it is told to.
cat >"$box/program" <<'TEXT'
#!/bin/sh
[ "$1" = --bad ] && { echo "bad was asked for" >&2; exit 3; }
[ -d tests/house ]
TEXT
chmod +x "$box/program"

run_rule() { # run_rule RULE; leaves $status and $box/output
    status=0
    "$root/tests/house/$1.sh" "$tree" "$box/library.o" "$box/program" >"$box/output" 2>&1 || status=$?
}

breaks() { # breaks RULE MESSAGE [FILE TEXT]…; files are put over the good tree
    local rule=$1 message=$2
    shift 2
    good_tree
    while [[ $# -gt 1 ]]; do
        put "$1" "$2"
        shift 2
    done
    expect_breach "$rule" "$message"
}

expect_breach() { # expect_breach RULE MESSAGE
    run_rule "$1"
    tried[$1]=1
    if [[ $status -ne 1 ]] || ! grep -qF -- "$2" "$box/output"; then
        sed 's/^/    /' "$box/output"
        complain "$1.sh" "expected status 1 and \`$2\`, found status $status"
    fi
}

breaks_query() { # breaks_query MESSAGE STATEMENT
    breaks queries "queries/tables/bad.sql:2: $1" queries/tables/bad.sql "-- table: bad
$2 ORDER BY a"
}

good_tree
for rule in floors source tree queries plots doc_commands setup; do
    run_rule "$rule"
    if [[ $status -ne 0 ]]; then
        sed 's/^/    /' "$box/output"
        complain "$rule.sh" "a tree without a breach must pass, found status $status"
    fi
done

breaks floors 'src/base/a.c:2: base may not include "model/table.h"' src/base/a.c '
# include  "model/table.h"'
breaks floors 'store may not include "load/read.h"' src/store/a.h '#include "load/read.h"'
breaks floors 'load may not include "cmd/run.h"' src/load/a/b.c '#include "cmd/run.h"'
breaks floors 'measure may not include "report/html.h"' src/measure/a.c '#include "report/html.h"'
breaks floors '"main.c" names no room' src/cmd/a.c '#include "main.c"'
breaks floors '"text.h" names no room' src/base/a.c '#include "text.h"'
breaks floors '"../base/text.h" names no room' src/load/a.c '#include "../base/text.h"'
breaks floors '"base/none.h" is not in src/' src/load/a.c '#include "base/none.h"'
breaks floors 'src/cellar is no room' src/cellar/a.c ''

breaks source 'the file has 451 lines' src/cmd/a.c "$(printf 'int x;\n%.0s' {1..451})"
for word in 'printf ("x")' 'puts(x)' 'perror(x)' 'exit(1)' 'abort()' 'fprintf(stderr, x)' 'fputs(x, stdout)'; do
    found=${word%%(*}
    case "$word" in *stderr*) found=stderr ;; *stdout*) found=stdout ;; esac
    breaks source "src/stats/a.c:2: ${found% } below cmd/" src/stats/a.c "/* a
*/ void f(void) { $word; }"
done
breaks source 'src/base/a.c:1:#include <sqlite3.h> : only src/store/' src/base/a.c '#include <sqlite3.h>'
breaks source 'only src/load/' src/store/a.c '#include <csv.h>'
breaks source 'only src/report/' src/cmd/a.c '#include <xlsxwriter.h>'
breaks source 'only src/stats/' src/measure/a.c '# include <gsl/gsl_statistics.h>'

for word in "TO"DO "FIX"ME "XX"X; do
    breaks tree 'docs/a.md:1:' docs/a.md "later ($word)"
done
for path in "/wor"k/a "/hom"e/a "/roo"t/a "../share"d/a; do
    breaks tree 'a path of one machine' src/cmd/a.c "\"$path\""
done
breaks tree 'tests/a.sh: is a script but not executable' tests/a.sh ''

breaks queries 'first line must be' queries/checks/bad.sql 'SELECT 1 ORDER BY 1'
breaks queries 'the head says `other`, the file is `bad`' queries/checks/bad.sql '-- check: other'
breaks queries 'kind indicator belongs in queries/indicators/' queries/checks/bad.sql '-- indicator: bad'
breaks queries 'there is no statement' queries/checks/bad.sql '-- check: bad'
for name in ifnull iif strftime group_concat instr; do
    breaks_query "rule 10 (only what every engine knows): $name() is not among" "SELECT $name (a, 1) AS b FROM t"
done
breaks queries 'plots/bad.gp:3: rule 7 (plain columns, plain names): == is SQLite' plots/bad.gp '# chart: bad
# data:
#   SELECT a FROM t WHERE a == 1 ORDER BY a
# height: 1'
one='rule 1 (whole numbers; C divides and rounds)'
breaks_query "$one: printf() is not among" "SELECT printf('%d', a) AS b FROM t"
two='rule 2 (every divisor in NULLIF)'
breaks_query "$two: a divisor stands in NULLIF" 'SELECT a / b AS c FROM t'
breaks_query "$two: a divisor stands in NULLIF" 'SELECT a / 0 AS c FROM t'
breaks_query "$two: a divisor stands in NULLIF" 'SELECT a % b AS c FROM t'
three='rule 3 (sums are of whole numbers)'
breaks_query "$three: avg() is not among" 'SELECT a, avg(b) AS c FROM t GROUP BY a'
breaks_query "$three: total() is not among" 'SELECT a, total(b) AS c FROM t GROUP BY a'
breaks_query "$three: a sum of doubles" 'SELECT sum(CAST(a AS DOUBLE PRECISION)) AS c FROM t'
breaks_query "$three: a sum of doubles" 'SELECT sum(a * 0.5) AS c FROM t'
four='rule 4 (no rounding, no double made whole)'
breaks_query "$four: round() is not among" 'SELECT round(a, 1) AS c FROM t'
breaks_query "$four: CAST to integer" 'SELECT CAST(sum(a) AS INTEGER) AS c FROM t'
breaks_query "$four: a double is cut off" 'SELECT CAST(CAST(a AS DOUBLE PRECISION) / NULLIF(b, 0) AS BIGINT) AS c FROM t'
breaks_query "$four: a double is cut off" 'SELECT CAST(sum(CAST(a * 0.5 AS BIGINT)) AS BIGINT) AS c FROM t'
five='rule 5 (a comparison is no value)'
breaks_query "$five: sum of a comparison" 'SELECT sum(a > 0) AS c FROM t'
breaks_query "$five: \`=\` makes 1" 'SELECT a = b AS c FROM t'
breaks_query "$five: \`and\` makes 1" 'SELECT a, coalesce(b AND c, 0) AS d FROM t'
breaks_query "$five: IS makes 1" 'SELECT (a IS NULL) AS c FROM t'
six='rule 6 (text beside text)'
breaks_query "$six: a text and a number" "SELECT a FROM t WHERE '1' = 1"
breaks_query "$six: year is a number" "SELECT a FROM t WHERE t.year = '2020'"
breaks_query "$six: typeof() is not among" 'SELECT typeof(a) AS c FROM t'
seven='rule 7 (plain columns, plain names)'
breaks_query "$seven: == is SQLite" 'SELECT a FROM t WHERE a == 1'
breaks_query "$seven: names stand without quotes" 'SELECT "a" FROM t'
breaks_query "$seven: names stand without quotes" 'SELECT [a] FROM t'
breaks_query "$seven: names stand without quotes" 'SELECT `a` FROM t'
breaks_query "$seven: a SELECT in parentheses" 'SELECT a FROM (SELECT a FROM t) WHERE a = 1'
breaks queries 'bad.sql:2: rule 8 (an order down to a unique key): there is no ORDER BY' queries/checks/bad.sql '-- check: bad
SELECT a, rank() OVER (ORDER BY a) AS r FROM t'
nine='rule 9 (texts in the order of bytes)'
breaks_query "$nine: GLOB is not the same" "SELECT a FROM t WHERE a GLOB 'x*'"
breaks_query "$nine: COLLATE is not the same" 'SELECT a COLLATE nocase AS b FROM t'
ten='rule 10 (only what every engine knows)'
breaks_query "$ten: write LIMIT n OFFSET m" 'SELECT a FROM (SELECT a FROM t ORDER BY a LIMIT 1, 2) AS t'
breaks_query "$ten: max(a, b) is an aggregate" 'SELECT max(a, coalesce(b, 0)) AS c FROM t'
breaks_query "$ten: FULL JOIN needs" 'SELECT a FROM t FULL JOIN u ON t.a = u.a'
breaks_query "$ten: IS compares with" 'SELECT a FROM t WHERE a IS b'
breaks_query "$ten: :: is PostgreSQL" 'SELECT a :: text AS b FROM t'
breaks_query "$ten: z() is not among" 'SELECT z.b FROM (SELECT a FROM t) AS z(b)'
eleven='rule 11 (nothing beyond 64 bits)'
breaks_query "$eleven: a product of two amounts" 'SELECT t.a * t.b AS c FROM t'
breaks_query "$eleven: a number of 19 digits" 'SELECT 1000000000000000000 AS c FROM t'
breaks_query 'rule 12 (parameters by name): parameters are named' 'SELECT a FROM t WHERE a = ?'
thirteen='rule 13 (dept_id in every join and group)'
breaks_query "$thirteen: WITH RECURSIVE is refused" 'WITH RECURSIVE t(a) AS (SELECT 1) SELECT a FROM t'
breaks_query "$thirteen: GROUP BY over figure needs dept_id" 'SELECT year FROM figure WHERE month = 12 GROUP BY year'
breaks_query "$thirteen: a join with figure needs dept_id" 'SELECT f.a FROM t JOIN figure f ON f.year = t.year WHERE f.dept_id = 1'
breaks queries 'docs/databases.md: there is no row `| 2 | every divisor in NULLIF |`' docs/databases.md '| 1 | whole numbers; C divides and rounds |'
breaks_query 'a query begins with' 'DELETE FROM t'
breaks_query 'one statement per file' 'SELECT 1; SELECT 2'
breaks_query 'rule 10 (only what every engine knows): HAVING without GROUP BY' 'SELECT count(*) AS a FROM item HAVING count(*) > 0'

breaks schema 'measured[] names `a`, which is no table of results' src/store/store.c 'static const char *const measured[] = {"a"};'
breaks schema 'must say `the schema, 8.`' src/store/internal.h 'enum { SCHEMA_VERSION = 8 };'
breaks schema 'under Columns must stand `figure: dept_id, value, step`' src/store/schema.sql \
    'CREATE TABLE figure(dept_id INTEGER, value INTEGER, step INTEGER); CREATE VIEW twice AS SELECT value FROM figure;'
breaks schema '`twice: value` under Columns is not in src/store/schema.sql' src/store/schema.sql 'CREATE TABLE figure(dept_id, value)'
breaks schema '`twice` is not described' docs/schema.md "${good_schema/, \`twice\`/}"
breaks schema '`thrice` is described, but' docs/schema.md "${good_schema/\`twice\`/\`twice\`, \`thrice\`}"

breaks plots 'the first line must be' plots/bad.gp 'plot 1'
breaks plots 'the chart is called `other`' plots/bad.gp '# chart: other'
breaks plots 'bad.gp:2: this starts a shell' plots/bad.gp '# chart: bad
set title "`date`"'
breaks plots 'this starts a shell' plots/bad.gp '# chart: bad
x = system("date")'
breaks plots 'runs a command' plots/bad.gp '# chart: bad
plot "< date" using 1'
breaks plots 'the engine sets the output' plots/bad.gp '# chart: bad
set output "|date"'

breaks doc_commands 'docs/a.md:2: `jixiao --bad` ended with status 3, not 0' docs/a.md '```sh
jixiao --bad
```'
breaks doc_commands 'ended with status 0, not 2' docs/a.md '```sh
jixiao --good  # exit 2
```'
breaks doc_commands 'there is no command `fly`' docs/a.md '```sh
./setup fly
```'

breaks languages 'bad.sql:3: `note.zh` has no `note.en`' queries/tables/bad.sql '-- table: bad
-- zh: 坏
-- note.zh: 注
-- en: Bad
SELECT 1'
breaks languages 'bad.sql:3: `en` has Chinese in it' queries/tables/bad.sql '-- table: bad
-- zh: 坏
-- en: Bad 坏'
breaks languages 'bad.sql:2: `column.a` needs words in both languages' queries/tables/bad.sql '-- table: bad
-- column.a: int | 甲'
breaks languages 'the English words of `text.a` are Chinese: 甲' plots/bars.gp '# chart: bars
# text.a: 甲 | 甲'
breaks languages 'text.csv:2: there is no English for `“一”，二`' datasets/catalog/text.csv 'key,zh,en
a,"“一”，二",'

breaks languages 'r.csv:2: there is no English for `投入`' datasets/catalog/rubrics/r.csv 'level1,level1_en,level2_en,zh,en
投入,,,甲,A'
breaks languages 'r.csv:1: there is no column `level1_en`' datasets/catalog/rubrics/r.csv 'level1,level2_en,zh,en
投入,,甲,A'
breaks languages 'd.meta:1: needs both' datasets/d/d.meta 'zh: 甲'

breaks translation 'README.zh-CN.md:1: is not in step with README.md' README.zh-CN.md '文'
breaks translation 'there is no docs/a.md that it translates' docs/a.zh-CN.md '文'
breaks translation 'docs/a.md:1: does not lead to docs/a.zh-CN.md' docs/a.md 'A' docs/a.zh-CN.md '[甲](a.md)'
breaks translation 'docs/a.zh-CN.md:1: the heading is not translated: # A' docs/a.md '# A' docs/a.zh-CN.md '# A'

for row in '' ',' 'no,%s' '%s %d,%s' '%s %d,%2$d' '%s %d,%2$s %1$d'; do
    # What the table must say of `%s %d` for a message that stands in the source.
    case "$row" in no,*) message='there is no Chinese for `%s %d`' ;; '') message=$(printf 'there is no Chinese') ;; ,) message='expected the English and the Chinese' ;; *) message='the Chinese takes other arguments' ;; esac
    breaks messages "$message" src/load/a.c 'bool f(Err *err) { return err_set(err, ERR_SOURCE, "%s"
    " %d", "a", 1); }' datasets/catalog/messages.csv "en,zh
$row"
done
breaks messages 'no source uses `old`' datasets/catalog/messages.csv 'en,zh
old,旧'
breaks messages 'src/load/a.c:2: `of old` is in English only' src/load/a.c 'void f(void) {
 issue_add(a, b, c, d, e, "%s", g ? "of old" : both("new")); }' datasets/catalog/messages.csv 'en,zh
new,新'
breaks messages 'there is no Chinese for `new`' src/load/a.c 'const char *f(void) { return both(g ? "new" : "old"); }' datasets/catalog/messages.csv 'en,zh
old,旧'
breaks messages 'the rows are sorted' datasets/catalog/messages.csv 'en,zh
b,乙
a,甲'
breaks messages 'is there twice' datasets/catalog/messages.csv 'en,zh
a,甲
a,乙'

# setup.sh reads the setup of the tree it is given.
good_tree
sed -i 's/installed "\$need"/false/' "$tree/setup"
expect_breach setup 'nothing missing means no apt-get'

if command -v cc >/dev/null && command -v objdump >/dev/null; then
    compile() { # compile TEXT
        good_tree
        printf '%s\n' "$1" | cc -x c -c -fPIC -o "$box/library.o" -
    }
    for text in 'int count;' 'static int count = 7; int f(void) { return count++; }' '_Thread_local int count;' \
        'int f(void) { static int count; return count++; }' 'const char *count = "x";'; do
        compile "$text"
        expect_breach globals 'is a global variable'
    done
    compile 'static const char *const names[] = {"a", "b"}; const int n = 2; const char *f(int i) { return names[i]; }'
    run_rule globals
    if [[ $status -ne 0 ]]; then
        cat "$box/output"
        complain globals.sh "constant tables must pass, found status $status"
    fi
fi
tried[globals]=1

if command -v cc >/dev/null && command -v readelf >/dev/null; then
    mv "$box/program" "$box/stand-in"
    echo 'int main(void) { return 0; }' |
        cc -x c -O0 -no-pie -fno-stack-protector -U_FORTIFY_SOURCE -Wl,-z,norelro,-z,lazy,-z,execstack -o "$box/program" - 2>/dev/null
    for what in 'a place of its own' 'read-only relocations' 'binding at once' 'a stack that cannot be run' 'canaries' 'checked library calls'; do
        expect_breach hardening "is without $what"
    done
    mv "$box/stand-in" "$box/program"
fi
tried[hardening]=1

# The golden runner: a case that fits, then one thing wrong at a time, then --update.
golden=$root/tests/golden/run_case.sh
good_case() {
    rm -rf "$box/case"
    mkdir -p "$box/case/input" "$box/case/out/deep"
    echo '中文' >"$box/case/input/a.csv"
    echo 'echo "$TZ $LC_ALL $PWD"; printf warn >&2; mkdir -p out/deep; cp a.csv out/deep/b.csv; cp a.csv out/c; $JIXIAO --bad' \
        >"$box/case/cmd"
    echo 'UTC C.UTF-8 @DIR@' >"$box/case/stdout"
    printf 'warnbad was asked for\n' >"$box/case/stderr"
    echo 3 >"$box/case/exit"
    echo '中文' >"$box/case/out/deep/b.csv"
}

golden_run() { # golden_run STATUS MESSAGE [--update]
    local status=0
    "$golden" ${3:+"$3"} "$box/program" "$box/case" >"$box/output" 2>&1 || status=$?
    if [[ $status -ne $1 || "$(cat "$box/output")" != *"$2"* ]]; then
        cat "$box/output"
        complain run_case.sh "expected status $1 and \`$2\`, found status $status"
    fi
}

good_case
golden_run 0 ''
good_case
rm "$box/case/exit"
golden_run 1 'exit: differs'
good_case
rm "$box/case/stdout"
golden_run 1 'stdout: differs'
good_case
printf 'warnbad was asked for' >"$box/case/stderr"
golden_run 1 'stderr: differs'
good_case
printf '中文' >"$box/case/out/deep/b.csv"
golden_run 1 'out/deep/b.csv: differs'
good_case
: >"$box/case/out/none"
golden_run 1 'out/none: was expected but not made'
rm "$box/case/out/none" "$box/case/exit" "$box/case/stdout"
: >"$box/case/stderr"
: >"$box/case/out/c"
golden_run 0 '' --update
golden_run 0 ''
cmp -s "$box/case/input/a.csv" "$box/case/out/c" || complain run_case.sh "--update did not write out/c"

while IFS= read -r rule; do
    if [[ ! -v tried[$rule] && "$rule" != selftest ]]; then
        complain "tests/house/$rule.sh" "nothing in selftest.sh shows that this rule can fail"
    fi
done < <(cd "$root/tests/house" && printf '%s\n' *.sh | sed 's/\.sh$//')
verdict "every rule can fail"
