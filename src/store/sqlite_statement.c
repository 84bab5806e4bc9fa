/* Statements of SQLite: those of the program, and query files behind a default-deny authorizer. */
#include <string.h>

#include "base/text.h"
#include "store/sqlite.h"

typedef struct {
    Statement base;
    const char *name;
    sqlite3_stmt *handle;
    bool query;            /* a query file: what it does wrong is its author's business */
    bool stepped;          /* and not made ready for the next binding */
    const char **params;   /* without their colons; NULL where one has no name */
    int param_count, last; /* last: which one was bound last; the next one is likely the one behind it */
} SqliteStatement;

static sqlite3 *database(const Store *store) {
    return ((const Sqlite *)store->connection)->db;
}

static sqlite3_stmt *handle(const Statement *statement) {
    return ((const SqliteStatement *)statement)->handle;
}

static Statement *wrap(Store *store, const char *name, sqlite3_stmt *made, bool query) {
    Arena memory = {0};
    SqliteStatement *statement = ARENA_NEW(&memory, SqliteStatement);
    statement->name = arena_strdup(&memory, name);
    statement->handle = made;
    statement->query = query;
    statement->param_count = sqlite3_bind_parameter_count(made);
    statement->params = ARENA_ARRAY(&memory, const char *, statement->param_count);
    statement->last = -1;
    for (int i = 0; i < statement->param_count; i++) {
        const char *param = sqlite3_bind_parameter_name(made, i + 1); /* until the schema changes */
        if (param) statement->params[i] = arena_strdup(&memory, param + 1);
    }
    statement->base = (Statement){.engine = store->engine, .store = store, .memory = memory};
    return &statement->base;
}

bool sqlite_prepare(Store *store, const char *what, const char *sql, Statement **statement, Err *err) {
    sqlite3_stmt *made = NULL;
    if (sqlite3_prepare_v2(database(store), sql, -1, &made, NULL) != SQLITE_OK)
        return sqlite_error(store, err, what);
    *statement = wrap(store, what, made, false);
    return true;
}

/* --- query files --- */

/* Query files may read and compute, nothing else: no writing, no pragma, no attaching, no recursion. A pragma
 * that is read as a table runs when it is stepped; SQLite 3.46 asks for it as a table only. */
static int allow_reading(void *user, int action, const char *first, const char *second, const char *schema,
                         const char *trigger) {
    Sqlite *own = user;
    (void)second, (void)schema, (void)trigger;
    bool allowed = action == SQLITE_SELECT || action == SQLITE_FUNCTION;
    if (action == SQLITE_READ)
        allowed = !first || !(text_starts(first, "sqlite_") || text_starts(first, "pragma_") ||
                              (own->frozen && store_stage_of(first) > own->stage));
    if (!allowed) own->denied = true;
    return allowed ? SQLITE_OK : SQLITE_DENY;
}

static bool prepare_reading(Sqlite *own, const char *name, const char *sql, sqlite3_stmt **made, Err *err) {
    const char *rest = "";
    sqlite3 *db = own->db;
    own->denied = false;
    sqlite3_set_authorizer(db, allow_reading, own);
    int code = sqlite3_prepare_v2(db, sql, -1, made, &rest);
    sqlite3_set_authorizer(db, NULL, NULL);
    if (code != SQLITE_OK && own->denied)
        return err_set(
            err, ERR_SOURCE,
            "%s: %s: a query may only read tables and call functions; it may not write, ATTACH, use PRAGMA "
            "or WITH RECURSIVE, or look into sqlite_master",
            name, sqlite3_errmsg(db));
    if (code != SQLITE_OK)
        return err_set(err, code == SQLITE_NOMEM ? ERR_SYSTEM : ERR_SOURCE, "%s: %s", name,
                       sqlite3_errmsg(db));
    rest += strspn(rest, " \t\r\n;");
    bool single = *made && (*rest == '\0' || text_starts(rest, "--"));
    if (single && sqlite3_stmt_readonly(*made)) return true;
    sqlite3_finalize(*made);
    *made = NULL;
    return err_set(err, ERR_SOURCE, "%s: expected exactly one SELECT", name);
}

static const char *const known_params[] = {":dept_id",    ":year",      ":month",  ":first_year",
                                           ":last_year",  ":indicator", ":rubric", ":lang",
                                           ":peer_group", ":item",      ":stage",  NULL};

