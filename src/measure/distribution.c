#include "measure/distribution.h"

#include <math.h>
#include <string.h>

#include "base/abreast.h"
#include "stats/density.h"
#include "stats/describe.h"
#include "stats/histogram.h"
#include "stats/rank.h"

enum { HISTOGRAM_LEAST = 5, DENSITY_LEAST = 8, DENSITY_POINTS = 101 };

/* One value per department, ordered by subject, year, month, peer group; a department of a named group comes
 * twice: once under '' (all departments) and once under its group; a twin of another one, never. */
static const char values_sql[] =
    "SELECT m.indicator AS subject, m.year, m.month, g.peer_group, m.measure_id, m.value, i.better, "
    "i.target, 0 AS total, "
    "       i.position "
    "  FROM measure m JOIN indicator i ON i.indicator = m.indicator JOIN dept d ON d.dept_id = m.dept_id "
    "  JOIN (SELECT DISTINCT '' AS peer_group FROM dept UNION SELECT peer_group FROM dept) g "
    "    ON g.peer_group = '' OR g.peer_group = d.peer_group "
    " WHERE NOT EXISTS (SELECT 1 FROM twin w WHERE w.dept_id = m.dept_id AND w.year = m.year) "
    "UNION ALL "
    "SELECT 'total:' || t.rubric, t.year, 12, g.peer_group, NULL, CAST(t.rescaled AS REAL) / 1000000.0, "
    "'higher', 100.0, 1, 0 "
    "  FROM total t JOIN dept d ON d.dept_id = t.dept_id "
    "  JOIN (SELECT DISTINCT '' AS peer_group FROM dept UNION SELECT peer_group FROM dept) g "
    "    ON g.peer_group = '' OR g.peer_group = d.peer_group "
    " WHERE t.reason = '' "
    " ORDER BY 10, 1, 2, 3, 4, 5";

enum { SUBJECT, YEAR, MONTH, GROUP, MEASURE, VALUE, BETTER, TARGET, TOTAL };

/* The rows of one subject, and what comes of them. */
typedef struct {
    Arena *arena;
    const Table *values;
    size_t first, end;
    Table *distribution, *histogram, *density, *standing;
} Job;

typedef struct {
    const char *subject, *group;
    int64_t year, month;
    const double *values;
    size_t first, n, present;
    bool total;
} Slice;

static void key_columns(Table *table) {
    table_add(table, "subject", COLUMN_TEXT, NULL, NULL);
    table_add(table, "year", COLUMN_INT, NULL, NULL);
    table_add(table, "month", COLUMN_INT, NULL, NULL);
    table_add(table, "peer_group", COLUMN_TEXT, NULL, NULL);
}

static size_t key_row(Table *table, const Slice *slice) {
    size_t row = table_row(table);
    table_set_text(table, row, "subject", slice->subject);
    table_set_integer(table, row, "year", slice->year);
    table_set_integer(table, row, "month", slice->month);
    table_set_text(table, row, "peer_group", slice->group);
    return row;
}

static const char *const measures[] = {"mean", "sd",  "min", "p10", "q1", "median",
                                       "q3",   "p90", "max", "mad", "qn", "skewness"};

