/* The first step of the batch: from files to figures in the database. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

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

/* The database is opened beside the first look at the files: a new one has 100 tables and views to make. */
typedef struct {
    Batch *batch;
    const char *path;
    StoreMode mode;
    pthread_t thread;
    bool beside, waited, opened;
    Store *store;
    Err err;
} Opening;

static void *open_beside(void *user) {
    Opening *opening = user;
    opening->opened = store_open(&opening->batch->store_memory, opening->path, opening->mode, &opening->store,
                                 &opening->err) &&
                      store_begin(opening->store, &opening->err);
    return NULL;
}

static void start_opening(Opening *opening) {
    opening->beside = pthread_create(&opening->thread, NULL, open_beside, opening) == 0;
    if (!opening->beside) open_beside(opening);
}

/* From here on the store is the batch's. */
static bool wait_for_store(Opening *opening, Err *err) {
    Batch *batch = opening->batch;
    if (opening->beside && !opening->waited) pthread_join(opening->thread, NULL);
    opening->waited = true;
    batch->store = opening->store;
    if (batch->store) store_watch(batch->store, &batch->watch);
    if (!opening->opened) *err = opening->err;
    if (!batch->store) arena_take(batch->arena, &batch->store_memory); /* nobody closes it */
    return opening->opened;
}

static bool tell_known(void *user, KnownSources *known, Err *err) {
    Opening *opening = user;
    const Batch *batch = opening->batch;
    KnownSource *items;
    if (!wait_for_store(opening, err) || !store_known(batch->arena, batch->store, &items, &known->count, err))
        return false;
    known->items = items;
    return true;
}

static bool load_one(Opening *opening, const char *word, Catalog *catalog, Err *err) {
    Batch *batch = opening->batch;
    char *folder;
    if (!load_find_dataset(batch->arena, word, &folder, err)) return false;
    Names *names = names_new(batch->arena);
    IssueList issues = {.arena = batch->arena};
    Dataset dataset;
    const LoadOptions wish = {.jobs = batch->options->jobs,
                              .spill = store_is_far(opening->path), /* the network is slower than the disk */
                              .known = tell_known,
                              .user = opening,
                              .watch = &batch->watch};
    progress_part(batch->progress, "reading");
    bool done = load_dataset(batch->arena, folder, catalog, names, &issues, &wish, &dataset, err);
    if (done) {
        progress_part(batch->progress, "storing");
        done = store_load(batch->store, catalog, &dataset, names, &issues, batch->reader,
                          batch->options->jobs, &batch->loaded, err);
        load_close(&dataset);
    }
    progress_counted(batch->progress, "values", (uint64_t)batch->loaded.figures);
    batch_print_issues(batch, &issues);
    return done;
}

static bool load_all(Opening *opening, Err *err) {
    const Options *options = opening->batch->options;
    Catalog catalog = {0};
    if (!load_catalog(options->arena, &catalog, err)) return false;
    for (size_t i = 0; i < options->word_count; i++)
        if (!load_one(opening, options->words[i], &catalog, err)) return false;
    return true;
}

bool batch_load(Batch *batch, const char *path, StoreMode mode, Err *err) {
    Opening opening = {.batch = batch, .path = path, .mode = mode};
    Err first;
    progress_stage(batch->progress, "loading");
    if (batch->options->word_count == 0)
        return err_set(err, ERR_USAGE, "which dataset? Name a folder, or one of `jixiao list datasets`");
    start_opening(&opening);
    const bool done = load_all(&opening, err);
    if (!wait_for_store(&opening, &first)) *err = first; /* whatever else there is */
    if (!done || !opening.opened) return false;
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
    const bool done = !batch->store || store_close(batch->store, keep, err);
    batch->store = NULL;
    arena_take(batch->arena, &batch->store_memory);
    return done;
}
