/* How much a query from a file may use, so that one that never ends is stopped and named: steps of SQLite's
 * machine, memory, the size of a text. The shipped queries need at most 60 million steps for a county of 80
 * departments, and 25,000 for each page of its database: the limits are ten times that, and a billion for
 * small ones. */
#include <sys/stat.h>

#include "base/stop.h"
#include "store/sqlite.h"

enum { TICK = 100 * 1000, LONGEST_TEXT = 16 << 20, STEPS_PER_BYTE = 16, MEMORY_PER_BYTE = 2 };
static const int64_t least_steps = 1000000000, least_memory = INT64_C(1) << 30;

static int tick(void *user) {
    Sqlite *own = user;
    if (stop_wanted()) return 1;
    if (!own->guarded) return 0;
    if (own->frozen) sqlite3_hard_heap_limit64(own->memory); /* others beside it take it away */
    own->steps_left -= TICK;
    return own->steps_left < 0;
}

void sqlite_watch(Sqlite *own) {
    sqlite3_progress_handler(own->db, TICK, tick, own);
}

static int64_t database_size(const Sqlite *own) {
    struct stat status;
    return stat(own->made.path ? own->made.path : own->path, &status) == 0 ? status.st_size : 0;
}

void sqlite_guard(Sqlite *own) {
    int64_t size = database_size(own);
    own->guarded = true;
    own->steps = own->steps_left = least_steps + STEPS_PER_BYTE * size;
    own->memory = least_memory + MEMORY_PER_BYTE * size;
    sqlite3_limit(own->db, SQLITE_LIMIT_LENGTH, LONGEST_TEXT);
    sqlite3_hard_heap_limit64(own->memory);
}

void sqlite_unguard(Sqlite *own) {
    own->guarded = false;
    sqlite3_limit(own->db, SQLITE_LIMIT_LENGTH, INT32_MAX);
    if (!own->only_reads) sqlite3_hard_heap_limit64(0);
}

bool sqlite_guard_error(const Sqlite *own, const char *name, Err *err) {
    const int code = sqlite3_errcode(own->db), detail = sqlite3_extended_errcode(own->db);
    if (code == SQLITE_INTERRUPT && stop_wanted()) return stop_error(err);
    if (code == SQLITE_INTERRUPT)
        return err_set(
            err, ERR_SOURCE,
            "%s: stopped after %lld steps: the query does not end; look for a join without a condition", name,
            (long long)own->steps);
    if (code == SQLITE_NOMEM || code == SQLITE_FULL || detail == SQLITE_IOERR_NOMEM)
        return err_set(err, ERR_SYSTEM,
                       "%s: out of memory: the query wants more than there is, or than the %lld MiB that a "
                       "query may use",
                       name, (long long)(own->memory >> 20));
    return err_set(err, ERR_SOURCE, "%s: %s", name, sqlite3_errmsg(own->db));
}

void store_forgo_memory_limit(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
