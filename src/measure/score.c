#include "measure/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/resource.h"
#include "base/text.h"
#include "load/load.h"
#include "measure/origin.h"
#include "measure/unit.h"
#include "model/decimal.h"

static const char reviews_sql[] = "SELECT r.dept_id, r.year, d.kind FROM ("
                                  "  SELECT dept_id, year FROM assessment WHERE rubric = :rubric"
                                  "  UNION"
                                  "  SELECT dept_id, year FROM measure WHERE month = 12 AND value IS NOT NULL"
                                  ") r JOIN dept d ON d.dept_id = r.dept_id ORDER BY r.dept_id, r.year";
static const char measures_sql[] = "SELECT indicator, dept_id, year, measure_id, numerator, denominator, "
                                   "calculation, calculation_en, source, reason"
                                   "  FROM measure WHERE month = 12 ORDER BY indicator, dept_id, year";
/* The bureau's review counts before a third party's, and that before the department's own. */
static const char assessments_sql[] =
    "SELECT indicator, dept_id, year, sub_item, points, calculation, basis, origin,"
    "       CASE assessor WHEN 'bureau' THEN 3 WHEN 'third_party' THEN 2 ELSE 1 END AS authority"
    "  FROM assessment WHERE rubric = :rubric AND points IS NOT NULL"
    " ORDER BY indicator, dept_id, year, authority DESC, assessment_id";

typedef struct {
    Arena *arena;
    const Rubric *rubric;
    OriginIndex origins;
    const Table *measures, *assessments;
    Table *scores, *totals, *grades;
} Job;

/* --- looking up, by (id, dept, year) in tables sorted so --- */

static int compare_key(const Table *t, size_t row, const char *id, int64_t dept, int64_t year) {
    int order = strcmp(t->columns[0].texts[row], id);
    if (order) return order;
    if (t->columns[1].integers[row] != dept) return t->columns[1].integers[row] < dept ? -1 : 1;
    return (t->columns[2].integers[row] > year) - (t->columns[2].integers[row] < year);
}

/* First row with that key; row_count when there is none. */
static size_t find_key(const Table *t, const char *id, int64_t dept, int64_t year) {
    size_t low = 0, high = t->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_key(t, middle, id, dept, year) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->row_count && compare_key(t, low, id, dept, year) == 0 ? low : t->row_count;
}

static int64_t integer(const Table *t, const char *column, size_t row) {
    const Column *c = &t->columns[table_find(t, column)];
    return c->type == COLUMN_INT ? c->integers[row] : TABLE_MISSING;
}

static const char *words(const Table *t, const char *column, size_t row) {
    const Column *c = &t->columns[table_find(t, column)];
    return c->type == COLUMN_TEXT && c->texts[row] ? c->texts[row] : "";
}

/* --- one cell of the scoring table --- */

typedef struct {
    int64_t computed, stated, measure_id; /* TABLE_MISSING when there is none */
    const char *calculation[LANG_COUNT], *basis;
    bool refused; /* stated points below 0 or above the full points: they count for nothing */
} Cell;

static void compute_cell(const Job *job, const RubricRow *row, int64_t dept, int64_t year, Cell *cell) {
    if (*row->indicator == '\0' || !row->rule->from_figures) return;
    const Table *m = job->measures;
    size_t at = find_key(m, row->indicator, dept, year);
    if (at == m->row_count) return;
    const char *reason =
        words(m, "reason", at); /* a rule may decide 0/0; other values that are not there earn nothing */
    if (*reason && strcmp(reason, "zero_denominator") != 0) return;
    for (Lang lang = 0; lang < LANG_COUNT; lang++) {
        int64_t points;
        const char *why = "";
        RuleInput input = {.arena = job->arena,
                           .row = row,
                           .numerator = integer(m, "numerator", at),
                           .denominator = integer(m, "denominator", at),
                           .lang = lang};
        if (!row->rule->apply(&input, &points, &why)) return;
        cell->computed = points;
        cell->calculation[lang] = arena_printf(
            job->arena, "%s%s%s", words(m, lang == LANG_ZH ? "calculation" : "calculation_en", at),
            lang == LANG_ZH ? "；" : "; ", why);
    }
    cell->measure_id = integer(m, "measure_id", at);
    cell->basis = words(m, "source", at);
}

