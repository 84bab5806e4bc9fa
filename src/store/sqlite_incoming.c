/* The eponymous virtual table `incoming`: shows FigureRows to SQL in key order, so that one INSERT … SELECT
 * loads them all inside SQLite's own loop (two to three times faster than binding row by row). */
#include <string.h>

#include "store/sqlite.h"

typedef struct {
    sqlite3_vtab base;
    Store *store;
} IncomingTable;

typedef struct {
    sqlite3_vtab_cursor base;
    Incoming *incoming;
    Merge merge;
    size_t row;
} IncomingCursor;

static const char declaration[] =
    "CREATE TABLE incoming(item_id INTEGER, part_id INTEGER, dept_id INTEGER, year INTEGER, month INTEGER, "
    "budget INTEGER, adjusted INTEGER, actual INTEGER, budget_origin INTEGER, adjusted_origin INTEGER, "
    "actual_origin INTEGER, budget_step INTEGER, adjusted_step INTEGER, actual_step INTEGER)";

static int incoming_connect(sqlite3 *db, void *context, int count, const char *const *words,
                            sqlite3_vtab **table, char **message) {
    (void)count, (void)words, (void)message;
    int code = sqlite3_declare_vtab(db, declaration);
    if (code != SQLITE_OK) return code;
    IncomingTable *made = sqlite3_malloc(sizeof *made);
    if (!made) return SQLITE_NOMEM;
    memset(made, 0, sizeof *made);
    made->store = context;
    *table = &made->base;
    return SQLITE_OK;
}

static int incoming_disconnect(sqlite3_vtab *table) {
    sqlite3_free(table);
    return SQLITE_OK;
}

static int incoming_best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
    const Incoming *incoming = &((IncomingTable *)table)->store->incoming;
    size_t count = 0;
    for (size_t i = 0; i < incoming->count; i++)
        count += incoming->sources[i].count;
    info->estimatedCost = (double)count;
    info->estimatedRows = (sqlite3_int64)count;
    return SQLITE_OK;
}

static int incoming_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor) {
    IncomingCursor *made = sqlite3_malloc(sizeof *made);
    if (!made) return SQLITE_NOMEM;
    memset(made, 0, sizeof *made);
    made->incoming = &((IncomingTable *)table)->store->incoming;
    *cursor = &made->base;
    return SQLITE_OK;
}

static int incoming_close(sqlite3_vtab_cursor *cursor) {
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int incoming_filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int count,
                           sqlite3_value **values) {
    (void)number, (void)text, (void)count, (void)values;
    IncomingCursor *at = (IncomingCursor *)cursor;
    merge_open(&at->merge, at->incoming->arena, at->incoming->sources, at->incoming->count);
    at->row = 0;
    return SQLITE_OK;
}

static int incoming_next(sqlite3_vtab_cursor *cursor) {
    IncomingCursor *at = (IncomingCursor *)cursor;
    merge_next(&at->merge);
    at->incoming->replaced = at->merge.replaced;
    at->incoming->replaced_count = at->merge.replaced_count;
    at->row++;
    return SQLITE_OK;
}

static int incoming_eof(sqlite3_vtab_cursor *cursor) {
    return ((const IncomingCursor *)cursor)->merge.done;
}

static int incoming_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column) {
    const IncomingCursor *at = (const IncomingCursor *)cursor;
    const FigureRow *row = &at->merge.row;
    const int64_t key[] = {row->item_id, row->part_id, row->dept_id, row->year, row->month};
    if (column < 5) {
        sqlite3_result_int64(context, key[column]);
        return SQLITE_OK;
    }
    int stage = (column - 5) % STAGE_COUNT;
    const int64_t *const groups[] = {row->value, row->origin, row->step};
    if (row->present[stage]) sqlite3_result_int64(context, groups[(column - 5) / STAGE_COUNT][stage]);
    return SQLITE_OK;
}

static int incoming_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid) {
    *rowid = (sqlite3_int64)((IncomingCursor *)cursor)->row;
    return SQLITE_OK;
}

static const sqlite3_module incoming_module = {.iVersion = 0,
                                               .xConnect = incoming_connect,
                                               .xBestIndex = incoming_best_index,
                                               .xDisconnect = incoming_disconnect,
                                               .xOpen = incoming_open,
                                               .xClose = incoming_close,
                                               .xFilter = incoming_filter,
                                               .xNext = incoming_next,
                                               .xEof = incoming_eof,
                                               .xColumn = incoming_column,
                                               .xRowid = incoming_rowid};

bool sqlite_register_incoming(Store *store, Err *err) {
    sqlite3 *db = ((Sqlite *)store->connection)->db;
    if (sqlite3_create_module(db, "incoming", &incoming_module, store) == SQLITE_OK) return true;
    return sqlite_error(store, err, "cannot be opened");
}

bool sqlite_put_incoming(Store *store, Err *err) {
    return store_run(store, "put_figures_first", NULL, err);
}
