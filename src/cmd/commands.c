/* The commands, one row each. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/command.h"

const Command commands[] = {
    {"run", "DATASET... -o OUT",
     "The whole batch: load, check, measure, chart and report into the folder OUT.", "doyDlqprbjwFfstQv",
     command_run},
    {"load", "DATASET... --db FILE", "Load datasets into a database.", "djltQv", command_load},
    {"check", "--db FILE", "Compare what should be equal; keep and print the findings.", "dlqprjstQv",
     command_check},
    {"measure", "--db FILE", "Compute indicators, scores and distributions, and check again.", "dlqprbjtQv",
     command_measure},
    {"chart", "[NAME...] --db FILE -o OUT",
     "Draw all charts, or the named ones, into OUT/charts; or one into the file OUT (.svg, .png, .pdf).",
     "doyDlqpjrbktQv", command_chart},
    {"report", "--db FILE -o OUT", "Write the report, the workbook and the tables into OUT.",
     "doyDlqprbjFftQv", command_report},
    {"changes", "[DATASET...] --db FILE -o OUT",
     "Write year over year of every item and department, totals and outliers, for tables of any size.",
     "dobjltQv", command_changes},
    {"documents", "[DEPT...] --db FILE -o OUT",
     "Write the documents of all departments, or of the named ones, into OUT/documents.", "doylqrbtQv",
     command_documents},
    {"trace", "DEPT YEAR INDICATOR | FLAG --db FILE",
     "Walk one value, or a flag by its id, home: calculation, figures, file, line and column.", "dlqprQv",
     command_trace},
    {"whatif", "ITEM[.STAGE]=VALUE... --dept D --years Y [DATASET... | --db FILE]",
     "Score one department and year again with other figures; nothing is stored.", "dDylqprQv",
     command_whatif},
    {"diff", "OLD.db NEW.db",
     "List the figures, indicators and scores that changed from one database to another.", "lQv",
     command_diff},
    {"explain", "[NAME...] --db FILE",
     "Tell in words how the database answers a query file, or all of them in a line each; nothing is run.",
     "dlqbQv", command_explain},
    {"list", "[KIND...]",
     "Show indicators, checks, tables, flags, charts, rubrics and datasets with their origin.", "lqpQv",
     command_list},
    {"stats", "METHOD FILE.csv",
     "Run a statistical method (describe, hb, trend …) on columns of a CSV file; print 17 digits.", "lm",
     command_stats},
    {"template", "KIND",
     "Write a table to be filled in (figures, departments …) to standard output or the file OUT.", "lo",
     command_template},
    {NULL, NULL, NULL, NULL, NULL},
};

static bool need(const char *value, const char *option, Err *err) {
    return value || err_set(err, ERR_USAGE, "%s is needed; see --help", option);
}

static Progress *new_progress(const Options *options, int stages) {
    return progress_new(options->arena, options->quiet, options->timings, stages, options->spoken);
}

static Batch new_batch(const Options *options, Progress *progress) {
    return (Batch){.options = options,
                   .arena = options->arena,
                   .rubric = "",
                   .grades = "",
                   .progress = progress,
                   .watch = progress_watch(progress)};
}

static bool open_store(Batch *batch, const char *path, StoreMode mode, Err *err) {
    if (!store_open(batch->arena, path, mode, &batch->store, err)) return false;
    store_watch(batch->store, &batch->watch);
    return true;
}

static void judge(const Batch *batch, int *status) {
    size_t errors = batch->checked.findings[SEVERITY_ERROR] + batch->checked.findings[SEVERITY_FATAL];
    if (batch->options->strict && errors) *status = ERR_SOURCE;
    if (batch->failed_charts) *status = ERR_SOURCE; /* said above; everything else is there */
}

/* Closes the store; a new database takes its place only when `done`. Keeps the first error. */
static bool close_store(Batch *batch, bool done, Err *err) {
    Err second;
    if (batch->store) progress_stage(batch->progress, "closing");
    bool closed = batch_close(batch, done, done ? err : &second);
    return done && closed;
}

static char *tables_folder(const Batch *batch, const char *folder) {
    return file_join(batch->arena, folder, "tables");
}