static void state_cell(const Job *job, const RubricRow *row, int64_t dept, int64_t year, Cell *cell) {
    const Table *a = job->assessments;
    size_t first = find_key(a, row->id, dept, year);
    if (first == a->row_count) return;
    int64_t authority = integer(a, "authority", first), sum = 0;
    Text parts = {.arena = job->arena};
    const char *printed = words(a, "calculation", first);
    bool divided = false;
    for (size_t i = first; i < a->row_count && compare_key(a, i, row->id, dept, year) == 0; i++) {
        if (integer(a, "authority", i) != authority) break;
        const char *mark = words(a, "sub_item", i);
        divided = divided || *mark;
        sum += integer(a, "points", i);
        text_appendf(&parts, "%s%s%s", parts.size ? " + " : "", mark,
                     unit_points_text(job->arena, integer(a, "points", i)));
    }
    cell->refused = sum < 0 || sum > row->full;
    cell->stated = sum;
    if (cell->computed != TABLE_MISSING) return;
    char *adding =
        divided ? arena_printf(job->arena, "%s = %s", text_string(&parts), unit_points_text(job->arena, sum))
                : "";
    for (Lang lang = 0; lang < LANG_COUNT; lang++)
        cell->calculation[lang] = *adding ? adding : printed;
    const char *basis = words(a, "basis", first),
               *place = origin_text(job->arena, &job->origins, integer(a, "origin", first));
    cell->basis = *basis ? arena_printf(job->arena, "%s (%s)", basis, place) : place;
}

/* Rows of one merge group are scored as one cell: names joined, full points added. */
static RubricRow merged(const Job *job, size_t at) {
    const Rubric *rubric = job->rubric;
    RubricRow row = rubric->rows[at];
    if (*row.merge_group == '\0') return row;
    for (size_t i = at + 1; i < rubric->row_count; i++) {
        const RubricRow *other = &rubric->rows[i];
        if (strcmp(other->merge_group, row.merge_group) != 0) continue;
        row.full += other->full;
        row.name[LANG_ZH] = arena_printf(job->arena, "%s、%s", row.name[LANG_ZH], other->name[LANG_ZH]);
        row.name[LANG_EN] = arena_printf(job->arena, "%s, %s", row.name[LANG_EN], other->name[LANG_EN]);
    }
    return row;
}

static bool is_led(const Rubric *rubric, size_t at) {
    const char *group = rubric->rows[at].merge_group;
    for (size_t i = 0; *group && i < at; i++)
        if (strcmp(rubric->rows[i].merge_group, group) == 0) return true;
    return false;
}

static bool applies(Arena *arena, const RubricRow *row, int64_t year, const char *kind) {
    if ((row->valid_from && year < row->valid_from) || (row->valid_to && year > row->valid_to)) return false;
    if (*row->kinds == '\0') return true;
    size_t count;
    char **kinds = text_split(arena, row->kinds, '|', &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(kinds[i], kind) == 0) return true;
    return false;
}