static void make_tables(Job *job) {
    Arena *arena = job->arena;
    job->distribution = table_new(arena, "distribution");
    key_columns(job->distribution);
    table_add(job->distribution, "n", COLUMN_INT, NULL, NULL);
    table_add(job->distribution, "missing", COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        table_add(job->distribution, measures[i], COLUMN_REAL, NULL, NULL);
    job->histogram = table_new(arena, "histogram");
    key_columns(job->histogram);
    table_add(job->histogram, "lower", COLUMN_REAL, NULL, NULL);
    table_add(job->histogram, "upper", COLUMN_REAL, NULL, NULL);
    table_add(job->histogram, "count", COLUMN_INT, NULL, NULL);
    job->density = table_new(arena, "density");
    key_columns(job->density);
    table_add(job->density, "x", COLUMN_REAL, NULL, NULL);
    table_add(job->density, "y", COLUMN_REAL, NULL, NULL);
    job->standing = table_new(arena, "standing");
    table_add(job->standing, "measure_id", COLUMN_INT, NULL, NULL);
    table_add(job->standing, "peer_group", COLUMN_TEXT, NULL, NULL);
    table_add(job->standing, "rank", COLUMN_INT, NULL, NULL);
    table_add(job->standing, "n", COLUMN_INT, NULL, NULL);
    table_add(job->standing, "percentile", COLUMN_REAL, NULL, NULL);
}

static void describe(Job *job, Slice *slice) {
    Description d;
    Refusal refusal;
    if (!describe_values(slice->values, slice->n, arena_alloc(job->arena, describe_scratch_bytes(slice->n)),
                         &d, &refusal))
        return;
    slice->present = d.n;
    size_t row = key_row(job->distribution, slice);
    table_set_integer(job->distribution, row, "n", (int64_t)d.n);
    table_set_integer(job->distribution, row, "missing", (int64_t)d.missing);
    const double values[] = {d.mean, d.sd,  d.min, d.p10, d.q1, d.median,
                             d.q3,   d.p90, d.max, d.mad, d.qn, d.skewness};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        table_set_real(job->distribution, row, measures[i], values[i]);
}

static void count_classes(Job *job, const Slice *slice) {
    Histogram *h = ARENA_NEW(job->arena, Histogram);
    Refusal refusal;
    double lowest = INFINITY, highest = -INFINITY;
    for (size_t i = 0; i < slice->n; i++) {
        lowest = fmin(lowest, slice->values[i]);
        highest = fmax(highest, slice->values[i]);
    }
    bool planned =
        slice->total && lowest >= 0 && highest <= HISTOGRAM_SCORE_MOST
            ? histogram_plan_scores(lowest, highest, h, &refusal)
            : histogram_plan_auto(slice->values, slice->n,
                                  arena_alloc(job->arena, histogram_scratch_bytes(slice->n)), h, &refusal);
    if (!planned || !histogram_fill(slice->values, slice->n, h, &refusal)) return;
    for (size_t i = 0; i < h->classes; i++) {
        size_t row = key_row(job->histogram, slice);
        table_set_real(job->histogram, row, "lower", h->breaks[i]);
        table_set_real(job->histogram, row, "upper", h->breaks[i + 1]);
        table_set_integer(job->histogram, row, "count", (int64_t)h->counts[i]);
    }
}

static void draw_density(Job *job, const Slice *slice) {
    void *scratch = arena_alloc(job->arena, density_scratch_bytes(slice->n));
    double x[DENSITY_POINTS], y[DENSITY_POINTS];
    DensityGrid grid;
    Refusal refusal;
    if (!density_plan(slice->values, slice->n, scratch, &grid, &refusal) ||
        !density_draw(slice->values, slice->n, &grid, DENSITY_POINTS, scratch, x, y, &refusal))
        return;
    for (size_t i = 0; i < DENSITY_POINTS; i++) {
        size_t row = key_row(job->density, slice);
        table_set_real(job->density, row, "x", x[i]);
        table_set_real(job->density, row, "y", y[i]);
    }
}

/* “target” is best nearest to its target; “none” has no better end and is ranked from the highest. */
static void rank_slice(Job *job, const Slice *slice) {
    const Table *values = job->values;
    const char *better = values->columns[BETTER].texts[slice->first];
    double *keys = ARENA_ARRAY(job->arena, double, slice->n);
    for (size_t i = 0; i < slice->n; i++) {
        double target = table_cell_real(&values->columns[TARGET], slice->first + i);
        bool distance = strcmp(better, "target") == 0 && isfinite(target);
        keys[i] = distance ? -fabs(slice->values[i] - target) : slice->values[i];
    }
    RankBetter direction = strcmp(better, "lower") == 0 ? RANK_BETTER_LOWER : RANK_BETTER_HIGHER;
    Rank *ranks = ARENA_ARRAY(job->arena, Rank, slice->n);
    Refusal refusal;
    if (!rank_values(keys, slice->n, direction, arena_alloc(job->arena, rank_scratch_bytes(slice->n)), ranks,
                     &refusal))
        return;
    for (size_t i = 0; i < slice->n; i++) {
        if (ranks[i].place == 0) continue;
        size_t row = table_row(job->standing);
        table_set_integer(job->standing, row, "measure_id",
                          values->columns[MEASURE].integers[slice->first + i]);
        table_set_text(job->standing, row, "peer_group", slice->group);
        table_set_integer(job->standing, row, "rank", (int64_t)ranks[i].place);
        table_set_integer(job->standing, row, "n", (int64_t)ranks[i].out_of);
        table_set_real(job->standing, row, "percentile", ranks[i].percentile);
    }
}

static bool same_slice(const Table *t, size_t a, size_t b) {
    return strcmp(t->columns[SUBJECT].texts[a], t->columns[SUBJECT].texts[b]) == 0 &&
           t->columns[YEAR].integers[a] == t->columns[YEAR].integers[b] &&
           t->columns[MONTH].integers[a] == t->columns[MONTH].integers[b] &&
           strcmp(t->columns[GROUP].texts[a], t->columns[GROUP].texts[b]) == 0;
}

static void do_slice(Job *job, size_t first, size_t end) {
    const Table *t = job->values;
    double *values = ARENA_ARRAY(job->arena, double, end - first);
    for (size_t i = first; i < end; i++)
        values[i - first] = table_cell_real(&t->columns[VALUE], i);
    Slice slice = {.subject = t->columns[SUBJECT].texts[first],
                   .group = t->columns[GROUP].texts[first],
                   .year = t->columns[YEAR].integers[first],
                   .month = t->columns[MONTH].integers[first],
                   .values = values,
                   .first = first,
                   .n = end - first,
                   .total = t->columns[TOTAL].integers[first] == 1};
    describe(job, &slice);
    if (slice.present >= HISTOGRAM_LEAST) count_classes(job, &slice);
    if (slice.present >= DENSITY_LEAST) draw_density(job, &slice);
    bool ordered = !slice.total && strcmp(t->columns[BETTER].texts[first], "none") != 0;
    if (ordered && slice.present > 1)
        rank_slice(job, &slice); /* no order, no place; nobody is first of one */
}

static void do_subject(Arena *arena, size_t i, void *user) {
    Job *job = &((Job *)user)[i];
    job->arena = arena;
    make_tables(job);
    for (size_t first = job->first, end; first < job->end; first = end) {
        for (end = first + 1; end < job->end && same_slice(job->values, first, end);)
            end++;
        do_slice(job, first, end);
    }
}

/* One job for each subject, in their order. */
static Job *by_subject(Arena *arena, const Table *values, size_t *count) {
    Job *jobs = ARENA_ARRAY(arena, Job, values->row_count + 1);
    const char **subjects = values->columns[SUBJECT].texts;
    *count = 0;
    for (size_t first = 0, end; first < values->row_count; first = end) {
        for (end = first + 1; end < values->row_count && strcmp(subjects[first], subjects[end]) == 0;)
            end++;
        jobs[(*count)++] = (Job){.values = values, .first = first, .end = end};
    }
    return jobs;
}

bool distribution_run(Arena *arena, Store *store, int jobs, Err *err) {
    Table *values;
    if (!store_query(arena, store, "distribution", values_sql, NULL, 0, &values, err)) return false;
    Job all = {.arena = arena};
    size_t count;
    Job *subjects = by_subject(arena, values, &count);
    abreast(arena, count, jobs, do_subject, subjects);
    make_tables(&all);
    for (size_t i = 0; i < count; i++) {
        table_append(all.distribution, subjects[i].distribution);
        table_append(all.histogram, subjects[i].histogram);
        table_append(all.density, subjects[i].density);
        table_append(all.standing, subjects[i].standing);
    }
    return store_put(store, "distribution", all.distribution, err) &&
           store_put(store, "histogram", all.histogram, err) &&
           store_put(store, "density", all.density, err) && store_put(store, "standing", all.standing, err);
}
