/* Assessments, cases, tasks, targets, lineage and comments: records that are stored as they are read. */
#include <string.h>

#include "base/file.h"
#include "store/internal.h"

bool store_find_dept(Store *store, const Source *source, const char *code, int line, int64_t *id, Err *err) {
    Statement *s;
    if (!store_prepare(store, "find_dept", NULL, &s, err)) return false;
    bool row, done;
    store_bind_text(s, "code", code);
    done = store_step(s, &row, err);
    if (done && row)
        *id = store_integer(s, 0);
    else if (done)
        done = err_set(err, ERR_SOURCE, "%s:%d: department `%s` is not known; add it to departments.csv",
                       source->name, line, code);
    store_finish(s);
    return done;
}

/* The number of the first assessment that comes. */
static bool next_assessment(Store *store, int64_t *id, Err *err) {
    Statement *s;
    if (!store_prepare(store, "next_assessment", NULL, &s, err)) return false;
    const bool done = store_step(s, NULL, err);
    *id = store_integer(s, 0);
    store_finish(s);
    return done;
}

enum { ASSESSMENT_NUMBERS = 5, ASSESSMENT_TEXTS = 8 };

static Table *assessment_table(Arena *arena) {
    static const char *const numbers[ASSESSMENT_NUMBERS] = {"assessment_id", "dept_id", "year", "points",
                                                            "origin"},
                             *const texts[ASSESSMENT_TEXTS] = {"rubric", "indicator", "sub_item",
                                                               "result", "assessor",  "calculation",
                                                               "basis",  "note"};
    Table *table = table_new(arena, "assessment");
    for (size_t i = 0; i < ASSESSMENT_NUMBERS; i++)
        table_add(table, numbers[i], COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < ASSESSMENT_TEXTS; i++)
        table_add(table, texts[i], COLUMN_TEXT, NULL, NULL);
    return table;
}

/* A county has tens of thousands: they go in together. */
bool store_put_assessments(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Arena scratch = {0};
    Table *table = assessment_table(&scratch);
    int64_t next, dept_id = 0;
    bool done = next_assessment(store, &next, err);
    (void)table_rows(table, source->assessment_count);
    for (size_t i = 0; done && i < source->assessment_count; i++) {
        const Assessment *a = &source->assessments[i];
        if (i == 0 || strcmp(a->dept, a[-1].dept) != 0)
            done = store_find_dept(store, source, a->dept, a->line, &dept_id, err);
        const int64_t numbers[ASSESSMENT_NUMBERS] = {next + (int64_t)i, dept_id, a->year,
                                                     a->has_points ? a->points : TABLE_MISSING,
                                                     store_origin(source, first_origin, a->line, a->column)};
        const char *const texts[ASSESSMENT_TEXTS] = {
            a->rubric,   a->indicator,   a->sub_item, a->result ? a->result : "",
            a->assessor, a->calculation, a->basis,    a->note ? a->note : ""};
        for (size_t k = 0; k < ASSESSMENT_NUMBERS; k++)
            table->columns[k].integers[i] = numbers[k];
        for (size_t k = 0; k < ASSESSMENT_TEXTS; k++)
            table->columns[ASSESSMENT_NUMBERS + k].texts[i] = texts[k];
    }
    done = done && store->engine->put(store, "assessment", table, err);
    arena_free(&scratch);
    return done;
}