static void add_score(Job *job, const RubricRow *row, size_t position, int64_t dept, int64_t year,
                      const Cell *cell) {
    Table *t = job->scores;
    size_t at = table_row(t);
    bool computed = cell->computed != TABLE_MISSING;
    bool stated = cell->stated != TABLE_MISSING && !cell->refused;
    const struct {
        const char *name, *value;
    } texts[] = {{"rubric", job->rubric->id},
                 {"id", row->id},
                 {"level1", row->level1[LANG_ZH]},
                 {"level1_en", row->level1[LANG_EN]},
                 {"level2", row->level2[LANG_ZH]},
                 {"level2_en", row->level2[LANG_EN]},
                 {"zh", row->name[LANG_ZH]},
                 {"en", row->name[LANG_EN]},
                 {"indicator", row->indicator},
                 {"rule", row->rule->name},
                 {"status", computed ? "computed"
                            : stated ? "stated"
                                     : "unscored"},
                 {"calculation", cell->calculation[LANG_ZH]},
                 {"calculation_en", cell->calculation[LANG_EN]},
                 {"basis", cell->basis}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_set_text(t, at, texts[i].name, texts[i].value);
    table_set_integer(t, at, "dept_id", dept);
    table_set_integer(t, at, "year", year);
    table_set_integer(t, at, "position", (int64_t)position + 1);
    table_set_integer(t, at, "full", row->full);
    table_set_integer(t, at, "points", computed ? cell->computed : stated ? cell->stated : TABLE_MISSING);
    table_set_integer(t, at, "computed", cell->computed);
    table_set_integer(t, at, "stated", cell->stated);
    table_set_integer(t, at, "measure_id", cell->measure_id);
}

typedef struct {
    int64_t full, points, stated, computed, computed_full, unscored, scored;
} Sums;

static void add_up(Sums *sums, const RubricRow *row, const Cell *cell) {
    bool computed = cell->computed != TABLE_MISSING;
    bool stated = cell->stated != TABLE_MISSING && !cell->refused;
    sums->full += row->full;
    if (computed) {
        sums->computed += cell->computed;
        sums->computed_full += row->full;
    }
    if (stated) sums->stated = (sums->stated == TABLE_MISSING ? 0 : sums->stated) + cell->stated;
    if (computed || stated)
        sums->points += computed ? cell->computed : cell->stated;
    else
        sums->unscored++;
    sums->scored += computed || stated;
}

static void add_total(Job *job, int64_t dept, int64_t year, const Sums *sums) {
    Table *t = job->totals;
    size_t at = table_row(t);
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"dept_id", dept},
                   {"year", year},
                   {"full", sums->full},
                   {"points", sums->points},
                   {"stated", sums->stated},
                   {"computed", sums->computed},
                   {"unscored", sums->unscored},
                   {"computed_full", sums->computed_full}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        table_set_integer(t, at, numbers[i].name, numbers[i].value);
    table_set_text(t, at, "rubric", job->rubric->id);
    table_set_text(t, at, "grade_zh", "");
    table_set_text(t, at, "grade_en", "");
    if (sums->unscored) return;
    /* The grade of the score as a share of the full points, in percent: 90 of 100, or 45 of 50. */
    for (size_t i = 0; i < job->grades->row_count; i++) {
        double share = (double)sums->points * 100 / (double)sums->full;
        if (share < job->grades->columns[table_find(job->grades, "lower")].reals[i]) continue;
        table_set_text(t, at, "grade_zh", words(job->grades, "label_zh", i));
        table_set_text(t, at, "grade_en", words(job->grades, "label_en", i));
        return;
    }
}

static void review(Job *job, int64_t dept, int64_t year, const char *kind) {
    Sums sums = {.stated = TABLE_MISSING};
    const Rubric *rubric = job->rubric;
    size_t first = job->scores->row_count;
    for (size_t i = 0; i < rubric->row_count; i++) {
        if (is_led(rubric, i) || !applies(job->arena, &rubric->rows[i], year, kind)) continue;
        RubricRow row = merged(job, i);
        Cell cell = {.computed = TABLE_MISSING,
                     .stated = TABLE_MISSING,
                     .measure_id = TABLE_MISSING,
                     .calculation = {"", ""},
                     .basis = ""};
        compute_cell(job, &row, dept, year, &cell);
        state_cell(job, &row, dept, year, &cell);
        add_score(job, &row, i, dept, year, &cell);
        add_up(&sums, &row, &cell);
    }
    if (sums.scored == 0) {
        job->scores->row_count = first; /* nothing of this rubric touches that year */
        return;
    }
    add_total(job, dept, year, &sums);
}

/* Places among the complete totals of one year; equal points share a place. */
static void rank_totals(Table *t) {
    for (size_t i = 0; i < t->row_count; i++) {
        if (integer(t, "unscored", i)) continue;
        int64_t place = 1, n = 0;
        for (size_t k = 0; k < t->row_count; k++) {
            if (integer(t, "unscored", k) || integer(t, "year", k) != integer(t, "year", i)) continue;
            n++;
            place += integer(t, "points", k) > integer(t, "points", i);
        }
        table_set_integer(t, i, "rank", place);
        table_set_integer(t, i, "n", n);
    }
}

