/* Which charts a run draws, for whom, and drawing them. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cmd/command.h"
#include "cmd/say.h"

typedef struct {
    Batch *batch;
    const Table *depts, *indicators, *faults;
    ChartJob *jobs;
    Instance *instances;
    size_t count, capacity;
    const ChartWish *wish;
} Plan;

static const char depts_sql[] = "SELECT code AS dept, name, dept_id FROM dept ORDER BY code";
/* Indicators that ask for charts, and the last year in which they have values. */
static const char indicators_sql[] =
    "SELECT i.indicator, CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS name, i.year FROM ("
    "  SELECT k.indicator, k.zh, k.en, k.position, (SELECT max(m.year) FROM measure m"
    "    WHERE m.indicator = k.indicator AND m.value IS NOT NULL AND m.month = 12"
    "      AND m.year BETWEEN :first_year AND :last_year) AS year"
    "    FROM indicator k WHERE k.chart = 1"
    ") i WHERE i.year IS NOT NULL ORDER BY i.position, i.indicator";

/* What errors were found in: department-years ('') and indicators of them. */
static const char faults_sql[] =
    "SELECT e.dept_id, e.year, e.indicator, d.name FROM ("
    "  SELECT dept_id, year, '' AS indicator FROM finding WHERE severity IN ('error', 'fatal')"
    "  UNION"
    "  SELECT m.dept_id, m.year, m.indicator FROM faulty_measure f JOIN measure m ON m.measure_id = "
    "f.measure_id"
    ") e JOIN dept d ON d.dept_id = e.dept_id WHERE e.year BETWEEN :first_year AND :last_year"
    " ORDER BY e.indicator, d.code, e.year";

/* More departments than these get no files of their own from a run: nobody looks through thousands. */
enum { DEPT_FILES = 48 };

/* The words of the command line name a template, or one of its pictures; all when there is none. */
static bool wanted(const Plan *plan, const char *template, const char *file) {
    const Options *options = plan->batch->options;
    if (!plan->wish->named) return true;
    for (size_t i = 0; i < options->word_count; i++)
        if (strcmp(options->words[i], template) == 0 || strcmp(options->words[i], file) == 0) return true;
    return false;
}

static bool concerns(const Plan *plan, const Instance *instance, size_t fault) {
    const Table *t = plan->faults;
    const char *indicator = instance->indicator ? instance->indicator : "";
    return strcmp(table_text(t, "indicator", fault), indicator) == 0 &&
           (!instance->dept || table_integer(t, "dept_id", fault) == instance->dept_id) &&
           (!instance->year || table_integer(t, "year", fault) == instance->year);
}

/* A picture has no room for a mark at every number: the sentence below says whose numbers have an error. */
static const char *remark_on(const Plan *plan, const Instance *instance) {
    enum { NAMED = 4 };
    const Batch *batch = plan->batch;
    Text list = {.arena = batch->arena};
    size_t count = 0;
    for (size_t i = 0; i < plan->faults->row_count; i++) {
        if (!concerns(plan, instance, i) || ++count > NAMED) continue;
        text_appendf(&list, "%s%s %d", count > 1 ? "；" : "", table_text(plan->faults, "name", i),
                     (int)table_integer(plan->faults, "year", i));
    }
    if (count == 0) return "";
    return say_with(batch->texts, "chart.faulty", {"list", text_string(&list)},
                    {"count", arena_printf(batch->arena, "%zu", count)}, {"more", count > NAMED ? " …" : ""});
}

static const char *path_of(const Plan *plan, const Instance *instance) {
    const ChartWish *wish = plan->wish;
    if (wish->file) return wish->file;
    if (!wish->folder || !instance->filed) return NULL;
    return arena_printf(plan->batch->arena, "%s/%s.%s", wish->folder, instance->file, wish->suffix);
}

static void add(Plan *plan, const ChartTemplate *template, Instance instance, const char *dept_name,
                const char *indicator_name) {
    Batch *batch = plan->batch;
    Arena *arena = batch->arena;
    if (!wanted(plan, template->id, instance.file)) return;
    instance.filed =
        plan->wish->dept_files || !instance.dept || plan->depts->row_count <= DEPT_FILES || batch->dept_codes;
    TextField fields[] = {{"dept", dept_name},
                          {"indicator", indicator_name},
                          {"year", instance.year ? arena_printf(arena, "%d", instance.year) : NULL},
                          {"first_year", arena_printf(arena, "%d", batch->first_year)},
                          {"last_year", arena_printf(arena, "%d", batch->last_year)}};
    TextField *kept = ARENA_ARRAY(arena, TextField, sizeof fields / sizeof *fields);
    size_t field_count = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].value) kept[field_count++] = fields[i];
    size_t capacity = plan->capacity;
    ARENA_PUSH(arena, plan->jobs, plan->count, plan->capacity);
    ARENA_PUSH(arena, plan->instances, plan->count, capacity);
    plan->instances[plan->count] = instance;
    plan->jobs[plan->count++] = (ChartJob){.template = template,
                                           .lang = batch->lang,
                                           .fields = kept,
                                           .field_count = field_count,
                                           .remark = remark_on(plan, &instance),
                                           .bare = plan->wish->bare,
                                           .staged = plan->wish->folder,
                                           .keep = plan->wish->keep,
                                           .path = path_of(plan, &instance)};
}

