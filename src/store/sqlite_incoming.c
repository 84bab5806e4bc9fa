/* The eponymous virtual table `incoming`: shows the rows of a ledger to SQL in key order, so that INSERT …
 * SELECT merges them inside SQLite's own loop (two to three times faster than binding row by row). */
#include <string.h>

#include "store/sqlite.h"

typedef struct {
    sqlite3_vtab base;
    Store *store;
} IncomingTable;

typedef struct {
    sqlite3_vtab_cursor base;
    Incoming *incoming;
    LedgerCursor *ledger;
    size_t series; /* the next one */
    const FigureRow *row, *end;
    sqlite3_int64 number;
    const Watch *watch;
} IncomingCursor;

static const char declaration[] =
    "CREATE TABLE incoming(item_id INTEGER, part_id INTEGER, dept_id INTEGER, year INTEGER, month INTEGER, "
    "budget INTEGER, adjusted INTEGER, actual INTEGER, budget_origin INTEGER, adjusted_origin INTEGER, "
    "actual_origin INTEGER, budget_step INTEGER, adjusted_step INTEGER, actual_step INTEGER)";

enum { KEY_COLUMNS = 5 };

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
    const size_t count = incoming->ledger ? ledger_count(incoming->ledger) : 0;
    info->estimatedCost = (double)count;
    info->estimatedRows = (sqlite3_int64)count;
    return SQLITE_OK;
}

static int incoming_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor) {
    IncomingCursor *made = sqlite3_malloc(sizeof *made);
    if (!made) return SQLITE_NOMEM;
    memset(made, 0, sizeof *made);
    const Store *store = ((IncomingTable *)table)->store;
    made->incoming = &((IncomingTable *)table)->store->incoming;
    made->watch = store->watch;
    *cursor = &made->base;
    return SQLITE_OK;
}

static int incoming_close(sqlite3_vtab_cursor *cursor) {
    ledger_close(((IncomingCursor *)cursor)->ledger);
    sqlite3_free(cursor);
    return SQLITE_OK;
}

/* The first row of the next series that has one. */
static void next_series(IncomingCursor *at) {
    const Ledger *ledger = at->incoming->ledger;
    while (at->row == at->end && at->series < ledger_series_count(ledger)) {
        size_t count;
        at->row = ledger_series(at->ledger, at->series++, &count);
        at->end = at->row + count;
    }
}

static int incoming_filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int count,
                           sqlite3_value **values) {
    (void)number, (void)text, (void)count, (void)values;
    IncomingCursor *at = (IncomingCursor *)cursor;
    ledger_close(at->ledger);
    at->ledger = NULL;
    at->series = 0;
    at->row = at->end = NULL;
    at->number = 0;
    if (!at->incoming->ledger) return SQLITE_OK;
    at->ledger = ledger_open(at->incoming->ledger);
    next_series(at);
    return SQLITE_OK;
}

static int incoming_next(sqlite3_vtab_cursor *cursor) {
    IncomingCursor *at = (IncomingCursor *)cursor;
    at->number++;
    at->row++;
    if (at->number % WATCH_ROWS == 0)
        watch_tell(at->watch, BOTH("storing figures"), "series", at->series,
                   ledger_series_count(at->incoming->ledger));
    if (at->row == at->end) next_series(at);
    return SQLITE_OK;
}

static int incoming_eof(sqlite3_vtab_cursor *cursor) {
    const IncomingCursor *at = (const IncomingCursor *)cursor;
    return at->row == at->end;
}

static int incoming_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column) {
    const FigureRow *row = ((const IncomingCursor *)cursor)->row;
    if (column < KEY_COLUMNS) {
        const int32_t key[KEY_COLUMNS] = {row->item_id, row->part_id, row->dept_id, row->year, row->month};
        sqlite3_result_int64(context, key[column]);
        return SQLITE_OK;
    }
    const int stage = (column - KEY_COLUMNS) % STAGE_COUNT;
    const int64_t *const groups[] = {row->value, row->origin, row->step};
    if (row->present[stage])
        sqlite3_result_int64(context, groups[(column - KEY_COLUMNS) / STAGE_COUNT][stage]);
    return SQLITE_OK;
}

static int incoming_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid) {
    *rowid = ((IncomingCursor *)cursor)->number;
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
