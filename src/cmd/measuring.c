/* From figures to results: indicators, scores, distributions, next steps; then the checks, and what stands
 * out. */
#include <string.h>

#include "base/abreast.h"
#include "cmd/command.h"
#include "measure/distribution.h"
#include "measure/flag.h"
#include "measure/indicators.h"
#include "measure/next_steps.h"
#include "measure/score.h"
#include "measure/survey.h"
#include "measure/targets.h"

static const char *say_in(const void *user, Lang lang, const char *key) {
    Texts texts = *((const Batch *)user)->texts;
    texts.lang = lang;
    return say(&texts, key);
}

FlagWords batch_words(const Batch *batch) {
    return (FlagWords){say_in, batch};
}

/* After the checks, because what they found makes comparisons doubtful. */
static bool flag(Batch *batch, Err *err) {
    const FlagWords words = batch_words(batch);
    progress_stage(batch->progress, "finding what stands out");
    Arena arena = {0};
    if (!store_begin(batch->store, err)) return false;
    bool done =
        flags_run(&arena, batch->store, batch->files[QUERY_INDICATOR], batch->file_count[QUERY_INDICATOR],
                  batch->files[QUERY_FLAG], batch->file_count[QUERY_FLAG], &words, batch->options->jobs,
                  &batch->flagged, err) &&
        batch_tables_ahead(batch, err);
    done = batch_finish(batch, QUERY_FLAG, "flag", done, err);
    arena_free(&arena); /* what is put may have been put until here */
    if (!done) return false;
    batch_note(batch, "%zu cells held against others: %zu stand out, %zu of them unexplained",
               batch->flagged.tests, batch->flagged.flags, batch->flagged.open);
    return true;
}

/* What a stage makes; it is not needed behind it. */
typedef struct {
    Arena arena;
    Roll roll;
    Measures measures;
    Rubric rubric;
    Scores scores;
    Levers levers;
    Distributions distributions;
    bool scored; /* there is a rubric */
    bool steps;  /* and other figures can be supposed: only as reported */
} Measured;

static bool indicators(Batch *batch, Measured *made, Err *err) {
    progress_part(batch->progress, "indicators");
    if (!roll_read(&made->arena, batch->store, batch->options->jobs, &made->roll, err) ||
        !indicators_run(&made->arena, batch->store, batch->files[QUERY_INDICATOR],
                        batch->file_count[QUERY_INDICATOR], batch->options->jobs, &made->measures, err))
        return false;
    batch->measures = made->measures.measures->row_count;
    return true;
}

static bool surveys_and_targets(Batch *batch, Measured *made, Err *err) {
    progress_part(batch->progress, "surveys and targets");
    return survey_run(&made->arena, batch->store, err) && targets_run(&made->arena, batch->store, err);
}

static bool open_scores(Batch *batch, Measured *made, Err *err) {
    made->scored = *batch->rubric != '\0';
    if (!made->scored) return true;
    progress_part(batch->progress, "scores");
    if (!batch_read_rubric(batch, &made->rubric, err)) return false;
    made->steps = strcmp(batch->basis, "like") != 0;
    return scores_open(&made->arena, batch->store, &made->rubric,
                       *made->rubric.grades ? made->rubric.grades : batch->grades, &made->measures,
                       &made->roll, batch->options->jobs, &made->scores, err) &&
           (!made->steps ||
            levers_read(&made->arena, batch->store, batch->options->jobs, &made->levers, err));
}

/* The measures are stored while they are scored. What asks for them waits: targets refer to indicators. */
static bool scores(Batch *batch, Measured *made, Err *err) {
    const int jobs = batch->options->jobs;
    if (!indicators_put(batch->store, &made->measures, jobs, err)) return false;
    if (made->scored) scores_make(&made->scores, jobs);
    return surveys_and_targets(batch, made, err) &&
           (!made->scored || scores_put(batch->store, &made->scores, jobs, err));
}

/* One thread supposes other figures, by the only connection that sees them; the others compute. */
typedef struct {
    const Batch *batch;
    Measured *made;
    bool done;
    Err err;
} Beside;