static void plan_depts(Plan *plan, const ChartTemplate *template) {
    const Table *t = plan->depts;
    Arena *arena = plan->batch->arena;
    for (size_t i = 0; i < t->row_count; i++) {
        const char *code = t->columns[0].texts[i];
        int64_t id = t->columns[2].integers[i];
        if (!batch_wants_dept(plan->batch, code)) continue;
        Instance instance = {
            .dept = code,
            .dept_id = id,
            .file = arena_printf(arena, "%s-%s", template->id, batch_dept_file(arena, code, id))};
        add(plan, template, instance, t->columns[1].texts[i], NULL);
    }
}

static void plan_indicators(Plan *plan, const ChartTemplate *template, bool with_year) {
    const Table *t = plan->indicators;
    for (size_t i = 0; i < t->row_count; i++) {
        const char *id = t->columns[0].texts[i];
        Instance instance = {.indicator = id,
                             .year = with_year ? (int)t->columns[2].integers[i] : 0,
                             .file = arena_printf(plan->batch->arena, "%s-%s", template->id,
                                                  text_slug(plan->batch->arena, id))};
        add(plan, template, instance, NULL, t->columns[1].texts[i]);
    }
}

static void plan_years(Plan *plan, const ChartTemplate *template) {
    for (int year = plan->batch->first_year; year && year <= plan->batch->last_year; year++) {
        Instance instance = {.year = year,
                             .file = arena_printf(plan->batch->arena, "%s-%d", template->id, year)};
        add(plan, template, instance, NULL, NULL);
    }
}

static void plan_template(Plan *plan, const ChartTemplate *template) {
    switch (template->scope) {
    case CHART_DEPT:
        plan_depts(plan, template);
        return;
    case CHART_INDICATOR:
        plan_indicators(plan, template, false);
        return;
    case CHART_INDICATOR_YEAR:
        plan_indicators(plan, template, true);
        return;
    case CHART_YEAR:
        plan_years(plan, template);
        return;
    default:
        add(plan, template, (Instance){.file = template->id}, NULL, NULL);
    }
}

static bool read_subjects(Plan *plan, Err *err) {
    Batch *batch = plan->batch;
    const StoreParam params[] = {{.name = "lang", .text = lang_names[batch->lang]},
                                 {.name = "first_year", .integer = batch->first_year},
                                 {.name = "last_year", .integer = batch->last_year}};
    Table *depts, *indicators, *faults;
    if (!store_query(batch->arena, batch->store, "departments", depts_sql, NULL, 0, &depts, err) ||
        !store_query(batch->arena, batch->store, "indicators", indicators_sql, params, 3, &indicators, err) ||
        !store_query(batch->arena, batch->store, "faults", faults_sql, params + 1, 2, &faults, err))
        return false;
    plan->depts = depts;
    plan->indicators = indicators;
    plan->faults = faults;
    return true;
}

/* A word that named nothing: the nearest name is suggested. */
static bool all_words_known(const Plan *plan, Err *err) {
    const Batch *batch = plan->batch;
    size_t count = 0;
    const char **names = ARENA_ARRAY(batch->arena, const char *, batch->template_count + plan->count);
    for (size_t i = 0; i < batch->template_count; i++)
        names[count++] = batch->templates[i].id;
    for (size_t i = 0; i < plan->count; i++)
        names[count++] = plan->instances[i].file;
    for (size_t i = 0; plan->wish->named && i < batch->options->word_count; i++) {
        const char *word = batch->options->words[i];
        bool known = false;
        for (size_t k = 0; k < count && !known; k++)
            known = strcmp(names[k], word) == 0;
        const char *nearest = text_nearest(word, names, batch->template_count);
        if (!known)
            return err_set(err, ERR_USAGE, "there is no chart `%s`%s%s%s; see jixiao list charts", word,
                           nearest ? both("; did you mean `") : "", nearest ? nearest : "",
                           nearest ? both("`?") : "");
    }
    return true;
}

