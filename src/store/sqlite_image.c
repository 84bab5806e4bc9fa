/* The figures of a load into an empty table: SQLite copies them from a second database, whose pages are made
 * while it reads them (image.h). Everything that is written, SQLite writes. */
#include <stdlib.h>
#include <string.h>

#include "store/image.h"
#include "store/sqlite.h"

enum { PAGE_SIZE = 1 << 16, TABLE_PAGE = 2, AT_PAGE_COUNT = 28 };
static const uint32_t page_count = 1U << 30; /* as if it were as large as it can get: 64 TiB */
/* SQLite locks a byte at 1 GiB; the page around it holds nothing. */
enum { LOCKED_PAGE = (1 << 30) / PAGE_SIZE + 1 };

struct SqliteImage {
    SqliteImage *before; /* of the same transaction */
    sqlite3_vfs files;   /* where the database is the only one */
    char name[32];       /* of both */
    Store *store;
    unsigned char head[PAGE_SIZE]; /* the first page: the schema */
    Image *rows;                   /* NULL when they were read */
    size_t unwritten;              /* pages since the system began to write */
};

typedef struct {
    sqlite3_file base;
    SqliteImage *own;
} ImageFile;

/* --- a file that is read --- */

static int close_file(sqlite3_file *file) {
    (void)file;
    return SQLITE_OK;
}

/* Now and then the system may write what was copied, and whoever watches is told. */
static void tell(SqliteImage *own) {
    enum { PAGES = 64 };
    if (++own->unwritten < PAGES) return;
    own->unwritten = 0;
    sqlite_write_behind(own->store);
    store_tell(own->store, BOTH("storing figures"), "series", image_series(own->rows),
               ledger_series_count(own->store->incoming.ledger));
}

static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 at) {
    SqliteImage *own = ((ImageFile *)file)->own;
    const sqlite3_int64 page = at / PAGE_SIZE, first = at % PAGE_SIZE;
    if (first + count > PAGE_SIZE) return SQLITE_IOERR_READ;
    const unsigned char *found = own->head;
    if (page > 0) {
        found = own->rows ? image_page(own->rows, (uint32_t)page + 1) : NULL;
        if (!found) return SQLITE_IOERR_READ;
        tell(own);
    }
    memcpy(bytes, found + first, (size_t)count);
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    (void)file;
    *size = (sqlite3_int64)page_count * PAGE_SIZE;
    return SQLITE_OK;
}

static int is_locked(sqlite3_file *file, int *locked) {
    (void)file;
    *locked = 0;
    return SQLITE_OK;
}

static int ignore(sqlite3_file *file, int what) {
    (void)file, (void)what;
    return SQLITE_OK;
}

static int control(sqlite3_file *file, int what, void *value) {
    (void)file, (void)what, (void)value;
    return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *file) {
    (void)file;
    return PAGE_SIZE;
}

static int characteristics(sqlite3_file *file) {
    (void)file;
    return SQLITE_IOCAP_IMMUTABLE;
}

static const sqlite3_io_methods file_methods = {.iVersion = 1,
                                                .xClose = close_file,
                                                .xRead = read_file,
                                                .xSync = ignore,
                                                .xFileSize = file_size,
                                                .xLock = ignore,
                                                .xUnlock = ignore,
                                                .xCheckReservedLock = is_locked,
                                                .xFileControl = control,
                                                .xSectorSize = sector_size,
                                                .xDeviceCharacteristics = characteristics};

static int open_file(sqlite3_vfs *files, const char *name, sqlite3_file *file, int flags, int *opened) {
    (void)name;
    file->pMethods = NULL;
    if (!(flags & SQLITE_OPEN_MAIN_DB)) return SQLITE_CANTOPEN;
    file->pMethods = &file_methods;
    ((ImageFile *)file)->own = files->pAppData;
    if (opened) *opened = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY;
    return SQLITE_OK;
}

static int find_file(sqlite3_vfs *files, const char *name, int flags, int *found) {
    (void)files, (void)name, (void)flags;
    *found = 0;
    return SQLITE_OK;
}

static int full_name(sqlite3_vfs *files, const char *name, int size, char *full) {
    (void)files;
    sqlite3_snprintf(size, full, "%s", name);
    return SQLITE_OK;
}

/* --- the database --- */

