/* The way in: datasets, departments and sources into tables, inside the caller's transaction. */
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"
#include "base/text.h"
#include "store/internal.h"

/* --- datasets --- */

static bool put_dataset(Store *store, const Dataset *dataset, int64_t *id, Err *err) {
    Statement *s;
    bool row;
    if (!store_prepare(store, "other_currency", NULL, &s, err)) return false;
    store_bind_text(s, "currency", dataset->currency);
    store_bind_text(s, "id", dataset->id);
    bool done = store_step(s, &row, err);
    if (done && row)
        done = err_set(err, ERR_SOURCE,
                       "dataset %s is in %s, but the database already holds %s; amounts of two currencies "
                       "cannot stand in one database: use another --db or -o",
                       dataset->id, dataset->currency, store_text(s, 0));
    store_finish(s);
    if (!done || !store_prepare(store, "put_dataset", NULL, &s, err)) return false;
    store_bind_text(s, "id", dataset->id);
    store_bind_text(s, "zh", dataset->zh);
    store_bind_text(s, "en", dataset->en);
    store_bind_text(s, "currency", dataset->currency);
    store_bind_text(s, "lang", dataset->lang);
    store_bind_text(s, "rubric", dataset->rubric);
    store_bind_text(s, "grades", dataset->grades);
    done = store_step(s, NULL, err);
    store_finish(s);
    if (!done || !store_prepare(store, "dataset_id", NULL, &s, err)) return false;
    store_bind_text(s, "id", dataset->id);
    done = store_step(s, NULL, err);
    *id = store_integer(s, 0);
    store_finish(s);
    return done;
}

/* ids[name] = the number of the code of that name, by a query of all codes and their numbers; -1 when there
 * is none. */
static bool find_ids(Store *store, const char *query, const Names *names, Arena *arena, int64_t **ids,
                     Err *err) {
    Statement *s;
    if (!store_prepare(store, query, NULL, &s, err)) return false;
    *ids = ARENA_ARRAY(arena, int64_t, names->count);
    for (size_t i = 0; i < names->count; i++)
        (*ids)[i] = -1;
    bool done, row;
    while ((done = store_step(s, &row, err)) && row) {
        int32_t name = names_find(names, store_text(s, 0));
        if (name >= 0) (*ids)[name] = store_integer(s, 1);
    }
    store_finish(s);
    return done;
}

/* --- one source --- */

typedef struct {
    int64_t id, first, end;
    bool known, same;
} Stored;

static bool find_source(Store *store, const Source *source, Stored *stored, Err *err) {
    *stored = (Stored){0};
    Statement *s;
    if (!store_prepare(store, "find_source", NULL, &s, err)) return false;
    store_bind_text(s, "name", source->name);
    bool done = store_step(s, &stored->known, err);
    if (done && stored->known) {
        stored->id = store_integer(s, 0);
        stored->same = text_equal(store_text(s, 1), source->hash);
        stored->first = store_integer(s, 2);
        stored->end = store_integer(s, 3);
    }
    store_finish(s);
    return done;
}

static bool run_range(Store *store, const char *name, const char *stage, const Stored *stored, Err *err) {
    Statement *s;
    if (!store_prepare(store, name, stage, &s, err)) return false;
    store_bind_integer(s, "first", stored->first);
    store_bind_integer(s, "end", stored->end);
    store_bind_integer(s, "source_id", stored->id);
    bool done = store_step(s, NULL, err);
    store_finish(s);
    return done;
}

static bool forget_source(Store *store, const Stored *stored, Err *err) {
    if (!run_range(store, "forget_superseded", NULL, stored, err)) return false;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        if (!run_range(store, "take_back", stage_names[stage], stored, err) ||
            !store_run(store, "promote", stage_names[stage], err) ||
            !store_run(store, "forget_promoted", stage_names[stage], err))
            return false;
    static const char *const rest[] = {"forget_empty_figures", "forget_statements", "forget_printed",
                                       "forget_dept_names",    "forget_absent",     "forget_assessments",
                                       "forget_targets",       "forget_lineage",    "forget_comments",
                                       "forget_cases",         "forget_tasks",      "forget_rubrics",
                                       "forget_corrections",   "forget_answers",    "forget_explanations",
                                       "forget_deflators",     "forget_issues",     "forget_source"};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (!run_range(store, rest[i], NULL, stored, err)) return false;
    return true;
}

