/* mcd: the search for the most compact half of the rows. */
#include <math.h>
#include <string.h>

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_gamma.h>

#include "stats/multivariate.h"

#define FLAT                                                                                                 \
    1e-12 /* a variable that the others explain but for this share of its variance is no variable            \
           */

enum {
    BEST = 10,       /* candidates that are followed to their end    */
    FIRST_STEPS = 2, /* steps before the candidates are chosen       */
    STEPS = 200,     /* no search took more than some tens           */
    SEED = 20201025,
    AT_ONCE = 8 /* rows */
};

typedef struct Half {
    double log_determinant;
    size_t *places;
} Half;

typedef struct Search {
    const double *rows;
    size_t n, p, half;
    double *distances, *work;
    size_t *places;
    Half best[BEST]; /* by determinant */
    size_t found;
    bool flat; /* a half that lies in a plane was met */
} Search;

bool ellipse_factor(Ellipse *ellipse, size_t p) {
    memcpy(ellipse->factor, ellipse->covariance, p * p * sizeof(double));
    gsl_matrix_view view = gsl_matrix_view_array(ellipse->factor, p, p);
    if (gsl_linalg_cholesky_decomp1(&view.matrix) != 0) return false;
    ellipse->log_determinant = 0.0;
    for (size_t j = 0; j < p; j++) {
        double pivot = ellipse->factor[j * p + j];
        if (!(pivot * pivot > FLAT * ellipse->covariance[j * p + j])) return false;
        ellipse->log_determinant += 2.0 * log(pivot);
    }
    return true;
}

bool ellipse_of_rows(const double *rows, size_t p, const size_t *places, size_t count, Ellipse *ellipse) {
    memset(ellipse->center, 0, sizeof ellipse->center);
    memset(ellipse->covariance, 0, p * p * sizeof(double));
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < p; j++)
            ellipse->center[j] += rows[places[i] * p + j] / (double)count;
    for (size_t i = 0; i < count; i++) {
        const double *row = rows + places[i] * p;
        for (size_t j = 0; j < p; j++)
            for (size_t k = 0; k <= j; k++)
                ellipse->covariance[j * p + k] +=
                    (row[j] - ellipse->center[j]) * (row[k] - ellipse->center[k]) / (double)(count - 1);
    }
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k < j; k++)
            ellipse->covariance[k * p + j] = ellipse->covariance[j * p + k];
    return ellipse_factor(ellipse, p);
}

double ellipse_distance(const Ellipse *ellipse, size_t p, const double *row) {
    double solved[MULTIVARIATE_VARIABLES];
    double sum = 0.0;
    for (size_t j = 0; j < p; j++) {
        solved[j] = row[j] - ellipse->center[j];
        for (size_t k = 0; k < j; k++)
            solved[j] -= ellipse->factor[j * p + k] * solved[k];
        solved[j] /= ellipse->factor[j * p + j];
        sum += solved[j] * solved[j];
    }
    return sum;
}

/* The same of some rows at once, for which a processor needs little longer than for one. */
static void distances_at_once(const Ellipse *ellipse, size_t p, const double *rows, double *distances) {
    double solved[MULTIVARIATE_VARIABLES][AT_ONCE], sums[AT_ONCE] = {0};
    for (size_t j = 0; j < p; j++) {
        double *own = solved[j];
        for (size_t i = 0; i < AT_ONCE; i++)
            own[i] = rows[i * p + j] - ellipse->center[j];
        for (size_t k = 0; k < j; k++)
            for (size_t i = 0; i < AT_ONCE; i++)
                own[i] -= ellipse->factor[j * p + k] * solved[k][i];
        for (size_t i = 0; i < AT_ONCE; i++) {
            own[i] /= ellipse->factor[j * p + j];
            sums[i] += own[i] * own[i];
        }
    }
    memcpy(distances, sums, sizeof sums);
}

static void set_distances(const Ellipse *ellipse, size_t p, const double *rows, size_t n, double *distances) {
    size_t i = 0;
    for (; i + AT_ONCE <= n; i += AT_ONCE)
        distances_at_once(ellipse, p, rows + i * p, distances + i);
    for (; i < n; i++)
        distances[i] = ellipse_distance(ellipse, p, rows + i * p);
}

static void swap(double *a, double *b) {
    double kept = *a;
    *a = *b;
    *b = kept;
}

/* The value that `rank` others do not exceed; reorders (Hoare's quickselect, middle pivot). */
static double select_rank(double *values, size_t n, size_t rank) {
    size_t first = 0;
    size_t last = n - 1;
    while (first < last) {
        double pivot = values[first + (last - first) / 2];
        size_t low = first;
        size_t high = last;
        for (;;) {
            while (values[low] < pivot)
                low++;
            while (values[high] > pivot)
                high--;
            if (low >= high) break;
            swap(&values[low++], &values[high--]);
        }
        size_t split = values[high] > pivot ? high - 1 : high;
        if (rank <= split)
            last = split;
        else
            first = split + 1;
    }
    return values[rank];
}

/* The half nearest to the ellipse; of equally far rows the first. */
static void take_nearest(const Search *search, const Ellipse *ellipse) {
    set_distances(ellipse, search->p, search->rows, search->n, search->distances);
    memcpy(search->work, search->distances, search->n * sizeof(double));
    double reach = select_rank(search->work, search->n, search->half - 1);
    size_t nearer = 0;
    for (size_t i = 0; i < search->n; i++)
        nearer += search->distances[i] < reach;
    size_t at_reach = search->half - nearer;
    size_t count = 0;
    for (size_t i = 0; i < search->n && count < search->half; i++) {
        bool taken = search->distances[i] < reach;
        if (!taken && search->distances[i] == reach && at_reach > 0) {
            taken = true;
            at_reach--;
        }
        if (taken) search->places[count++] = i;
    }
}

