/* internal: what the files of store/ share. Not for anybody else. */
#ifndef JIXIAO_STORE_INTERNAL_H
#define JIXIAO_STORE_INTERNAL_H

#include "model/ledger.h"
#include "store/engine.h"
#include "store/store.h"

enum { SCHEMA_VERSION = 5 };

/* Figures on their way in. */
typedef struct {
    Arena *arena;
    const Ledger *ledger;     /* settled */
    int jobs;                 /* threads that may work at once */
    const Replaced *replaced; /* of the last scan */
    size_t replaced_count;
} Incoming;

typedef struct Behind Behind;
typedef struct Ahead Ahead;

struct Store {
    const Engine *engine;
    void *connection; /* of the engine */
    Arena *arena;
    const char *path; /* as it may be printed */
    Incoming incoming;
    Arena memory;     /* of the list */
    Statement **idle; /* statements of statements.sql that were used and will be again */
    size_t idle_count, idle_capacity;
    const Watch *watch; /* NULL = nobody */
    Behind *behind;     /* behind.c; NULL until it is needed */
    Ahead *ahead;       /* ahead.c; NULL: nothing was asked ahead */
    Store **readers;    /* several.c: connections beside this one */
    size_t reader_count, reader_capacity;
    int transactions; /* begun inside each other; the outermost is the engine's */
    bool writing, supposing, like_for_like;
};

/* What is to be said behind the engine's message when a sum does not fit. */
extern const char overflow_advice[];
/* And behind that: a piece that names the largest figure, its department and where it stands. "" when there
 * is none. */
const char *store_largest_figure(Arena *arena, Store *store);

/* Waits for what store_put_behind began. To be called before the connection is used. */
bool store_settle(Store *store, Err *err) MUST_USE;
/* An answer will come from what was asked ahead; otherwise it is left to whoever wants it now. */
bool store_ahead_expect(Store *store, const StoreAsk *ask);
/* Waits for an answer that was to be expected. False: it failed; to be asked once more, for its error. */
bool store_ahead_take(Arena *arena, Store *store, const StoreAsk *ask, Table **table);
/* Waits for the queries that run, and forgets all answers. */
void store_ahead_end(Store *store);
/* As the engine's `share`. Other connections do not see this one's temporary tables. */
bool store_share(Store *store, const char **path, Err *err) MUST_USE;
void store_close_readers(Store *store);
/* Behind which stage a table stands as it is; stamps, which every stage sets, behind the last one. */
StoreStage store_stage_of(const char *table);
/* What store_put does, once it is settled. */
bool store_replace_rows(Store *store, const char *result, const Table *table, Err *err) MUST_USE;

/* The named statement of statements.sql, {stage} replaced. */
bool store_prepare(Store *store, const char *name, const char *stage, Statement **statement,
                   Err *err) MUST_USE;
/* Binding by name; a text of NULL binds NULL. */
void store_bind_text(Statement *statement, const char *name, const char *value);
void store_bind_integer(Statement *statement, const char *name, int64_t value);
void store_bind_null(Statement *statement, const char *name);
void store_bind(Statement *statement, const StoreParam *params, size_t count);
bool store_step(Statement *statement, bool *row, Err *err) MUST_USE; /* row may be NULL */
/* Of the current row; 0 and NULL when NULL. The text is valid until the next step. */
int64_t store_integer(const Statement *statement, int column);
const char *store_text(const Statement *statement, int column);
void store_finish(Statement *statement); /* NULL is none */
void store_finish_idle(Store *store);    /* before the engine closes */
bool store_run(Store *store, const char *name, const char *stage,
               Err *err) MUST_USE; /* no parameters, no rows */
/* Whether a query without parameters finds something. */
bool store_find_any(Store *store, const char *query, bool *some, Err *err) MUST_USE;
/* Runs a bound statement that returns no rows and makes it ready for the next binding. */
bool store_run_bound(Statement *statement, Err *err) MUST_USE;
/* The views of the schema, once more over a temporary table `figure` that hides the one of the database: a
 * view of the database sees only the database. */
bool store_make_views(Store *store, Err *err) MUST_USE;
bool store_drop_views(Store *store, Err *err) MUST_USE;
/* A copy in the order of the codes, so that numbers do not depend on the order of a file's rows. */
void *store_sorted_copy(Arena *arena, const void *rows, size_t count, size_t size,
                        int (*compare)(const void *, const void *));
bool store_put_items(Store *store, const Item *rows, size_t count, Err *err) MUST_USE;
bool store_put_recodings(Store *store, const Catalog *catalog, Err *err) MUST_USE;
bool store_put_depts(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
/* seen_before: how departments were called by the sources before, so that each is told of once. */
bool store_see_depts(Store *store, const Source *source, const Names *names, Index *seen_before,
                     Err *err) MUST_USE;
/* ERR_SOURCE with the place when nobody has listed the department. */
bool store_find_dept(Store *store, const Source *source, const char *code, int line, int64_t *id,
                     Err *err) MUST_USE;
bool store_put_survey_forms(Store *store, const Catalog *catalog, Err *err) MUST_USE;
bool store_put_answers(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
bool store_put_assessments(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
bool store_put_targets(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
bool store_put_comments(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
bool store_put_cases(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
bool store_put_tasks(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
bool store_put_rubric(Store *store, const Source *source, Err *err) MUST_USE;
bool store_put_explanations(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
bool store_put_deflators(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
bool store_put_lineages(Store *store, const Source *source, int64_t first_origin, Err *err) MUST_USE;
/* Puts a source's figures beside those that are stored; or, with `gather`, leaves them to store_put_gathered.
 * `pages` gets those of its figures that are in no page yet. */
bool store_put_figures(Store *store, const Source *source, const Names *names, const int64_t *dept_ids,
                       const int64_t *item_ids, int64_t first_origin, LedgerPages *pages, bool gather,
                       IssueList *issues, Err *err) MUST_USE;
/* The figures of all sources, into an empty table of figures: one pass in key order. */
bool store_put_gathered(Store *store, const Ledger *ledger, int jobs, Err *err) MUST_USE;
int64_t store_origin(const Source *source, int64_t first_origin, int line, int column);

#endif
