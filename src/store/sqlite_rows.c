/* The eponymous virtual table `result_row`: shows the rows of a Table to SQL, so that one INSERT … SELECT
 * takes them all inside SQLite's own loop, twice as fast as binding row by row. */
#include <limits.h>
#include <string.h>

#include "base/text.h"
#include "store/sqlite.h"

typedef struct {
    sqlite3_vtab base;
    Sqlite *own;
} RowTable;

enum { MOST_COLUMNS = 64 };

/* Rows share the texts of names and units. */
typedef struct {
    const char *text;
    int length;
} Shown;

typedef struct {
    sqlite3_vtab_cursor base;
    const Table *table; /* NULL: there are no rows */
    size_t row;
    Shown shown[MOST_COLUMNS]; /* the last one of each column */
} RowCursor;

/* Columns c0, c1 … of any type. */
static int row_connect(sqlite3 *db, void *context, int count, const char *const *words, sqlite3_vtab **table,
                       char **message) {
    (void)count, (void)words, (void)message;
    Arena scratch = {0};
    Text sql = {.arena = &scratch};
    text_append(&sql, "CREATE TABLE result_row(c0");
    for (int i = 1; i < MOST_COLUMNS; i++)
        text_appendf(&sql, ", c%d", i);
    text_append(&sql, ")");
    int code = sqlite3_declare_vtab(db, text_string(&sql));
    arena_free(&scratch);
    if (code != SQLITE_OK) return code;
    RowTable *made = sqlite3_malloc(sizeof *made);
    if (!made) return SQLITE_NOMEM;
    memset(made, 0, sizeof *made);
    made->own = context;
    *table = &made->base;
    return SQLITE_OK;
}

static int row_disconnect(sqlite3_vtab *table) {
    sqlite3_free(table);
    return SQLITE_OK;
}

static int row_best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
    (void)table;
    info->estimatedCost = 1e6;
    return SQLITE_OK;
}

static int row_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor) {
    RowCursor *made = sqlite3_malloc(sizeof *made);
    if (!made) return SQLITE_NOMEM;
    memset(made, 0, sizeof *made);
    made->table = ((RowTable *)table)->own->given;
    *cursor = &made->base;
    return SQLITE_OK;
}

static int row_close(sqlite3_vtab_cursor *cursor) {
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int row_filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int count,
                      sqlite3_value **values) {
    (void)number, (void)text, (void)count, (void)values;
    ((RowCursor *)cursor)->row = 0;
    return SQLITE_OK;
}

static int row_next(sqlite3_vtab_cursor *cursor) {
    ((RowCursor *)cursor)->row++;
    return SQLITE_OK;
}

static int row_eof(sqlite3_vtab_cursor *cursor) {
    const RowCursor *at = (const RowCursor *)cursor;
    return !at->table || at->row >= at->table->row_count;
}

static void show_text(Shown *shown, const char *text, sqlite3_context *context) {
    if (shown->text != text) {
        const size_t length = strlen(text);
        if (length > INT_MAX) {
            sqlite3_result_error_toobig(context);
            return;
        }
        *shown = (Shown){text, (int)length};
    }
    sqlite3_result_text(context, text, shown->length, SQLITE_STATIC);
}

static int row_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int number) {
    RowCursor *at = (RowCursor *)cursor;
    if ((size_t)number >= at->table->column_count) return SQLITE_OK;
    const Column *column = &at->table->columns[number];
    if (table_cell_missing(column, at->row)) return SQLITE_OK; /* NULL */
    if (column->type == COLUMN_TEXT)
        show_text(&at->shown[number], column->texts[at->row], context);
    else if (column->type == COLUMN_REAL)
        sqlite3_result_double(context, column->reals[at->row]);
    else
        sqlite3_result_int64(context, column->integers[at->row]);
    return SQLITE_OK;
}

static int row_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid) {
    *rowid = (sqlite3_int64)((const RowCursor *)cursor)->row;
    return SQLITE_OK;
}

static const sqlite3_module row_module = {.iVersion = 0,
                                          .xConnect = row_connect,
                                          .xBestIndex = row_best_index,
                                          .xDisconnect = row_disconnect,
                                          .xOpen = row_open,
                                          .xClose = row_close,
                                          .xFilter = row_filter,
                                          .xNext = row_next,
                                          .xEof = row_eof,
                                          .xColumn = row_column,
                                          .xRowid = row_rowid};

bool sqlite_register_rows(Store *store, Err *err) {
    Sqlite *own = store->connection;
    if (sqlite3_create_module(own->db, "result_row", &row_module, own) == SQLITE_OK) return true;
    return sqlite_error(store, err, "cannot be opened");
}

/* OR FAIL: whoever fails here takes back the whole transaction, so that nothing need be kept for taking back
 * one statement. */
bool sqlite_put(Store *store, const char *result, const Table *table, Err *err) {
    Sqlite *own = store->connection;
    Arena scratch = {0};
    Text sql = {.arena = &scratch};
    text_appendf(&sql, "INSERT OR FAIL INTO %s(", result);
    for (size_t i = 0; i < table->column_count; i++)
        text_appendf(&sql, "%s%s", i ? ", " : "", table->columns[i].name);
    for (size_t i = 0; i < table->column_count; i++)
        text_appendf(&sql, "%sc%zu", i ? ", " : ") SELECT ", i);
    text_append(&sql, " FROM result_row");
    own->given = table;
    bool done = sqlite3_exec(own->db, text_string(&sql), NULL, NULL, NULL) == SQLITE_OK;
    own->given = NULL;
    if (!done) sqlite_error(store, err, result);
    arena_free(&scratch);
    return done;
}
