#include "measure/next_steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/abreast.h"
#include "measure/score_internal.h"
#include "measure/unit.h"

__extension__ typedef __int128 Wide;

typedef struct {
    const Scores *scores;
    const Levers *levers;
    Table **steps; /* by department-year */
} Job;

/* A step found for one cell. */
typedef struct {
    const Cell *cell;
    const Lever *lever;
    size_t figure; /* row of figures */
    int64_t change, points;
    bool base; /* it moves only what the rate is measured against */
} Step;

/* How the cell's rate lies and moves with the figure; false when the lever does not move it. */
static bool line_of(const Job *job, const Cell *cell, const Lever *lever, int64_t dept_id, int64_t year,
                    StepLine *line, size_t *figure) {
    const Table *now = job->scores->scoring.measures, *more = lever->more[year % 2];
    const char *indicator = cell->row->indicator;
    size_t then = score_find(more, indicator, dept_id, year);
    if (then == more->row_count) return false;
    size_t at = score_find(now, indicator, dept_id, year);
    *figure = levers_figure(job->levers, lever, dept_id, year);
    if (at == now->row_count || *figure == job->levers->figures->row_count) return false;
    int64_t n = table_integer(now, "numerator", at), d = table_integer(now, "denominator", at);
    int64_t n1 = table_integer(more, "numerator", then), d1 = table_integer(more, "denominator", then);
    if (n == TABLE_MISSING || d == TABLE_MISSING || n1 == TABLE_MISSING || d1 == TABLE_MISSING) return false;
    *line = (StepLine){.row = cell->row,
                       .numerator = n,
                       .denominator = d,
                       .slope_n = n1 - n,
                       .slope_d = d1 - d,
                       .figure = lever->values[*figure]};
    return true;
}

static int64_t points_at(const StepLine *line, int64_t change) {
    RuleInput input = {.row = line->row,
                       .numerator = line->numerator + line->slope_n * change,
                       .denominator = line->denominator + line->slope_d * change,
                       .cases = TABLE_MISSING};
    int64_t points;
    return line->row->rule->apply(&input, &points, NULL) == RULE_SCORED ? points : TABLE_MISSING;
}

/* |change| / figure, so that money and persons can be put in one order. */
static double relative(const Step *step) {
    int64_t value = step->lever->values[step->figure];
    return (step->change < 0 ? -(double)step->change : (double)step->change) /
           (value > 0 ? (double)value : 1e-3);
}

/* What was done comes before what it is measured against: more points in the survey, not fewer to be had. */
static bool is_better(const Step *step, const Step *best) {
    if (step->base != best->base) return best->base;
    return relative(step) < relative(best);
}

/* The smallest step of one cell to the goal, over all figures; false when no single figure gets there. */
static bool best_step(const Job *job, const Cell *cell, int64_t dept_id, int64_t year, int64_t goal,
                      Step *best) {
    bool found = false;
    for (size_t i = 0; i < job->levers->count; i++) {
        StepLine line;
        Step step = {.cell = cell, .lever = &job->levers->levers[i]};
        if (line_of(job, cell, step.lever, dept_id, year, &line, &step.figure) &&
            points_at(&line, 0) == cell->points && next_step_find(&line, goal, &step.change)) {
            step.points = points_at(&line, step.change);
            step.base = line.slope_n == 0;
            if (!found || is_better(&step, best)) *best = step;
            found = true;
        }
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

static int by_relative(const void *left, const void *right) {
    double a = relative(left), b = relative(right);
    if (a != b) return a < b ? -1 : 1;
    const Step *one = left, *two = right;
    return (one->cell->position > two->cell->position) - (one->cell->position < two->cell->position);
}

/* One department-year. */
typedef struct {
    const Job *job;
    Arena *arena;
    int64_t dept_id, year;
    const Sheet *sheet;
    Table *steps;
} DeptYear;

static void add_step(const DeptYear *review, const Step *step, size_t place, const Grade *grade) {
    Table *t = review->steps;
    const Table *items = review->job->levers->items;
    const size_t row = table_row(t), item = step->lever->item;
    const int64_t now = step->lever->values[step->figure];
    const char *kind = items->columns[ITEM_UNIT].texts[item];
    const struct {
        const char *name, *value;
    } texts[] = {{"rubric", review->job->scores->scoring.rubric->id},
                 {"goal", grade ? "grade" : "point"},
                 {"id", step->cell->row->id},
                 {"zh", step->cell->name[LANG_ZH]},
                 {"en", step->cell->name[LANG_EN]},
                 {"indicator", step->cell->row->indicator},
                 {"item", items->columns[ITEM_CODE].texts[item]},
                 {"stage", stage_names[step->lever->stage]},
                 {"item_zh", items->columns[ITEM_ZH].texts[item]},
                 {"item_en", items->columns[ITEM_EN].texts[item]},
                 {"unit_kind", kind},
                 {"current_printed", unit_text(review->arena, kind, now, false)},
                 {"wanted_printed", unit_text(review->arena, kind, now + step->change, false)},
                 {"grade_zh", grade ? grade->label[LANG_ZH] : ""},
                 {"grade_en", grade ? grade->label[LANG_EN] : ""}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_set_text(t, row, texts[i].name, texts[i].value);
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"dept_id", review->dept_id},
                   {"year", review->year},
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
static void add_steps(const DeptYear *review, int64_t need, const Grade *grade) {
    const Sheet *sheet = review->sheet;
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
        if (best_step(review->job, cell, review->dept_id, review->year,
                      cell->points + (need < left ? need : left), &steps[count]))
            count++;
    }
    qsort(steps, count, sizeof *steps, by_relative);
    for (size_t i = 0; i < count; i++)
        add_step(review, &steps[i], i + 1, grade);
    arena_free(&scratch);
}

static Table *step_table(Arena *arena) {
    static const char *const texts[] = {
        "rubric",         "goal",     "id",      "zh",      "en",        "indicator",
        "item",           "stage",    "item_zh", "item_en", "unit_kind", "current_printed",
        "wanted_printed", "grade_zh", "grade_en"};
    static const char *const integers[] = {"dept_id", "year", "place", "current", "wanted", "points", "gain"};
    Table *table = table_new(arena, "next_step");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_add(table, texts[i], COLUMN_TEXT, NULL, NULL);
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        table_add(table, integers[i], COLUMN_INT, NULL, NULL);
    return table;
}

static void find_steps(Arena *arena, size_t i, void *user) {
    Job *job = user;
    const DeptYear review = {job,
                             arena,
                             table_integer(job->scores->totals, "dept_id", i),
                             table_integer(job->scores->totals, "year", i),
                             &job->scores->sheets[i],
                             step_table(arena)};
    const Grade *grade;
    int64_t need;
    add_steps(&review, POINTS_ONE, NULL);
    if (next_grade(&job->scores->scoring, review.sheet, &grade, &need)) add_steps(&review, need, grade);
    job->steps[i] = review.steps;
}

const Table *next_steps_make(Arena *arena, const Scores *scores, const Levers *levers, int jobs) {
    const size_t reviews = scores->totals->row_count;
    Job job = {scores, levers, ARENA_ARRAY(arena, Table *, reviews + 1)};
    abreast(arena, reviews, jobs, find_steps, &job);
    Table *steps = step_table(arena);
    for (size_t i = 0; i < reviews; i++)
        table_append(steps, job.steps[i]);
    return steps;
}
