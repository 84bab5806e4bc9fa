/* The steps from files to results in the database. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cmd/command.h"
#include "load/load.h"

void batch_note(const Batch *batch, const char *format, ...) {
    if (batch->options->quiet) return;
    progress_clear(batch->progress);
    va_list arguments;
    va_start(arguments, format);
    say_vline(stderr, batch->options->spoken, format, arguments);
    va_end(arguments);
}

/* --- settle --- */

static bool query(const Batch *batch, const char *name, const char *sql, Table **table, Err *err) {
    return store_query(batch->arena, batch->store, name, sql, NULL, 0, table, err);
}

static bool settle_dataset(Batch *batch, Err *err) {
    Table *t;
    if (!query(batch, "dataset",
               "SELECT id, currency, lang, rubric, grades, zh, en FROM dataset ORDER BY dataset_id", &t, err))
        return false;
    if (t->row_count == 0)
        return err_set(err, ERR_SOURCE, "the database holds no dataset yet; load one with `jixiao load`");
    batch->datasets = t;
    batch->currency = currency_find(t->columns[1].texts[0]);
    if (!batch->currency) return err_set(err, ERR_SOURCE, "unknown currency `%s`", t->columns[1].texts[0]);
    batch->lang = strcmp(t->columns[2].texts[0], "en") == 0 ? LANG_EN : LANG_ZH;
    if (batch->options->lang >= 0) batch->lang = (Lang)batch->options->lang;
    batch->grades = t->columns[4].texts[0];
    return true;
}

/* The rubric of --rubric; for results that are there already, the one that made them; else the dataset's own.
 */
static bool settle_rubric(Batch *batch, bool measured, Err *err) {
    char *given = "";
    RubricText text;
    if (measured && !store_stamp(batch->arena, batch->store, "rubric", &given, err)) return false;
    if (batch->options->rubric) given = arena_strdup(batch->arena, batch->options->rubric);
    for (size_t i = 0; !measured && *given == '\0' && i < batch->datasets->row_count; i++)
        given = arena_strdup(batch->arena, batch->datasets->columns[3].texts[i]);
    batch->rubric_given = given;
    batch->rubric = batch->rubric_hash = "";
    if (*given == '\0') return true;
    if (!rubric_find(batch->arena, batch->store, given, &text, err)) return false;
    batch->rubric = text.id;
    batch->rubric_hash = rubric_hash(batch->arena, &text);
    return true;
}

/* Targets are declared before there are figures of their year. */
static const char years_sql[] =
    "SELECT min(y.year) AS first, max(y.year) AS last FROM (SELECT min(year) AS year FROM figure"
    " UNION ALL SELECT max(year) FROM figure UNION ALL SELECT min(year) FROM target"
    " UNION ALL SELECT max(year) FROM target) y";

static bool settle_years(Batch *batch, Err *err) {
    Table *t;
    if (!query(batch, "years", years_sql, &t, err)) return false;
    bool known = t->row_count && !table_cell_missing(&t->columns[0], 0);
    batch->first_year = known ? (int)t->columns[0].integers[0] : 0;
    batch->last_year = known ? (int)t->columns[1].integers[0] : 0;
    if (batch->options->first_year > batch->first_year) batch->first_year = batch->options->first_year;
    if (batch->options->last_year && batch->options->last_year < batch->last_year)
        batch->last_year = batch->options->last_year;
    if (known && batch->first_year > batch->last_year)
        return err_set(err, ERR_USAGE, "--years %d-%d: there are no figures of these years",
                       batch->options->first_year, batch->options->last_year);
    return true;
}

static bool settle_depts(Batch *batch, Err *err) {
    if (batch->options->dept_count == 0) return true;
    Table *t;
    if (!query(batch, "departments", "SELECT code, name FROM dept ORDER BY code", &t, err)) return false;
    batch->dept_codes = ARENA_ARRAY(batch->arena, const char *, batch->options->dept_count);
    for (size_t i = 0; i < batch->options->dept_count; i++) {
        const char *wanted = batch->options->depts[i], *nearest;
        for (size_t row = 0; row < t->row_count; row++)
            if (strcmp(wanted, t->columns[0].texts[row]) == 0 ||
                strcmp(wanted, t->columns[1].texts[row]) == 0)
                batch->dept_codes[i] = t->columns[0].texts[row];
        if (batch->dept_codes[i]) continue;
        nearest = t->row_count ? text_nearest(wanted, t->columns[1].texts, t->row_count) : NULL;
        return err_set(err, ERR_USAGE, "--dept %s: there is no such department%s%s%s", wanted,
                       nearest ? both("; did you mean `") : "", nearest ? nearest : "",
                       nearest ? both("`?") : "");
    }
    return true;
}

/* As reported, or like for like: of --basis, or of the results that are there already. */
static bool settle_basis(Batch *batch, bool measured, Err *err) {
    char *basis = "";
    bool changed;
    if (measured && !store_stamp(batch->arena, batch->store, "basis", &basis, err)) return false;
    if (batch->options->basis) basis = arena_strdup(batch->arena, batch->options->basis);
    batch->basis = *basis ? basis : "reported";
    if (strcmp(batch->basis, "like") != 0) return true;
    if (!store_like_for_like(batch->store, &changed, err)) return false;
    if (!changed) batch_note(batch, "there is no lineage: like for like is the same as reported");
    return true;
}

