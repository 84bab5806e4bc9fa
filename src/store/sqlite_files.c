/* Temporary files of SQLite stand in memory. With `PRAGMA temp_store=MEMORY` they would, too, but then a sort
 * asks for memory row by row, and each time waits until no other thread does: half the time, where two sort
 * at once. What is kept here counts for the limit of a query like all other memory of SQLite. */
#include <stdint.h>
#include <string.h>

#include "store/sqlite.h"

/* pAppData: where files with a name are. */
static int open_file(sqlite3_vfs *own, const char *name, sqlite3_file *file, int flags, int *opened) {
    sqlite3_vfs *at = name ? own->pAppData : sqlite3_vfs_find("memdb");
    int code = at->xOpen(at, name, file, flags, opened);
    sqlite3_int64 limit = INT64_MAX; /* in place of 1 GiB */
    if (code == SQLITE_OK && !name) file->pMethods->xFileControl(file, SQLITE_FCNTL_SIZE_LIMIT, &limit);
    return code;
}

const char *sqlite_files(Arena *arena, const char *system) {
    const char *name = arena_printf(arena, "%s-and-memory", system);
    sqlite3_vfs *base = sqlite3_vfs_find(system), *memory = sqlite3_vfs_find("memdb");
    if (!base || !memory) return system;
    if (sqlite3_vfs_find(name)) return name;
    /* One for the life of the program: SQLite keeps it in its list. */
    char *room = sqlite3_malloc64(sizeof *base + strlen(name) + 1);
    if (!room) return system;
    sqlite3_vfs *made = (sqlite3_vfs *)(void *)room;
    *made = *base;
    made->zName = memcpy(room + sizeof *base, name, strlen(name) + 1);
    made->pNext = NULL;
    made->pAppData = base;
    made->szOsFile = base->szOsFile > memory->szOsFile ? base->szOsFile : memory->szOsFile;
    made->xOpen = open_file;
    return sqlite3_vfs_register(made, 0) == SQLITE_OK ? name : system;
}
