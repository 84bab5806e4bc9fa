#include <math.h>
#include <string.h>

#include "base/text.h"
#include "store/internal.h"

/* Query files may read and compute, nothing else: no writing, no pragma, no attaching, no recursion. */
static int allow_reading(void *unused, int action, const char *first, const char *second,
                         const char *database, const char *trigger) {
    (void)unused, (void)second, (void)database, (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
        return SQLITE_OK;
    case SQLITE_READ:
        return first && text_starts(first, "sqlite_") ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

static bool prepare(Store *store, const char *name, const char *sql, sqlite3_stmt **statement, Err *err) {
    const char *rest = "";
    sqlite3_set_authorizer(store->db, allow_reading, NULL);
    int code = sqlite3_prepare_v2(store->db, sql, -1, statement, &rest);
    sqlite3_set_authorizer(store->db, NULL, NULL);
    if (code != SQLITE_OK) return err_set(err, ERR_SOURCE, "%s: %s", name, sqlite3_errmsg(store->db));
    rest += strspn(rest, " \t\r\n;");
    bool single = *statement && (*rest == '\0' || text_starts(rest, "--"));
    if (single && sqlite3_stmt_readonly(*statement)) return true;
    sqlite3_finalize(*statement);
    return err_set(err, ERR_SOURCE, "%s: expected exactly one SELECT", name);
}

static const char *const known_params[] = {":dept_id",    ":year",      ":month",  ":first_year",
                                           ":last_year",  ":indicator", ":rubric", ":lang",
                                           ":peer_group", ":item",      ":stage",  NULL};

static bool check_params(const char *name, sqlite3_stmt *statement, Err *err) {
    for (int i = 1; i <= sqlite3_bind_parameter_count(statement); i++) {
        const char *param = sqlite3_bind_parameter_name(statement, i);
        bool known = false;
        for (size_t k = 0; param && known_params[k]; k++)
            known = known || strcmp(known_params[k], param) == 0;
        if (!known)
            return err_set(err, ERR_SOURCE,
                           "%s: unknown parameter `%s`; known are :dept_id :year :month :first_year "
                           ":last_year :indicator :rubric :lang :peer_group :item :stage",
                           name, param ? param : "?");
    }
    return true;
}

static Table *empty_table(Arena *arena, sqlite3_stmt *statement, const char *name) {
    Table *table = table_new(arena, arena_strdup(arena, name));
    for (int i = 0; i < sqlite3_column_count(statement); i++)
        table_add(table, arena_strdup(arena, sqlite3_column_name(statement, i)), COLUMN_INT, NULL, NULL);
    return table;
}

/* A column's type is that of its first value that is not NULL; whole numbers before a real become reals. */
static void adopt_type(Column *column, size_t rows, size_t capacity, Arena *arena, int type) {
    if (type == SQLITE_TEXT && column->type == COLUMN_INT) {
        column->type = COLUMN_TEXT;
        column->texts = ARENA_ARRAY(arena, const char *, capacity);
    } else if (type == SQLITE_FLOAT && column->type == COLUMN_INT) {
        double *reals = ARENA_ARRAY(arena, double, capacity);
        for (size_t i = 0; i < rows; i++)
            reals[i] = column->integers[i] == TABLE_MISSING ? NAN : (double)column->integers[i];
        column->type = COLUMN_REAL;
        column->reals = reals;
        column->decimals = 6;
    }
}

static void read_cell(Table *table, Column *column, size_t row, sqlite3_stmt *statement, int i) {
    int type = sqlite3_column_type(statement, i);
    if (type == SQLITE_NULL) return;
    if (type != SQLITE_INTEGER) adopt_type(column, row, table->row_capacity, table->arena, type);
    if (type == SQLITE_TEXT && column->type == COLUMN_REAL) return;
    if (column->type == COLUMN_TEXT) {
        column->texts[row] = arena_strdup(table->arena, (const char *)sqlite3_column_text(statement, i));
    } else if (column->type == COLUMN_REAL) {
        column->reals[row] = sqlite3_column_double(statement, i);
    } else {
        column->integers[row] = sqlite3_column_int64(statement, i);
    }
}

static void bind(sqlite3_stmt *statement, const StoreParam *params, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (params[i].null)
            store_bind_null(statement, params[i].name);
        else if (params[i].text)
            store_bind_text(statement, params[i].name, params[i].text);
        else
            store_bind_integer(statement, params[i].name, params[i].integer);
    }
}

/* Sums are never rounded: they fail. */
static void tell_failure(Store *store, const char *name, Err *err) {
    const char *message = sqlite3_errmsg(store->db);
    const bool overflow = strcmp(message, "integer overflow") == 0;
    err_set(
        err, ERR_SOURCE, "%s: %s%s", name, message,
        overflow
            ? ": figures add up to more than can be kept exactly (9.2e18 smallest units, 92 quadrillion 元); "
              "look for one with too many digits, or in a wrong unit"
            : "");
}

bool store_query(Arena *arena, Store *store, const char *name, const char *sql, const StoreParam *params,
                 size_t count, Table **result, Err *err) {
    sqlite3_stmt *statement = NULL;
    if (!prepare(store, name, sql, &statement, err)) return false;
    bool done = check_params(name, statement, err);
    if (!done) goto done;
    bind(statement, params, count);
    Table *table = empty_table(arena, statement, name);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        size_t row = table_row(table);
        for (size_t i = 0; i < table->column_count; i++)
            read_cell(table, &table->columns[i], row, statement, (int)i);
    }
    done = code == SQLITE_DONE;
    if (!done) tell_failure(store, name, err);
    *result = table;
done:
    sqlite3_finalize(statement);
    return done;
}

