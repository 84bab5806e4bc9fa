#include "stats/robust.h"

#include <math.h>

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

#include "stats/sample.h"

/* The kernel as a matrix: row i = i-th largest value at or above the median, column j = j-th largest at or
 * below it. Rows and columns fall. Entries are kept as r = (x_i - m)/(m - x_j), because h = (r - 1)/(r + 1)
 * and r falls also after rounding: h itself does not. */
typedef struct Kernel {
    const double *above; /* x_i - m >= 0, falling, ties with the median last  */
    const double *below; /* x_j - m <= 0, falling, ties with the median first */
    size_t rows;
    size_t columns;
    size_t ties; /* values equal to the median: last rows, first columns */
    /* work, one of each per row */
    double *middles;
    double *candidates;
    size_t *first; /* first column of the row that is still in the search */
    size_t *stop;  /* one past the last                                   */
    size_t *greater;
    size_t *not_less;
    size_t *order;
} Kernel;

enum {
    REALS_PER_VALUE = 4, /* sorted, falling, middles, candidates            */
    SIZES_PER_VALUE = 5  /* first, stop, greater, not_less, order           */
};

size_t robust_scratch_bytes(size_t n) {
    size_t room = n > 0 && n <= SAMPLE_MOST ? n : 1;
    return room * (REALS_PER_VALUE * sizeof(double) + SIZES_PER_VALUE * sizeof(size_t));
}

