#include "measure/distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/abreast.h"
#include "stats/density.h"
#include "stats/describe.h"
#include "stats/histogram.h"
#include "stats/rank.h"

enum { HISTOGRAM_LEAST = 5, DENSITY_LEAST = 8, DENSITY_POINTS = 101 };

/* One value of a department. */
typedef struct {
    int64_t year, month, measure_id, dept_id;
    double value;
} Value;

/* The values of an indicator, or the totals of a rubric, and what comes of them. */
typedef struct {
    Arena *arena;
    const char *name, *better;
    double target; /* NaN: none */
    bool total;
    Value *values; /* by year, month and measure */
    size_t count;
    const Roll *roll;
    const char *const *groups; /* names of peer groups, by name */
    size_t group_count;
    Table *distribution, *histogram, *density, *standing;
} Subject;

typedef struct {
    const char *group;
    int64_t year, month;
    double *values;
    int64_t *measure_ids;
    size_t n, present;
} Slice;

static void period_columns(Table *table) {
    table_add(table, "subject", COLUMN_TEXT, NULL, NULL);
    table_add(table, "year", COLUMN_INT, NULL, NULL);
    table_add(table, "month", COLUMN_INT, NULL, NULL);
}

static void key_columns(Table *table) {
    period_columns(table);
    table_add(table, "peer_group", COLUMN_TEXT, NULL, NULL);
}

/* So many rows of the slice; the first of them. */
static size_t key_rows(Table *table, const Subject *subject, const Slice *slice, size_t count) {
    const size_t first = table_rows(table, count);
    const int group = table_find(table, "peer_group");
    const char **subjects = table->columns[table_find(table, "subject")].texts,
               **groups = group < 0 ? NULL : table->columns[group].texts;
    int64_t *years = table->columns[table_find(table, "year")].integers,
            *months = table->columns[table_find(table, "month")].integers;
    for (size_t row = first; row < first + count; row++) {
        subjects[row] = subject->name;
        if (groups) groups[row] = slice->group;
        years[row] = slice->year;
        months[row] = slice->month;
    }
    return first;
}

static const char *const quantities[] = {"mean", "sd",  "min", "p10", "q1", "median",
                                         "q3",   "p90", "max", "mad", "qn", "skewness"};

static void make_tables(Subject *subject) {
    Arena *arena = subject->arena;
    subject->distribution = table_new(arena, "distribution");
    key_columns(subject->distribution);
    table_add(subject->distribution, "n", COLUMN_INT, NULL, NULL);
    table_add(subject->distribution, "missing", COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++)
        table_add(subject->distribution, quantities[i], COLUMN_REAL, NULL, NULL);
    subject->histogram = table_new(arena, "histogram");
    key_columns(subject->histogram);
    table_add(subject->histogram, "lower", COLUMN_REAL, NULL, NULL);
    table_add(subject->histogram, "upper", COLUMN_REAL, NULL, NULL);
    table_add(subject->histogram, "count", COLUMN_INT, NULL, NULL);
    subject->density = table_new(arena, "density");
    period_columns(subject->density);
    table_add(subject->density, "x", COLUMN_REAL, NULL, NULL);
    table_add(subject->density, "y", COLUMN_REAL, NULL, NULL);
    subject->standing = table_new(arena, "standing");
    table_add(subject->standing, "measure_id", COLUMN_INT, NULL, NULL);
    table_add(subject->standing, "peer_group", COLUMN_TEXT, NULL, NULL);
    table_add(subject->standing, "rank", COLUMN_INT, NULL, NULL);
    table_add(subject->standing, "n", COLUMN_INT, NULL, NULL);
    table_add(subject->standing, "percentile", COLUMN_REAL, NULL, NULL);
}

static void describe(Subject *subject, Slice *slice) {
    Description d;
    Refusal refusal;
    if (!describe_values(slice->values, slice->n,
                         arena_alloc(subject->arena, describe_scratch_bytes(slice->n)), &d, &refusal))
        return;
    slice->present = d.n;
    size_t row = key_rows(subject->distribution, subject, slice, 1);
    table_set_integer(subject->distribution, row, "n", (int64_t)d.n);
    table_set_integer(subject->distribution, row, "missing", (int64_t)d.missing);
    const double values[] = {d.mean, d.sd,  d.min, d.p10, d.q1, d.median,
                             d.q3,   d.p90, d.max, d.mad, d.qn, d.skewness};
    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++)
        table_set_real(subject->distribution, row, quantities[i], values[i]);
}

