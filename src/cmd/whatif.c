/* whatif: one department and year, scored again with other figures: what changes in the scoring table, in the
 * total, the grade and the rank. Nothing is stored. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "load/load.h"
#include "measure/indicators.h"
#include "measure/score.h"
#include "measure/unit.h"

typedef struct {
    const char *code, *label, *unit_kind;
    Stage stage;
    int64_t value;
} Assignment;

typedef struct {
    Batch *batch;
    Catalog catalog;
    Table *items;
    Assignment *assignments;
    size_t count;
    int64_t dept_id;
    int year;
    const char *dept, *kind;
    Scoring scoring;
    Sheet before, after;
} Job;

/* --- what is supposed --- */

static bool is_item(const Table *items, size_t row, const char *name) {
    return strcmp(table_text(items, "code", row), name) == 0 ||
           strcmp(table_text(items, "zh", row), name) == 0 || strcmp(table_text(items, "en", row), name) == 0;
}

/* By code or name, or the only one whose Chinese name contains the words. */
static bool find_item(const Job *job, const char *name, size_t *found, Err *err) {
    const Table *items = job->items;
    size_t containing = 0;
    Text several = {.arena = job->batch->arena};
    for (size_t row = 0; row < items->row_count; row++)
        if (is_item(items, row, name)) {
            *found = row;
            return true;
        }
    for (size_t row = 0; row < items->row_count; row++) {
        if (!*name || !strstr(table_text(items, "zh", row), name)) continue;
        *found = row;
        text_appendf(&several, "%s%s %s", containing++ ? both(", ") : "", table_text(items, "code", row),
                     table_text(items, "zh", row));
    }
    if (containing == 1) return true;
    if (containing) return err_set(err, ERR_USAGE, "several items are called so: %s", text_string(&several));
    const char *nearest =
        items->row_count
            ? text_nearest(name, items->columns[table_find(items, "code")].texts, items->row_count)
            : NULL;
    return err_set(err, ERR_USAGE, "there is no figure of an item `%s`%s%s%s", name,
                   nearest ? both("; did you mean `") : "", nearest ? nearest : "",
                   nearest ? both("`?") : "");
}

/* NAME[.STAGE]=VALUE; without a stage, what was spent. */
static bool read_assignment(const Job *job, const char *word, Assignment *assignment, Err *err) {
    Arena *arena = job->batch->arena;
    const char *sign = strchr(word, '=');
    char *name = arena_strndup(arena, word, (size_t)(sign - word)), *dot = strrchr(name, '.');
    size_t row;
    assignment->stage = STAGE_ACTUAL;
    if (dot) *dot = '\0';
    if (dot && !load_stage(arena, &job->catalog, dot + 1, &assignment->stage, err)) return false;
    if (!find_item(job, name, &row, err)) return false;
    assignment->code = table_text(job->items, "code", row);
    assignment->label = table_text(job->items, job->batch->lang == LANG_ZH ? "zh" : "en", row);
    assignment->unit_kind = table_text(job->items, "unit_kind", row);
    return load_amount(arena, &job->catalog, assignment->unit_kind, job->batch->currency->code, sign + 1,
                       &assignment->value, err);
}

/* All that is wrong is told at once. */
static bool read_assignments(Job *job, Err *err) {
    static const char sql[] =
        "SELECT i.code, i.zh, i.en, i.unit_kind FROM item i"
        " WHERE i.item_id IN (SELECT item_id FROM figure WHERE part_id = 0) ORDER BY i.item_id";
    const Options *options = job->batch->options;
    Arena *arena = job->batch->arena;
    Text wrong = {.arena = arena};
    if (!load_catalog(arena, &job->catalog, err) ||
        !store_query(arena, job->batch->store, "items", sql, NULL, 0, &job->items, err))
        return false;
    job->assignments = ARENA_ARRAY(arena, Assignment, options->assigned_count);
    for (size_t i = 0; i < options->assigned_count; i++) {
        Err one;
        if (!read_assignment(job, options->assigned[i], &job->assignments[job->count++], &one))
            text_appendf(&wrong, "%s%s: %s", wrong.size ? "\n" : "", options->assigned[i],
                         both_pair(arena, one.text, one.chinese));
    }
    return wrong.size == 0 || err_set(err, ERR_USAGE, "%s", text_string(&wrong));
}

/* --- scoring --- */