bool batch_settle(Batch *batch, bool measured, Err *err) {
    if (!store_index(batch->store, err) || !batch_queries(batch, measured, err)) return false;
    Texts *texts;
    if (!settle_dataset(batch, err) || !settle_basis(batch, measured, err) ||
        !settle_rubric(batch, measured, err) || !settle_years(batch, err) || !settle_depts(batch, err) ||
        !texts_read(batch->arena, batch->lang, &texts, err))
        return false;
    batch->texts = texts;
    return true;
}

/* --- check and measure --- */

/* What the results of a stage are made from: the figures, the query files, the rubric. */
static bool stamp_now(const Batch *batch, QueryKind kind, char **stamp, Err *err) {
    char *figures;
    if (!store_figures_hash(batch->arena, batch->store, &figures, err)) return false;
    Text all = {.arena = batch->arena};
    text_appendf(&all, "%s %s\n", JIXIAO_VERSION, figures);
    for (size_t i = 0; i < batch->file_count[kind]; i++)
        text_appendf(&all, "%s\n%s\n", batch->files[kind][i].id, batch->files[kind][i].text);
    for (size_t i = 0; kind == QUERY_FLAG && i < batch->file_count[QUERY_INDICATOR]; i++)
        text_appendf(&all, "%s\n%s\n", batch->files[QUERY_INDICATOR][i].id,
                     batch->files[QUERY_INDICATOR][i].text);
    if (kind == QUERY_INDICATOR || kind == QUERY_FLAG)
        text_appendf(&all, "%s %s %s\n", batch->rubric_hash, batch->grades, batch->basis);
    *stamp = file_hash(batch->arena, text_string(&all), all.size);
    return true;
}

bool batch_finish(Batch *batch, QueryKind kind, const char *stage, bool done, Err *err) {
    char *stamp;
    done = done && stamp_now(batch, kind, &stamp, err) && store_set_stamp(batch->store, stage, stamp, err) &&
           store_commit(batch->store, err);
    if (!done) store_rollback(batch->store);
    return done;
}

/* Checks may look at scores, but never at scores of other figures or of another rubric. */
static bool forget_stale(Batch *batch, Err *err) {
    char *now, *then;
    if (!stamp_now(batch, QUERY_INDICATOR, &now, err) ||
        !store_stamp(batch->arena, batch->store, "measure", &then, err))
        return false;
    return strcmp(now, then) == 0 || store_forget_results(batch->store, err);
}

bool batch_check(Batch *batch, Err *err) {
    progress_stage(batch->progress, "checking");
    const Table *findings;
    if (!store_begin(batch->store, err)) return false;
    bool done =
        forget_stale(batch, err) &&
        checks_find(batch->arena, batch->store, batch->files[QUERY_CHECK], batch->file_count[QUERY_CHECK],
                    batch->options->jobs, &findings, &batch->checked, err) &&
        store_put(batch->store, "finding", findings, err);
    if (!batch_finish(batch, QUERY_CHECK, "check", done, err)) return false;
    const size_t *found = batch->checked.findings;
    batch_note(batch,
               "%zu pairs compared by %zu checks: %zu errors, %zu warnings, %zu hints (%zu of them rounding)",
               batch->checked.compared, batch->checked.checks, found[SEVERITY_ERROR] + found[SEVERITY_FATAL],
               found[SEVERITY_WARNING], found[SEVERITY_INFO], batch->checked.rounding);
    return true;
}

bool batch_read_rubric(Batch *batch, Rubric *rubric, Err *err) {
    const char **indicators = ARENA_ARRAY(batch->arena, const char *, batch->file_count[QUERY_INDICATOR] + 1);
    for (size_t i = 0; i < batch->file_count[QUERY_INDICATOR]; i++)
        indicators[i] = batch->files[QUERY_INDICATOR][i].id;
    IssueList issues = {.arena = batch->arena};
    RubricText text;
    if (!rubric_find(batch->arena, batch->store, batch->rubric_given, &text, err)) return false;
    if (rubric_read(batch->arena, &text, indicators, &issues, rubric, err)) return true;
    batch_print_issues(batch, &issues);
    return false;
}

bool batch_fresh(Batch *batch, Err *err) {
    static const struct {
        QueryKind kind;
        const char *stage, *command;
    } stages[] = {{QUERY_CHECK, "check", "check"},
                  {QUERY_INDICATOR, "measure", "measure"},
                  {QUERY_FLAG, "flag", "measure"}};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        char *now, *then;
        if (!stamp_now(batch, stages[i].kind, &now, err) ||
            !store_stamp(batch->arena, batch->store, stages[i].stage, &then, err))
            return false;
        if (strcmp(now, then) == 0) continue;
        return err_set(err, ERR_SOURCE, "%s: %s; run `jixiao %s --db %s` first", store_place(batch->store),
                       *then ? both("the results are older than the figures, the queries or the rubric")
                             : both("there are no results yet"),
                       stages[i].command, store_place(batch->store));
    }
    return true;
}