static void count_classes(Subject *subject, const Slice *slice) {
    Histogram *h = ARENA_NEW(subject->arena, Histogram);
    Refusal refusal;
    double lowest = INFINITY, highest = -INFINITY;
    for (size_t i = 0; i < slice->n; i++) {
        lowest = fmin(lowest, slice->values[i]);
        highest = fmax(highest, slice->values[i]);
    }
    bool planned = subject->total && lowest >= 0 && highest <= HISTOGRAM_SCORE_MOST
                       ? histogram_plan_scores(lowest, highest, h, &refusal)
                       : histogram_plan_auto(slice->values, slice->n,
                                             arena_alloc(subject->arena, histogram_scratch_bytes(slice->n)),
                                             h, &refusal);
    if (!planned || !histogram_fill(slice->values, slice->n, h, &refusal)) return;
    const size_t first = key_rows(subject->histogram, subject, slice, h->classes);
    for (size_t i = 0; i < h->classes; i++) {
        table_set_real(subject->histogram, first + i, "lower", h->breaks[i]);
        table_set_real(subject->histogram, first + i, "upper", h->breaks[i + 1]);
        table_set_integer(subject->histogram, first + i, "count", (int64_t)h->counts[i]);
    }
}

static void draw_density(Subject *subject, const Slice *slice) {
    void *scratch = arena_alloc(subject->arena, density_scratch_bytes(slice->n));
    double x[DENSITY_POINTS], y[DENSITY_POINTS];
    DensityGrid grid;
    Refusal refusal;
    if (!density_plan(slice->values, slice->n, scratch, &grid, &refusal) ||
        !density_draw(slice->values, slice->n, &grid, DENSITY_POINTS, scratch, x, y, &refusal))
        return;
    Table *t = subject->density;
    const size_t first = key_rows(t, subject, slice, DENSITY_POINTS);
    memcpy(&t->columns[table_find(t, "x")].reals[first], x, sizeof x);
    memcpy(&t->columns[table_find(t, "y")].reals[first], y, sizeof y);
}

/* “target” is best nearest to its target; “none” has no better end and is ranked from the highest. */
static void rank_slice(Subject *subject, const Slice *slice) {
    double *keys = ARENA_ARRAY(subject->arena, double, slice->n);
    bool distance = strcmp(subject->better, "target") == 0 && isfinite(subject->target);
    for (size_t i = 0; i < slice->n; i++)
        keys[i] = distance ? -fabs(slice->values[i] - subject->target) : slice->values[i];
    RankBetter direction = strcmp(subject->better, "lower") == 0 ? RANK_BETTER_LOWER : RANK_BETTER_HIGHER;
    Rank *ranks = ARENA_ARRAY(subject->arena, Rank, slice->n);
    Refusal refusal;
    if (!rank_values(keys, slice->n, direction, arena_alloc(subject->arena, rank_scratch_bytes(slice->n)),
                     ranks, &refusal))
        return;
    for (size_t i = 0; i < slice->n; i++) {
        if (ranks[i].place == 0) continue;
        size_t row = table_row(subject->standing);
        table_set_integer(subject->standing, row, "measure_id", slice->measure_ids[i]);
        table_set_text(subject->standing, row, "peer_group", slice->group);
        table_set_integer(subject->standing, row, "rank", (int64_t)ranks[i].place);
        table_set_integer(subject->standing, row, "n", (int64_t)ranks[i].out_of);
        table_set_real(subject->standing, row, "percentile", ranks[i].percentile);
    }
}

/* A department of a named group counts twice: among all departments ('') and in its group. */
static void do_slice(Subject *subject, size_t first, size_t end, const char *group) {
    Slice slice = {.group = group,
                   .year = subject->values[first].year,
                   .month = subject->values[first].month,
                   .values = ARENA_ARRAY(subject->arena, double, end - first),
                   .measure_ids = ARENA_ARRAY(subject->arena, int64_t, end - first)};
    for (size_t i = first; i < end; i++) {
        const Value *value = &subject->values[i];
        if (*group && strcmp(roll_peer_group(subject->roll, value->dept_id), group) != 0) continue;
        slice.values[slice.n] = value->value;
        slice.measure_ids[slice.n++] = value->measure_id;
    }
    if (slice.n == 0) return;
    describe(subject, &slice);
    if (slice.present >= HISTOGRAM_LEAST) count_classes(subject, &slice);
    if (slice.present >= DENSITY_LEAST && !*group) draw_density(subject, &slice);
    bool ordered = !subject->total && strcmp(subject->better, "none") != 0;
    if (ordered && slice.present > 1)
        rank_slice(subject, &slice); /* no order, no place; nobody is first of one */
}

static int by_period(const void *left, const void *right) {
    const Value *a = left, *b = right;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    if (a->month != b->month) return a->month < b->month ? -1 : 1;
    if (a->measure_id != b->measure_id) return a->measure_id < b->measure_id ? -1 : 1;
    return (a->dept_id > b->dept_id) - (a->dept_id < b->dept_id);
}

static void do_subject(Arena *arena, size_t i, void *user) {
    Subject *subject = &((Subject *)user)[i];
    Value *values = subject->values;
    subject->arena = arena;
    make_tables(subject);
    qsort(values, subject->count, sizeof *values, by_period);
    for (size_t first = 0, end; first < subject->count; first = end) {
        for (end = first + 1; end < subject->count && values[end].year == values[first].year &&
                              values[end].month == values[first].month;)
            end++;
        do_slice(subject, first, end, "");
        for (size_t group = 0; group < subject->group_count; group++)
            do_slice(subject, first, end, subject->groups[group]);
    }
}

/* --- subjects --- */

