/* The walk home of one value: value ← calculation ← figures ← file:line:column. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cmd/trace.h"
#include "measure/unit.h"

static const char measure_sql[] =
    "SELECT m.measure_id, m.month, coalesce(n.name, d.name) AS name, CASE WHEN :lang = 'zh' THEN i.zh ELSE "
    "i.en END AS label,"
    "       CASE WHEN :lang = 'zh' THEN m.calculation ELSE m.calculation_en END AS calculation, m.reason, "
    "i.basis,"
    "       CASE WHEN :lang = 'zh' THEN i.definition ELSE i.definition_en END AS definition"
    "  FROM measure m JOIN indicator i ON i.indicator = m.indicator JOIN dept d ON d.dept_id = m.dept_id"
    "  LEFT JOIN dept_name n ON n.dept_id = d.dept_id AND n.valid_from <= m.year AND (n.valid_to = 0 OR "
    "n.valid_to >= m.year)"
    " WHERE d.code = :item AND m.year = :year AND m.indicator = :indicator ORDER BY m.month";
/* Every value that the measure was made of, and what else was published for its cell. */
static const char cells_sql[] =
    "SELECT o.role, o.origin, f.value, f.stage, i.zh, i.en, i.unit_kind, f.year, f.month,"
    "       CASE WHEN c.statement_id IS NULL THEN 0 ELSE 1 END AS implied,"
    "       CASE WHEN e.origin IS NULL THEN 0 ELSE 1 END AS faulty"
    "  FROM measure_origin o JOIN figure_stage f ON f.origin = o.origin JOIN item i ON i.item_id = f.item_id"
    "  JOIN measure m ON m.measure_id = o.measure_id"
    "   AND (m.dept_id = f.dept_id OR NOT EXISTS (SELECT 1 FROM bridge)) LEFT JOIN statement c ON c.origin = "
    "o.origin AND c.kind = 'change'"
    "  LEFT JOIN faulty e ON e.origin = o.origin"
    " WHERE o.measure_id = :dept_id ORDER BY o.role DESC, o.origin";
/* Like for like: the cells that were added up, with the part of each that counts (millionths). */
static const char members_sql[] =
    "SELECT o.role, d.name, g.value, coalesce(p.share, 1000000) AS share, g.origin, i.unit_kind"
    "  FROM measure_origin o JOIN measure m ON m.measure_id = o.measure_id"
    "  JOIN figure_stage f ON f.origin = o.origin AND f.dept_id = m.dept_id"
    "  JOIN main.figure_stage g ON g.part_id = f.part_id AND g.year = f.year AND g.month = f.month"
    "   AND g.stage = f.stage"
    "  JOIN dept d ON d.dept_id = g.dept_id JOIN item i ON i.item_id = g.item_id"
    "  LEFT JOIN dept_map p ON p.dept_id = g.dept_id AND p.year = g.year AND p.to_id = f.dept_id"
    "  LEFT JOIN item_map t ON t.item_id = g.item_id AND g.year < t.year"
    " WHERE o.measure_id = :dept_id AND coalesce(t.to_id, g.item_id) = f.item_id"
    "   AND NOT (g.dept_id = f.dept_id AND g.item_id = f.item_id AND g.value = f.value)"
    "   AND (p.to_id IS NOT NULL OR (g.dept_id = f.dept_id AND NOT EXISTS"
    "       (SELECT 1 FROM dept_map q WHERE q.dept_id = g.dept_id AND q.year = g.year)))"
    " ORDER BY o.role DESC, g.origin";
static const char earlier_sql[] =
    "SELECT u.value, u.origin, i.unit_kind FROM measure_origin o JOIN figure_stage f ON f.origin = o.origin"
    "  JOIN superseded u ON u.item_id = f.item_id AND u.part_id = f.part_id AND u.dept_id = f.dept_id AND "
    "u.year = f.year"
    "   AND u.month = f.month AND u.stage = f.stage"
    "  JOIN item i ON i.item_id = f.item_id"
    " WHERE o.measure_id = :dept_id AND u.value <> f.value ORDER BY u.origin";
