#include "measure/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/abreast.h"
#include "base/resource.h"
#include "base/text.h"
#include "load/load.h"
#include "measure/rubric_reader.h"
#include "measure/score_internal.h"

static const char told_sql[] = "SELECT dept_id, year FROM assessment WHERE rubric = :rubric"
                               " UNION"
                               " SELECT dept_id, year FROM case_record WHERE rubric IN ('', :rubric)"
                               " ORDER BY dept_id, year";
static const char measures_sql[] = "SELECT indicator, dept_id, year, measure_id, numerator, denominator, "
                                   "calculation, calculation_en, source, reason"
                                   "  FROM measure WHERE month = 12 ORDER BY indicator, dept_id, year";
/* The bureau's review counts before a third party's, and that before the department's own. */
static const char assessments_sql[] =
    "SELECT indicator, dept_id, year, sub_item, points, result, calculation, basis, origin,"
    "       CASE assessor WHEN 'bureau' THEN 3 WHEN 'third_party' THEN 2 ELSE 1 END AS authority"
    "  FROM assessment WHERE rubric = :rubric AND (points IS NOT NULL OR result <> '')"
    " ORDER BY indicator, dept_id, year, authority DESC, assessment_id";
static const char cases_sql[] = "SELECT indicator, dept_id, year, CAST(sum(count) AS BIGINT) AS cases,"
                                "       min(origin) AS origin"
                                "  FROM case_record WHERE rubric IN ('', :rubric)"
                                " GROUP BY indicator, dept_id, year ORDER BY indicator, dept_id, year";

/* --- tables sorted by (id, dept, year) --- */

static int compare_key(const Table *t, size_t row, const char *id, int64_t dept, int64_t year) {
    int order = strcmp(t->columns[0].texts[row], id);
    if (order) return order;
    if (t->columns[1].integers[row] != dept) return t->columns[1].integers[row] < dept ? -1 : 1;
    return (t->columns[2].integers[row] > year) - (t->columns[2].integers[row] < year);
}

bool score_is_key(const Table *t, size_t row, const char *id, int64_t dept_id, int64_t year) {
    return compare_key(t, row, id, dept_id, year) == 0;
}

size_t score_find(const Table *t, const char *id, int64_t dept_id, int64_t year) {
    size_t low = 0, high = t->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_key(t, middle, id, dept_id, year) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->row_count && score_is_key(t, low, id, dept_id, year) ? low : t->row_count;
}

/* --- what scores are made from --- */

static int by_lower(const void *left, const void *right) {
    const Grade *a = left, *b = right;
    return (a->lower < b->lower) - (a->lower > b->lower);
}

static bool read_grades(Scoring *scoring, Err *err) {
    static const char path[] = "datasets/catalog/grades.csv";
    const char *text = resource_text(path);
    CsvRows rows;
    if (!load_rows(scoring->arena, path, text, strlen(text), &rows, err)) return false;
    scoring->grades = ARENA_ARRAY(scoring->arena, Grade, rows.row_count + 1);
    for (size_t i = 0; i < rows.row_count; i++) {
        if (strcmp(load_cell(&rows, i, "scheme"), scoring->scheme) != 0) continue;
        Grade *grade = &scoring->grades[scoring->grade_count++];
        *grade = (Grade){.label = {load_cell(&rows, i, "label_zh"), load_cell(&rows, i, "label_en")}};
        if (!rubric_millionths(load_cell(&rows, i, "lower"), &grade->lower) ||
            !text_integer(load_cell(&rows, i, "rank"), &grade->rank))
            return err_set(err, ERR_SOURCE, "%s:%d: `lower` and `rank` must be numbers", path, rows.lines[i]);
    }
    qsort(scoring->grades, scoring->grade_count, sizeof *scoring->grades, by_lower);
    return scoring->grade_count ||
           err_set(err, ERR_SOURCE, "%s has no grade scheme `%s`", path, scoring->scheme);
}

static void start(Arena *arena, const Rubric *rubric, const char *scheme, Scoring *scoring) {
    if (*scheme == '\0') scheme = rubric->grades;
    *scoring = (Scoring){.arena = arena, .rubric = rubric, .scheme = *scheme ? scheme : "cn-2020"};
}

/* What is told, and what was measured or who was told of. */
static bool read_evidence(Scoring *scoring, Store *store, const char *name, const char *sql, int jobs,
                          Table **third, Err *err) {
    const StoreParam param = {.name = "rubric", .text = scoring->rubric->id};
    const StoreAsk asks[] = {
        {"assessments", assessments_sql, &param, 1}, {"cases", cases_sql, &param, 1}, {name, sql, &param, 1}};
    Table *tables[3];
    if (!read_grades(scoring, err) || !origin_index(scoring->arena, store, &scoring->origins, err) ||
        !store_query_all(scoring->arena, store, asks, 3, jobs, tables, err))
        return false;
    scoring->assessments = tables[0];
    scoring->cases = tables[1];
    *third = tables[2];
    return true;
}