/* Of several pictures the first ones are named, so that one can be chosen. */
static bool one_picture(const Plan *plan, Err *err) {
    enum { SHOWN = 6 };
    Text names = {.arena = plan->batch->arena};
    if (plan->count == 1) return true;
    if (plan->count == 0)
        return err_set(err, ERR_USAGE, "%s: there is nothing that this chart could be drawn for",
                       plan->wish->file);
    for (size_t i = 0; i < plan->count && i < SHOWN; i++)
        text_appendf(&names, "%s%s", i ? both(", ") : "", plan->instances[i].file);
    return err_set(
        err, ERR_USAGE,
        "%s can hold one picture, and these are %zu: name one (%s%s), or choose by --dept or --years",
        plan->wish->file, plan->count, names.data, plan->count > SHOWN ? " …" : "");
}

/* What is to be drawn next, while gnuplot draws what was asked for before. One query after the other, unless
 * a server answers them: there are processes enough for the processors, and threads of one program wait for
 * each other. */
static bool fill(void *context, const size_t *list, size_t count, Err *err) {
    Plan *plan = context;
    const Batch *batch = plan->batch;
    const bool far = batch->options->db && store_is_far(batch->options->db);
    StoreAsk *asks = ARENA_ARRAY(batch->arena, StoreAsk, count + 1);
    Table **raw = ARENA_ARRAY(batch->arena, Table *, count + 1), *data;
    for (size_t i = 0; i < count; i++) {
        const ChartTemplate *template = plan->jobs[list[i]].template;
        asks[i] = batch_ask(batch, template->path, template->query, &plan->instances[list[i]]);
    }
    if (!store_query_all(batch->arena, batch->store, asks, count, far ? batch->options->jobs : 1, raw, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        ChartJob *job = &plan->jobs[list[i]];
        if (!batch_answer(batch, &job->template->head, raw[i], &data, err)) return false;
        job->data = data;
    }
    return true;
}

static bool make_plan(Plan *plan, Err *err) {
    Batch *batch = plan->batch;
    if (plan->wish->folder && !file_make_folders(batch->arena, plan->wish->folder, err)) return false;
    if (!read_subjects(plan, err)) return false;
    for (size_t i = 0; i < batch->template_count; i++)
        if (!plan->wish->only_run || batch->templates[i].scope == CHART_RUN)
            plan_template(plan, &batch->templates[i]);
    return all_words_known(plan, err) && (!plan->wish->file || one_picture(plan, err));
}

static void tell(void *context, size_t done, size_t count) {
    progress_count(context, "charts", done, count);
}

static void say_result(Batch *batch, const Plan *plan) {
    size_t drawn = 0, failed = 0;
    for (size_t i = 0; i < plan->count; i++) {
        drawn += !plan->jobs[i].failed;
        if (plan->jobs[i].empty && batch->options->verbose)
            batch_note(batch, "not drawn: %s: %s", plan->instances[i].file, plan->jobs[i].message);
        if (!plan->jobs[i].failed || plan->jobs[i].empty) continue;
        failed++;
        progress_clear(batch->progress);
        say_line(stderr, batch->options->spoken, "error: %s", plan->jobs[i].message);
    }
    batch_note(batch, "%zu charts drawn, %zu without data, %zu failed", drawn, plan->count - drawn - failed,
               failed);
    batch->failed_charts = failed;
}

/* Another program is asked for the font, while the charts are planned. */
typedef struct {
    pthread_t thread;
    bool beside, done;
    Arena arena;
    const char *warning;
    Err err;
} FontCheck;

static void *check_font(void *own) {
    FontCheck *check = own;
    check->done = plot_check_font(&check->arena, &check->warning, &check->err);
    return NULL;
}

static bool end_check(Batch *batch, FontCheck *check, Err *err) {
    if (check->beside)
        pthread_join(check->thread, NULL);
    else
        check_font(check);
    arena_take(batch->arena, &check->arena);
    if (!check->done) *err = check->err;
    return check->done;
}

bool batch_chart(Batch *batch, const ChartWish *wish, ChartSet *set, Err *err) {
    FontCheck font = {0};
    Plan plan = {.batch = batch, .wish = wish};
    PlotSource source = {fill, &plan};
    PlotListener listener = {tell, batch->progress};
    if (!wish->hushed) progress_stage(batch->progress, "drawing charts");
    font.beside = pthread_create(&font.thread, NULL, check_font, &font) == 0;
    Err ignored;
    const bool planned = make_plan(&plan, err);
    if (!end_check(batch, &font, planned ? err : &ignored) || !planned) return false;
    if (font.warning && !wish->hushed) batch_note(batch, "warning: %s", font.warning);
    if (!plot_draw(batch->arena, plan.jobs, plan.count, batch->options->jobs, &source, &listener, err))
        return false;
    if (!wish->hushed) say_result(batch, &plan);
    *set = (ChartSet){.jobs = plan.jobs, .instances = plan.instances, .count = plan.count};
    return true;
}
