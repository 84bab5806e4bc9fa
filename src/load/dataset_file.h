/* dataset_file: the files of a dataset on their way, opened before any is read. Between dataset.c and
 * dataset_file.c only. */
#ifndef JIXIAO_LOAD_DATASET_FILE_H
#define JIXIAO_LOAD_DATASET_FILE_H

#include "load/load.h"
#include "load/pieces.h"
#include "load/rows_ahead.h"

/* A file on its way: opened first, because the kinds must be read in an order that only the headers tell. */
typedef struct {
    Arena scratch; /* the bytes; freed as soon as the file is read */
    const char *name, *path;
    const char *meta_bytes; /* of the description, as they are; NULL = none */
    size_t meta_size;
    bool head_only; /* of a big file of figures only the beginning is there */
    size_t size;    /* of text */
    size_t bytes;   /* of the whole file, as it was found */
    Source source;
    Reader *reader; /* NULL when the file cannot be read */
    Header header;
    Description description;
    const char *text, *meta; /* of the file and of its description, UTF-8; NULL when they cannot be read */
    size_t errors;           /* of this file */
    const RowsFile *ahead;   /* its rows, where they were read ahead; or NULL */
} DatasetFile;

typedef struct {
    LoadContext context;
    Dataset *dataset;
    const LoadOptions *options;
    KnownSources known;
    uint64_t bytes, done; /* of all files; of those that are read */
    Crew *crew;
    DatasetFile *files;
    size_t count;
    Source *sources; /* the sources of one kind, for the checks over files */
    CsvRows *rows;
} DatasetRun;

/* Everything up to the header. Troubles with the file become issues. */
bool dataset_open_file(DatasetRun *run, DatasetFile *file, const char *name, Err *err) MUST_USE;
bool dataset_compile(DatasetRun *run, DatasetFile *file); /* the description, against the header */
/* The whole file, of which only the beginning was there; what was told is not told again. */
bool dataset_reopen(DatasetRun *run, DatasetFile *file, bool *compiled, Err *err) MUST_USE;
/* Sets source.hash of a file of which only the beginning is there. */
bool dataset_hash_file(DatasetRun *run, DatasetFile *file, Err *err) MUST_USE;
void dataset_close_file(DatasetFile *file);

#endif
