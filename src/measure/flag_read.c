/* Everything that is asked of the database, side by side, before anything is tested. */
#include <stddef.h>
#include <string.h>

#include "measure/flag_parts.h"

static const char measures_sql[] =
    "SELECT measure_id, dept_id, year, month, value, numerator_printed, denominator_printed FROM measure"
    " WHERE indicator = :indicator AND month = 12 ORDER BY dept_id, year";

static const struct {
    const char *name, *sql;
    size_t field;
} lists[] = {
    {"departments", "SELECT dept_id, code, name FROM dept ORDER BY dept_id", offsetof(FlagRun, depts)},
    {"twins", "SELECT dept_id, year FROM twin ORDER BY dept_id, year", offsetof(FlagRun, twins)},
    {"items", "SELECT item_id, zh, en FROM item ORDER BY item_id", offsetof(FlagRun, items)},
    {"currency", "SELECT currency FROM dataset ORDER BY dataset_id", offsetof(FlagRun, currencies)},
    {"deflators", "SELECT year, index_value FROM deflator ORDER BY year", offsetof(FlagRun, deflators)},
    {"explanations",
     "SELECT flag, state, value, note, date FROM explanation ORDER BY flag, date, explanation_id",
     offsetof(FlagRun, explained)},
    {"measure_origin", "SELECT measure_id, role, origin FROM measure_origin ORDER BY measure_id, role",
     offsetof(FlagRun, origins)}};
enum { LISTS = sizeof lists / sizeof *lists };

static const char default_methods[] = "level change own spike both";

const char *flag_indicator_methods(const QueryFile *file) {
    const char *methods = head_value_or(&file->head, "outliers", "");
    if (strcmp(methods, "none") == 0) return "";
    if (*methods) return methods;
    return strcmp(head_value_or(&file->head, "unit", "percent"), "money") == 0 ? "" : default_methods;
}

bool flag_file_is(const QueryFile *file, const char *method) {
    return strcmp(head_value_or(&file->head, "method", ""), method) == 0;
}

/* Where the table of each question goes. */
typedef struct {
    StoreAsk *asks;
    const Table ***places;
    size_t count;
} Questions;

static void ask(Questions *q, const char *name, const char *sql, const StoreParam *param,
                const Table **place) {
    q->places[q->count] = place;
    q->asks[q->count++] = (StoreAsk){.name = name, .sql = sql, .params = param, .param_count = param ? 1 : 0};
}

bool flag_read(FlagRun *run, const QueryFile *indicators, size_t count, Err *err) {
    const size_t most = LISTS + count + run->file_count;
    Questions q = {ARENA_ARRAY(run->arena, StoreAsk, most), ARENA_ARRAY(run->arena, const Table **, most), 0};
    StoreParam *params = ARENA_ARRAY(run->arena, StoreParam, count + 1);
    run->raw = ARENA_ARRAY(run->arena, const Table *, run->file_count + 1);
    run->measured = ARENA_ARRAY(run->arena, const Table *, count + 1);
    for (size_t i = 0; i < run->file_count; i++)
        ask(&q, run->files[i].path, run->files[i].sql, NULL, &run->raw[i]);
    for (size_t i = 0; i < LISTS; i++)
        ask(&q, lists[i].name, lists[i].sql, NULL, (const Table **)(void *)((char *)run + lists[i].field));
    for (size_t i = 0; i < count; i++) {
        params[i] = (StoreParam){.name = "indicator", .text = indicators[i].id};
        if (*flag_indicator_methods(&indicators[i]))
            ask(&q, indicators[i].path, measures_sql, &params[i], &run->measured[i]);
    }
    Table **tables = ARENA_ARRAY(run->arena, Table *, most);
    if (!store_query_all(run->arena, run->store, q.asks, q.count, run->jobs, tables, err)) return false;
    for (size_t i = 0; i < q.count; i++)
        *q.places[i] = tables[i];
    return true;
}
