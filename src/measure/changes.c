/* Several jobs take one item after the other; each puts its lines where the lines of the items before end. */
#include "measure/changes.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/stop.h"
#include "measure/changes_internal.h"

typedef struct {
    const char *path;
    int fd;
    off_t size;
    size_t lines;
} Output;

enum { TOTALS_FILE = ITEM_FILES, FILES };

static const struct {
    const char *name, *header;
} files[FILES] = {
    [CHANGES_FILE] = {"changes.csv", "dept,item,year,prior,current,change,rate\n"},
    [SPREAD_FILE] = {"spread.csv", "item,year,n,median,mad\n"},
    [OUTLIERS_FILE] = {"outliers.csv", "dept,item,year,rate,median,mad,score\n"},
    [TOTALS_FILE] = {"totals.csv", "dept,year,budget,adjusted,actual,adjustment_rate,execution_rate\n"},
};

typedef struct Job {
    ChangePass *pass;
    pthread_t thread;
    bool started;
    Arena arena;
    ChangeWork work;
} Job;

struct ChangePass {
    ChangeFrame frame;
    const char *folder;
    Output outputs[FILES];
    size_t opened;
    Job *jobs; /* the first one is the caller's */
    int job_count;
    pthread_mutex_t lock; /* guards what follows, and sizes and lines of the outputs */
    pthread_cond_t moved;
    size_t next;   /* item that nobody has begun */
    size_t placed; /* items whose places in the files are settled */
    bool failed;
    Err err; /* of the first failure */
};