static bool put_source(Store *store, const Source *source, int64_t dataset_id, Stored *stored, Err *err) {
    Statement *s;
    if (!store_prepare(store, "next_origin", NULL, &s, err)) return false;
    bool done = store_step(s, NULL, err);
    stored->first = store_integer(s, 0);
    stored->end = stored->first + ((int64_t)source->lines + 2) * source->columns;
    store_finish(s);
    if (!done || !store_prepare(store, "put_source", NULL, &s, err)) return false;
    const struct {
        const char *name, *value;
    } texts[] = {{"name", source->name},
                 {"kind", source_kind_names[source->kind]},
                 {"zh", source->zh},
                 {"en", source->en},
                 {"published", source->published},
                 {"publisher", source->publisher},
                 {"document", source->document},
                 {"place", source->origin},
                 {"licence", source->licence},
                 {"note", source->note},
                 {"hash", source->hash}};
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"dataset_id", dataset_id},
                   {"bytes", (int64_t)source->bytes},
                   {"lines", source->lines},
                   {"columns", source->columns},
                   {"first_origin", stored->first},
                   {"end_origin", stored->end},
                   {"row_count", (int64_t)source->row_count},
                   {"skipped_count", (int64_t)source->skipped_count},
                   {"figure_count", (int64_t)(source->figure_count + ledger_pages_count(&source->pages))}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        store_bind_text(s, texts[i].name, texts[i].value ? texts[i].value : "");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        store_bind_integer(s, numbers[i].name, numbers[i].value);
    done = store_run_bound(s, err);
    store_finish(s);
    return done && find_source(store, source, stored, err);
}