static bool write_all(Batch *batch, const char *folder, Err *err) {
    char *charts = file_join(batch->arena, folder, "charts"), *tables = tables_folder(batch, folder);
    ChartSet set = {0};
    char **files;
    size_t count;
    return (!options_want(batch->options, "charts") ||
            batch_chart(batch, &(ChartWish){.folder = charts, .suffix = "svg"}, &set, err)) &&
           batch_tables(batch, tables, &set, err) && batch_report(batch, folder, &set, err) &&
           (!batch->options->documents ||
            batch_documents(batch, file_join(batch->arena, folder, "documents"), &files, &count, err));
}

/* Where to look: the page, or the folder when there is none. */
static void print_report(const Options *options) {
    printf("%s%s\n", options->out, options_want(options, "html") ? "/report.html" : "");
}

bool command_run(const Options *options, int *status, Err *err) {
    Batch batch = new_batch(options, new_progress(options, 8 + options->documents + options->pdf));
    Staging staging;
    if (!need(options->out, "-o OUT", err) || !pdf_possible(options, err) ||
        !staging_open(options->arena, options->out, &staging, err))
        return false;
    batch.whole = true;
    batch.tables = tables_folder(&batch, staging.staged);
    const char *db = options->db ? options->db : file_join(options->arena, staging.staged, "jixiao.db");
    batch_look_at_queries(&batch);
    bool done = batch_load(&batch, db, options->db ? STORE_MAKE : STORE_NEW, err) &&
                batch_settle(&batch, false, err) && batch_measure(&batch, err) &&
                write_all(&batch, staging.staged, err);
    done = close_store(&batch, done, err);
    done = done && staging_commit(&staging, err);
    progress_end(batch.progress, done);
    if (!done) {
        staging_abandon(&staging);
        return false;
    }
    judge(&batch, status);
    print_report(options);
    return true;
}

bool batch_load_datasets(const Options *options, Progress *progress, const LedgerReader *reader,
                         LoadCount *count, Err *err) {
    Batch batch = new_batch(options, progress);
    batch.reader = reader;
    bool done = batch_load(&batch, options->db, STORE_MAKE, err);
    bool kept = done && batch.loaded.stored + batch.loaded.unchanged > 0;
    done = close_store(&batch, kept, err) || (done && !kept);
    if (!done) return false;
    *count = batch.loaded;
    if (batch.loaded.refused)
        return err_set(err, ERR_SOURCE, "sources refused: %zu, as said above; stored: %zu",
                       batch.loaded.refused, batch.loaded.stored);
    return true;
}

bool command_load(const Options *options, int *status, Err *err) {
    (void)status;
    LoadCount count;
    Progress *progress = new_progress(options, 2);
    if (!need(options->db, "--db FILE", err)) return false;
    store_forgo_memory_limit();
    bool done = batch_load_datasets(options, progress, NULL, &count, err);
    progress_end(progress, done);
    if (!done) return false;
    say_line(stdout, options->spoken, "%lld figures, %lld statements, %lld superseded values",
             (long long)count.figures, (long long)count.statements, (long long)count.restated);
    return true;
}

static bool measure_steps(Batch *batch, Err *err) {
    if (!batch_measure(batch, err)) return false;
    say_line(stdout, batch->options->spoken, "%zu measures", batch->measures);
    return true;
}

bool batch_with_database(const Options *options, StoreMode mode, BatchSteps steps, Batch *result, Err *err) {
    Batch batch = new_batch(options, new_progress(options, 3));
    if (!need(options->db, "--db FILE", err)) return false;
    if (!open_store(&batch, options->db, mode, err)) return false;
    bool done = batch_settle(&batch, steps != measure_steps, err) && steps(&batch, err);
    done = close_store(&batch, done, err);
    progress_end(batch.progress, done);
    if (result) *result = batch;
    return done;
}

bool batch_with_datasets(const Options *options, BatchSteps steps, Err *err) {
    Batch batch = new_batch(options, new_progress(options, 4));
    batch.whole = true;
    char *folder;
    if (!file_make_scratch(options->arena, &folder, err)) return false;
    Err ignored;
    batch_look_at_queries(&batch);
    bool done = batch_load(&batch, file_join(options->arena, folder, "jixiao.db"), STORE_NEW, err) &&
                batch_settle(&batch, false, err) && batch_measure(&batch, err) && steps(&batch, err);
    progress_end(batch.progress, done);
    (void)!batch_close(&batch, false, &ignored);
    rmdir(folder);
    return done;
}

