/* Rows in bulk: COPY, as text, in pieces of 64 KiB. */
#include <stdio.h>

#include "base/stop.h"
#include "store/pg.h"

enum { PIECE = 65536 };

typedef struct {
    Store *store;
    const char *table;
    Arena memory;
    Text text;
    size_t cells; /* of the row so far */
    bool failed;
} Copy;

static bool begin(Copy *copy, Store *store, const char *table, const char *columns, Err *err) {
    *copy = (Copy){.store = store, .table = table};
    copy->text.arena = &copy->memory;
    if (!pg_drain(store, err)) return false;
    const char *sql = arena_printf(&copy->memory, "COPY %s%s FROM STDIN", table, columns);
    PGresult *result = PQexec(pg_of(store)->link, pg_translate(&copy->memory, sql, NULL));
    bool done = PQresultStatus(result) == PGRES_COPY_IN || pg_error(store, err, table, result);
    PQclear(result);
    return done;
}

static void flush(Copy *copy, size_t least) {
    if (copy->text.size < least || copy->failed) return;
    copy->failed =
        PQputCopyData(pg_of(copy->store)->link, text_string(&copy->text), (int)copy->text.size) != 1;
    copy->text.size = 0;
}

static void cell(Copy *copy) {
    if (copy->cells++) text_append_bytes(&copy->text, "\t", 1);
}

static void add_null(Copy *copy) {
    cell(copy);
    text_append(&copy->text, "\\N");
}

static void add_integer(Copy *copy, int64_t value) {
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    cell(copy);
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0) *--at = '-';
    text_append_bytes(&copy->text, at, (size_t)(digits + sizeof digits - at));
}

static void add_real(Copy *copy, double value) {
    cell(copy);
    text_appendf(&copy->text, "%.17g", value);
}

static void add_text(Copy *copy, const char *value) {
    cell(copy);
    for (; *value; value++) {
        const char *escape = *value == '\\'   ? "\\\\"
                             : *value == '\t' ? "\\t"
                             : *value == '\n' ? "\\n"
                             : *value == '\r' ? "\\r"
                                              : NULL;
        if (escape)
            text_append(&copy->text, escape);
        else
            text_append_bytes(&copy->text, value, 1);
    }
}

static void end_row(Copy *copy) {
    text_append_bytes(&copy->text, "\n", 1);
    copy->cells = 0;
    flush(copy, PIECE);
}

static bool finish(Copy *copy, Err *err) {
    PGconn *link = pg_of(copy->store)->link;
    flush(copy, 1);
    bool done = PQputCopyEnd(link, copy->failed ? "given up" : NULL) == 1 && !copy->failed;
    PGresult *result = PQgetResult(link), *rest;
    done = done && PQresultStatus(result) == PGRES_COMMAND_OK;
    if (!done && stop_wanted())
        stop_error(err);
    else if (!done)
        pg_error(copy->store, err, copy->table, result);
    PQclear(result);
    while ((rest = PQgetResult(link)))
        PQclear(rest);
    arena_free(&copy->memory);
    return done;
}

/* --- results --- */

static void add_cell(Copy *copy, const Column *column, size_t row) {
    if (table_cell_missing(column, row))
        add_null(copy);
    else if (column->type == COLUMN_TEXT)
        add_text(copy, column->texts[row]);
    else if (column->type == COLUMN_REAL)
        add_real(copy, column->reals[row]);
    else
        add_integer(copy, column->integers[row]);
}

static bool analyze(Store *store, const char *table, Err *err) {
    char sql[80];
    snprintf(sql, sizeof sql, "ANALYZE %s", table);
    return pg_execute(store, sql, err);
}

bool pg_put(Store *store, const char *result, const Table *table, Err *err) {
    Copy copy;
    Arena scratch = {0};
    Text columns = {.arena = &scratch};
    for (size_t i = 0; i < table->column_count; i++)
        text_appendf(&columns, "%s%s", i ? ", " : "(", table->columns[i].name);
    text_append(&columns, ")");
    bool done = begin(&copy, store, result, text_string(&columns), err);
    for (size_t row = 0; done && row < table->row_count; row++) {
        for (size_t i = 0; i < table->column_count; i++)
            add_cell(&copy, &table->columns[i], row);
        end_row(&copy);
    }
    done = done && finish(&copy, err) && analyze(store, result, err);
    arena_free(&scratch);
    return done;
}

/* --- figures --- */

static void add_stages(Copy *copy, const FigureRow *row, const int64_t *values) {
    for (int stage = 0; stage < STAGE_COUNT; stage++) {
        if (row->present[stage])
            add_integer(copy, values[stage]);
        else
            add_null(copy);
    }
}

static void add_row(Copy *copy, const FigureRow *row) {
    const int64_t key[] = {row->item_id, row->part_id, row->dept_id, row->year, row->month};
    for (size_t i = 0; i < sizeof key / sizeof *key; i++)
        add_integer(copy, key[i]);
    add_stages(copy, row, row->value);
    add_stages(copy, row, row->origin);
    add_stages(copy, row, row->step);
    end_row(copy);
}

/* What was replaced outlives the cursor. */
static void keep_replaced(Incoming *incoming, const LedgerCursor *cursor) {
    const Replaced *replaced = ledger_replaced(cursor, &incoming->replaced_count);
    Replaced *kept = ARENA_ARRAY(incoming->arena, Replaced, incoming->replaced_count + 1);
    for (size_t i = 0; i < incoming->replaced_count; i++)
        kept[i] = replaced[i];
    incoming->replaced = kept;
}

static bool copy_incoming(Store *store, const char *table, Err *err) {
    Incoming *incoming = &store->incoming;
    Copy copy;
    if (!begin(&copy, store, table, "", err)) return false;
    LedgerCursor *cursor = ledger_open(incoming->ledger);
    for (size_t series = 0; !copy.failed && series < ledger_series_count(incoming->ledger); series++) {
        size_t count;
        const FigureRow *rows = ledger_series(cursor, series, &count);
        for (size_t i = 0; i < count; i++)
            add_row(&copy, &rows[i]);
        copy.failed = copy.failed || stop_wanted();
    }
    keep_replaced(incoming, cursor);
    ledger_close(cursor);
    return finish(&copy, err) && analyze(store, table, err);
}

bool pg_put_incoming(Store *store, Err *err) {
    return copy_incoming(store, "figure", err);
}

bool pg_show_incoming(Store *store, Err *err) {
    return pg_execute(store, "CREATE TEMP TABLE incoming AS SELECT * FROM jixiao.figure WHERE false", err) &&
           copy_incoming(store, "incoming", err);
}

bool pg_hide_incoming(Store *store, Err *err) {
    return pg_execute(store, "DROP TABLE incoming", err);
}