static bool find_dept(Job *job, Err *err) {
    static const char sql[] = "SELECT dept_id, name, kind FROM dept WHERE code = :item ORDER BY dept_id";
    const StoreParam param = {.name = "item", .text = job->batch->dept_codes[0]};
    Table *t;
    if (!store_query(job->batch->arena, job->batch->store, "dept", sql, &param, 1, &t, err)) return false;
    job->dept_id = table_integer(t, "dept_id", 0);
    job->dept = table_text(t, "name", 0);
    job->kind = table_text(t, "kind", 0);
    return true;
}

static bool score_again(Job *job, Err *err) {
    Batch *batch = job->batch;
    Rubric *rubric = ARENA_NEW(batch->arena, Rubric);
    Table *measures;
    Supposed *supposed = ARENA_ARRAY(batch->arena, Supposed, job->count);
    for (size_t i = 0; i < job->count; i++)
        supposed[i] = (Supposed){job->year, job->assignments[i].code, job->assignments[i].stage,
                                 job->assignments[i].value};
    if (!batch_read_rubric(batch, rubric, err) ||
        !scoring_open(batch->arena, batch->store, rubric, *rubric->grades ? rubric->grades : batch->grades,
                      &job->scoring, err))
        return false;
    scoring_sheet(&job->scoring, job->dept_id, job->year, job->kind, &job->before);
    if (!store_suppose(batch->store, job->dept_id, supposed, job->count, err) ||
        !indicators_measure(batch->arena, batch->store, batch->files[QUERY_INDICATOR],
                            batch->file_count[QUERY_INDICATOR], &measures, err) ||
        !store_suppose_end(batch->store, err))
        return false;
    job->scoring.measures = measures;
    scoring_sheet(&job->scoring, job->dept_id, job->year, job->kind, &job->after);
    if (job->before.scored || job->after.scored) return true;
    return err_set(err, ERR_USAGE, "nothing of the rubric `%s` can be scored for %s in %d", rubric->id,
                   job->dept, job->year);
}

/* --- printing --- */

static const char *points_text(Arena *arena, int64_t points) {
    return points == TABLE_MISSING ? "—" : unit_points_text(arena, points);
}

static bool print_figures(const Job *job, Err *err) {
    static const char sql[] =
        "SELECT f.value FROM figure_stage f JOIN item i ON i.item_id = f.item_id"
        " WHERE f.dept_id = :dept_id AND f.year = :year AND f.month = 12 AND f.part_id = 0"
        " AND i.code = :item AND f.stage = :indicator ORDER BY f.value";
    Arena *arena = job->batch->arena;
    for (size_t i = 0; i < job->count; i++) {
        const Assignment *a = &job->assignments[i];
        const StoreParam params[] = {{.name = "dept_id", .integer = job->dept_id},
                                     {.name = "year", .integer = job->year},
                                     {.name = "item", .text = a->code},
                                     {.name = "indicator", .text = stage_names[a->stage]}};
        Table *t;
        if (!store_query(arena, job->batch->store, "whatif", sql, params, 4, &t, err)) return false;
        int64_t now = t->row_count ? table_integer(t, "value", 0) : TABLE_MISSING;
        const char *stage =
            say(job->batch->texts, arena_printf(arena, "whatif.stage.%s", stage_names[a->stage]));
        printf("  %s %s  %s -> %s\n", a->label, stage, unit_text(arena, a->unit_kind, now, true),
               unit_text(arena, a->unit_kind, a->value, true));
    }
    return true;
}

static const Cell *same_cell(const Sheet *sheet, const Cell *cell) {
    for (size_t i = 0; i < sheet->count; i++)
        if (strcmp(sheet->cells[i].row->id, cell->row->id) == 0) return &sheet->cells[i];
    return NULL;
}

/* A cell whose points, status or calculation are others, with both calculations. */
static bool print_cell(const Job *job, const Cell *now) {
    Lang lang = job->batch->lang;
    const Cell *then = same_cell(&job->before, now);
    const char *before = then && then->calculation[lang] ? then->calculation[lang] : "",
               *after = now->calculation[lang] ? now->calculation[lang] : "";
    if (then && then->points == now->points && then->status == now->status && strcmp(before, after) == 0)
        return false;
    printf("%s  %s -> %s", now->name[lang],
           points_text(job->batch->arena, then ? then->points : TABLE_MISSING),
           points_text(job->batch->arena, now->points));
    if (then && then->status != now->status)
        printf("  (%s -> %s)", cell_status_names[then->status], cell_status_names[now->status]);
    putchar('\n');
    if (*before) printf("  - %s\n", before);
    if (*after) printf("  + %s\n", after);
    return true;
}