/* Cells without a number, of the items that the indicator's query (:item) names: why a part of it is missing.
 */
static const char absent_sql[] =
    "SELECT a.kind, a.origin, a.stage, a.year, a.month, i.zh, i.en"
    "  FROM measure m JOIN absent a ON a.dept_id = m.dept_id AND a.month = m.month"
    "   AND (a.year = m.year OR (a.year = m.year - 1 AND instr(:item, 'year - 1') > 0))"
    "  JOIN item i ON i.item_id = a.item_id AND instr(:item, '''' || i.code || '''') > 0"
    " WHERE m.measure_id = :dept_id AND a.part_id = 0 AND instr(:item, a.stage) > 0 AND NOT EXISTS"
    "       (SELECT 1 FROM figure_stage f WHERE f.item_id = a.item_id AND f.part_id = a.part_id AND "
    "f.dept_id = a.dept_id"
    "           AND f.year = a.year AND f.month = a.month AND f.stage = a.stage) ORDER BY a.origin";

/* Of a value that is a sum like for like, the cells; nothing as reported. */
static bool print_members(Batch *batch, const OriginIndex *origins, int64_t measure_id, Err *err) {
    Arena *arena = batch->arena;
    const StoreParam param = {.name = "dept_id", .integer = measure_id};
    Table *bridge, *t;
    if (!store_query(arena, batch->store, "trace", "SELECT basis FROM bridge", NULL, 0, &bridge, err))
        return false;
    if (bridge->row_count == 0) return true;
    if (!store_query(arena, batch->store, "trace", members_sql, &param, 1, &t, err)) return false;
    if (t->row_count) printf("  %s\n", say(batch->texts, "trace.members"));
    for (size_t row = 0; row < t->row_count; row++) {
        int64_t share = table_integer(t, "share", row);
        printf("    %s = %s%s  %s  <- %s\n", table_text(t, "role", row),
               unit_text(arena, table_text(t, "unit_kind", row), table_integer(t, "value", row), true),
               share == 1000000 ? "" : arena_printf(arena, " × %g%%", (double)share / 10000),
               table_text(t, "name", row), origin_text(arena, origins, table_integer(t, "origin", row)));
    }
    return true;
}

void trace_print_cells(const Batch *batch, const OriginIndex *origins, const Table *cells,
                       const char *indent) {
    Arena *arena = batch->arena;
    bool marked = false;
    for (size_t row = 0; row < cells->row_count; row++) {
        const char *place = origin_text(arena, origins, table_integer(cells, "origin", row));
        bool faulty = table_integer(cells, "faulty", row) == 1;
        marked = marked || faulty;
        printf(
            "%s%s = %s%s  %s %lld-%02lld %s%s  <- %s\n", indent, table_text(cells, "role", row),
            unit_text(arena, table_text(cells, "unit_kind", row), table_integer(cells, "value", row), true),
            faulty ? TABLE_MARK : "", table_text(cells, lang_names[batch->lang], row),
            (long long)table_integer(cells, "year", row), (long long)table_integer(cells, "month", row),
            table_text(cells, "stage", row),
            table_integer(cells, "implied", row) == 1 ? say(batch->texts, "trace.implied") : "", place);
    }
    if (marked) printf("%s%s\n", indent, say(batch->texts, "trace.faulty"));
}

static bool print_cells(Batch *batch, const OriginIndex *origins, int64_t measure_id, Err *err) {
    const StoreParam param = {.name = "dept_id", .integer = measure_id};
    Table *cells, *earlier;
    Arena *arena = batch->arena;
    if (!store_query(arena, batch->store, "trace", cells_sql, &param, 1, &cells, err) ||
        !store_query(arena, batch->store, "trace", earlier_sql, &param, 1, &earlier, err))
        return false;
    trace_print_cells(batch, origins, cells, "  ");
    for (size_t row = 0; row < earlier->row_count; row++)
        printf("  %s %s  <- %s\n", say(batch->texts, "trace.earlier"),
               unit_text(arena, table_text(earlier, "unit_kind", row), table_integer(earlier, "value", row),
                         true),
               origin_text(arena, origins, table_integer(earlier, "origin", row)));
    return print_members(batch, origins, measure_id, err);
}

