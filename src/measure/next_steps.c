#include "measure/next_steps.h"

#include <stdlib.h>
#include <string.h>

#include "measure/indicators.h"
#include "measure/score_internal.h"
#include "measure/unit.h"

__extension__ typedef __int128 Wide;

/* Which figures of the same year the whole-year measures of an indicator were made from. The figures are
 * found by their origin: without the intermediate table, all of a department-year are looked through for
 * each measure. */
static const char links_sql[] =
    "WITH whole AS MATERIALIZED ("
    "  SELECT f.origin, f.dept_id, f.year, f.stage, i.code FROM figure_stage f"
    "    JOIN item i ON i.item_id = f.item_id"
    "   WHERE f.month = 12 AND f.part_id = 0 AND f.stage <> 'budget')"
    " SELECT DISTINCT w.code AS item, w.stage, m.indicator"
    "  FROM measure m JOIN measure_origin o ON o.measure_id = m.measure_id"
    "  JOIN whole w ON w.origin = o.origin AND w.dept_id = m.dept_id AND w.year = m.year"
    " WHERE m.month = 12 ORDER BY w.code, w.stage, m.indicator";
static const char figures_sql[] =
    "SELECT i.code || '.' || f.stage AS id, f.dept_id, f.year, f.value, i.unit_kind, i.zh, i.en"
    "  FROM figure_stage f JOIN item i ON i.item_id = f.item_id"
    " WHERE f.part_id = 0 AND f.month = 12 AND f.stage <> 'budget' ORDER BY id, f.dept_id, f.year";
static const char reviews_sql[] =
    "SELECT t.dept_id, t.year, d.kind FROM total t JOIN dept d ON d.dept_id = t.dept_id"
    " WHERE t.rubric = :rubric ORDER BY t.dept_id, t.year";

/* A figure that moves indicators, and their measures with one unit more of it in even and in odd years: so
 * last year's figure, which others are compared with, never moves together with this year's. */
typedef struct {
    const char *item, *id; /* id: ITEM.STAGE */
    Stage stage;
    const Table *more[2]; /* by year % 2 */
} Lever;

typedef struct {
    Arena *arena;
    Store *store;
    const Scoring *scoring;
    const QueryFile *files;
    size_t file_count;
    const Table *figures;
    Lever *levers;
    size_t lever_count, lever_capacity;
    Table *steps;
} Job;

/* A step found for one cell. */
typedef struct {
    const Cell *cell;
    const Lever *lever;
    size_t figure; /* row of figures */
    int64_t change, points;
    bool base; /* it moves only what the rate is measured against */
} Step;

/* --- levers --- */

static bool in_rubric(const Job *job, const char *indicator) {
    for (size_t i = 0; i < job->scoring->rubric->row_count; i++)
        if (strcmp(job->scoring->rubric->rows[i].indicator, indicator) == 0) return true;
    return false;
}

static int stage_of(const char *name) {
    int stage = 0;
    while (stage < STAGE_COUNT - 1 && strcmp(stage_names[stage], name) != 0)
        stage++;
    return stage;
}

/* Measures the indicators of `files` with one unit more, in both parities of the year. */
static bool pull(Job *job, Lever *lever, const QueryFile *files, size_t count, Err *err) {
    for (int parity = 0; parity < 2; parity++) {
        Table *measures;
        if (!store_suppose_more(job->store, lever->item, lever->stage, parity, 1, err) ||
            !indicators_measure(job->arena, job->store, files, count, &measures, err) ||
            !store_suppose_more(job->store, lever->item, lever->stage, parity, -1, err))
            return false;
        lever->more[parity] = measures;
    }
    return true;
}

/* One lever for each item and stage of `links`, which are in this order. */
static bool find_levers(Job *job, const Table *links, Err *err) {
    QueryFile *files = ARENA_ARRAY(job->arena, QueryFile, job->file_count + 1);
    for (size_t first = 0, end; first < links->row_count; first = end) {
        const char *item = table_text(links, "item", first), *stage = table_text(links, "stage", first);
        size_t count = 0;
        for (end = first; end < links->row_count && strcmp(table_text(links, "item", end), item) == 0 &&
                          strcmp(table_text(links, "stage", end), stage) == 0;
             end++) {
            const char *indicator = table_text(links, "indicator", end);
            for (size_t i = 0; in_rubric(job, indicator) && i < job->file_count; i++)
                if (strcmp(job->files[i].id, indicator) == 0) files[count++] = job->files[i];
        }
        if (count == 0) continue;
        ARENA_PUSH(job->arena, job->levers, job->lever_count, job->lever_capacity);
        Lever *lever = &job->levers[job->lever_count++];
        *lever = (Lever){.item = item,
                         .id = arena_printf(job->arena, "%s.%s", item, stage),
                         .stage = (Stage)stage_of(stage)};
        if (!pull(job, lever, files, count, err)) return false;
    }
    return true;
}

