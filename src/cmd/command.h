/* command: what every command is given, and the steps of the whole batch. cmd/ is the hallway: the only floor
 * that knows load, store, measure, plot and report together. Each command is a prefix of the same sentence:
 * load → check → measure → chart → report; `run` is the whole sentence. */
#ifndef JIXIAO_CMD_COMMAND_H
#define JIXIAO_CMD_COMMAND_H

#include <pthread.h>
#include <stdint.h>

#include "base/claim.h"
#include "cmd/progress.h"
#include "cmd/say.h"
#include "measure/checks.h"
#include "measure/flag.h"
#include "measure/rubric.h"
#include "model/spec.h"
#include "plot/plot.h"
#include "store/store.h"

typedef struct {
    Arena *arena;
    const char **words; /* what stands behind the command: datasets, chart names */
    size_t word_count;
    const char **assigned; /* NAME=VALUE of whatif */
    size_t assigned_count;
    const char *db, *out, *queries, *plots, *rubric;
    const char *basis;  /* "reported", "like" or NULL */
    const char **depts; /* --dept, as given */
    size_t dept_count;
    int first_year, last_year; /* 0 = open */
    int lang;                  /* a Lang, or -1: the dataset's */
    Lang spoken;               /* on the terminal */
    int jobs;
    bool quiet, verbose, strict, keep, documents, pdf, timings;
    char **formats; /* of the report; none = all */
    size_t format_count;
    TextField *settings; /* of `stats`: --NAME=VALUE of its methods, as given */
    size_t setting_count, setting_room;
} Options;

typedef struct {
    const char *name, *arguments, *summary;
    const char *takes; /* letters of the options that it takes, see options.c */
    bool (*run)(const Options *options, int *status, Err *err);
} Command;

extern const Command commands[]; /* ends with a name of NULL */

/* Parses the words behind the command's name. Fails (ERR_USAGE) naming the option. *help: --help was asked
 * for. */
bool options_parse(Arena *arena, const Command *command, int count, char **words, Options *options,
                   bool *help, Err *err) MUST_USE;
void options_print_help(const Command *command, Lang spoken);
/* Whether a report is to be written so: html, xlsx, md; charts: whether it has charts. */
bool options_want(const Options *options, const char *format);

/* --- the steps --- */

/* A batch under way: the database and everything that was read from it so far. */
typedef struct Looking Looking;
typedef struct {
    const Options *options;
    Arena *arena;
    Store *store;
    Arena store_memory; /* of a store that is opened beside other work */
    Lang lang;
    const Currency *currency;
    const char *rubric, *grades; /* ids; "" = none */
    const char *rubric_given;    /* name or path: of --rubric, of the results, of the dataset */
    const char *rubric_hash;     /* of what the rubric says; "" = none */
    Progress *progress;
    Watch watch;             /* hands what lower floors tell on to it */
    const char *basis;       /* "reported" or "like" */
    const char **dept_codes; /* of --dept; NULL = all */
    const Table *datasets;
    Looking *looking; /* at the query files; NULL = nobody */
    QueryFile *files[QUERY_KIND_COUNT];
    size_t file_count[QUERY_KIND_COUNT];
    ChartTemplate *templates;
    size_t template_count;
    const LedgerReader *reader; /* of what is loaded; NULL = nobody */
    const char *tables;         /* the folder of the tables that follow what is measured; NULL: none do */
    pthread_t freer;            /* gives back what the figures of a dataset stood in, */
    bool freeing;               /* until it is waited for */
    bool whole;                 /* nothing is loaded when a source is refused */
    bool answered;              /* all tables and sentences */
    bool changes_written;       /* the file of the changes on last year is there */
    LoadCount loaded;
    CheckCount checked;
    FlagCount flagged;
    size_t measures, failed_charts;
    int first_year, last_year; /* of the figures, within --years */
    const Texts *texts;
    Table **answers[QUERY_KIND_COUNT]; /* of tables and sentences; NULL where they were not asked yet */
    bool *written;                     /* by table: its file is there */
    Store *beside; /* sees what was checked, while it is stored what stands out; NULL = none */
} Batch;