enum { BESIDE_LEVERS, BESIDE_DISTRIBUTIONS, BESIDE_COUNT };

static void do_beside(Arena *arena, size_t i, void *user) {
    Beside *beside = user;
    const Batch *batch = beside->batch;
    Measured *made = beside->made;
    if (i == BESIDE_DISTRIBUTIONS)
        distributions_make(arena, &made->measures, made->scored ? &made->scores : NULL, &made->roll,
                           batch->options->jobs, &made->distributions);
    else if (made->steps)
        beside->done =
            levers_find(arena, batch->store, &made->rubric, &made->measures, batch->files[QUERY_INDICATOR],
                        batch->file_count[QUERY_INDICATOR], &made->levers, &beside->err);
}

static bool distributions_and_steps(Batch *batch, Measured *made, Err *err) {
    const int jobs = batch->options->jobs;
    Beside beside = {.batch = batch, .made = made, .done = true};
    progress_part(batch->progress, "distributions and next steps");
    abreast(&made->arena, BESIDE_COUNT, jobs, do_beside, &beside);
    if (!beside.done) *err = beside.err;
    if (!beside.done || !distributions_put(batch->store, &made->distributions, jobs, err)) return false;
    return !made->steps || store_put(batch->store, "next_step",
                                     next_steps_make(&made->arena, &made->scores, &made->levers, jobs), err);
}

/* Checks, what stands out and the tables are asked while the measures are made, as far as they look at
 * figures only; what looks at measures and findings, while it is found out what stands out. */
static bool ask_ahead(const Batch *batch, Err *err) {
    static const QueryKind kinds[] = {QUERY_CHECK, QUERY_FLAG};
    size_t count = 0, later = 0;
    const StoreAsk *tables = batch->tables ? batch_table_asks(batch, &later) : NULL;
    StoreAsk *asks = ARENA_ARRAY(batch->arena, StoreAsk,
                                 batch->file_count[QUERY_CHECK] + batch->file_count[QUERY_FLAG] + later + 1);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < batch->file_count[kinds[k]]; i++)
            asks[count++] =
                (StoreAsk){.name = batch->files[kinds[k]][i].path, .sql = batch->files[kinds[k]][i].sql};
    for (size_t i = 0; i < later; i++)
        asks[count++] = tables[i];
    return store_ask_ahead(batch->store, asks, count, batch->options->jobs, err);
}

/* While one table is stored, the next one is computed. */
static bool measure(Batch *batch, Err *err) {
    Measured made = {0};
    if (!store_begin(batch->store, err)) return false;
    bool done = store_forget_results(batch->store, err) &&
                store_set_stamp(batch->store, "rubric", batch->rubric_given, err) &&
                store_set_stamp(batch->store, "basis", batch->basis, err) && ask_ahead(batch, err) &&
                indicators(batch, &made, err) && open_scores(batch, &made, err) &&
                scores(batch, &made, err) && distributions_and_steps(batch, &made, err);
    done = batch_finish(batch, QUERY_INDICATOR, "measure", done, err);
    arena_free(&made.arena);
    if (!done) return false;
    batch_note(batch, "%zu measures of %zu indicators", batch->measures, batch->file_count[QUERY_INDICATOR]);
    return true;
}

/* One transaction: there are never measures of one state beside findings and flags of another. */
bool batch_measure(Batch *batch, Err *err) {
    progress_stage(batch->progress, "measuring");
    Err ignored;
    if (!store_begin(batch->store, err)) return false;
    bool done = measure(batch, err) && batch_check(batch, err) && /* some checks look at what was measured */
                store_stage_done(batch->store, STORE_CHECKED, err);
    if (done && batch->tables) batch->beside = store_open_beside(batch->arena, batch->store);
    done = done && flag(batch, err) && store_commit(batch->store, err);
    if (batch->beside) (void)!store_close(batch->beside, false, &ignored);
    batch->beside = NULL;
    if (!done) store_rollback(batch->store);
    return done;
}
