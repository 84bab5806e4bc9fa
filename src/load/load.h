/* load: the way in. Reads the catalogue and dataset folders into nouns; decides nothing about databases.
 * libcsv is the reader of record (CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL). */
#ifndef JIXIAO_LOAD_LOAD_H
#define JIXIAO_LOAD_LOAD_H

#include "base/watch.h"
#include "model/issue.h"
#include "model/source.h"

/* Reads the built-in catalogue (datasets/catalog/ as compiled in). Fails only when the program itself is
 * broken. */
bool load_catalog(Arena *arena, Catalog *catalog, Err *err) MUST_USE;

/* `name_or_folder` is a folder (it contains a '/' or exists as a folder with a .csv in it), else the name of
 * a dataset shipped in datasets/ (looked for beside the program: ../share/jixiao/datasets, ../datasets,
 * ../../datasets). ERR_USAGE when there is none; the message lists the known ones. */
bool load_find_dataset(Arena *arena, const char *name_or_folder, char **folder, Err *err) MUST_USE;
/* Names of the shipped datasets (folders of datasets/ other than catalog), and where they are. */
bool load_list_datasets(Arena *arena, char **place, char ***names, size_t *count, Err *err) MUST_USE;

/* Reads every *.csv of the folder with its description. Items that the folder brings are added to the
 * catalogue. Troubles with rows and files go to `issues` and mark the source refused; false only when the
 * system failed (ERR_SYSTEM), or the folder holds no source at all or its dataset.meta is wrong (ERR_SOURCE).
 */
typedef struct {
    const KnownSource *items;
    size_t count;
} KnownSources;
typedef struct {
    int jobs;   /* threads */
    bool spill; /* figures of big files wait in temporary files: less memory, a little more time */
    /* What is known already: asked for once, when the files have been looked at and are to be read (NULL:
     * nothing is). Big files of figures with a known hash are not read: only their name and hash come out,
     * unless lists of items or departments have changed. */
    bool (*known)(void *user, KnownSources *known, Err *err);
    /* Told once that the catalogue has all items and surveys of the dataset, and stays as it is from here on,
     * before the other files are read (NULL: nobody). False gives the reading up. */
    bool (*catalogued)(void *user, Err *err);
    void *user;
    const Watch *watch; /* told of the bytes that are read; NULL = nobody */
} LoadOptions;
bool load_dataset(Arena *arena, const char *folder, Catalog *catalog, Names *names, IssueList *issues,
                  const LoadOptions *options, Dataset *dataset, Err *err) MUST_USE;
void load_close(Dataset *dataset); /* frees the figures that do not stand in the arena */

/* An amount as a person types it, in smallest units of the kind: "3.2万元", "17"; without a unit it is in the
 * base unit (元, 人). ERR_USAGE with what is wrong. */
bool load_amount(Arena *arena, const Catalog *catalog, const char *unit_kind, const char *currency,
                 const char *text, int64_t *value, Err *err) MUST_USE;
/* A stage by its English or Chinese word. ERR_USAGE with the words that there are. */
bool load_stage(Arena *arena, const Catalog *catalog, const char *word, Stage *stage, Err *err) MUST_USE;

/* A small CSV in memory (rubrics, text tables): all rows with the header's names; used for catalogue-like
 * files. Fails (ERR_SOURCE, path:line) on malformed CSV or rows of another length than the header. */
typedef struct {
    const char **header;
    size_t column_count;
    const char **cells; /* row_count × column_count, "" for empty */
    int *lines;         /* physical line of each row */
    size_t row_count;
} CsvRows;
bool load_rows(Arena *arena, const char *path, const char *text, size_t size, CsvRows *rows,
               Err *err) MUST_USE;
/* A column's English name, where it is one of a file of that kind, in English or Chinese; false and unchanged
 * where not. */
bool load_name_column(SourceKind kind, const char **name);
/* Cell of a named column; "" when the column does not exist. */
const char *load_cell(const CsvRows *rows, size_t row, const char *column);
/* 1-based field of a named column; 0 when it does not exist. */
int load_column(const CsvRows *rows, const char *column);

#endif