static bool check_params(const char *name, sqlite3_stmt *made, Err *err) {
    for (int i = 1; i <= sqlite3_bind_parameter_count(made); i++) {
        const char *param = sqlite3_bind_parameter_name(made, i);
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

/* The last query is kept: a chart asks the same for every department. */
static sqlite3_stmt *take_kept(Sqlite *own, const char *sql) {
    sqlite3_stmt *kept = own->kept;
    if (!kept || strcmp(sqlite3_sql(kept), sql) != 0) return NULL;
    own->kept = NULL;
    return kept;
}

void sqlite_forget_kept(Sqlite *own) {
    sqlite3_finalize(own->kept);
    own->kept = NULL;
}

static void keep(Sqlite *own, sqlite3_stmt *made) {
    sqlite_forget_kept(own);
    sqlite3_clear_bindings(made);
    if (sqlite3_reset(made) == SQLITE_OK)
        own->kept = made;
    else
        sqlite3_finalize(made);
}

bool sqlite_prepare_query(Store *store, const char *name, const char *sql, Statement **statement, Err *err) {
    sqlite3_stmt *made = take_kept(store->connection, sql);
    if (made) {
        *statement = wrap(store, name, made, true);
        return true;
    }
    if (!prepare_reading(store->connection, name, sql, &made, err)) return false;
    if (!check_params(name, made, err)) {
        sqlite3_finalize(made);
        return false;
    }
    *statement = wrap(store, name, made, true);
    return true;
}

/* --- binding and stepping --- */

/* Its number from 1; 0 when the statement does not have it. */
static int parameter(Statement *statement, const char *name) {
    SqliteStatement *own = (SqliteStatement *)statement;
    if (own->stepped) sqlite3_reset(own->handle);
    own->stepped = false;
    for (int i = 1; i <= own->param_count; i++) {
        const int at = (own->last + i) % own->param_count;
        if (!own->params[at] || strcmp(own->params[at], name) != 0) continue;
        own->last = at;
        return at + 1;
    }
    return 0;
}

void sqlite_bind_text(Statement *statement, const char *name, const char *value) {
    int at = parameter(statement, name);
    if (value)
        sqlite3_bind_text(handle(statement), at, value, -1, SQLITE_TRANSIENT);
    else
        sqlite3_bind_null(handle(statement), at);
}

void sqlite_bind_integer(Statement *statement, const char *name, int64_t value) {
    sqlite3_bind_int64(handle(statement), parameter(statement, name), value);
}

void sqlite_bind_null(Statement *statement, const char *name) {
    sqlite3_bind_null(handle(statement), parameter(statement, name));
}

/* Sums are never rounded: they fail. */
static bool tell_failure(const SqliteStatement *statement, Err *err) {
    const char *message = sqlite3_errmsg(database(statement->base.store));
    if (strcmp(message, "integer overflow") != 0)
        return sqlite_guard_error(statement->base.store->connection, statement->name, err);
    Arena scratch = {0};
    err_set(err, ERR_SOURCE, "%s: %s%s%s", statement->name, message, both(overflow_advice),
            store_largest_figure(&scratch, statement->base.store));
    arena_free(&scratch);
    return false;
}

bool sqlite_step(Statement *statement, bool *row, Err *err) {
    SqliteStatement *own = (SqliteStatement *)statement;
    if (own->query && !own->stepped) sqlite_guard(statement->store->connection);
    int code = sqlite3_step(own->handle);
    own->stepped = true;
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE) return true;
    return own->query ? tell_failure(own, err)
                      : sqlite_error(statement->store, err, "cannot be changed or read");
}

bool sqlite_run(Statement *statement, Err *err) {
    SqliteStatement *own = (SqliteStatement *)statement;
    bool row, done = sqlite_step(statement, &row, err);
    sqlite3_reset(own->handle);
    own->stepped = false;
    return done;
}

void sqlite_finish(Statement *statement) {
    if (((SqliteStatement *)statement)->query) {
        sqlite_unguard(statement->store->connection);
        keep(statement->store->connection, handle(statement));
    } else {
        sqlite3_finalize(handle(statement));
    }
    Arena memory = statement->memory;
    arena_free(&memory);
}

void sqlite_reset(Statement *statement) {
    SqliteStatement *own = (SqliteStatement *)statement;
    sqlite3_reset(own->handle);
    sqlite3_clear_bindings(own->handle);
    own->stepped = false;
}

/* --- the row --- */

int sqlite_columns(const Statement *statement) {
    return sqlite3_column_count(handle(statement));
}

const char *sqlite_column_name(const Statement *statement, int column) {
    return sqlite3_column_name(handle(statement), column);
}

CellType sqlite_type(const Statement *statement, int column) {
    switch (sqlite3_column_type(handle(statement), column)) {
    case SQLITE_INTEGER:
        return CELL_INTEGER;
    case SQLITE_FLOAT:
        return CELL_REAL;
    case SQLITE_NULL:
        return CELL_NULL;
    default:
        return CELL_TEXT;
    }
}

int64_t sqlite_integer(const Statement *statement, int column) {
    return sqlite3_column_int64(handle(statement), column);
}

double sqlite_real(const Statement *statement, int column) {
    return sqlite3_column_double(handle(statement), column);
}

const char *sqlite_text(const Statement *statement, int column) {
    return (const char *)sqlite3_column_text(handle(statement), column);
}