/* Warnings and hints about a stored source stay with it. */
static bool put_issues(Store *store, const Source *source, int64_t source_id, const IssueList *issues,
                       Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_issue", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < issues->count; i++) {
        const Issue *issue = &issues->items[i];
        if (strcmp(issue->source, source->name) != 0) continue;
        store_bind_integer(s, "source_id", source_id);
        store_bind_text(s, "severity", severity_name(issue->severity));
        store_bind_integer(s, "line", issue->line);
        store_bind_integer(s, "position", issue->column);
        store_bind_text(s, "zh", issue->chinese);
        store_bind_text(s, "en", issue->text);
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

bool store_find_any(Store *store, const char *query, bool *some, Err *err) {
    Statement *s;
    *some = false;
    if (!store_prepare(store, query, NULL, &s, err)) return false;
    bool done = store_step(s, some, err);
    store_finish(s);
    return done;
}

bool store_known(Arena *arena, Store *store, KnownSource **known, size_t *count, Err *err) {
    Statement *s;
    size_t capacity = 0;
    bool row, done;
    *known = NULL;
    *count = 0;
    if (!store_prepare(store, "known_sources", NULL, &s, err)) return false;
    while ((done = store_step(s, &row, err)) && row) {
        ARENA_PUSH(arena, *known, *count, capacity);
        (*known)[(*count)++] = (KnownSource){.name = arena_strdup(arena, store_text(s, 0)),
                                             .hash = arena_strdup(arena, store_text(s, 1))};
    }
    store_finish(s);
    return done;
}

/* --- all sources --- */

typedef struct {
    const Source *source;
    Stored stored;
    LedgerPages pages; /* of what the source has in no page */
} Taken;

typedef struct {
    Store *store;
    const Dataset *dataset;
    int64_t dataset_id;
    const Names *names;
    Index seen; /* departments as files of figures have called them */
    IssueList *issues;
    const LedgerReader *reader;
    int jobs;
    LoadCount *count;
    Taken *taken;
    size_t taken_count;
    bool first; /* there are no figures yet */
    Err *err;
} Job;

static bool put_content(Job *job, const Source *source, int64_t first_origin) {
    Store *store = job->store;
    Err *err = job->err;
    switch (source->kind) {
    case SOURCE_FIGURES: /* their figures follow when all departments are there */
        return store_see_depts(store, source, job->names, &job->seen, err);
    case SOURCE_ITEMS:
        return store_put_items(store, source->items, source->item_count, err);
    case SOURCE_DEPTS:
        return store_put_depts(store, source, first_origin, err);
    case SOURCE_ASSESSMENTS:
        return store_put_assessments(store, source, first_origin, err);
    case SOURCE_SURVEY:
        return store_put_answers(store, source, first_origin, err);
    case SOURCE_SURVEY_FORM: /* came in with the catalogue */
        return true;
    case SOURCE_TARGETS:
        return store_put_targets(store, source, first_origin, err);
    case SOURCE_COMMENTS:
        return store_put_comments(store, source, first_origin, err);
    case SOURCE_CASES:
        return store_put_cases(store, source, first_origin, err);
    case SOURCE_TASKS:
        return store_put_tasks(store, source, first_origin, err);
    case SOURCE_RUBRIC:
        return store_put_rubric(store, source, err);
    case SOURCE_EXPLANATIONS:
        return store_put_explanations(store, source, first_origin, err);
    case SOURCE_DEFLATORS:
        return store_put_deflators(store, source, first_origin, err);
    case SOURCE_LINEAGE:
        return store_put_lineages(store, source, first_origin, err);
    default:
        return true;
    }
}

/* Everything of a source but its figures. */
static bool take_source(Job *job, const Source *source) {
    Store *store = job->store;
    Stored stored;
    if (!find_source(store, source, &stored, job->err)) return false;
    if (stored.same) {
        job->count->unchanged++;
        return true;
    }
    if ((stored.known && !forget_source(store, &stored, job->err)) ||
        !put_source(store, source, job->dataset_id, &stored, job->err) ||
        !put_content(job, source, stored.first))
        return false;
    job->taken[job->taken_count++] = (Taken){.source = source, .stored = stored};
    job->count->stored++;
    return true;
}

static bool put_figures(Job *job, const int64_t *dept_ids, const int64_t *item_ids) {
    for (size_t i = 0; i < job->taken_count; i++) {
        Taken *taken = &job->taken[i];
        const Source *source = taken->source;
        if ((source->kind == SOURCE_FIGURES &&
             !store_put_figures(job->store, source, job->names, dept_ids, item_ids, taken->stored.first,
                                &taken->pages, job->first, job->issues, job->err)) ||
            !put_issues(job->store, source, taken->stored.id, job->issues, job->err))
            return err_wrap(job->err, "%s", source->name);
    }
    return true;
}

static bool put_gathered(Job *job, const int64_t *dept_ids, const int64_t *item_ids) {
    Ledger *ledger = ledger_new();
    for (size_t i = 0; i < job->taken_count; i++) {
        ledger_add_all(ledger, &job->taken[i].source->pages, job->taken[i].stored.first);
        ledger_add_all(ledger, &job->taken[i].pages, job->taken[i].stored.first);
    }
    ledger_settle(ledger, job->names, dept_ids, item_ids);
    bool more = false, done = store_find_any(job->store, "some_implied", &more, job->err);
    const LedgerReader *reader = more || !done ? NULL : job->reader;
    if (reader) reader->begin(reader->user, job->store, ledger);
    done = done && store_put_gathered(job->store, ledger, job->jobs, job->err);
    if (reader) reader->end(reader->user);
    ledger_free(ledger);
    /* Who reads beside may have been stopped when everything was stored: then nothing is. */
    return done && (!stop_wanted() || stop_error(job->err));
}

/* --- after the sources --- */

static bool climb(Store *store, Err *err) {
    bool more;
    if (!store_run(store, "reset_roots", NULL, err)) return false;
    /* Parents form a forest a few levels deep; load/ refuses cycles. */
    for (int level = 0; level < 16; level++) {
        if (!store_find_any(store, "roots_to_climb", &more, err)) return false;
        if (!more) break;
        if (!store_run(store, "climb_roots", NULL, err)) return false;
    }
    return true;
}

static bool imply(Store *store, Err *err) {
    bool some;
    if (!store_find_any(store, "some_implied", &some, err)) return false;
    if (!some) return true;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        if (!store_run(store, "put_implied", stage_names[stage], err) ||
            !store_run(store, "put_task_figures", stage_names[stage], err))
            return false;
    return store_run(store, "put_survey_figures", NULL, err);
}

/* What nobody published, but stated changes, records and sheets of surveys say. */
static bool forget_implied(Store *store, Err *err) {
    bool some;
    if (!store_find_any(store, "some_implied", &some, err)) return false;
    if (!some) return true;
    for (int stage = 0; stage < STAGE_COUNT; stage++)
        if (!store_run(store, "forget_implied", stage_names[stage], err) ||
            !store_run(store, "forget_made", stage_names[stage], err))
            return false;
    return store_run(store, "forget_empty_figures", NULL, err);
}

static bool link_items(Store *store, Err *err) {
    return store_run(store, "forget_item_above", NULL, err) && store_run(store, "put_item_above", NULL, err);
}

/* The figures are gone through only when some departments may be twins. */
static bool find_twins(Store *store, LoadCount *count, Err *err) {
    bool pairs;
    count->twins = false;
    if (!store_run(store, "forget_twins", NULL, err) || !store_find_any(store, "some_pair", &pairs, err))
        return false;
    return !pairs || (store_run(store, "put_twins", NULL, err) &&
                      store_find_any(store, "some_twin", &count->twins, err));
}

static bool count_all(Store *store, LoadCount *count, Err *err) {
    Statement *s;
    if (!store_prepare(store, "count_figures", NULL, &s, err)) return false;
    bool done = store_step(s, NULL, err);
    count->figures = store_integer(s, 0);
    count->statements = store_integer(s, 1);
    count->restated = store_integer(s, 2);
    store_finish(s);
    return done;
}

/* Into a database without figures, those of all sources go in one pass; otherwise one source after the other.
 */
static bool load_sources(Job *job) {
    Store *store = job->store;
    Arena scratch = {0};
    int64_t *dept_ids, *item_ids;
    bool some = false, done = store_find_any(store, "some_figure", &some, job->err);
    job->first = !some;
    job->seen = (Index){.arena = &scratch};
    job->taken = ARENA_ARRAY(&scratch, Taken, job->dataset->source_count + 1);
    for (size_t i = 0; done && i < job->dataset->source_count; i++) {
        const Source *source = &job->dataset->sources[i];
        if (source->refused)
            job->count->refused++;
        else
            done = take_source(job, source) || err_wrap(job->err, "%s", source->name);
    }
    done = done && find_ids(store, "all_depts", job->names, &scratch, &dept_ids, job->err) &&
           find_ids(store, "all_items", job->names, &scratch, &item_ids, job->err) &&
           put_figures(job, dept_ids, item_ids) && (some || put_gathered(job, dept_ids, item_ids));
    for (size_t i = 0; i < job->taken_count; i++)
        ledger_pages_free(&job->taken[i].pages);
    arena_free(&scratch);
    return done;
}

bool store_load(Store *store, const Dataset *dataset, const Names *names, IssueList *issues,
                const LedgerReader *reader, int jobs, LoadCount *count, Err *err) {
    Job job = {.store = store,
               .dataset = dataset,
               .names = names,
               .issues = issues,
               .reader = reader,
               .jobs = jobs,
               .count = count,
               .err = err};
    return put_dataset(store, dataset, &job.dataset_id, err) && forget_implied(store, err) &&
           load_sources(&job) && climb(store, err) && imply(store, err) && link_items(store, err) &&
           find_twins(store, count, err) && store->engine->analyze(store, "", err) &&
           count_all(store, count, err);
}