static bool read_grades(Job *job, const char *scheme, Err *err) {
    static const char path[] = "datasets/catalog/grades.csv";
    const char *text = resource_text(path);
    CsvRows rows;
    if (!load_rows(job->arena, path, text, strlen(text), &rows, err)) return false;
    Table *t = job->grades = table_new(job->arena, "grade");
    table_add(t, "scheme", COLUMN_TEXT, NULL, NULL);
    table_add(t, "lower", COLUMN_REAL, NULL, NULL);
    table_add(t, "label_zh", COLUMN_TEXT, NULL, NULL);
    table_add(t, "label_en", COLUMN_TEXT, NULL, NULL);
    table_add(t, "rank", COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < rows.row_count; i++) {
        if (strcmp(load_cell(&rows, i, "scheme"), scheme) != 0) continue;
        double lower;
        int rank;
        if (!text_real(load_cell(&rows, i, "lower"), &lower) ||
            !text_integer(load_cell(&rows, i, "rank"), &rank))
            return err_set(err, ERR_SOURCE, "%s:%d: `lower` and `rank` must be numbers", path, rows.lines[i]);
        size_t row = table_row(t);
        table_set_text(t, row, "scheme", scheme);
        table_set_real(t, row, "lower", lower);
        table_set_text(t, row, "label_zh", load_cell(&rows, i, "label_zh"));
        table_set_text(t, row, "label_en", load_cell(&rows, i, "label_en"));
        table_set_integer(t, row, "rank", rank);
    }
    if (t->row_count) return true;
    return err_set(err, ERR_USAGE, "there is no grade scheme `%s` in %s", scheme, path);
}

static void make_tables(Job *job) {
    static const char *const score_texts[] = {
        "rubric", "id",        "level1", "level1_en", "level2",      "level2_en",      "zh",
        "en",     "indicator", "rule",   "status",    "calculation", "calculation_en", "basis"};
    static const char *const score_integers[] = {"dept_id", "year",     "position", "full",
                                                 "points",  "computed", "stated",   "measure_id"};
    static const char *const total_texts[] = {"rubric", "grade_zh", "grade_en"};
    static const char *const total_integers[] = {"dept_id",  "year",          "full",     "points", "stated",
                                                 "computed", "computed_full", "unscored", "rank",   "n"};
    job->scores = table_new(job->arena, "score");
    job->totals = table_new(job->arena, "total");
    for (size_t i = 0; i < sizeof score_texts / sizeof *score_texts; i++)
        table_add(job->scores, score_texts[i], COLUMN_TEXT, NULL, NULL);
    for (size_t i = 0; i < sizeof score_integers / sizeof *score_integers; i++)
        table_add(job->scores, score_integers[i], COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < sizeof total_texts / sizeof *total_texts; i++)
        table_add(job->totals, total_texts[i], COLUMN_TEXT, NULL, NULL);
    for (size_t i = 0; i < sizeof total_integers / sizeof *total_integers; i++)
        table_add(job->totals, total_integers[i], COLUMN_INT, NULL, NULL);
}

bool score_run(Arena *arena, Store *store, const Rubric *rubric, const char *scheme, Err *err) {
    Job job = {.arena = arena, .rubric = rubric};
    StoreParam param = {.name = "rubric", .text = rubric->id};
    Table *reviews, *measures, *assessments;
    if (*scheme == '\0') scheme = rubric->grades;
    if (!origin_index(arena, store, &job.origins, err) ||
        !read_grades(&job, *scheme ? scheme : "cn-2020", err) ||
        !store_query(arena, store, "reviews", reviews_sql, &param, 1, &reviews, err) ||
        !store_query(arena, store, "measures", measures_sql, NULL, 0, &measures, err) ||
        !store_query(arena, store, "assessments", assessments_sql, &param, 1, &assessments, err))
        return false;
    job.measures = measures;
    job.assessments = assessments;
    make_tables(&job);
    for (size_t i = 0; i < reviews->row_count; i++)
        review(&job, reviews->columns[0].integers[i], reviews->columns[1].integers[i],
               words(reviews, "kind", i));
    rank_totals(job.totals);
    return store_put(store, "score", job.scores, err) && store_put(store, "total", job.totals, err) &&
           store_put(store, "grade", job.grades, err);
}