bool store_inspect(Arena *arena, Store *store, const char *name, const char *sql, Table **table, Err *err) {
    sqlite3_stmt *statement = NULL;
    if (!prepare(store, name, sql, &statement, err)) return false;
    bool done = check_params(name, statement, err);
    if (done) *table = empty_table(arena, statement, name);
    sqlite3_finalize(statement);
    return done;
}

static void bind_cell(sqlite3_stmt *statement, int at, const Column *column, size_t row) {
    if (table_cell_missing(column, row))
        sqlite3_bind_null(statement, at);
    else if (column->type == COLUMN_TEXT)
        sqlite3_bind_text(statement, at, column->texts[row], -1, SQLITE_STATIC);
    else if (column->type == COLUMN_REAL)
        sqlite3_bind_double(statement, at, column->reals[row]);
    else
        sqlite3_bind_int64(statement, at, column->integers[row]);
}

bool store_put(Store *store, const char *result, const Table *table, Err *err) {
    Arena scratch = {0};
    Text sql = {.arena = &scratch};
    text_appendf(&sql, "INSERT INTO %s(", result);
    for (size_t i = 0; i < table->column_count; i++)
        text_appendf(&sql, "%s%s", i ? ", " : "", table->columns[i].name);
    text_append(&sql, ") VALUES (");
    for (size_t i = 0; i < table->column_count; i++)
        text_append(&sql, i ? ", ?" : "?");
    text_append(&sql, ")");
    sqlite3_stmt *statement = NULL;
    char *clear = arena_printf(&scratch, "DELETE FROM %s", result);
    bool done = sqlite3_exec(store->db, clear, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(store->db, text_string(&sql), -1, &statement, NULL) == SQLITE_OK;
    for (size_t row = 0; done && row < table->row_count; row++) {
        for (size_t i = 0; i < table->column_count; i++)
            bind_cell(statement, (int)i + 1, &table->columns[i], row);
        done = sqlite3_step(statement) == SQLITE_DONE && sqlite3_reset(statement) == SQLITE_OK;
    }
    if (!done) store_error(store, err, result);
    sqlite3_finalize(statement);
    arena_free(&scratch);
    return done;
}