/* What a chart was drawn for: dept, indicator and year as far as its scope says. */
typedef struct Instance {
    const char *file;      /* NAME or NAME-DEPT: of the SVG, without the suffix */
    bool filed;            /* charts/ has it as a file */
    const char *dept;      /* code or NULL */
    const char *indicator; /* id or NULL */
    int64_t dept_id;
    int year;
} Instance;

void batch_note(const Batch *batch, const char *format, ...)
    PRINTF_LIKE(2, 3); /* to stderr, unless --quiet */

typedef bool (*BatchSteps)(Batch *batch, Err *err);
/* Opens the database of --db, settles language and files, takes the steps and closes it. `result` may be
 * NULL. */
bool batch_with_database(const Options *options, StoreMode mode, BatchSteps steps, Batch *result,
                         Err *err) MUST_USE;

/* The same with the datasets of the words, loaded and measured in a database that does not stay. */
bool batch_with_datasets(const Options *options, BatchSteps steps, Err *err) MUST_USE;

/* The datasets of the words into the database of --db, which stays. ERR_SOURCE when a source was refused,
 * even though the others were stored. */
bool batch_load_datasets(const Options *options, Progress *progress, const LedgerReader *reader,
                         LoadCount *count, Err *err) MUST_USE;
/* Errors always; warnings unless --quiet; hints with --verbose. At most some for each source, the rest is
 * counted. */
void batch_print_issues(const Batch *batch, const IssueList *issues);
/* Opens the store and loads the datasets of the words into it; prints issues. The store may be there when it
 * fails, too: see batch_close. */
bool batch_load(Batch *batch, const char *path, StoreMode mode, Err *err) MUST_USE;
/* Closes the store, if there is one; a new database takes its place only with `keep`. */
bool batch_close(Batch *batch, bool keep, Err *err) MUST_USE;
/* Begins to read the query files and charts, on a thread of its own, for batch_settle. */
void batch_look_at_queries(Batch *batch);
/* The query files and charts of the batch, none of them wrong. `measured`: as for batch_settle. */
bool batch_queries(Batch *batch, bool measured, Err *err) MUST_USE;
/* Language, currency, rubric, years, query files, departments. `measured`: results are there already. */
bool batch_settle(Batch *batch, bool measured, Err *err) MUST_USE;
/* The rubric in use; prints its faults when it has some. */
bool batch_read_rubric(Batch *batch, Rubric *rubric, Err *err) MUST_USE;
bool batch_check(Batch *batch, Err *err) MUST_USE; /* findings */
/* The end of a stage: its results get the stamp of what they were made from and last; or, not `done`, are
 * taken back. */
bool batch_finish(Batch *batch, QueryKind kind, const char *stage, bool done, Err *err) MUST_USE;
bool batch_measure(Batch *batch, Err *err) MUST_USE; /* indicators, scores, distributions; then the checks */
FlagWords batch_words(const Batch *batch);           /* the words that flags are told in */
bool batch_fresh(Batch *batch,
                 Err *err) MUST_USE; /* refuses results that are older than figures, queries or rubric */
/* Which charts to draw, and how. */
typedef struct {
    const char *folder,
        *suffix;      /* svg, png or pdf; without a folder no files: ChartJob.svg is there all the same */
    const char *file; /* instead of a folder: the one chart of the words goes there */
    bool named;       /* only those of the words of the command line */
    bool bare;        /* without title and note: the report prints them itself */
    bool only_run;    /* only those of the whole run */
    bool dept_files;  /* files for those of single departments, however many there are */
    bool keep;        /* with scripts and data that draw them again */
    bool hushed;      /* says nothing: these charts were drawn before */
} ChartWish;

/* The charts of a run: jobs[i] was drawn for instances[i]. */
typedef struct {
    ChartJob *jobs;
    Instance *instances;
    size_t count;
} ChartSet;

bool batch_chart(Batch *batch, const ChartWish *wish, ChartSet *set, Err *err) MUST_USE;
/* Of the tables that were asked ahead, those whose answers are there: while the last results are stored. */
bool batch_tables_ahead(Batch *batch, Err *err) MUST_USE;
/* CSV of every table, and of the data of every kind of chart */
bool batch_tables(Batch *batch, const char *folder, const ChartSet *set, Err *err) MUST_USE;
bool batch_report(Batch *batch, const char *folder, const ChartSet *set,
                  Err *err) MUST_USE; /* html, xlsx, md */