/* Steps until the determinant falls no more, at most `most`. False when a half lies in a plane. */
static bool concentrate(Search *search, Ellipse *ellipse, int most) {
    double before = INFINITY;
    for (int step = 0; step < most && ellipse->log_determinant < before; step++) {
        if (step > 0) before = ellipse->log_determinant;
        take_nearest(search, ellipse);
        if (!ellipse_of_rows(search->rows, search->p, search->places, search->half, ellipse)) {
            search->flat = true;
            return false;
        }
    }
    return true;
}

static void keep_if_good(Search *search, double log_determinant) {
    size_t at = search->found;
    while (at > 0 && search->best[at - 1].log_determinant > log_determinant)
        at--;
    if (at == BEST) return;
    for (size_t i = 0; i < search->found; i++)
        if (memcmp(search->best[i].places, search->places, search->half * sizeof(size_t)) == 0) return;
    if (search->found < BEST) search->found++;
    Half last = search->best[search->found - 1];
    for (size_t i = search->found - 1; i > at; i--)
        search->best[i] = search->best[i - 1];
    last.log_determinant = log_determinant;
    memcpy(last.places, search->places, search->half * sizeof(size_t));
    search->best[at] = last;
}

/* chosen[p + 1] rising; rows behind the last are added while the rows lie in a plane. */
static void try_start(Search *search, const size_t *chosen) {
    Ellipse ellipse;
    size_t count = search->p + 1;
    memcpy(search->places, chosen, count * sizeof(size_t));
    bool solid = ellipse_of_rows(search->rows, search->p, search->places, count, &ellipse);
    for (size_t step = 1; !solid && count < search->half && step < search->n; step++) {
        size_t next = (chosen[search->p] + step) % search->n;
        bool known = false;
        for (size_t i = 0; i <= search->p; i++)
            known = known || chosen[i] == next;
        if (known) continue;
        search->places[count++] = next;
        solid = ellipse_of_rows(search->rows, search->p, search->places, count, &ellipse);
    }
    if (!solid) {
        search->flat = search->flat || count >= search->half;
        return;
    }
    if (concentrate(search, &ellipse, FIRST_STEPS)) keep_if_good(search, ellipse.log_determinant);
}

static bool next_combination(size_t *chosen, size_t count, size_t n) {
    for (size_t i = count; i > 0; i--) {
        if (chosen[i - 1] == n - count + i - 1) continue;
        chosen[i - 1]++;
        for (size_t k = i; k < count; k++)
            chosen[k] = chosen[k - 1] + 1;
        return true;
    }
    return false;
}

/* Knuth's selection sampling: rising places, each set equally likely. */
static void draw_combination(gsl_rng *random, size_t *chosen, size_t count, size_t n) {
    size_t taken = 0;
    for (size_t i = 0; i < n && taken < count; i++)
        if (gsl_rng_uniform_int(random, n - i) < count - taken) chosen[taken++] = i;
}

static size_t try_starts(Search *search, bool exhaust) {
    size_t chosen[MULTIVARIATE_VARIABLES + 1] = {0};
    size_t count = search->p + 1;
    size_t starts = 0;
    unsigned long state[8] = {0}; /* taus2 needs three */
    gsl_rng random = {gsl_rng_taus2, state};
    gsl_rng_set(&random, SEED);
    for (size_t i = 0; i < count; i++)
        chosen[i] = i;
    do {
        if (!exhaust) draw_combination(&random, chosen, count, search->n);
        try_start(search, chosen);
        starts++;
    } while (!search->flat &&
             (exhaust ? next_combination(chosen, count, search->n) : starts < MULTIVARIATE_STARTS));
    return starts;
}

size_t mcd_scratch_bytes(size_t n, size_t p) {
    (void)p;
    return n * (2 * sizeof(double) + (BEST + 1) * sizeof(size_t));
}

bool mcd_find_half(const double *rows, size_t n, size_t p, size_t half, size_t exhaust_most, void *scratch,
                   size_t *places, size_t *starts, bool *exhausted) {
    double *reals = scratch;
    size_t *room = (size_t *)(void *)(reals + 2 * n);
    Search search = {.rows = rows, .n = n, .p = p, .half = half, .distances = reals, .work = reals + n};
    search.places = room;
    for (size_t i = 0; i < BEST; i++)
        search.best[i] = (Half){INFINITY, room + (i + 1) * n};
    double all = gsl_sf_lnchoose((unsigned)n, (unsigned)(p + 1));
    *exhausted = exhaust_most > 0 && all <= log((double)exhaust_most) + 1e-9;
    *starts = try_starts(&search, *exhausted);
    double least = INFINITY;
    for (size_t i = 0; i < search.found && !search.flat; i++) {
        Ellipse ellipse;
        memcpy(search.places, search.best[i].places, half * sizeof(size_t));
        if (!ellipse_of_rows(rows, p, search.places, half, &ellipse) ||
            !concentrate(&search, &ellipse, STEPS) || !(ellipse.log_determinant < least))
            continue;
        least = ellipse.log_determinant;
        memcpy(places, search.places, half * sizeof(size_t));
    }
    return !search.flat && isfinite(least);
}