/* --- steps --- */

/* How the cell's rate lies and moves with the figure; false when the lever does not move it. */
static bool line_of(const Job *job, const Cell *cell, const Lever *lever, int64_t dept_id, int64_t year,
                    StepLine *line, size_t *figure) {
    const Table *now = job->scoring->measures, *more = lever->more[year % 2];
    const char *indicator = cell->row->indicator;
    size_t at = score_find(now, indicator, dept_id, year), then = score_find(more, indicator, dept_id, year);
    *figure = score_find(job->figures, lever->id, dept_id, year);
    if (at == now->row_count || then == more->row_count || *figure == job->figures->row_count) return false;
    int64_t n = table_integer(now, "numerator", at), d = table_integer(now, "denominator", at);
    int64_t n1 = table_integer(more, "numerator", then), d1 = table_integer(more, "denominator", then);
    if (n == TABLE_MISSING || d == TABLE_MISSING || n1 == TABLE_MISSING || d1 == TABLE_MISSING) return false;
    *line = (StepLine){.row = cell->row,
                       .numerator = n,
                       .denominator = d,
                       .slope_n = n1 - n,
                       .slope_d = d1 - d,
                       .figure = table_integer(job->figures, "value", *figure)};
    return true;
}

static int64_t points_at(Arena *arena, const StepLine *line, int64_t change) {
    RuleInput input = {.arena = arena,
                       .row = line->row,
                       .numerator = line->numerator + line->slope_n * change,
                       .denominator = line->denominator + line->slope_d * change,
                       .cases = TABLE_MISSING};
    int64_t points;
    const char *why;
    return line->row->rule->apply(&input, &points, &why) == RULE_SCORED ? points : TABLE_MISSING;
}

/* |change| / figure, so that money and persons can be put in one order. */
static double relative(const Job *job, const Step *step) {
    int64_t value = table_integer(job->figures, "value", step->figure);
    return (step->change < 0 ? -(double)step->change : (double)step->change) /
           (value > 0 ? (double)value : 1e-3);
}

/* What was done comes before what it is measured against: more points in the survey, not fewer to be had. */
static bool is_better(const Job *job, const Step *step, const Step *best) {
    if (step->base != best->base) return best->base;
    return relative(job, step) < relative(job, best);
}

/* The smallest step of one cell to the goal, over all figures; false when no single figure gets there. */
static bool best_step(const Job *job, const Cell *cell, int64_t dept_id, int64_t year, int64_t goal,
                      Step *best) {
    bool found = false;
    for (size_t i = 0; i < job->lever_count; i++) {
        Arena scratch = {0};
        StepLine line;
        Step step = {.cell = cell, .lever = &job->levers[i]};
        if (line_of(job, cell, step.lever, dept_id, year, &line, &step.figure) &&
            points_at(&scratch, &line, 0) == cell->points &&
            next_step_find(&scratch, &line, goal, &step.change)) {
            step.points = points_at(&scratch, &line, step.change);
            step.base = line.slope_n == 0;
            if (!found || is_better(job, &step, best)) *best = step;
            found = true;
        }
        arena_free(&scratch);
    }
    return found;
}

/* The next better grade and the points that it takes more; false when there is none. */
static bool next_grade(const Scoring *scoring, const Sheet *sheet, const Grade **grade, int64_t *need) {
    int64_t full = sheet->full - sheet->dropped_full;
    if (sheet->unscored || full <= 0) return false;
    *grade = NULL;
    for (size_t i = 0; i < scoring->grade_count; i++) {
        Wide wanted = (Wide)scoring->grades[i].lower * full, hundred = (Wide)100 * POINTS_ONE;
        Wide missing = (wanted + hundred - 1) / hundred - sheet->points;
        if (missing <= 0) break;
        *grade = &scoring->grades[i];
        *need = (int64_t)missing;
    }
    return *grade != NULL;
}

static int by_relative(const void *left, const void *right, void *job) {
    double a = relative(job, left), b = relative(job, right);
    if (a != b) return a < b ? -1 : 1;
    const Step *one = left, *two = right;
    return (one->cell->position > two->cell->position) - (one->cell->position < two->cell->position);
}