/* SQLite itself writes the first page of a database with this table alone. */
static void make_head(SqliteImage *own) {
    sqlite3 *db = ((Sqlite *)own->store->connection)->db, *made = NULL;
    sqlite3_stmt *schema = NULL;
    sqlite3_int64 size = 0;
    unsigned char *bytes = NULL;
    const char *sql = NULL;
    if (sqlite3_prepare_v2(db, "SELECT sql FROM sqlite_schema WHERE name = 'figure'", -1, &schema, NULL) ==
            SQLITE_OK &&
        sqlite3_step(schema) == SQLITE_ROW)
        sql = (const char *)sqlite3_column_text(schema, 0);
    if (sql && sqlite3_open_v2(":memory:", &made, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_exec(made, "PRAGMA page_size=65536", NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_exec(made, sql, NULL, NULL, NULL) == SQLITE_OK)
        bytes = sqlite3_serialize(made, "main", &size, 0);
    if (bytes && size >= PAGE_SIZE)
        memcpy(own->head, bytes, PAGE_SIZE);
    else
        arena_refuse(PAGE_SIZE);
    for (int i = 0; i < 4; i++)
        own->head[AT_PAGE_COUNT + i] = (unsigned char)(page_count >> (24 - 8 * i));
    sqlite3_free(bytes);
    sqlite3_finalize(schema);
    sqlite3_close(made);
}

static bool attach(SqliteImage *own, Err *err) {
    const Store *store = own->store;
    own->files = *sqlite3_vfs_find(NULL);
    own->files.zName = own->name;
    own->files.pNext = NULL;
    own->files.pAppData = own;
    own->files.szOsFile = sizeof(ImageFile);
    own->files.xOpen = open_file;
    own->files.xAccess = find_file;
    own->files.xFullPathname = full_name;
    if (sqlite3_vfs_register(&own->files, 0) != SQLITE_OK) arena_refuse(sizeof own->files);
    return sqlite_execute(
        own->store,
        arena_printf(store->incoming.arena,
                     "ATTACH 'file:figures?vfs=%s&mode=ro' AS %s; PRAGMA %s.cache_size=-512", own->name,
                     own->name, own->name),
        err);
}

/* SQLite copies the records as they are: the tables are alike, and figure is empty. OR FAIL: who fails here
 * takes back the whole load, so that nothing need be kept for taking back one statement. */
static bool copy(SqliteImage *own, Err *err) {
    return sqlite_execute(own->store,
                          arena_printf(own->store->incoming.arena,
                                       "INSERT OR FAIL INTO figure SELECT * FROM %s.figure", own->name),
                          err);
}

static SqliteImage *new_image(Store *store) {
    Sqlite *connection = store->connection;
    SqliteImage *own = arena_malloc(sizeof *own);
    own->before = connection->images;
    own->store = store;
    own->rows = image_open(store->incoming.ledger, &(ImageShape){PAGE_SIZE, TABLE_PAGE, LOCKED_PAGE},
                           store->incoming.jobs > 1);
    own->unwritten = 0;
    sqlite3_snprintf(sizeof own->name, own->name, "figures_%llx", (sqlite3_uint64)(uintptr_t)own);
    connection->images = own;
    return own;
}

static bool detach(const SqliteImage *own, sqlite3 *db) {
    char sql[sizeof own->name + 16];
    sqlite3_snprintf(sizeof sql, sql, "DETACH %s", own->name);
    return !db || sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

void sqlite_forget_images(Sqlite *connection) {
    while (connection->images) {
        SqliteImage *own = connection->images;
        if (!detach(own, connection->db)) return;
        sqlite3_vfs_unregister(&own->files);
        connection->images = own->before;
        free(own);
    }
}

/* Rows come in the order of the key, so that hardly a page is wanted again: a cache that fits into the
 * processor's is quicker than one of the usual size. An existing database would have to be synchronised
 * before a page may leave it. */
static bool use_cache(Store *store, const char *sql, Err *err) {
    return !((const Sqlite *)store->connection)->made.path || sqlite_execute(store, sql, err);
}

bool sqlite_put_incoming(Store *store, Err *err) {
    Incoming *incoming = &store->incoming;
    if (ledger_series_count(incoming->ledger) == 0) return true;
    SqliteImage *own = new_image(store);
    make_head(own);
    const bool done = attach(own, err) && use_cache(store, "PRAGMA cache_size=-512", err) && copy(own, err) &&
                      use_cache(store, USUAL_CACHE, err);
    const Replaced *replaced = image_replaced(own->rows, &incoming->replaced_count);
    Replaced *kept = ARENA_ARRAY(incoming->arena, Replaced, incoming->replaced_count + 1);
    for (size_t i = 0; i < incoming->replaced_count; i++)
        kept[i] = replaced[i];
    incoming->replaced = kept;
    image_close(own->rows);
    own->rows = NULL; /* the pages; the database stays until the transaction ends */
    return done;
}