bool scoring_open(Arena *arena, Store *store, const Rubric *rubric, const char *scheme, Scoring *scoring,
                  Err *err) {
    Table *measures;
    start(arena, rubric, scheme, scoring);
    if (!read_evidence(scoring, store, "measures", measures_sql, 1, &measures, err)) return false;
    scoring->measures = measures;
    return true;
}

bool scores_open(Arena *arena, Store *store, const Rubric *rubric, const char *scheme,
                 const Measures *measures, const Roll *roll, int jobs, Scores *scores, Err *err) {
    Table *told;
    *scores = (Scores){.all = measures->measures, .roll = roll};
    start(arena, rubric, scheme, &scores->scoring);
    if (!read_evidence(&scores->scoring, store, "reviews", told_sql, jobs, &told, err)) return false;
    scores->told = told;
    return true;
}

/* --- the result tables --- */

static void add_columns(Table *t, const char *const *names, size_t count, ColumnType type) {
    for (size_t i = 0; i < count; i++)
        table_add(t, names[i], type, NULL, NULL);
}
#define ADD_COLUMNS(table, names, type) add_columns((table), (names), sizeof(names) / sizeof *(names), (type))

static void make_tables(Arena *arena, Scores *results) {
    static const char *const score_texts[] = {
        "rubric",      "id",          "level1",         "level1_en", "level2",       "level2_en",
        "zh",          "en",          "indicator",      "rule",      "status",       "standard",
        "standard_en", "calculation", "calculation_en", "basis",     "choice_group", "parts"};
    static const char *const score_integers[] = {"dept_id",  "year",   "position",    "full",      "points",
                                                 "computed", "stated", "stated_only", "measure_id"};
    static const char *const total_texts[] = {"rubric", "grade_zh", "grade_en", "reason"};
    static const char *const total_integers[] = {
        "dept_id",     "year",     "full",          "points",   "rescaled", "stated",
        "stated_only", "computed", "computed_full", "unscored", "dropped",  "dropped_full",
        "rank",        "n",        "tied",          "rank_low", "rank_high"};
    static const char *const grade_texts[] = {"scheme", "label_zh", "label_en"};
    static const char *const grade_integers[] = {"rank"}, *const grade_reals[] = {"lower"};
    results->rows = table_new(arena, "score");
    results->totals = table_new(arena, "total");
    results->grades = table_new(arena, "grade");
    ADD_COLUMNS(results->rows, score_texts, COLUMN_TEXT);
    ADD_COLUMNS(results->rows, score_integers, COLUMN_INT);
    ADD_COLUMNS(results->totals, total_texts, COLUMN_TEXT);
    ADD_COLUMNS(results->totals, total_integers, COLUMN_INT);
    ADD_COLUMNS(results->grades, grade_texts, COLUMN_TEXT);
    ADD_COLUMNS(results->grades, grade_integers, COLUMN_INT);
    ADD_COLUMNS(results->grades, grade_reals, COLUMN_REAL);
}

typedef struct {
    const char *name, *value;
} TextCell;
typedef struct {
    const char *name;
    int64_t value;
} IntegerCell;

static size_t add_row(Table *t, const TextCell *texts, size_t text_count, const IntegerCell *integers,
                      size_t integer_count) {
    size_t at = table_row(t);
    for (size_t i = 0; i < text_count; i++)
        table_set_text(t, at, texts[i].name, texts[i].value);
    for (size_t i = 0; i < integer_count; i++)
        table_set_integer(t, at, integers[i].name, integers[i].value);
    return at;
}
#define ADD_ROW(table, texts, integers)                                                                      \
    add_row((table), (texts), sizeof(texts) / sizeof *(texts), (integers),                                   \
            sizeof(integers) / sizeof *(integers))

static void add_score(const Scoring *scoring, Table *t, int64_t dept_id, int64_t year, const Cell *cell) {
    const RubricRow *row = cell->row;
    const TextCell texts[] = {{"rubric", scoring->rubric->id},
                              {"id", row->id},
                              {"level1", row->level1[LANG_ZH]},
                              {"level1_en", row->level1[LANG_EN]},
                              {"level2", row->level2[LANG_ZH]},
                              {"level2_en", row->level2[LANG_EN]},
                              {"zh", cell->name[LANG_ZH]},
                              {"en", cell->name[LANG_EN]},
                              {"indicator", row->indicator},
                              {"rule", row->rule->name},
                              {"status", cell_status_names[cell->status]},
                              {"standard", cell->standard[LANG_ZH]},
                              {"standard_en", cell->standard[LANG_EN]},
                              {"calculation", cell->calculation[LANG_ZH]},
                              {"calculation_en", cell->calculation[LANG_EN]},
                              {"basis", cell->basis},
                              {"choice_group", row->choice_group},
                              {"parts", cell->parts}};
    const IntegerCell integers[] = {{"dept_id", dept_id},
                                    {"year", year},
                                    {"position", (int64_t)cell->position + 1},
                                    {"full", cell->full},
                                    {"points", cell->points},
                                    {"computed", cell->computed},
                                    {"stated", cell->stated},
                                    {"stated_only", cell->stated_only},
                                    {"measure_id", cell->measure_id}};
    ADD_ROW(t, texts, integers);
}