static bool write_at(const Output *output, const char *bytes, size_t size, off_t at, Err *err) {
    while (size) {
        ssize_t n = pwrite(output->fd, bytes, size, at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", output->path, strerror(errno));
        bytes += n;
        size -= (size_t)n;
        at += n;
    }
    return true;
}

static bool open_output(Arena *arena, const char *folder, size_t i, Output *output, Err *err) {
    const size_t length = strlen(files[i].header);
    *output = (Output){.path = file_join(arena, folder, files[i].name), .size = (off_t)length};
    output->fd = open(output->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (output->fd < 0)
        return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", output->path, strerror(errno));
    return write_at(output, files[i].header, length, 0, err);
}

/* Takes the first failure on record, so that the other jobs end, too. */
static void fail(ChangePass *pass, const Err *err) {
    pthread_mutex_lock(&pass->lock);
    if (!pass->failed) pass->err = *err;
    pass->failed = true;
    pthread_cond_broadcast(&pass->moved);
    pthread_mutex_unlock(&pass->lock);
}

static bool take_item(ChangePass *pass, size_t *item) {
    pthread_mutex_lock(&pass->lock);
    bool taken = !pass->failed && pass->next < pass->frame.item_count;
    if (taken) *item = pass->next++;
    pthread_mutex_unlock(&pass->lock);
    return taken;
}

/* Waits until the places of all items before are settled. */
static bool settle_places(Job *job, size_t item, off_t places[ITEM_FILES]) {
    ChangePass *pass = job->pass;
    pthread_mutex_lock(&pass->lock);
    while (pass->placed != item && !pass->failed)
        pthread_cond_wait(&pass->moved, &pass->lock);
    for (size_t i = 0; i < ITEM_FILES; i++) {
        places[i] = pass->outputs[i].size;
        pass->outputs[i].size += (off_t)job->work.texts[i].size;
        pass->outputs[i].lines += job->work.lines[i];
    }
    pass->placed = item + 1;
    bool done = !pass->failed;
    pthread_cond_broadcast(&pass->moved);
    pthread_mutex_unlock(&pass->lock);
    return done;
}

static bool do_item(Job *job, size_t at, Err *err) {
    ChangePass *pass = job->pass;
    ChangeWork *work = &job->work;
    const ChangeItem *item = &pass->frame.items[at];
    off_t places[ITEM_FILES];
    for (size_t i = 0; i < ITEM_FILES; i++)
        work->texts[i].size = work->lines[i] = 0;
    if (stop_wanted()) return stop_error(err);
    if (!changes_rows(work, &pass->frame, item, err) || !changes_item(work, &pass->frame, item, err))
        return false;
    if (!settle_places(job, at, places)) return true; /* told already */
    for (size_t i = 0; i < ITEM_FILES; i++)
        if (!write_at(&pass->outputs[i], text_string(&work->texts[i]), work->texts[i].size, places[i], err))
            return false;
    return true;
}

static void *do_job(void *context) {
    Job *job = context;
    ChangePass *pass = job->pass;
    Err err;
    for (size_t item; take_item(pass, &item);) {
        if (job == pass->jobs && job->work.store) /* the thread that was given the watch */
            store_tell(job->work.store, NULL, "items", item + 1, pass->frame.item_count);
        if (!do_item(job, item, &err)) fail(pass, &err);
    }
    return NULL;
}

/* The other jobs begin at once; the caller's own share is left for changes_end. A thread that cannot be had
 * leaves its share to the others. */
static void begin_jobs(Arena *arena, ChangePass *pass, Store *const *stores, const Ledger *ledger, int jobs) {
    pass->jobs = ARENA_ARRAY(arena, Job, jobs);
    pass->job_count = jobs;
    for (int i = 0; i < jobs; i++) {
        Job *job = &pass->jobs[i];
        job->pass = pass;
        job->work.arena = job->work.sums.arena = &job->arena;
        job->work.store = stores ? stores[i] : NULL;
        job->work.cursor = ledger ? ledger_open(ledger) : NULL;
        for (size_t k = 0; k < ITEM_FILES; k++)
            job->work.texts[k].arena = &job->arena;
    }
    for (int i = 1; i < jobs; i++)
        pass->jobs[i].started = pthread_create(&pass->jobs[i].thread, NULL, do_job, &pass->jobs[i]) == 0;
}

static bool begin(Arena *arena, Store *const *stores, const Ledger *ledger, int jobs, const char *folder,
                  ChangePass **result, Err *err) {
    ChangePass *pass = ARENA_NEW(arena, ChangePass);
    if (!changes_read_frame(arena, stores[0], ledger, &pass->frame, err)) return false;
    pthread_mutex_init(&pass->lock, NULL);
    pthread_cond_init(&pass->moved, NULL);
    bool done = true;
    while (done && pass->opened < FILES) {
        done = open_output(arena, folder, pass->opened, &pass->outputs[pass->opened], err);
        pass->opened += pass->outputs[pass->opened].fd >= 0;
    }
    if (!done) fail(pass, err);
    begin_jobs(arena, pass, ledger ? NULL : stores, ledger, jobs);
    *result = pass;
    return true;
}

bool changes_begin(Arena *arena, Store *store, const Ledger *ledger, int jobs, const char *folder,
                   ChangePass **pass, Err *err) {
    return begin(arena, &store, ledger, jobs, folder, pass, err);
}

static bool write_totals(ChangePass *pass, Err *err) {
    ChangeSums *sums = &pass->jobs[0].work.sums;
    Output *output = &pass->outputs[TOTALS_FILE];
    for (int i = 1; i < pass->job_count; i++)
        if (!changes_merge(sums, &pass->jobs[i].work.sums))
            return err_set(err, ERR_SOURCE, "the totals add up to more than 128 bits can hold");
    Text text = {.arena = &pass->jobs[0].arena};
    output->lines = changes_print_totals(&text, &pass->frame, sums);
    return write_at(output, text_string(&text), text.size, output->size, err);
}

static bool close_outputs(ChangePass *pass, bool done, Err *err) {
    for (size_t i = 0; i < pass->opened; i++)
        if (close(pass->outputs[i].fd) != 0 && done)
            done =
                err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", pass->outputs[i].path, strerror(errno));
    return done;
}

bool changes_end(ChangePass *pass, ChangeCount *count, Err *err) {
    do_job(&pass->jobs[0]);
    for (int i = 1; i < pass->job_count; i++)
        if (pass->jobs[i].started) pthread_join(pass->jobs[i].thread, NULL);
    if (pass->failed) *err = pass->err;
    bool done = close_outputs(pass, !pass->failed && write_totals(pass, err), err);
    *count = (ChangeCount){.changes = pass->outputs[CHANGES_FILE].lines,
                           .totals = pass->outputs[TOTALS_FILE].lines,
                           .spreads = pass->outputs[SPREAD_FILE].lines,
                           .outliers = pass->outputs[OUTLIERS_FILE].lines};
    for (int i = 0; i < pass->job_count; i++) {
        ledger_close(pass->jobs[i].work.cursor);
        arena_free(&pass->jobs[i].arena);
    }
    pthread_cond_destroy(&pass->moved);
    pthread_mutex_destroy(&pass->lock);
    return done;
}

bool changes_write(Arena *arena, Store *const *stores, int jobs, const char *folder, ChangeCount *count,
                   Err *err) {
    ChangePass *pass;
    char *before, *after;
    if (!store_figures_hash(arena, stores[0], &before, err) ||
        !begin(arena, stores, NULL, jobs, folder, &pass, err) || !changes_end(pass, count, err) ||
        !store_figures_hash(arena, stores[0], &after, err))
        return false;
    return strcmp(before, after) == 0 ||
           err_set(err, ERR_SYSTEM, "another process changed the figures meanwhile; run it again");
}