/* "2/80" among those that have a rank in this year; "—" with an unscored cell. */
static char *rank_text(const Job *job, const Table *totals, const Sheet *sheet) {
    size_t n = 1, better = 0;
    if (sheet->unscored || sheet->rescaled == TABLE_MISSING) return arena_strdup(job->batch->arena, "—");
    for (size_t i = 0; i < totals->row_count; i++) {
        n++;
        better += table_integer(totals, "rescaled", i) > sheet->rescaled;
    }
    return arena_printf(job->batch->arena, "%zu/%zu", better + 1, n);
}

static bool print_totals(const Job *job, Err *err) {
    static const char sql[] =
        "SELECT rescaled FROM total WHERE rubric = :rubric AND year = :year AND dept_id <> :dept_id"
        " AND rank IS NOT NULL ORDER BY rescaled";
    const StoreParam params[] = {{.name = "rubric", .text = job->scoring.rubric->id},
                                 {.name = "year", .integer = job->year},
                                 {.name = "dept_id", .integer = job->dept_id}};
    const Texts *texts = job->batch->texts;
    Lang lang = job->batch->lang;
    Arena *arena = job->batch->arena;
    Table *totals;
    if (!store_query(arena, job->batch->store, "whatif", sql, params, 3, &totals, err)) return false;
    const char *grades[] = {job->before.grade[lang], job->after.grade[lang]};
    printf("%s  %s -> %s  / %s\n", say(texts, "whatif.total"), points_text(arena, job->before.points),
           points_text(arena, job->after.points),
           points_text(arena, job->after.full - job->after.dropped_full));
    printf("%s  %s -> %s\n", say(texts, "whatif.grade"), *grades[0] ? grades[0] : "—",
           *grades[1] ? grades[1] : "—");
    printf("%s  %s -> %s\n", say(texts, "whatif.rank"), rank_text(job, totals, &job->before),
           rank_text(job, totals, &job->after));
    return true;
}

static bool whatif_steps(Batch *batch, Err *err) {
    Job job = {.batch = batch, .year = batch->options->first_year};
    size_t changed = 0;
    if (batch->options->db && !batch_fresh(batch, err)) return false;
    if (*batch->rubric == '\0')
        return err_set(err, ERR_USAGE, "there is no rubric to score with; name one with --rubric");
    if (!find_dept(&job, err) || !read_assignments(&job, err) || !score_again(&job, err)) return false;
    printf("%s  %d  %s\n", job.dept, job.year, job.scoring.rubric->label[batch->lang]);
    if (!print_figures(&job, err)) return false;
    for (size_t i = 0; i < job.after.count; i++)
        changed += print_cell(&job, &job.after.cells[i]);
    if (changed == 0) printf("%s\n", say(batch->texts, "whatif.same"));
    return print_totals(&job, err);
}

bool command_whatif(const Options *options, int *status, Err *err) {
    (void)status;
    Options sorted = *options;
    sorted.words = ARENA_ARRAY(options->arena, const char *, options->word_count + 1);
    sorted.assigned = ARENA_ARRAY(options->arena, const char *, options->word_count + 1);
    sorted.word_count = 0;
    for (size_t i = 0; i < options->word_count; i++)
        if (strchr(options->words[i], '='))
            sorted.assigned[sorted.assigned_count++] = options->words[i];
        else
            sorted.words[sorted.word_count++] = options->words[i];
    if (sorted.assigned_count == 0)
        return err_set(err, ERR_USAGE,
                       "what if what? Write for example three_public=3.2万元; see jixiao whatif --help");
    if (options->dept_count != 1 || options->first_year == 0 || options->first_year != options->last_year)
        return err_set(err, ERR_USAGE, "whatif needs one --dept and one year, --years 2023");
    if ((sorted.word_count > 0) == (options->db != NULL))
        return err_set(err, ERR_USAGE, "either datasets or --db FILE is needed; see jixiao whatif --help");
    return sorted.word_count ? batch_with_datasets(&sorted, whatif_steps, err)
                             : batch_with_database(&sorted, STORE_READ, whatif_steps, NULL, err);
}