static void add_step(Job *job, int64_t dept_id, int64_t year, const Step *step, size_t place,
                     const Grade *grade) {
    Table *t = job->steps;
    size_t row = table_row(t);
    int64_t now = table_integer(job->figures, "value", step->figure);
    const char *kind = table_text(job->figures, "unit_kind", step->figure);
    const struct {
        const char *name, *value;
    } texts[] = {{"rubric", job->scoring->rubric->id},
                 {"goal", grade ? "grade" : "point"},
                 {"id", step->cell->row->id},
                 {"zh", step->cell->name[LANG_ZH]},
                 {"en", step->cell->name[LANG_EN]},
                 {"indicator", step->cell->row->indicator},
                 {"item", step->lever->item},
                 {"stage", stage_names[step->lever->stage]},
                 {"item_zh", table_text(job->figures, "zh", step->figure)},
                 {"item_en", table_text(job->figures, "en", step->figure)},
                 {"unit_kind", kind},
                 {"current_printed", unit_text(job->arena, kind, now, false)},
                 {"wanted_printed", unit_text(job->arena, kind, now + step->change, false)},
                 {"grade_zh", grade ? grade->label[LANG_ZH] : ""},
                 {"grade_en", grade ? grade->label[LANG_EN] : ""}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_set_text(t, row, texts[i].name, texts[i].value);
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"dept_id", dept_id},
                   {"year", year},
                   {"place", (int64_t)place},
                   {"current", now},
                   {"wanted", now + step->change},
                   {"points", step->cell->points},
                   {"gain", step->points - step->cell->points}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        table_set_integer(t, row, numbers[i].name, numbers[i].value);
}

/* The steps of one department-year to one goal, the smallest first. `need`: points that a cell must win; a
 * cell that has not so many to win counts with what it has, unless a grade is the goal. */
static void add_steps(Job *job, const Sheet *sheet, int64_t dept_id, int64_t year, int64_t need,
                      const Grade *grade) {
    Arena scratch = {0};
    Step *steps = ARENA_ARRAY(&scratch, Step, sheet->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        const Cell *cell = &sheet->cells[i];
        if (cell->status != CELL_COMPUTED || cell->row->rule->evidence != EVIDENCE_RATE ||
            cell->points >= cell->full)
            continue;
        int64_t left = cell->full - cell->points;
        if (grade && left < need) continue;
        if (best_step(job, cell, dept_id, year, cell->points + (need < left ? need : left), &steps[count]))
            count++;
    }
    qsort_r(steps, count, sizeof *steps, by_relative, job);
    for (size_t i = 0; i < count; i++)
        add_step(job, dept_id, year, &steps[i], i + 1, grade);
    arena_free(&scratch);
}

static void make_table(Job *job) {
    static const char *const texts[] = {
        "rubric",         "goal",     "id",      "zh",      "en",        "indicator",
        "item",           "stage",    "item_zh", "item_en", "unit_kind", "current_printed",
        "wanted_printed", "grade_zh", "grade_en"};
    static const char *const integers[] = {"dept_id", "year", "place", "current", "wanted", "points", "gain"};
    job->steps = table_new(job->arena, "next_step");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_add(job->steps, texts[i], COLUMN_TEXT, NULL, NULL);
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        table_add(job->steps, integers[i], COLUMN_INT, NULL, NULL);
}

bool next_steps_run(Arena *arena, Store *store, const Scoring *scoring, const QueryFile *files, size_t count,
                    Err *err) {
    Job job = {.arena = arena, .store = store, .scoring = scoring, .files = files, .file_count = count};
    const StoreParam param = {.name = "rubric", .text = scoring->rubric->id};
    Table *links, *figures, *reviews;
    if (!store_query(arena, store, "levers", links_sql, NULL, 0, &links, err) ||
        !store_query(arena, store, "levers", figures_sql, NULL, 0, &figures, err) ||
        !store_query(arena, store, "reviews", reviews_sql, &param, 1, &reviews, err))
        return false;
    job.figures = figures;
    make_table(&job);
    if (!find_levers(&job, links, err) || !store_suppose_end(store, err)) return false;
    for (size_t i = 0; i < reviews->row_count; i++) {
        int64_t dept_id = table_integer(reviews, "dept_id", i), year = table_integer(reviews, "year", i),
                need;
        const Grade *grade;
        Sheet sheet;
        scoring_sheet(scoring, dept_id, year, table_text(reviews, "kind", i), &sheet);
        add_steps(&job, &sheet, dept_id, year, POINTS_ONE, NULL);
        if (next_grade(scoring, &sheet, &grade, &need)) add_steps(&job, &sheet, dept_id, year, need, grade);
    }
    return store_put(store, "next_step", job.steps, err);
}
