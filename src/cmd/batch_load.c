/* The first step of the batch: from files to figures in the database. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cmd/command.h"
#include "load/load.h"

enum { SHOWN_PER_SOURCE = 50 };

static void print_left_out(const Batch *batch, const char *source, size_t left_out) {
    if (left_out) say_line(stderr, batch->options->spoken, "%s: and %zu more", source, left_out);
}

void batch_print_issues(const Batch *batch, const IssueList *issues) {
    const char *source = "";
    size_t shown = 0, left_out = 0;
    progress_clear(batch->progress);
    for (size_t i = 0; i < issues->count; i++) {
        const Issue *issue = &issues->items[i];
        if (strcmp(issue->source, source) != 0) {
            print_left_out(batch, source, left_out);
            source = issue->source;
            shown = left_out = 0;
        }
        if (issue->severity == SEVERITY_INFO && !batch->options->verbose) continue;
        if (issue->severity == SEVERITY_WARNING && batch->options->quiet) continue;
        if (shown++ < SHOWN_PER_SOURCE)
            fprintf(stderr, "jixiao: %s\n", issue_text(batch->arena, issue, batch->options->spoken));
        else
            left_out++;
    }
    print_left_out(batch, source, left_out);
}

/* The database is got ready beside the files: a new one has 100 tables and views to make, and 900 items to
 * take. */
typedef struct {
    Batch *batch;
    const char *path;
    StoreMode mode;
    bool fresh; /* there is nothing in it yet */
    Catalog catalog;
    pthread_t opener, putter;
    bool opening, putting; /* in these threads */
    atomic_bool failed;
    Store *store; /* NULL until it is open */
    Err err;      /* what failed */
} Beside;

static void *open_store(void *user) {
    Beside *beside = user;
    if (!store_open(&beside->batch->store_memory, beside->path, beside->mode, &beside->store, &beside->err) ||
        !store_begin(beside->store, &beside->err))
        beside->failed = true;
    return NULL;
}

static void *put_catalog(void *user) {
    Beside *beside = user;
    if (beside->opening) pthread_join(beside->opener, NULL);
    beside->opening = false;
    if (!beside->failed && !store_put_catalog(beside->store, &beside->catalog, &beside->err))
        beside->failed = true;
    return NULL;
}

/* From here on the store is the batch's. */
static bool wait_for_store(Beside *beside, Err *err) {
    Batch *batch = beside->batch;
    if (beside->putting) pthread_join(beside->putter, NULL);
    if (beside->opening) pthread_join(beside->opener, NULL);
    beside->putting = beside->opening = false;
    batch->store = beside->store;
    if (batch->store) store_watch(batch->store, &batch->watch);
    if (beside->failed) *err = beside->err;
    if (!batch->store) arena_take(batch->arena, &batch->store_memory); /* nobody closes it */
    return !beside->failed;
}

static bool tell_known(void *user, KnownSources *known, Err *err) {
    Beside *beside = user;
    const Batch *batch = beside->batch;
    KnownSource *items;
    *known = (KnownSources){0};
    if (beside->fresh && !batch->store) return true;
    if (!wait_for_store(beside, err) || !store_known(batch->arena, batch->store, &items, &known->count, err))
        return false;
    known->items = items;
    return true;
}

/* A database that cannot be opened is seen at once, without waiting for one that can. */
static bool take_catalog(void *user, Err *err) {
    Beside *beside = user;
    if (beside->failed) return wait_for_store(beside, err);
    beside->putting = pthread_create(&beside->putter, NULL, put_catalog, beside) == 0;
    if (!beside->putting) put_catalog(beside);
    return true;
}

static void *free_figures(void *dataset) {
    load_close(dataset);
    return NULL;
}

static void wait_for_freer(Batch *batch) {
    if (batch->freeing) pthread_join(batch->freer, NULL);
    batch->freeing = false;
}

/* Beside what follows: to give back the memory of 10⁷ figures takes as long as to end the database. */
static void free_beside(Batch *batch, Dataset *dataset) {
    batch->freeing = pthread_create(&batch->freer, NULL, free_figures, dataset) == 0;
    if (!batch->freeing) free_figures(dataset);
}

static bool load_one(Beside *beside, const char *word, Err *err) {
    Batch *batch = beside->batch;
    char *folder;
    wait_for_freer(batch);
    if (!load_find_dataset(batch->arena, word, &folder, err)) return false;
    Names *names = names_new(batch->arena);
    IssueList issues = {.arena = batch->arena};
    Dataset *dataset = ARENA_NEW(batch->arena, Dataset);
    const LoadOptions wish = {.jobs = batch->options->jobs,
                              .spill = store_is_far(beside->path), /* the network is slower than the disk */
                              .known = tell_known,
                              .catalogued = take_catalog,
                              .user = beside,
                              .watch = &batch->watch};
    progress_part(batch->progress, "reading");
    bool done = load_dataset(batch->arena, folder, &beside->catalog, names, &issues, &wish, dataset, err);
    if (done) {
        progress_part(batch->progress, "storing");
        done = wait_for_store(beside, err) && store_load(batch->store, dataset, names, &issues, batch->reader,
                                                         batch->options->jobs, &batch->loaded, err);
        free_beside(batch, dataset);
    }
    progress_counted(batch->progress, "values", (uint64_t)batch->loaded.figures);
    batch_print_issues(batch, &issues);
    return done;
}

static bool load_all(Beside *beside, Err *err) {
    const Options *options = beside->batch->options;
    if (!load_catalog(options->arena, &beside->catalog, err)) return false;
    for (size_t i = 0; i < options->word_count; i++)
        if (!load_one(beside, options->words[i], err)) return false;
    return true;
}

bool batch_load(Batch *batch, const char *path, StoreMode mode, Err *err) {
    Beside beside = {.batch = batch,
                     .path = path,
                     .mode = mode,
                     .fresh = mode == STORE_NEW || (!store_is_far(path) && !file_exists(path))};
    Err first;
    progress_stage(batch->progress, "loading");
    if (batch->options->word_count == 0)
        return err_set(err, ERR_USAGE, "which dataset? Name a folder, or one of `jixiao list datasets`");
    beside.opening = pthread_create(&beside.opener, NULL, open_store, &beside) == 0;
    if (!beside.opening) open_store(&beside);
    const bool done = load_all(&beside, err);
    if (!wait_for_store(&beside, &first)) *err = first; /* whatever else there is */
    if (!done || beside.failed) return false;
    const bool refused = batch->whole && batch->loaded.refused;
    if (!refused && !store_commit(batch->store, err)) return false;
    batch_note(batch, "%lld figures and %lld statements from %zu sources (%zu unchanged, %zu refused)",
               (long long)batch->loaded.figures, (long long)batch->loaded.statements,
               batch->loaded.stored + batch->loaded.unchanged, batch->loaded.unchanged,
               batch->loaded.refused);
    return !refused ||
           err_set(err, ERR_SOURCE, "sources refused: %zu; nothing was written; correct what is said above",
                   batch->loaded.refused);
}

bool batch_close(Batch *batch, bool keep, Err *err) {
    Err ignored;
    if (batch->looking) (void)!batch_queries(batch, false, &ignored); /* nobody has waited for it */
    const bool done = !batch->store || store_close(batch->store, keep, err);
    batch->store = NULL;
    arena_take(batch->arena, &batch->store_memory);
    wait_for_freer(batch);
    return done;
}
