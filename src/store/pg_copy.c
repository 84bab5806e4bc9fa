/* Rows in bulk: COPY, as text, in pieces of 64 KiB. Figures go straight to the node that holds them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "store/pg_cluster.h"

enum { PIECE = 65536 };

typedef struct {
    Store *store;
    const char *table;
    Arena memory;
    Text text;
    size_t cells; /* of the row so far */
    size_t rows;
    uint64_t check; /* all values of figures, by exclusive or */
    bool failed;
} Copy;

static bool start(Store *store, const char *sql, ExecStatusType expected, Err *err) {
    if (!pg_drain(store, err)) return false;
    PGresult *result = PQexec(pg_of(store)->link, sql);
    bool done = PQresultStatus(result) == expected || pg_error(store, err, "cannot be changed", result);
    PQclear(result);
    return done;
}

static bool begin(Copy *copy, Store *store, const char *table, const char *columns, Err *err) {
    *copy = (Copy){.store = store, .table = table};
    copy->text.arena = &copy->memory;
    const char *sql = arena_printf(&copy->memory, "COPY %s%s FROM STDIN", table, columns);
    return start(store, pg_translate(&copy->memory, sql, NULL), PGRES_COPY_IN, err);
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
    copy->rows++;
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

/* --- from one server to another --- */

static bool end_output(Store *from, int status, Err *err) {
    PGconn *link = pg_of(from)->link;
    PGresult *result = PQgetResult(link), *rest;
    bool done = (status == -1 && PQresultStatus(result) == PGRES_COMMAND_OK) ||
                pg_error(from, err, "cannot be read", result);
    PQclear(result);
    while ((rest = PQgetResult(link)))
        PQclear(rest);
    return done;
}

bool pg_transfer(Store *from, const char *query, Store *to, const char *table, Err *err) {
    Copy copy = {0};
    Err second;
    char *row;
    bool done = begin(&copy, to, table, "", err);
    if (done && !start(from, arena_printf(&copy.memory, "COPY (%s) TO STDOUT", query), PGRES_COPY_OUT, err)) {
        copy.failed = true;
        (void)!finish(&copy, &second);
        return false;
    }
    int size = 0;
    while (done && (size = PQgetCopyData(pg_of(from)->link, &row, 0)) > 0) {
        copy.failed = copy.failed || PQputCopyData(pg_of(to)->link, row, size) != 1;
        PQfreemem(row);
    }
    if (!done) {
        arena_free(&copy.memory);
        return false;
    }
    done = end_output(from, size, err);
    copy.failed = copy.failed || !done;
    return finish(&copy, done ? err : &second) && done;
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
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        if (row->present[stage]) copy->check ^= (uint64_t)row->value[stage];
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

/* Where figures go: one server, or several and who holds which department. */
typedef struct {
    Copy *copies;
    size_t count;
    int *owners; /* NULL: there is one */
    size_t owner_count;
} Fan;

static bool open_fan(Fan *fan, Arena *arena, Store *store, const char *table, Err *err) {
    Cluster *cluster = pg_of(store)->cluster;
    *fan = (Fan){.copies = ARENA_ARRAY(arena, Copy, cluster ? cluster->count : 1)};
    if (!cluster) {
        fan->count = 1;
        return begin(fan->copies, store, table, "", err);
    }
    if (!cluster_enter(store, err) || !cluster_owners(arena, store, &fan->owners, &fan->owner_count, err))
        return false;
    while (fan->count < cluster->count) {
        if (!begin(&fan->copies[fan->count], &cluster->nodes[fan->count].store, table, "", err)) return false;
        fan->count++;
    }
    return true;
}

/* False when it was given up before the end. */
static bool fan_out(Fan *fan, Incoming *incoming) {
    LedgerCursor *cursor = ledger_open(incoming->ledger);
    bool failed = false;
    for (size_t series = 0; !failed && series < ledger_series_count(incoming->ledger); series++) {
        size_t count;
        const FigureRow *rows = ledger_series(cursor, series, &count);
        for (size_t i = 0; i < count; i++)
            add_row(&fan->copies[fan->owners ? fan->owners[rows[i].dept_id] : 0], &rows[i]);
        failed = stop_wanted();
        for (size_t i = 0; i < fan->count; i++)
            failed = failed || fan->copies[i].failed;
    }
    keep_replaced(incoming, cursor);
    ledger_close(cursor);
    return !failed;
}

/* Those that failed by themselves first: theirs is the error. */
static bool finish_fan(Fan *fan, bool whole, Err *err) {
    bool done = true;
    Err second;
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; i < fan->count; i++) {
            Copy *copy = &fan->copies[i];
            if (!copy->table || copy->failed != own) continue;
            copy->failed = copy->failed || !whole;
            done = finish(copy, done ? err : &second) && done;
            if (!done) copy->table = NULL;
        }
    return done;
}

/* Whether a node holds what was sent to it. */
static bool check_arrived(const Copy *copy, Err *err) {
    Arena scratch = {0};
    PGresult *told =
        pg_ask(copy->store,
               arena_printf(
                   &scratch,
                   "SELECT count(*) = %zu AND coalesce(bit_xor(coalesce(budget, 0) # coalesce(adjusted, 0) # "
                   "coalesce(actual, 0)), 0) = %lld FROM %s",
                   copy->rows, (long long)copy->check, copy->table),
               err);
    bool done =
        told && (*PQgetvalue(told, 0, 0) == 't' ||
                 err_set(err, ERR_SYSTEM,
                         "%s: does not hold the %zu figures that were sent to it; nothing was changed",
                         copy->store->path, copy->rows));
    PQclear(told);
    arena_free(&scratch);
    return done;
}

static bool copy_incoming(Store *store, const char *table, Err *err) {
    Arena scratch = {0};
    Fan fan;
    Err second;
    bool open = open_fan(&fan, &scratch, store, table, err), whole = open && fan_out(&fan, &store->incoming),
         done = finish_fan(&fan, whole, open ? err : &second) && whole;
    for (size_t i = 0; done && i < fan.count; i++)
        done =
            (!fan.owners || check_arrived(&fan.copies[i], err)) && analyze(fan.copies[i].store, table, err);
    arena_free(&scratch);
    return done;
}

/* Here, or on every node. */
static bool execute_where_figures_are(Store *store, const char *sql, Err *err) {
    const Cluster *cluster = pg_of(store)->cluster;
    if (!cluster) return pg_execute(store, sql, err);
    return cluster_enter(store, err) && cluster_execute(store, sql, err);
}

/* The table has no key yet: it is made when the rows are there, in half of the time. */
bool pg_put_incoming(Store *store, Err *err) {
    return copy_incoming(store, "figure", err) &&
           execute_where_figures_are(store,
                                     "CREATE UNIQUE INDEX IF NOT EXISTS figure_key ON figure(item_id, "
                                     "part_id, dept_id, year, month); "
                                     "CREATE INDEX IF NOT EXISTS figure_dept ON figure(dept_id, year, month)",
                                     err);
}

/* On nodes not a temporary table: a transaction that is prepared cannot have one. */
bool pg_show_incoming(Store *store, Err *err) {
    const char *sql = pg_of(store)->cluster
                          ? "CREATE TABLE incoming AS SELECT * FROM figure WHERE false"
                          : "CREATE TEMP TABLE incoming AS SELECT * FROM jixiao.figure WHERE false";
    return execute_where_figures_are(store, sql, err) && copy_incoming(store, "incoming", err);
}

bool pg_hide_incoming(Store *store, Err *err) {
    return execute_where_figures_are(store, "DROP TABLE incoming", err);
}
