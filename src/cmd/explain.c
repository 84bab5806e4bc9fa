/* explain: how the database will answer a query file, in words, and what speaks against it. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"

/* Where a query asks for one department, indicator or year: the first department, the file's own indicator
 * and the last year stand for all of them. */
static bool example(const Batch *batch, Instance *instance, Err *err) {
    Table *t;
    if (!store_query(batch->arena, batch->store, "department",
                     "SELECT coalesce(min(dept_id), 0) AS first FROM dept ORDER BY 1", NULL, 0, &t, err))
        return false;
    *instance = (Instance){.dept = "", .dept_id = table_integer(t, "first", 0), .year = batch->last_year};
    return true;
}

static bool explain_file(const Batch *batch, const QueryFile *file, Instance instance, QueryPlan *plan,
                         Err *err) {
    instance.indicator = file->id;
    const StoreAsk ask = batch_ask(batch, file->path, file->sql, &instance);
    return store_explain(batch->arena, batch->store, &ask, plan, err);
}

static void print_plan(const Batch *batch, const QueryFile *file, const QueryPlan *plan) {
    const Lang spoken = batch->options->spoken;
    say_line(stdout, spoken, "%s: %s", file->path, file->label[spoken]);
    say_line(stdout, spoken, "%s", plan->reading);
    for (size_t i = 0; i < plan->step_count; i++)
        say_line(stdout, spoken, "%s",
                 arena_printf(batch->arena, "%*s%s", 2 * plan->steps[i].depth + 2, "", plan->steps[i].words));
    if (plan->advice) say_line(stdout, spoken, "warning: %s", plan->advice);
}

static void print_line(const Batch *batch, const QueryFile *file, const char *kind, const QueryPlan *plan) {
    Text line = {.arena = batch->arena};
    text_appendf(&line, "%s\t%s\t%s", kind, file->id, plan->summary);
    if (plan->advice) text_appendf(&line, "%s%s", both("; warning: "), plan->advice);
    say_line(stdout, batch->options->spoken, "%s", text_string(&line));
}

static const QueryFile *find_file(const Batch *batch, const char *name) {
    for (QueryKind kind = 0; kind < QUERY_KIND_COUNT; kind++)
        for (size_t i = 0; i < batch->file_count[kind]; i++)
            if (strcmp(batch->files[kind][i].id, name) == 0) return &batch->files[kind][i];
    return NULL;
}

static bool refuse_name(const Batch *batch, const char *name, Err *err) {
    size_t count = 0;
    for (QueryKind kind = 0; kind < QUERY_KIND_COUNT; kind++)
        count += batch->file_count[kind];
    const char **ids = ARENA_ARRAY(batch->arena, const char *, count);
    count = 0;
    for (QueryKind kind = 0; kind < QUERY_KIND_COUNT; kind++)
        for (size_t i = 0; i < batch->file_count[kind]; i++)
            ids[count++] = batch->files[kind][i].id;
    const char *nearest = text_nearest(name, ids, count);
    return err_set(err, ERR_USAGE, "explain %s: there is no query file of this name%s%s%s; see jixiao list",
                   name, nearest ? both("; did you mean `") : "", nearest ? nearest : "",
                   nearest ? both("`?") : "");
}

static bool explain_all(const Batch *batch, const Instance *instance, Err *err) {
    static const char *const kinds[QUERY_KIND_COUNT] = {"indicator", "check", "table", "sentence", "flag"};
    QueryPlan plan;
    for (QueryKind kind = 0; kind < QUERY_KIND_COUNT; kind++)
        for (size_t i = 0; i < batch->file_count[kind]; i++) {
            const QueryFile *file = &batch->files[kind][i];
            if (!explain_file(batch, file, *instance, &plan, err)) return false;
            print_line(batch, file, kinds[kind], &plan);
        }
    return true;
}

static bool explain_steps(Batch *batch, Err *err) {
    const Options *options = batch->options;
    Instance instance;
    QueryPlan plan;
    if (!example(batch, &instance, err)) return false;
    for (size_t i = 0; i < options->word_count; i++) {
        const QueryFile *file = find_file(batch, options->words[i]);
        if (!file) return refuse_name(batch, options->words[i], err);
        if (!explain_file(batch, file, instance, &plan, err)) return false;
        print_plan(batch, file, &plan);
    }
    return options->word_count > 0 || explain_all(batch, &instance, err);
}

bool command_explain(const Options *options, int *status, Err *err) {
    (void)status;
    return batch_with_database(options, STORE_READ, explain_steps, NULL, err);
}
