/* query_file: the .sql files of queries/ and of --queries DIR, by kind. The first key of the head names the
 * kind
 * (`indicator`, `check`, `table`, `sentence`, `flag`) and its value is the id and the file's stem. Reads and
 * checks; runs nothing. */
#ifndef JIXIAO_MEASURE_QUERY_FILE_H
#define JIXIAO_MEASURE_QUERY_FILE_H

#include "base/head.h"
#include "model/table.h"
#include "store/store.h"

typedef enum {
    QUERY_INDICATOR,
    QUERY_CHECK,
    QUERY_TABLE,
    QUERY_SENTENCE,
    QUERY_FLAG,
    QUERY_KIND_COUNT
} QueryKind;

typedef struct {
    const char *id, *path, *sql, *text; /* text: the whole file */
    const char *label[LANG_COUNT];      /* zh, en */
    const char *chapter;                /* report chapter of a table; "" = CSV only */
    int position;                       /* order among its kind */
    bool built_in;
    Head head;
} QueryFile;

/* All query files of one kind, by position and then id. `extra` is the folder of --queries or NULL. Fails
 * (ERR_SOURCE, file:line) on a file without a head, an id that is not the stem, an unknown or missing key. */
bool query_files(Arena *arena, QueryKind kind, const char *extra, QueryFile **files, size_t *count,
                 Err *err) MUST_USE;

/* The query contract, checked for every file before anything is computed: one read-only statement, known
 * parameters, the promised columns, an ORDER BY. */
bool query_check(Arena *arena, Store *store, QueryKind kind, const QueryFile *file, Err *err) MUST_USE;

/* Text of key.LANG, else of key, else "". */
const char *query_text(const QueryFile *file, const char *key, Lang lang);

#endif
