/* trace: the walk home of one value: value ← calculation ← figures ← file:line:column. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "measure/origin.h"
#include "measure/unit.h"

static const char measure_sql[] =
    "SELECT m.measure_id, m.month, d.name, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS label,"
    "       CASE WHEN :lang = 'zh' THEN m.calculation ELSE m.calculation_en END AS calculation, m.reason, "
    "i.basis,"
    "       CASE WHEN :lang = 'zh' THEN i.definition ELSE i.definition_en END AS definition"
    "  FROM measure m JOIN indicator i ON i.indicator = m.indicator JOIN dept d ON d.dept_id = m.dept_id"
    " WHERE d.code = :item AND m.year = :year AND m.indicator = :indicator ORDER BY m.month";
/* Every value that the measure was made of, and what else was published for its cell. */
static const char cells_sql[] =
    "SELECT o.role, o.origin, f.value, f.stage, i.zh, i.en, i.unit_kind, f.year, f.month,"
    "       CASE WHEN c.statement_id IS NULL THEN 0 ELSE 1 END AS implied"
    "  FROM measure_origin o JOIN figure_stage f ON f.origin = o.origin JOIN item i ON i.item_id = f.item_id"
    "  LEFT JOIN statement c ON c.origin = o.origin AND c.kind = 'change'"
    " WHERE o.measure_id = :dept_id ORDER BY o.role DESC, o.origin";
static const char earlier_sql[] =
    "SELECT u.value, u.origin, i.unit_kind FROM measure_origin o JOIN figure_stage f ON f.origin = o.origin"
    "  JOIN superseded u ON u.item_id = f.item_id AND u.part_id = f.part_id AND u.dept_id = f.dept_id AND "
    "u.year = f.year"
    "   AND u.month = f.month AND u.stage = f.stage"
    "  JOIN item i ON i.item_id = f.item_id"
    " WHERE o.measure_id = :dept_id AND u.value <> f.value ORDER BY u.origin";

static const char *text_at(const Table *t, size_t column, size_t row) {
    return t->columns[column].type == COLUMN_TEXT && t->columns[column].texts[row]
               ? t->columns[column].texts[row]
               : "";
}

static int64_t integer_at(const Table *t, size_t column, size_t row) {
    return t->columns[column].type == COLUMN_INT ? t->columns[column].integers[row] : TABLE_MISSING;
}

static bool print_cells(Batch *batch, const OriginIndex *origins, int64_t measure_id, Err *err) {
    const StoreParam param = {.name = "dept_id", .integer = measure_id};
    Table *cells, *earlier;
    Arena *arena = batch->arena;
    if (!store_query(arena, batch->store, "trace", cells_sql, &param, 1, &cells, err) ||
        !store_query(arena, batch->store, "trace", earlier_sql, &param, 1, &earlier, err))
        return false;
    for (size_t row = 0; row < cells->row_count; row++)
        printf("  %s = %s  %s %lld-%02lld %s%s  <- %s\n", text_at(cells, 0, row),
               unit_text(arena, text_at(cells, 6, row), integer_at(cells, 2, row), true),
               text_at(cells, batch->lang == LANG_ZH ? 4 : 5, row), (long long)integer_at(cells, 7, row),
               (long long)integer_at(cells, 8, row), text_at(cells, 3, row),
               integer_at(cells, 9, row) == 1 ? say(batch->texts, "trace.implied") : "",
               origin_text(arena, origins, integer_at(cells, 1, row)));
    for (size_t row = 0; row < earlier->row_count; row++)
        printf("  %s %s  <- %s\n", say(batch->texts, "trace.earlier"),
               unit_text(arena, text_at(earlier, 2, row), integer_at(earlier, 0, row), true),
               origin_text(arena, origins, integer_at(earlier, 1, row)));
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
        printf("%s  %d-%02lld  %s\n  %s\n  %s  (%s)\n", text_at(t, 2, row), year,
               (long long)integer_at(t, 1, row), text_at(t, 3, row), text_at(t, 4, row), text_at(t, 7, row),
               text_at(t, 6, row));
        if (*text_at(t, 5, row))
            printf("  %s\n", say(batch->texts, arena_printf(batch->arena, "reason.%s", text_at(t, 5, row))));
        if (!print_cells(batch, &origins, integer_at(t, 0, row), err)) return false;
    }
    return true;
}

bool command_trace(const Options *options, int *status, Err *err) {
    (void)status;
    if (options->word_count != 3)
        return err_set(err, ERR_USAGE, "trace needs DEPT YEAR INDICATOR; see jixiao trace --help");
    Options with_dept = *options;
    with_dept.depts = options->words;
    with_dept.dept_count = 1;
    return batch_with_database(&with_dept, STORE_READ, trace_steps, NULL, err);
}
