/* The eponymous virtual table `incoming`: shows the rows of a ledger to SQL in key order, all or those of one
 * series, so that INSERT … SELECT loads them inside SQLite's own loop (two to three times faster than binding
 * row by row). */
#include <string.h>

#include "model/ledger_ahead.h"
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
    if (at->incoming->rows) {
        at->row = at->incoming->rows;
        at->end = at->row + at->incoming->row_count;
        return SQLITE_OK;
    }
    if (!at->incoming->ledger) return SQLITE_OK;
    at->ledger = ledger_open(at->incoming->ledger);
    next_series(at);
    return SQLITE_OK;
}

static int incoming_next(sqlite3_vtab_cursor *cursor) {
    IncomingCursor *at = (IncomingCursor *)cursor;
    at->number++;
    at->row++;
    if (!at->ledger) return SQLITE_OK;
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

/* What the rows have in common goes in as a parameter, which is cheaper than a column of a virtual table. */
static bool put_series(const FigureRow *first, int month, Statement *statement, Err *err) {
    store_bind_integer(statement, "item_id", first->item_id);
    store_bind_integer(statement, "part_id", first->part_id);
    store_bind_integer(statement, "month", month);
    return store_run_bound(statement, err);
}

/* Rows come in the order of the key, so that hardly a page is wanted again: a cache that fits into the
 * processor's is quicker than one of the usual size. An existing database would have to be synchronised
 * before a page may leave it. */
static bool use_cache(Store *store, const char *sql, Err *err) {
    return !((const Sqlite *)store->connection)->made.path || sqlite_execute(store, sql, err);
}

bool sqlite_put_incoming(Store *store, Err *err) {
    enum { MANY_ROWS = 1 << 14 };
    Incoming *incoming = &store->incoming;
    const size_t series_count = ledger_series_count(incoming->ledger);
    Statement *of_months = NULL, *of_one_month = NULL;
    LedgerAhead *ahead =
        ledger_ahead_open(incoming->ledger, incoming->jobs > 1 && ledger_ahead_pays(incoming->ledger));
    bool done = use_cache(store, "PRAGMA cache_size=-512", err) &&
                store_prepare(store, "put_series", NULL, &of_months, err) &&
                store_prepare(store, "put_series_of_month", NULL, &of_one_month, err);
    size_t unwritten = 0;
    for (size_t series = 0; done && series < series_count; series++) {
        store_tell(store, BOTH("storing figures"), "series", series, series_count);
        incoming->rows = ledger_ahead_next(ahead, &incoming->row_count);
        if (incoming->row_count == 0) continue;
        const int month = ledger_ahead_month(ahead);
        done = put_series(incoming->rows, month, month ? of_one_month : of_months, err);
        unwritten += incoming->row_count;
        if (unwritten < MANY_ROWS) continue;
        sqlite_write_behind(store);
        unwritten = 0;
    }
    done = done && use_cache(store, USUAL_CACHE, err);
    incoming->rows = NULL;
    store_finish(of_months);
    store_finish(of_one_month);
    incoming->replaced = ledger_ahead_replaced(incoming->arena, ahead, &incoming->replaced_count);
    ledger_ahead_close(ahead);
    return done;
}
