/* changes: datasets into a database, and the whole table year over year out of it. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "measure/changes.h"

static bool is_like(const Options *options) {
    return options->basis && strcmp(options->basis, "like") == 0;
}

/* The database until it is open so many times, once for each job. */
static bool open_stores(const Options *options, int wanted, Store **stores, int *count, Err *err) {
    for (bool changed; *count < wanted;) {
        if (!store_open(options->arena, options->db, STORE_READ, &stores[*count], err)) return false;
        (*count)++;
        if (is_like(options) && !store_like_for_like(stores[*count - 1], &changed, err)) return false;
    }
    return true;
}

static bool close_stores(Store **stores, int count, bool done, Err *err) {
    Err second;
    for (int i = 0; i < count; i++)
        done = store_close(stores[i], false, done ? err : &second) && done;
    return done;
}

typedef struct {
    const Options *options;
    Staging staging;
    Progress *progress;
    ChangePass *pass;
    bool begun, written; /* written: the files are there */
    bool failed;
    LoadCount loaded;
    ChangeCount count;
    Err err;
} Work;

/* Nothing is made in the folder before the database is there. */
static bool open_staging(Work *work, Err *err) {
    return work->staging.staged ||
           staging_open(work->options->arena, work->options->out, &work->staging, err);
}

static void begin_pass(void *user, Store *store, const Ledger *ledger) {
    Work *work = user;
    const Options *options = work->options;
    work->begun =
        open_staging(work, &work->err) && changes_begin(options->arena, store, ledger, options->jobs,
                                                        work->staging.staged, &work->pass, &work->err);
    work->failed = !work->begun;
}

static void end_pass(void *user) {
    Work *work = user;
    if (!work->begun) return;
    work->written = changes_end(work->pass, &work->count, &work->err);
    work->failed = !work->written;
}

/* While the figures of one dataset go into a new database, the files are written from memory. */
static bool load(Work *work, Err *err) {
    const Options *options = work->options;
    const LedgerReader reader = {begin_pass, end_pass, work};
    if (!batch_load_datasets(options, work->progress,
                             options->word_count == 1 && !is_like(options) ? &reader : NULL, &work->loaded,
                             err))
        return false;
    if (work->failed) *err = work->err;
    return !work->failed;
}

/* Files that were written from memory are good unless there are twins. */
static bool scan(Work *work, Err *err) {
    const Options *options = work->options;
    Store **stores = ARENA_ARRAY(options->arena, Store *, options->jobs);
    const Watch watch = progress_watch(work->progress);
    int jobs = 0;
    progress_stage(work->progress, "comparing years");
    if (work->written && !work->loaded.twins) return true;
    bool done = open_stores(options, 1, stores, &jobs, err) && open_staging(work, err);
    if (done) {
        store_watch(stores[0], &watch);
        /* A view like for like is built in its own connection: once is enough. */
        done = (is_like(options) || open_stores(options, options->jobs, stores, &jobs, err)) &&
               changes_write(options->arena, stores, jobs, work->staging.staged, &work->count, err);
    }
    return close_stores(stores, jobs, done, err);
}

bool command_changes(const Options *options, int *status, Err *err) {
    (void)status;
    if (!options->db) return err_set(err, ERR_USAGE, "--db FILE is needed; see --help");
    if (!options->out) return err_set(err, ERR_USAGE, "-o OUT is needed; see --help");
    const bool loads = options->word_count > 0;
    store_forgo_memory_limit();
    Work work = {.options = options,
                 .progress = progress_new(options->arena, options->quiet, options->timings, loads ? 3 : 1,
                                          options->spoken)};
    bool done = (!loads || load(&work, err)) && scan(&work, err) && staging_commit(&work.staging, err);
    if (!done) staging_abandon(&work.staging);
    progress_end(work.progress, done);
    if (!done) return false;
    say_line(stdout, options->spoken, "%zu changes, %zu totals, %zu spreads, %zu outliers",
             work.count.changes, work.count.totals, work.count.spreads, work.count.outliers);
    return true;
}