/* Whether --pdf, if it was given, can be done: fails (ERR_USAGE) saying what is to be installed. */
bool pdf_possible(const Options *options, Err *err) MUST_USE;
/* Prints a page into the file `pdf`; `profile` is an empty folder for the program that does it. The bytes
 * carry its clock: the same page gives the same pages, not the same bytes. */
bool pdf_print(Arena *arena, const char *page, const char *profile, const char *pdf, Err *err) MUST_USE;
/* The documents of every department and year that --dept and --years show, as FOLDER/DEPT-YEAR.SUFFIX; *files
 * are their names. Tells comments that no document has a blank for. */
bool batch_documents(Batch *batch, const char *folder, char ***files, size_t *count, Err *err) MUST_USE;
/* The footer of the report and of the documents, and the day of the latest source. */
bool batch_footer(Batch *batch, const char **footer, const char **published, Err *err) MUST_USE;
/* A department as part of a file name: its code where that is safe, else a safe form made unique by its
 * number.
 */
char *batch_dept_file(Arena *arena, const char *code, int64_t id);

/* A query under --years and --rubric, in this batch's language; of one department, indicator or year where
 * `instance` says so (NULL = none). */
StoreAsk batch_ask(const Batch *batch, const char *name, const char *sql, const Instance *instance);
/* What came back, as the head says, without the rows that --years and --dept leave out. */
bool batch_answer(const Batch *batch, const Head *head, const Table *raw, Table **table, Err *err) MUST_USE;
/* What batch_table will ask the first time, as far as it was not answered ahead. */
StoreAsk *batch_table_asks(const Batch *batch, size_t *count);
/* Both for one query. */
bool batch_query(Batch *batch, const char *name, const Head *head, const char *sql, Table **table,
                 Err *err) MUST_USE;
/* A table of queries/tables, named after its file. The first time, all of them are queried, and the sentences
 * of the report with them. The cells are shared. */
bool batch_table(Batch *batch, const QueryFile *file, Table **table, Err *err) MUST_USE;
/* The rows of a file of queries/sentences. */
bool batch_sentence(Batch *batch, const QueryFile *file, Table **table, Err *err) MUST_USE;
/* Some rows of a table as one of its own, without the columns that a caption says already: the department,
 * and with `of_year` the year and the rubric. It shares the cells. */
Table *batch_rows(const Batch *batch, const Table *table, size_t first, size_t end, bool of_year);
const QueryFile *batch_table_file(const Batch *batch, const char *id);
bool batch_wants_dept(const Batch *batch, const char *code); /* shown under --dept; all without it */

/* --- staging: a command's output takes its place when all of it is good --- */
typedef struct {
    Arena *arena;
    const char *target, *staged; /* folders */
    size_t stood;                /* so many bytes of the target's path were there before */
    Claim claim;                 /* on the target: one process at a time writes into it */
} Staging;
bool staging_open(Arena *arena, const char *target, Staging *staging, Err *err) MUST_USE;
bool staging_commit(Staging *staging, Err *err) MUST_USE; /* file by file, into target and its sub-folders */
void staging_abandon(Staging *staging);

bool command_run(const Options *options, int *status, Err *err);
bool command_load(const Options *options, int *status, Err *err);
bool command_check(const Options *options, int *status, Err *err);
bool command_measure(const Options *options, int *status, Err *err);
bool command_chart(const Options *options, int *status, Err *err);
bool command_report(const Options *options, int *status, Err *err);
bool command_changes(const Options *options, int *status, Err *err);
bool command_documents(const Options *options, int *status, Err *err);
bool command_whatif(const Options *options, int *status, Err *err);
bool command_explain(const Options *options, int *status, Err *err);
bool command_diff(const Options *options, int *status, Err *err);
bool command_trace(const Options *options, int *status, Err *err);
bool command_list(const Options *options, int *status, Err *err);
bool command_stats(const Options *options, int *status, Err *err);
bool command_template(const Options *options, int *status, Err *err);

#endif