static const char *query_of(const Batch *batch, const char *indicator) {
    for (size_t i = 0; i < batch->file_count[QUERY_INDICATOR]; i++)
        if (strcmp(batch->files[QUERY_INDICATOR][i].id, indicator) == 0)
            return batch->files[QUERY_INDICATOR][i].sql;
    return "";
}

/* Which cells a value lacks, and how they are printed; no such cell: nobody listed it. */
static bool print_absent(Batch *batch, const OriginIndex *origins, int64_t measure_id, Err *err) {
    const StoreParam params[] = {{.name = "dept_id", .integer = measure_id},
                                 {.name = "item", .text = query_of(batch, batch->options->words[2])}};
    Table *t;
    if (!store_query(batch->arena, batch->store, "trace", absent_sql, params, sizeof params / sizeof *params,
                     &t, err))
        return false;
    for (size_t row = 0; row < t->row_count; row++)
        printf("  %s %s %lld-%02lld %s  <- %s\n",
               say(batch->texts, arena_printf(batch->arena, "absent.%s", table_text(t, "kind", row))),
               table_text(t, lang_names[batch->lang], row), (long long)table_integer(t, "year", row),
               (long long)table_integer(t, "month", row), table_text(t, "stage", row),
               origin_text(batch->arena, origins, table_integer(t, "origin", row)));
    if (t->row_count == 0) printf("  %s\n", say(batch->texts, "absent.unlisted"));
    return true;
}

static bool trace_steps(Batch *batch, Err *err) {
    const char *const *words = batch->options->words;
    int year;
    OriginIndex origins;
    Table *t;
    if (!text_integer(words[1], &year)) return err_set(err, ERR_USAGE, "`%s` is not a year", words[1]);
    if (!batch_fresh(batch, err) || !origin_index(batch->arena, batch->store, &origins, err)) return false;
    const StoreParam params[] = {{.name = "item", .text = batch->dept_codes[0]},
                                 {.name = "year", .integer = year},
                                 {.name = "indicator", .text = words[2]},
                                 {.name = "lang", .text = lang_names[batch->lang]}};
    if (!store_query(batch->arena, batch->store, "trace", measure_sql, params, sizeof params / sizeof *params,
                     &t, err))
        return false;
    if (t->row_count == 0)
        return err_set(
            err, ERR_USAGE,
            "there is no value of `%s` for %s in %d; `jixiao list indicators` names the indicators", words[2],
            batch->dept_codes[0], year);
    for (size_t row = 0; row < t->row_count; row++) {
        const char *reason = table_text(t, "reason", row);
        int64_t id = table_integer(t, "measure_id", row);
        printf("%s  %d-%02lld  %s\n  %s\n  %s  (%s)\n", table_text(t, "name", row), year,
               (long long)table_integer(t, "month", row), table_text(t, "label", row),
               table_text(t, "calculation", row), table_text(t, "definition", row),
               table_text(t, "basis", row));
        if (*reason) printf("  %s\n", say(batch->texts, arena_printf(batch->arena, "reason.%s", reason)));
        if (!print_cells(batch, &origins, id, err) ||
            (text_starts(reason, "no_") && !print_absent(batch, &origins, id, err)))
            return false;
    }
    return true;
}

bool command_trace(const Options *options, int *status, Err *err) {
    (void)status;
    if (options->word_count == 1) return batch_with_database(options, STORE_READ, trace_flag, NULL, err);
    if (options->word_count != 3)
        return err_set(err, ERR_USAGE,
                       "trace needs DEPT YEAR INDICATOR, or the id of a flag; see jixiao trace --help");
    Options with_dept = *options;
    with_dept.depts = options->words;
    with_dept.dept_count = 1;
    return batch_with_database(&with_dept, STORE_READ, trace_steps, NULL, err);
}
