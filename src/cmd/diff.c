/* diff: what changed from one database to another: figures, then the indicators and the scores that follow
 * from them. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "measure/unit.h"

/* Values of both databases by their codes, since numbers differ from database to database. `other` is the
 * newer one. */
#define CELLS(schema)                                                                                        \
    "SELECT d.code AS dept, f.year, f.month, i.code AS item, p.code AS part, i.unit_kind, s.name AS file,"   \
    " (x.origin - s.first_origin) / s.columns AS line, x.stage, x.value FROM " schema ".figure f"            \
    " JOIN " schema ".dept d ON d.dept_id = f.dept_id JOIN " schema ".item i ON i.item_id = f.item_id"       \
    " JOIN " schema ".item p ON p.item_id = f.part_id"                                                       \
    " JOIN " schema                                                                                          \
    ".figure_stage x ON x.item_id = f.item_id AND x.part_id = f.part_id AND x.dept_id = f.dept_id"           \
    " AND x.year = f.year AND x.month = f.month"                                                             \
    " JOIN " schema ".source s ON x.origin >= s.first_origin AND x.origin < s.end_origin"

#define SAME_CELL                                                                                            \
    " ON b.dept = a.dept AND b.year = a.year AND b.month = a.month AND b.item = a.item AND b.part = a.part"  \
    " AND b.stage = a.stage"
#define CELL_COLUMNS(t)                                                                                      \
    t ".dept, " t ".year, " t ".month, " t ".item, " t ".part, " t ".stage, " t ".unit_kind, "

static const char figures_sql[] = "WITH a AS MATERIALIZED (" CELLS("main") "), b AS MATERIALIZED (" CELLS(
    "other") ") "
             "SELECT " CELL_COLUMNS(
                 "a") "a.value AS old, b.value AS new, a.file || ':' || a.line AS old_source,"
                      " coalesce(b.file || ':' || b.line, '') AS new_source FROM a LEFT JOIN b" SAME_CELL
                      " WHERE b.value IS NULL OR b.value <> a.value"
                      " UNION ALL SELECT " CELL_COLUMNS(
                          "b") "a.value, b.value, '', b.file || ':' || b.line FROM b LEFT JOIN a" SAME_CELL
                               " WHERE a.value IS NULL ORDER BY 1, 4, 5, 2, 3, 6";

#define MEASURES(schema)                                                                                     \
    "SELECT d.code AS dept, m.year, m.month, m.indicator, coalesce(m.printed, '') AS printed FROM " schema   \
    ".measure m"                                                                                             \
    " JOIN " schema ".dept d ON d.dept_id = m.dept_id"
static const char measures_sql[] =
    "WITH a AS MATERIALIZED (" MEASURES("main") "), b AS MATERIALIZED (" MEASURES(
        "other") ") "
                 "SELECT a.dept, a.year, a.month, a.indicator, a.printed AS old, coalesce(b.printed, '') AS "
                 "new FROM a LEFT JOIN b"
                 " ON b.dept = a.dept AND b.year = a.year AND b.month = a.month AND b.indicator = a.indicator"
                 " WHERE coalesce(b.printed, '') <> a.printed"
                 " UNION ALL SELECT b.dept, b.year, b.month, b.indicator, '', b.printed FROM b LEFT JOIN a"
                 " ON b.dept = a.dept AND b.year = a.year AND b.month = a.month AND b.indicator = "
                 "a.indicator WHERE a.printed IS NULL AND b.printed <> ''"
                 " ORDER BY 1, 4, 2, 3";

#define SCORES(schema)                                                                                       \
    "SELECT d.code AS dept, s.year, s.rubric, s.id, s.points FROM " schema ".score s"                        \
    " JOIN " schema ".dept d ON d.dept_id = s.dept_id"                                                       \
    " UNION ALL SELECT d.code, t.year, t.rubric, 'total', t.points FROM " schema ".total t"                  \
    " JOIN " schema ".dept d ON d.dept_id = t.dept_id"
static const char scores_sql[] = "WITH a AS MATERIALIZED (" SCORES("main") "), b AS MATERIALIZED (" SCORES(
    "other") ") "
             "SELECT a.dept, a.year, a.rubric, a.id, a.points AS old, b.points AS new FROM a LEFT JOIN b"
             " ON b.dept = a.dept AND b.year = a.year AND b.rubric = a.rubric AND b.id = a.id"
             " WHERE coalesce(b.points, -1) <> coalesce(a.points, -1)"
             " UNION ALL SELECT b.dept, b.year, b.rubric, b.id, a.points, b.points FROM b LEFT JOIN a"
             " ON b.dept = a.dept AND b.year = a.year AND b.rubric = a.rubric AND b.id = a.id WHERE a.dept "
             "IS NULL"
             " ORDER BY 1, 2, 3, 4";

static void print_figures(Arena *arena, const Table *t) {
    for (size_t row = 0; row < t->row_count; row++) {
        const char *unit = table_text(t, "unit_kind", row);
        printf("figure\t%s\t%lld-%02lld\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", table_text(t, "dept", row),
               (long long)table_integer(t, "year", row), (long long)table_integer(t, "month", row),
               table_text(t, "item", row), table_text(t, "part", row), table_text(t, "stage", row),
               unit_text(arena, unit, table_integer(t, "old", row), true),
               unit_text(arena, unit, table_integer(t, "new", row), true), table_text(t, "old_source", row),
               table_text(t, "new_source", row));
    }
}

static void print_measures(const Table *t) {
    for (size_t row = 0; row < t->row_count; row++) {
        const char *old = table_text(t, "old", row), *new = table_text(t, "new", row);
        printf("measure\t%s\t%lld-%02lld\t%s\t%s\t%s\n", table_text(t, "dept", row),
               (long long)table_integer(t, "year", row), (long long)table_integer(t, "month", row),
               table_text(t, "indicator", row), *old ? old : "—", *new ? new : "—");
    }
}

static void print_scores(Arena *arena, const Table *t) {
    for (size_t row = 0; row < t->row_count; row++)
        printf("score\t%s\t%lld\t%s\t%s\t%s\t%s\n", table_text(t, "dept", row),
               (long long)table_integer(t, "year", row), table_text(t, "rubric", row),
               table_text(t, "id", row), unit_text(arena, "points", table_integer(t, "old", row), true),
               unit_text(arena, "points", table_integer(t, "new", row), true));
}

bool command_diff(const Options *options, int *status, Err *err) {
    (void)status;
    Arena *arena = options->arena;
    Store *store;
    Table *figures, *measures, *scores;
    if (options->word_count != 2)
        return err_set(err, ERR_USAGE,
                       "diff needs two databases: the older and the newer; see jixiao diff --help");
    if (!store_open(arena, options->words[0], STORE_READ, &store, err)) return false;
    bool done = store_attach(store, options->words[1], err) &&
                store_query(arena, store, "diff", figures_sql, NULL, 0, &figures, err) &&
                store_query(arena, store, "diff", measures_sql, NULL, 0, &measures, err) &&
                store_query(arena, store, "diff", scores_sql, NULL, 0, &scores, err);
    if (done) {
        print_figures(arena, figures);
        print_measures(measures);
        print_scores(arena, scores);
        if (!options->quiet)
            say_line(stderr, options->spoken, "%zu figures, %zu measures and %zu scores differ",
                     figures->row_count, measures->row_count, scores->row_count);
    }
    Err second;
    bool closed = store_close(store, false, done ? err : &second);
    return done && closed;
}