static int by_name(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const char **groups_of(Arena *arena, const Roll *roll, size_t *count) {
    const Table *depts = roll->depts;
    const char **groups = ARENA_ARRAY(arena, const char *, depts->row_count + 1);
    size_t all = 0;
    for (size_t row = 0; row < depts->row_count; row++)
        if (*table_text(depts, "peer_group", row)) groups[all++] = table_text(depts, "peer_group", row);
    qsort(groups, all, sizeof *groups, by_name);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (i == 0 || strcmp(groups[i], groups[*count - 1]) != 0) groups[(*count)++] = groups[i];
    return groups;
}

/* Measures come by indicator, in the order of the indicators. A twin of another department never counts. */
static size_t take_measures(Arena *arena, const Measures *all, const Roll *roll, Subject *subjects) {
    const Table *m = all->measures, *indicators = all->indicators;
    const Column *value = &m->columns[table_find(m, "value")],
                 *names = &m->columns[table_find(m, "indicator")],
                 *targets = &indicators->columns[table_find(indicators, "target")];
    const int64_t *ids = m->columns[table_find(m, "measure_id")].integers,
                  *depts = m->columns[table_find(m, "dept_id")].integers,
                  *years = m->columns[table_find(m, "year")].integers,
                  *months = m->columns[table_find(m, "month")].integers;
    size_t row = 0;
    for (size_t i = 0; i < indicators->row_count; i++) {
        Subject *subject = &subjects[i];
        size_t first = row;
        *subject = (Subject){.name = table_text(indicators, "indicator", i),
                             .better = table_text(indicators, "better", i),
                             .target = table_cell_real(targets, i)};
        while (row < m->row_count && strcmp(names->texts[row], subject->name) == 0)
            row++;
        subject->values = ARENA_ARRAY(arena, Value, row - first + 1);
        for (size_t at = first; at < row; at++)
            if (!roll_is_twin(roll, depts[at], years[at]))
                subject->values[subject->count++] =
                    (Value){years[at], months[at], ids[at], depts[at], table_cell_real(value, at)};
    }
    return indicators->row_count;
}

/* The totals that take a place. */
static void take_totals(Arena *arena, const Scores *scores, Subject *subject) {
    const Table *t = scores->totals;
    *subject = (Subject){.name = arena_printf(arena, "total:%s", scores->scoring.rubric->id),
                         .better = "higher",
                         .target = 100,
                         .total = true,
                         .values = ARENA_ARRAY(arena, Value, t->row_count + 1)};
    for (size_t row = 0; row < t->row_count; row++)
        if (*table_text(t, "reason", row) == '\0')
            subject->values[subject->count++] =
                (Value){table_integer(t, "year", row), 12, TABLE_MISSING, table_integer(t, "dept_id", row),
                        (double)table_integer(t, "rescaled", row) / 1000000.0};
}

static int by_subject(const void *left, const void *right) {
    return strcmp(((const Subject *)left)->name, ((const Subject *)right)->name);
}

/* Room for the rows of all subjects. */
static void reserve(Subject *all, const Subject *subjects, size_t count) {
    size_t distribution = 0, histogram = 0, density = 0, standing = 0;
    for (size_t i = 0; i < count; i++) {
        distribution += subjects[i].distribution->row_count;
        histogram += subjects[i].histogram->row_count;
        density += subjects[i].density->row_count;
        standing += subjects[i].standing->row_count;
    }
    table_reserve(all->distribution, distribution);
    table_reserve(all->histogram, histogram);
    table_reserve(all->density, density);
    table_reserve(all->standing, standing);
}

/* Put together in the order of the tables' keys, in which a database takes rows fastest. */
void distributions_make(Arena *arena, const Measures *measures, const Scores *scores, const Roll *roll,
                        int jobs, Distributions *result) {
    Subject *subjects = ARENA_ARRAY(arena, Subject, measures->indicators->row_count + 1);
    Subject all = {.arena = arena};
    size_t count = take_measures(arena, measures, roll, subjects), group_count;
    if (scores) take_totals(arena, scores, &subjects[count++]);
    const char **groups = groups_of(arena, roll, &group_count);
    for (size_t i = 0; i < count; i++) {
        subjects[i].roll = roll;
        subjects[i].groups = groups;
        subjects[i].group_count = group_count;
    }
    qsort(subjects, count, sizeof *subjects, by_subject);
    abreast(arena, count, jobs, do_subject, subjects);
    make_tables(&all);
    reserve(&all, subjects, count);
    for (size_t i = 0; i < count; i++) {
        table_append(all.distribution, subjects[i].distribution);
        table_append(all.histogram, subjects[i].histogram);
        table_append(all.density, subjects[i].density);
        table_append(all.standing, subjects[i].standing);
    }
    *result = (Distributions){all.distribution, all.histogram, all.density, all.standing};
}

bool distributions_put(Store *store, const Distributions *made, int jobs, Err *err) {
    const StorePut puts[] = {{"distribution", made->distribution},
                             {"histogram", made->histogram},
                             {"density", made->density},
                             {"standing", made->standing}};
    return store_put_behind(store, puts, sizeof puts / sizeof *puts, jobs, err);
}
