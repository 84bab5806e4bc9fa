/* Several jobs take one item after the other; each puts its lines where the lines of the items before end. */
#include "measure/changes.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
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

typedef struct {
    const ChangeFrame *frame;
    Output outputs[FILES];
    pthread_mutex_t lock; /* guards what follows, and sizes and lines of the outputs */
    pthread_cond_t moved;
    size_t next;   /* item that nobody has begun */
    size_t placed; /* items whose places in the files are settled */
    bool failed;
    Err *err; /* of the first failure */
    const struct Job *first;
} Pass;

typedef struct Job {
    Pass *pass;
    Store *store;
    pthread_t thread;
    Arena arena;
    ChangeWork work;
} Job;

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
static void fail(Pass *pass, const Err *err) {
    pthread_mutex_lock(&pass->lock);
    if (!pass->failed) *pass->err = *err;
    pass->failed = true;
    pthread_cond_broadcast(&pass->moved);
    pthread_mutex_unlock(&pass->lock);
}

static bool take_item(Pass *pass, size_t *item) {
    pthread_mutex_lock(&pass->lock);
    bool taken = !pass->failed && pass->next < pass->frame->item_count;
    if (taken) *item = pass->next++;
    pthread_mutex_unlock(&pass->lock);
    return taken;
}

/* Waits until the places of all items before are settled. */
static bool settle_places(Job *job, size_t item, off_t places[ITEM_FILES]) {
    Pass *pass = job->pass;
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
    Pass *pass = job->pass;
    ChangeWork *work = &job->work;
    const ChangeItem *item = &pass->frame->items[at];
    off_t places[ITEM_FILES];
    for (size_t i = 0; i < ITEM_FILES; i++)
        work->texts[i].size = work->lines[i] = 0;
    if (!changes_scan(work, pass->frame, job->store, item, err) ||
        !changes_item(work, pass->frame, item, err))
        return false;
    if (!settle_places(job, at, places)) return true; /* told already */
    for (size_t i = 0; i < ITEM_FILES; i++)
        if (!write_at(&pass->outputs[i], text_string(&work->texts[i]), work->texts[i].size, places[i], err))
            return false;
    return true;
}

static void *do_job(void *context) {
    Job *job = context;
    Err err;
    for (size_t item; take_item(job->pass, &item);) {
        if (job == job->pass->first) /* the thread that was given the watch */
            store_tell(job->store, NULL, "items", item + 1, job->pass->frame->item_count);
        if (!do_item(job, item, &err)) fail(job->pass, &err);
    }
    return NULL;
}

static void begin_job(Job *job, Pass *pass, Store *store) {
    *job = (Job){.pass = pass, .store = store};
    job->work.arena = job->work.sums.arena = &job->arena;
    for (size_t i = 0; i < ITEM_FILES; i++)
        job->work.texts[i].arena = &job->arena;
}

/* The caller's thread is a job, too. A thread that cannot be had leaves its share to the others. */
static void do_jobs(Job *jobs, int count) {
    int started = 1;
    while (started < count && pthread_create(&jobs[started].thread, NULL, do_job, &jobs[started]) == 0)
        started++;
    jobs[0].pass->first = &jobs[0];
    do_job(&jobs[0]);
    for (int i = 1; i < started; i++)
        pthread_join(jobs[i].thread, NULL);
}

static bool write_totals(Pass *pass, Job *jobs, int count, Err *err) {
    ChangeSums *sums = &jobs[0].work.sums;
    Output *output = &pass->outputs[TOTALS_FILE];
    for (int i = 1; i < count; i++)
        if (!changes_merge(sums, &jobs[i].work.sums))
            return err_set(err, ERR_SOURCE, "the totals add up to more than 128 bits can hold");
    Text text = {.arena = &jobs[0].arena};
    output->lines = changes_print_totals(&text, pass->frame, sums);
    return write_at(output, text_string(&text), text.size, output->size, err);
}

bool changes_write(Arena *arena, Store *const *stores, int jobs, const char *folder, ChangeCount *count,
                   Err *err) {
    ChangeFrame frame;
    if (!changes_read_frame(arena, stores[0], &frame, err)) return false;
    Pass pass = {.frame = &frame, .err = err};
    pthread_mutex_init(&pass.lock, NULL);
    pthread_cond_init(&pass.moved, NULL);
    Job *workers = ARENA_ARRAY(arena, Job, jobs);
    bool done = true;
    size_t opened = 0;
    while (done && opened < FILES)
        done = open_output(arena, folder, opened, &pass.outputs[opened], err) && ++opened;
    for (int i = 0; i < jobs; i++)
        begin_job(&workers[i], &pass, stores[i]);
    if (done) {
        do_jobs(workers, jobs);
        done = !pass.failed && write_totals(&pass, workers, jobs, err);
    }
    for (size_t i = 0; i < FILES; i++)
        if (pass.outputs[i].path && pass.outputs[i].fd >= 0 && close(pass.outputs[i].fd) != 0 && done)
            done =
                err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", pass.outputs[i].path, strerror(errno));
    *count = (ChangeCount){.changes = pass.outputs[CHANGES_FILE].lines,
                           .totals = pass.outputs[TOTALS_FILE].lines,
                           .spreads = pass.outputs[SPREAD_FILE].lines,
                           .outliers = pass.outputs[OUTLIERS_FILE].lines};
    for (int i = 0; i < jobs; i++)
        arena_free(&workers[i].arena);
    pthread_cond_destroy(&pass.moved);
    pthread_mutex_destroy(&pass.lock);
    return done;
}