bool store_put_targets(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_target", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < source->target_count; i++) {
        const Target *t = &source->targets[i];
        int64_t dept_id;
        done = store_find_dept(store, source, t->dept, t->line, &dept_id, err);
        if (!done) break;
        store_bind_integer(s, "dept_id", dept_id);
        store_bind_integer(s, "year", t->year);
        const struct {
            const char *name, *value;
        } texts[] = {{"level", t->level},   {"project", t->project},    {"level1", t->level1},
                     {"level2", t->level2}, {"target", t->target},      {"operator", t->op},
                     {"value", t->value},   {"unit", t->unit},          {"text", t->text},
                     {"note", t->note},     {"kind", t->kind},          {"refers", t->refers},
                     {"actual", t->actual}, {"unit_kind", t->unit_kind}};
        const struct {
            const char *name;
            bool given;
            int64_t value;
        } numbers[] = {{"number", t->has_number, t->number},
                       {"actual_number", t->has_actual, t->actual_number},
                       {"factor", t->has_number, t->factor},
                       {"met", t->met >= 0, t->met}};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            if (numbers[k].given)
                store_bind_integer(s, numbers[k].name, numbers[k].value);
            else
                store_bind_null(s, numbers[k].name);
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            store_bind_text(s, texts[k].name, texts[k].value ? texts[k].value : "");
        store_bind_integer(s, "origin", store_origin(source, first_origin, t->line, 1));
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

bool store_put_lineages(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_lineage", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < source->lineage_count; i++) {
        const Lineage *l = &source->lineages[i];
        int64_t old_id, new_id;
        done = store_find_dept(store, source, l->old_dept, l->line, &old_id, err) &&
               store_find_dept(store, source, l->new_dept, l->line, &new_id, err);
        if (!done) break;
        store_bind_integer(s, "old_id", old_id);
        store_bind_integer(s, "new_id", new_id);
        store_bind_integer(s, "year", l->year);
        store_bind_text(s, "kind", l->kind);
        store_bind_integer(s, "share", l->share);
        store_bind_text(s, "note", l->note ? l->note : "");
        store_bind_integer(s, "origin", store_origin(source, first_origin, l->line, 1));
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

bool store_put_comments(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_comment", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < source->comment_count; i++) {
        const Comment *c = &source->comments[i];
        int64_t dept_id;
        done = store_find_dept(store, source, c->dept, c->line, &dept_id, err);
        if (!done) break;
        store_bind_integer(s, "dept_id", dept_id);
        store_bind_integer(s, "year", c->year);
        store_bind_text(s, "topic", c->topic);
        store_bind_text(s, "text", c->text);
        store_bind_text(s, "date", c->date);
        store_bind_integer(s, "origin", store_origin(source, first_origin, c->line, c->column));
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

bool store_put_cases(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_case", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < source->case_count; i++) {
        const CaseRecord *c = &source->cases[i];
        int64_t dept_id;
        done = store_find_dept(store, source, c->dept, c->line, &dept_id, err);
        if (!done) break;
        store_bind_integer(s, "dept_id", dept_id);
        store_bind_integer(s, "year", c->year);
        store_bind_text(s, "rubric", c->rubric);
        store_bind_text(s, "indicator", c->indicator);
        store_bind_integer(s, "count", c->count);
        store_bind_text(s, "text", c->text);
        store_bind_text(s, "date", c->date);
        store_bind_text(s, "assessor", c->assessor);
        store_bind_text(s, "basis", c->basis);
        store_bind_integer(s, "origin", store_origin(source, first_origin, c->line, c->column));
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

bool store_put_tasks(Store *store, const Source *source, int64_t first_origin, Err *err) {
    static const char *const origins[TASK_NUMBER_COUNT] = {"planned_origin",  "completed_origin",
                                                           "on_time_origin",  "qualified_origin",
                                                           "assigned_origin", "closed_origin"};
    Statement *s;
    if (!store_prepare(store, "put_task", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < source->task_count; i++) {
        const Task *t = &source->tasks[i];
        int64_t dept_id;
        done = store_find_dept(store, source, t->dept, t->line, &dept_id, err);
        if (!done) break;
        store_bind_integer(s, "dept_id", dept_id);
        store_bind_integer(s, "year", t->year);
        store_bind_text(s, "text", t->text);
        store_bind_text(s, "note", t->note);
        for (TaskNumber n = 0; n < TASK_NUMBER_COUNT; n++) {
            if (t->numbers[n] >= 0)
                store_bind_integer(s, task_number_names[n], t->numbers[n]);
            else
                store_bind_null(s, task_number_names[n]);
            /* The origin of `planned` also tells the source of the row. */
            int column = t->columns[n] ? t->columns[n] : 1;
            store_bind_integer(s, origins[n], store_origin(source, first_origin, t->line, column));
        }
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

bool store_put_rubric(Store *store, const Source *source, Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_rubric", NULL, &s, err)) return false;
    store_bind_text(s, "id", file_stem(store->arena, source->name));
    store_bind_text(s, "name", source->name);
    store_bind_text(s, "csv", source->csv);
    store_bind_text(s, "meta", source->meta);
    bool done = store_run_bound(s, err);
    store_finish(s);
    return done;
}

bool store_put_explanations(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_explanation", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < source->explanation_count; i++) {
        const Explanation *e = &source->explanations[i];
        store_bind_text(s, "flag", e->flag);
        store_bind_text(s, "state", e->state);
        store_bind_text(s, "value", e->value);
        store_bind_text(s, "note", e->note);
        store_bind_text(s, "date", e->date);
        store_bind_integer(s, "origin", store_origin(source, first_origin, e->line, 1));
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

bool store_put_deflators(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_deflator", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < source->deflator_count; i++) {
        const Deflator *d = &source->deflators[i];
        store_bind_integer(s, "year", d->year);
        store_bind_integer(s, "index_value", d->index);
        store_bind_text(s, "note", d->note);
        store_bind_integer(s, "origin", store_origin(source, first_origin, d->line, 1));
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}