static void add_total(const Scoring *scoring, Table *t, int64_t dept_id, int64_t year, const Sheet *sheet) {
    const TextCell texts[] = {{"rubric", scoring->rubric->id},
                              {"grade_zh", sheet->grade[LANG_ZH]},
                              {"grade_en", sheet->grade[LANG_EN]},
                              {"reason", ""}};
    const IntegerCell integers[] = {{"dept_id", dept_id},
                                    {"year", year},
                                    {"full", sheet->full},
                                    {"points", sheet->points},
                                    {"rescaled", sheet->rescaled},
                                    {"stated", sheet->stated},
                                    {"stated_only", sheet->stated_only},
                                    {"computed", sheet->computed},
                                    {"computed_full", sheet->computed_full},
                                    {"unscored", (int64_t)sheet->unscored},
                                    {"dropped", (int64_t)sheet->dropped},
                                    {"dropped_full", sheet->dropped_full}};
    ADD_ROW(t, texts, integers);
}

static void add_grades(const Scoring *scoring, Table *t) {
    for (size_t i = 0; i < scoring->grade_count; i++) {
        const Grade *grade = &scoring->grades[i];
        const TextCell texts[] = {{"scheme", scoring->scheme},
                                  {"label_zh", grade->label[LANG_ZH]},
                                  {"label_en", grade->label[LANG_EN]}};
        const IntegerCell integers[] = {{"rank", grade->rank}};
        table_set_real(t, ADD_ROW(t, texts, integers), "lower", (double)grade->lower / (double)POINTS_ONE);
    }
}

/* --- who is scored --- */

/* A department-year that there may be something about. */
typedef struct {
    int64_t dept_id, year;
} Place;

typedef struct {
    const Scores *scores;
    Place *places;
    Sheet *sheets; /* by place */
    size_t count;
} Job;

static int by_place(const void *left, const void *right) {
    const Place *a = left, *b = right;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    return (a->year > b->year) - (a->year < b->year);
}

static void find_places(Arena *arena, Job *job) {
    const Table *m = job->scores->all, *told = job->scores->told;
    const Column *value = &m->columns[table_find(m, "value")];
    const int64_t *depts = m->columns[table_find(m, "dept_id")].integers,
                  *years = m->columns[table_find(m, "year")].integers,
                  *months = m->columns[table_find(m, "month")].integers;
    Place *places = ARENA_ARRAY(arena, Place, m->row_count + told->row_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < told->row_count; i++)
        places[count++] = (Place){told->columns[0].integers[i], told->columns[1].integers[i]};
    for (size_t i = 0; i < m->row_count; i++)
        if (months[i] == 12 && !table_cell_missing(value, i)) places[count++] = (Place){depts[i], years[i]};
    qsort(places, count, sizeof *places, by_place);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || by_place(&places[i], &places[job->count - 1]) != 0) places[job->count++] = places[i];
    job->places = places;
    job->sheets = ARENA_ARRAY(arena, Sheet, job->count + 1);
}

static void make_sheet(Arena *arena, size_t i, void *user) {
    const Job *job = user;
    const Place *place = &job->places[i];
    const Roll *roll = job->scores->roll;
    Scoring own = job->scores->scoring;
    own.arena = arena;
    scoring_sheet(&own, place->dept_id, place->year, roll_kind(roll, place->dept_id), &job->sheets[i]);
    job->sheets[i].twin = roll_is_twin(roll, place->dept_id, place->year);
}

void scores_make(Scores *scores, int jobs) {
    Scoring *scoring = &scores->scoring;
    Arena *arena = scoring->arena;
    Job job = {.scores = scores};
    scoring->measures = indicators_in_order(arena, scores->all);
    find_places(arena, &job);
    abreast(arena, job.count, jobs, make_sheet, &job);
    make_tables(arena, scores);
    add_grades(scoring, scores->grades);
    for (size_t i = 0; i < job.count; i++) {
        const Place *place = &job.places[i];
        const Sheet *sheet = &job.sheets[i];
        if (sheet->scored == 0) continue; /* nothing of this rubric touches that year */
        for (size_t k = 0; k < sheet->count; k++)
            add_score(scoring, scores->rows, place->dept_id, place->year, &sheet->cells[k]);
        job.sheets[scores->totals->row_count] = *sheet;
        add_total(scoring, scores->totals, place->dept_id, place->year, sheet);
    }
    scores->sheets = job.sheets;
    score_rank(arena, scores->totals, scores->sheets, jobs);
}

bool scores_put(Store *store, const Scores *scores, int jobs, Err *err) {
    const StorePut puts[] = {{"score", scores->rows}, {"total", scores->totals}, {"grade", scores->grades}};
    return store_put_behind(store, puts, sizeof puts / sizeof *puts, jobs, err);
}
