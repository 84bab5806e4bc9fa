/* changes: datasets into a database, and the whole table year over year out of it. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "measure/changes.h"

/* The database once for each job: a view like for like lives in one connection only. */
static bool open_stores(const Options *options, Store **stores, int *count, Err *err) {
    const bool like = options->basis && strcmp(options->basis, "like") == 0;
    bool changed = false;
    for (*count = 0; *count < options->jobs && !changed;) {
        if (!store_open(options->arena, options->db, STORE_READ, &stores[*count], err)) return false;
        (*count)++;
        if (like && !store_like_for_like(stores[*count - 1], &changed, err)) return false;
    }
    return true;
}

static bool close_stores(Store **stores, int count, bool done, Err *err) {
    Err second;
    for (int i = 0; i < count; i++)
        done = store_close(stores[i], false, done ? err : &second) && done;
    return done;
}

static bool write_files(const Options *options, Store **stores, int jobs, ChangeCount *count, Err *err) {
    Staging staging;
    if (!staging_open(options->arena, options->out, &staging, err)) return false;
    bool done = changes_write(options->arena, stores, jobs, staging.staged, count, err) &&
                staging_commit(&staging, err);
    if (!done) staging_abandon(&staging);
    return done;
}

bool command_changes(const Options *options, int *status, Err *err) {
    (void)status;
    if (!options->db) return err_set(err, ERR_USAGE, "--db FILE is needed; see --help");
    if (!options->out) return err_set(err, ERR_USAGE, "-o OUT is needed; see --help");
    const bool loads = options->word_count > 0;
    Progress *progress =
        progress_new(options->arena, options->quiet, options->timings, loads ? 3 : 1, options->spoken);
    LoadCount loaded;
    if (loads && !batch_load_datasets(options, progress, &loaded, err)) return false;
    Store **stores = ARENA_ARRAY(options->arena, Store *, options->jobs);
    ChangeCount count = {0};
    int jobs;
    progress_stage(progress, "comparing years");
    const Watch watch = progress_watch(progress);
    bool done = open_stores(options, stores, &jobs, err);
    if (done) store_watch(stores[0], &watch);
    done = done && write_files(options, stores, jobs, &count, err);
    done = close_stores(stores, jobs, done, err);
    progress_end(progress, done);
    if (!done) return false;
    say_line(stdout, options->spoken, "%zu changes, %zu totals, %zu spreads, %zu outliers", count.changes,
             count.totals, count.spreads, count.outliers);
    return true;
}