/* Sorts and refuses what neither scores nor fences can use. */
static bool sort_varied(const double *values, size_t n, double *sorted, size_t *present, Refusal *refusal) {
    if (!sample_sort(values, n, sorted, present, refusal)) return false;
    if (*present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (*present < 2) return refusal_set(refusal, REFUSAL_TOO_FEW);
    if (sorted[0] == sorted[*present - 1]) return refusal_set(refusal, REFUSAL_NO_SPREAD);
    return true;
}

/* Out: *centre without qn and scale. In: distances has room for n. */
static bool find_centre(const double *values, size_t n, double *sorted, double *distances,
                        RobustCentre *centre, Refusal *refusal) {
    size_t present = 0;
    if (!sort_varied(values, n, sorted, &present, refusal)) return false;
    double median = sample_quantile(sorted, present, 0.5);
    for (size_t i = 0; i < present; i++)
        distances[i] = fabs(sorted[i] - median);
    gsl_sort(distances, 1, present);
    double sum = 0.0;
    for (size_t i = 0; i < present; i++)
        sum += distances[i];
    *centre = (RobustCentre){.n = present,
                             .missing = n - present,
                             .median = median,
                             .mad = sample_quantile(distances, present, 0.5),
                             .mean_ad = sum / (double)present,
                             .qn = NAN};
    return true;
}

static bool score_by(const double *values, size_t n, double factor, double spread, double *z,
                     const RobustCentre *centre, Refusal *refusal) {
    if (!(spread > 0.0)) /* differences too small for a double to add */
        return refusal_set(refusal, REFUSAL_NO_SPREAD);
    for (size_t i = 0; i < n; i++)
        z[i] = isnan(values[i]) ? NAN : factor * ((values[i] - centre->median) / spread);
    return true;
}

bool robust_score_values(const double *values, size_t n, void *scratch, double *z, RobustCentre *centre,
                         Refusal *refusal) {
    double *sorted = scratch;
    if (!find_centre(values, n, sorted, sorted + n, centre, refusal)) return false;
    bool usual = centre->mad > 0.0;
    centre->scale = usual ? ROBUST_SCALE_MAD : ROBUST_SCALE_MEAN_AD;
    return score_by(values, n, usual ? 0.6745 : 0.7979, usual ? centre->mad : centre->mean_ad, z, centre,
                    refusal);
}

bool robust_score_by_qn(const double *values, size_t n, void *scratch, double *z, RobustCentre *centre,
                        Refusal *refusal) {
    double *sorted = scratch;
    double *work = sorted + n;
    if (!find_centre(values, n, sorted, work, centre, refusal)) return false;
    int *integers = (int *)(void *)(work + 3 * n);
    centre->scale = ROBUST_SCALE_QN;
    centre->qn = gsl_stats_Qn_from_sorted_data(sorted, 1, centre->n, work, integers);
    return score_by(values, n, 1.0, centre->qn, z, centre, refusal);
}

static double kernel_ratio(const Kernel *kernel, size_t i, size_t j) {
    double above = kernel->above[i];
    double below = -kernel->below[j];
    if (above > 0.0 || below > 0.0) return below > 0.0 ? above / below : INFINITY;
    size_t place = i - (kernel->rows - kernel->ties) + j + 1; /* sign(ties - 1 - i' - j') as a ratio */
    if (place == kernel->ties) return 1.0;
    return place < kernel->ties ? INFINITY : 0.0;
}

static double kernel_of_ratio(double ratio) {
    return isinf(ratio) ? 1.0 : (ratio - 1.0) / (ratio + 1.0);
}

/* A ratio that has at least a quarter of the remaining entries on either side: the middle of the rows'
 * middles, each with the weight of its row. */
static double middle_of_middles(const Kernel *kernel, size_t remaining) {
    size_t active = 0;
    for (size_t i = 0; i < kernel->rows; i++) {
        if (kernel->first[i] >= kernel->stop[i]) continue;
        kernel->middles[active] = kernel_ratio(kernel, i, (kernel->first[i] + kernel->stop[i] - 1) / 2);
        kernel->greater[active] = kernel->stop[i] - kernel->first[i]; /* the weights, until the next count */
        active++;
    }
    gsl_sort_index(kernel->order, kernel->middles, 1, active);
    size_t weight = 0;
    for (size_t k = 0; k < active; k++) {
        weight += kernel->greater[kernel->order[k]];
        if (2 * weight >= remaining) return kernel->middles[kernel->order[k]];
    }
    return kernel->middles[kernel->order[active - 1]];
}

/* Fills greater and not_less: how many entries of each row are > and >= ratio, and returns their totals. */
static void count_against(const Kernel *kernel, double ratio, size_t *greater, size_t *not_less) {
    *greater = *not_less = 0;
    size_t above = kernel->columns;
    size_t level = kernel->columns;
    for (size_t i = 0; i < kernel->rows; i++) {
        while (above > 0 && !(kernel_ratio(kernel, i, above - 1) > ratio))
            above--;
        while (level > 0 && !(kernel_ratio(kernel, i, level - 1) >= ratio))
            level--;
        *greater += kernel->greater[i] = above;
        *not_less += kernel->not_less[i] = level;
    }
}

static double pick_candidate(const Kernel *kernel, size_t rank) {
    size_t count = 0;
    for (size_t i = 0; i < kernel->rows; i++)
        for (size_t j = kernel->first[i]; j < kernel->stop[i]; j++)
            kernel->candidates[count++] = kernel_ratio(kernel, i, j);
    gsl_sort(kernel->candidates, 1, count);
    return kernel->candidates[count - 1 - rank];
}

/* The entry with `rank` entries before it in falling order. */
static double select_ratio(const Kernel *kernel, size_t rank) {
    size_t before = 0;
    size_t remaining = kernel->rows * kernel->columns;
    for (size_t i = 0; i < kernel->rows; i++) {
        kernel->first[i] = 0;
        kernel->stop[i] = kernel->columns;
    }
    while (remaining > kernel->rows) {
        double pivot = middle_of_middles(kernel, remaining);
        size_t greater = 0;
        size_t not_less = 0;
        count_against(kernel, pivot, &greater, &not_less);
        if (rank >= greater && rank < not_less) return pivot;
        if (rank < greater) {
            for (size_t i = 0; i < kernel->rows; i++)
                kernel->stop[i] = kernel->greater[i];
            remaining = greater - before;
        } else {
            for (size_t i = 0; i < kernel->rows; i++)
                kernel->first[i] = kernel->not_less[i];
            remaining -= not_less - before;
            before = not_less;
        }
    }
    return pick_candidate(kernel, rank - before);
}

static double medcouple_of_sorted(const double *sorted, size_t n, double *reals, size_t *sizes) {
    double median = sample_quantile(sorted, n, 0.5);
    double *falling = reals;
    Kernel kernel = {.middles = reals + n,
                     .candidates = reals + 2 * n,
                     .first = sizes,
                     .stop = sizes + n,
                     .greater = sizes + 2 * n,
                     .not_less = sizes + 3 * n,
                     .order = sizes + 4 * n};
    for (size_t i = 0; i < n; i++) {
        falling[i] = sorted[n - 1 - i] - median;
        kernel.rows += falling[i] >= 0.0;
        kernel.columns += falling[i] <= 0.0;
        kernel.ties += falling[i] == 0.0;
    }
    kernel.above = falling;
    kernel.below = falling + (n - kernel.columns);
    size_t entries = kernel.rows * kernel.columns;
    double middle = kernel_of_ratio(select_ratio(&kernel, entries / 2));
    if (entries % 2 == 1) return middle;
    return 0.5 * (middle + kernel_of_ratio(select_ratio(&kernel, entries / 2 - 1)));
}

bool robust_find_medcouple(const double *values, size_t n, void *scratch, double *medcouple,
                           Refusal *refusal) {
    RobustFences fences;
    if (!robust_find_fences(values, n, scratch, &fences, refusal)) return false;
    *medcouple = fences.medcouple;
    return true;
}

bool robust_find_fences(const double *values, size_t n, void *scratch, RobustFences *fences,
                        Refusal *refusal) {
    double *sorted = scratch;
    double *reals = sorted + n;
    size_t *sizes = (size_t *)(void *)(sorted + REALS_PER_VALUE * n);
    size_t present = 0;
    if (!sort_varied(values, n, sorted, &present, refusal)) return false;
    double medcouple = medcouple_of_sorted(sorted, present, reals, sizes);
    double low = sample_hinge_low(sorted, present);
    double high = sample_hinge_high(sorted, present);
    double reach = 1.5 * (high - low);
    *fences =
        (RobustFences){.n = present,
                       .missing = n - present,
                       .medcouple = medcouple,
                       .hinge_low = low,
                       .hinge_high = high,
                       .low = low - reach * exp(medcouple >= 0.0 ? -4.0 * medcouple : -3.0 * medcouple),
                       .high = high + reach * exp(medcouple >= 0.0 ? 3.0 * medcouple : 4.0 * medcouple)};
    return true;
}
