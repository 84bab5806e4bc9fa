/* Queries and results: between statements of the engine and Tables. */
#include <math.h>
#include <string.h>

#include "base/stop.h"
#include "base/text.h"
#include "store/internal.h"

static const size_t largest_result = (size_t)2 << 30; /* bytes: a Table is for people */

const char overflow_advice[] =
    BOTH(": figures add up to more than can be kept exactly (9.2e18 smallest units, 92 "
         "quadrillion 元); look for one "
         "with too many digits, or in a wrong unit");

const char *store_largest_figure(Arena *arena, Store *store) {
    Statement *s;
    Err ignored;
    bool row;
    if (!store_prepare(store, "largest_figure", NULL, &s, &ignored)) return "";
    const char *text = "";
    if (store_step(s, &row, &ignored) && row)
        text = both_printf(arena,
                           "; the largest figure is that of department %s, item %s, year %lld (%s:%lld:%lld)",
                           store_text(s, 0), store_text(s, 1), (long long)store_integer(s, 2),
                           store_text(s, 3), (long long)store_integer(s, 4), (long long)store_integer(s, 5));
    store_finish(s);
    return text;
}

static Table *empty_table(Arena *arena, const Statement *statement, const char *name) {
    Table *table = table_new(arena, arena_strdup(arena, name));
    for (int i = 0; i < statement->engine->columns(statement); i++)
        table_add(table, arena_strdup(arena, statement->engine->column_name(statement, i)), COLUMN_INT, NULL,
                  NULL);
    return table;
}

/* A column's type is that of its first value that is not NULL; whole numbers before a real become reals. */
static void adopt_type(Column *column, size_t rows, size_t capacity, Arena *arena, CellType type) {
    if (type == CELL_TEXT && column->type == COLUMN_INT) {
        column->type = COLUMN_TEXT;
        column->texts = ARENA_ARRAY(arena, const char *, capacity);
    } else if (type == CELL_REAL && column->type == COLUMN_INT) {
        double *reals = ARENA_ARRAY(arena, double, capacity);
        for (size_t i = 0; i < rows; i++)
            reals[i] = column->integers[i] == TABLE_MISSING ? NAN : (double)column->integers[i];
        column->type = COLUMN_REAL;
        column->reals = reals;
        column->decimals = 6;
    }
}

/* Returns how many bytes it holds. */
static size_t read_cell(Table *table, Column *column, size_t row, const Statement *statement, int i) {
    const Engine *engine = statement->engine;
    CellType type = engine->type(statement, i);
    size_t held = sizeof(int64_t);
    if (type == CELL_NULL) return held;
    if (type != CELL_INTEGER) adopt_type(column, row, table->row_capacity, table->arena, type);
    if (type == CELL_TEXT && column->type == COLUMN_REAL) return held;
    if (column->type == COLUMN_TEXT) {
        const char *text = engine->text(statement, i);
        const size_t length = strlen(text);
        /* Names stand below each other again and again. */
        const char *above = row ? column->texts[row - 1] : NULL;
        column->texts[row] =
            above && strcmp(above, text) == 0 ? above : arena_strndup(table->arena, text, length);
        held += length;
    } else if (column->type == COLUMN_REAL) {
        column->reals[row] = engine->real(statement, i);
    } else {
        column->integers[row] = engine->integer(statement, i);
    }
    return held;
}

void store_bind(Statement *statement, const StoreParam *params, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (params[i].null)
            store_bind_null(statement, params[i].name);
        else if (params[i].text)
            store_bind_text(statement, params[i].name, params[i].text);
        else
            store_bind_integer(statement, params[i].name, params[i].integer);
    }
}

/* The rows of a bound statement, as long as they can be kept. */
static bool read_rows(Statement *statement, const char *name, Table *table, Err *err) {
    size_t held = 0;
    bool any, done;
    while ((done = store_step(statement, &any, err)) && any) {
        size_t row = table_row(table);
        for (size_t i = 0; i < table->column_count; i++)
            held += read_cell(table, &table->columns[i], row, statement, (int)i);
        if (held > largest_result)
            return err_set(
                err, ERR_SOURCE,
                "%s: stopped after %zu rows: the result is larger than 2 GiB; let the query add up or choose",
                name, table->row_count);
    }
    return done;
}

bool store_query(Arena *arena, Store *store, const char *name, const char *sql, const StoreParam *params,
                 size_t count, Table **result, Err *err) {
    Statement *statement;
    if (stop_wanted()) return stop_error(err);
    if (!store_settle(store, err) || !store->engine->prepare_query(store, name, sql, &statement, err))
        return false;
    store_bind(statement, params, count);
    *result = empty_table(arena, statement, name);
    bool done = read_rows(statement, name, *result, err);
    store_finish(statement);
    return done;
}

enum { STREAM_COLUMNS = 32 };

bool store_stream(Store *store, const char *name, const char *sql, const StoreParam *params, size_t count,
                  StoreRow row, void *context, Err *err) {
    const Engine *engine = store->engine;
    Statement *statement;
    int64_t values[STREAM_COLUMNS];
    if (!store_settle(store, err) || !engine->prepare_query(store, name, sql, &statement, err)) return false;
    store_bind(statement, params, count);
    const int columns = engine->columns(statement);
    bool any, done = columns <= STREAM_COLUMNS ||
                     err_set(err, ERR_SOURCE, "%s: more than %d columns", name, STREAM_COLUMNS);
    while (done && (done = store_step(statement, &any, err)) && any) {
        for (int i = 0; done && i < columns; i++) {
            const CellType type = engine->type(statement, i);
            values[i] = type == CELL_NULL ? TABLE_MISSING : engine->integer(statement, i);
            if (type != CELL_NULL && type != CELL_INTEGER)
                done = err_set(err, ERR_SOURCE, "%s: column %s: expected whole numbers", name,
                               engine->column_name(statement, i));
        }
        done = done && row(context, values, err);
    }
    store_finish(statement);
    return done;
}

bool store_inspect(Arena *arena, Store *store, const char *name, const char *sql, Table **table, Err *err) {
    Statement *statement;
    if (!store_settle(store, err) || !store->engine->prepare_query(store, name, sql, &statement, err))
        return false;
    *table = empty_table(arena, statement, name);
    store_finish(statement);
    return true;
}

bool store_replace_rows(Store *store, const char *result, const Table *table, Err *err) {
    Arena scratch = {0};
    bool done = store->engine->execute(store, arena_printf(&scratch, "DELETE FROM %s", result), err) &&
                store->engine->put(store, result, table, err);
    arena_free(&scratch);
    return done;
}

bool store_put(Store *store, const char *result, const Table *table, Err *err) {
    return store_settle(store, err) && store_replace_rows(store, result, table, err);
}