static bool print_findings(Batch *batch) {
    Err ignored;
    const QueryFile *file = batch_table_file(batch, "findings");
    Table *t;
    if (!file || !batch_query(batch, file->path, &file->head, file->sql, &t, &ignored)) return false;
    static const char *const shown[] = {"severity", "id", "dept", "year", "message"};
    for (size_t row = 0; row < t->row_count; row++)
        for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
            printf("%s%c", table_cell_text(batch->arena, &t->columns[table_find(t, shown[i])], row, true),
                   i + 1 == sizeof shown / sizeof *shown ? '\n' : '\t');
    return true;
}

static bool check_steps(Batch *batch, Err *err) {
    if (!batch_check(batch, err)) return false;
    return print_findings(batch) || err_set(err, ERR_SOURCE, "the table `findings` cannot be printed");
}

bool command_check(const Options *options, int *status, Err *err) {
    Batch batch;
    if (!batch_with_database(options, STORE_WRITE, check_steps, &batch, err)) return false;
    judge(&batch, status);
    return true;
}

bool command_measure(const Options *options, int *status, Err *err) {
    (void)status;
    return batch_with_database(options, STORE_WRITE, measure_steps, NULL, err);
}

static bool is_picture(const char *path) {
    return text_ends(path, ".svg") || text_ends(path, ".png") || text_ends(path, ".pdf");
}

/* One chart into one file, which takes its place only when it is whole. */
static bool chart_to_file(Batch *batch, Err *err) {
    const char *out = batch->options->out;
    ChartSet set;
    if (batch->options->word_count == 0)
        return err_set(err, ERR_USAGE, "which chart goes into %s? Name one of jixiao list charts", out);
    const char *slash = strrchr(out, '/'), *folder = ".";
    if (slash) folder = arena_strndup(batch->arena, out, (size_t)(slash - out) + 1);
    if (!file_make_folders(batch->arena, folder, err)) return false;
    if (access(folder, W_OK) != 0)
        return err_set(err, ERR_SYSTEM, "%s: cannot be written: %s", out, strerror(errno));
    ChartWish wish = {.file = out, .named = true, .dept_files = true, .keep = batch->options->keep};
    if (!batch_chart(batch, &wish, &set, err)) return false;
    if (set.jobs[0].empty) return err_set(err, ERR_SOURCE, "%s was not drawn: %s", out, set.jobs[0].message);
    if (!set.jobs[0].failed) printf("%s\n", out);
    return true;
}

static bool chart_steps(Batch *batch, Err *err) {
    Staging staging;
    ChartSet set;
    if (!batch_fresh(batch, err)) return false;
    if (is_picture(batch->options->out)) return chart_to_file(batch, err);
    if (!staging_open(batch->arena, batch->options->out, &staging, err)) return false;
    ChartWish wish = {.folder = file_join(batch->arena, staging.staged, "charts"),
                      .suffix = "svg",
                      .named = batch->options->word_count > 0,
                      .dept_files = true,
                      .keep = batch->options->keep};
    bool done = batch_chart(batch, &wish, &set, err) && staging_commit(&staging, err);
    if (!done) {
        staging_abandon(&staging);
        return false;
    }
    for (size_t i = 0; i < set.count; i++)
        if (!set.jobs[i].failed) printf("%s/charts/%s.svg\n", batch->options->out, set.instances[i].file);
    return true;
}

bool command_chart(const Options *options, int *status, Err *err) {
    Batch batch;
    if (!need(options->out, "-o OUT", err) ||
        !batch_with_database(options, STORE_READ, chart_steps, &batch, err))
        return false;
    judge(&batch, status);
    return true;
}

static bool report_steps(Batch *batch, Err *err) {
    Staging staging;
    if (!batch_fresh(batch, err) || !staging_open(batch->arena, batch->options->out, &staging, err))
        return false;
    char *tables = tables_folder(batch, staging.staged);
    ChartSet set = {0};
    bool done = (!options_want(batch->options, "charts") ||
                 batch_chart(batch, &(ChartWish){.suffix = "svg"}, &set, err)) &&
                batch_tables(batch, tables, &set, err) && batch_report(batch, staging.staged, &set, err) &&
                staging_commit(&staging, err);
    if (!done) {
        staging_abandon(&staging);
        return false;
    }
    print_report(batch->options);
    return true;
}

bool command_report(const Options *options, int *status, Err *err) {
    (void)status;
    return need(options->out, "-o OUT", err) && pdf_possible(options, err) &&
           batch_with_database(options, STORE_READ, report_steps, NULL, err);
}
