/* Like for like: maps every figure of a department that was renamed, merged, split or that handed something
 * over to the departments that it became, and of every code to the code that it became, and lets queries see
 * the mapped figures under the name of the table. */
#include <string.h>

#include "base/resource.h"
#include "base/text.h"
#include "store/internal.h"

#define WHOLE ((int64_t)1000000)

typedef struct {
    int64_t old_id, new_id, year, share;
} Event;

typedef struct {
    int64_t dept_id, share;
} Part;

typedef struct {
    Store *store;
    Arena scratch;
    Event *events;
    size_t event_count, event_capacity;
    Statement *put;
    Err *err;
} Job;

static bool read_events(Job *job) {
    Statement *s;
    bool row, done;
    if (!store_prepare(job->store, "lineage_events", NULL, &s, job->err)) return false;
    while ((done = store_step(s, &row, job->err)) && row) {
        ARENA_PUSH(&job->scratch, job->events, job->event_count, job->event_capacity);
        job->events[job->event_count++] =
            (Event){store_integer(s, 0), store_integer(s, 1), store_integer(s, 2), store_integer(s, 3)};
    }
    store_finish(s);
    return done;
}

static void add_part(Job *job, Part **parts, size_t *count, size_t *capacity, int64_t dept_id,
                     int64_t share) {
    for (size_t i = 0; i < *count; i++)
        if ((*parts)[i].dept_id == dept_id) {
            (*parts)[i].share += share;
            return;
        }
    ARENA_PUSH(&job->scratch, *parts, *count, *capacity);
    (*parts)[(*count)++] = (Part){dept_id, share};
}

/* What the department of that year is now: every event of a later year is applied in turn. */
static Part *follow(Job *job, int64_t dept_id, int64_t year, size_t *count) {
    Part *parts = NULL;
    size_t capacity = 0;
    *count = 0;
    add_part(job, &parts, count, &capacity, dept_id, WHOLE);
    for (size_t e = 0; e < job->event_count; e++) {
        const Event *event = &job->events[e];
        if (event->year <= year) continue;
        for (size_t i = 0; i < *count; i++) {
            if (parts[i].dept_id != event->old_id || parts[i].share == 0) continue;
            /* Shares of one year are shares of what was there before that year. */
            int64_t before = parts[i].share, taken = 0;
            size_t k = e;
            for (; k < job->event_count && job->events[k].year == event->year; k++) {
                if (job->events[k].old_id != event->old_id) continue;
                int64_t moved = (before * job->events[k].share + WHOLE / 2) / WHOLE;
                taken += moved;
                add_part(job, &parts, count, &capacity, job->events[k].new_id, moved);
            }
            parts[i].share -= taken;
            if (parts[i].share < 0) parts[i].share = 0;
            break;
        }
        /* The other events of this department in this year have been applied with the first. */
        while (e + 1 < job->event_count && job->events[e + 1].year == event->year &&
               job->events[e + 1].old_id == event->old_id)
            e++;
    }
    return parts;
}

static bool map_year(Job *job, int64_t dept_id, int64_t year) {
    size_t count;
    Part *parts = follow(job, dept_id, year, &count);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].share == 0) continue;
        store_bind_integer(job->put, "dept_id", dept_id);
        store_bind_integer(job->put, "year", year);
        store_bind_integer(job->put, "to_id", parts[i].dept_id);
        store_bind_integer(job->put, "share", parts[i].share);
        if (!store_run_bound(job->put, job->err)) return false;
    }
    return true;
}

static bool map_years(Job *job) {
    Statement *s;
    bool row, done;
    if (!store_prepare(job->store, "lineage_years", NULL, &s, job->err)) return false;
    while ((done = store_step(s, &row, job->err)) && row)
        if (!(done = map_year(job, store_integer(s, 0), store_integer(s, 1)))) break;
    store_finish(s);
    return done;
}

/* The name of the view that the text at `view` creates. */
static const char *view_name(Arena *arena, const char *view) {
    view += strlen("CREATE VIEW ");
    return arena_strndup(arena, view, strcspn(view, " "));
}

bool store_make_views(Store *store, Err *err) {
    Arena scratch = {0};
    bool done = true;
    for (const char *at = resource_text("src/store/schema.sql"); done && (at = strstr(at, "CREATE VIEW "));) {
        const char *end = strchr(at, ';');
        done = store->engine->execute(
            store, arena_printf(&scratch, "CREATE TEMP VIEW %.*s", (int)(end - at - 12), at + 12), err);
        at = end;
    }
    arena_free(&scratch);
    return done;
}

/* The later ones first, because they look at the earlier ones. */
static bool drop_views(Store *store, Arena *scratch, const char *at, Err *err) {
    const char *view = strstr(at, "CREATE VIEW ");
    if (!view) return true;
    return drop_views(store, scratch, strchr(view, ';'), err) &&
           store->engine->execute(store, arena_printf(scratch, "DROP VIEW temp.%s", view_name(scratch, view)),
                                  err);
}

bool store_drop_views(Store *store, Err *err) {
    Arena scratch = {0};
    bool done = drop_views(store, &scratch, resource_text("src/store/schema.sql"), err);
    arena_free(&scratch);
    return done;
}

bool store_put_recodings(Store *store, const Catalog *catalog, Err *err) {
    Statement *s;
    if (!store_run(store, "forget_recodings", NULL, err) ||
        !store_prepare(store, "put_recoding", NULL, &s, err))
        return false;
    bool done = true;
    for (size_t i = 0; done && i < catalog->recoding_count; i++) {
        const Recoding *r = &catalog->recodings[i];
        store_bind_text(s, "old", r->from);
        store_bind_text(s, "new", r->to);
        store_bind_text(s, "basis", r->basis);
        store_bind_integer(s, "year", r->year);
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

static bool any_recoded(Store *store, bool *recoded, Err *err) {
    Statement *s;
    if (!store_prepare(store, "recoded", NULL, &s, err)) return false;
    bool done = store_step(s, recoded, err);
    store_finish(s);
    return done;
}

static bool make_figures(Store *store, Err *err) {
    static const char *const steps[] = {"make_item_map",      "like_for_like", "like_for_like_key",
                                        "like_for_like_dept", "make_bridge",   "make_member",
                                        "member_key"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!store_run(store, steps[i], NULL, err)) return false;
    if (!store->engine->analyze(store, "figure", err)) return false;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        if (!store_run(store, "forget_incomplete", stage_names[stage], err)) return false;
    return store_make_views(store, err);
}

bool store_like_for_like(Store *store, bool *changed, Err *err) {
    Job job = {.store = store, .err = err};
    bool recoded, done = read_events(&job) && any_recoded(store, &recoded, err);
    *changed = done && (job.event_count > 0 || recoded);
    if (done && *changed)
        done = store_run(store, "make_dept_map", NULL, err) &&
               store_prepare(store, "put_dept_map", NULL, &job.put, err) && map_years(&job) &&
               make_figures(store, err);
    store->like_for_like = done && *changed;
    store_finish(job.put);
    arena_free(&job.scratch);
    return done;
}
