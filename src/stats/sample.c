#include "stats/sample.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

void sample_quiet(void) {
    gsl_set_error_handler_off();
}

bool sample_count(const double *values, size_t n, size_t *present, Refusal *refusal) {
    *present = 0;
    if (n > SAMPLE_MOST) return refusal_set(refusal, REFUSAL_TOO_MANY);
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i])) continue;
        if (isinf(values[i])) return refusal_set(refusal, REFUSAL_NOT_FINITE);
        if (fabs(values[i]) > SAMPLE_LARGEST) return refusal_set(refusal, REFUSAL_TOO_LARGE);
        count++;
    }
    *present = count;
    return refusal_set(refusal, REFUSAL_NONE);
}

enum { FEW = 24 }; /* are quicker put in one by one */

static void insert_each(double *values, size_t n) {
    for (size_t i = 1; i < n; i++) {
        const double value = values[i];
        size_t at = i;
        for (; at > 0 && values[at - 1] > value; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
}

static double middle_of_three(double a, double b, double c) {
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

/* Hoare's parts: how many values stand in the first, none of them above any of the others. */
static size_t part(double *values, size_t n) {
    const double pivot = middle_of_three(values[0], values[n / 2], values[n - 1]);
    size_t low = 0, high = n - 1;
    for (;; low++, high--) {
        while (values[low] < pivot)
            low++;
        while (values[high] > pivot)
            high--;
        if (low >= high) break;
        const double kept = values[low];
        values[low] = values[high];
        values[high] = kept;
    }
    return low > 0 ? low : 1;
}

/* Quicksort in a third of the time of GSL's heap sort, to which whatever goes badly is left. */
static void order_deep(double *values, size_t n, int depth) {
    while (n > FEW) {
        if (depth-- == 0) {
            gsl_sort(values, 1, n);
            return;
        }
        const size_t first = part(values, n);
        order_deep(values, first, depth);
        values += first;
        n -= first;
    }
    insert_each(values, n);
}

void sample_order(double *values, size_t n) {
    int depth = 4;
    for (size_t left = n; left > 1; left /= 2)
        depth += 2;
    order_deep(values, n, depth);
}

bool sample_sort(const double *values, size_t n, double *sorted, size_t *present, Refusal *refusal) {
    if (!sample_count(values, n, present, refusal)) return false;
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(values[i])) sorted[count++] = values[i] + 0.0;
    sample_order(sorted, count);
    return true;
}

static int compare_items(const void *left, const void *right) {
    const SampleItem *a = left;
    const SampleItem *b = right;
    if (a->value != b->value) return a->value < b->value ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

bool sample_sort_items(const double *values, size_t n, SampleItem *items, size_t *present, Refusal *refusal) {
    if (!sample_count(values, n, present, refusal)) return false;
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(values[i])) items[count++] = (SampleItem){values[i] + 0.0, i};
    if (count > 1) qsort(items, count, sizeof *items, compare_items);
    return true;
}

double sample_quantile(const double *sorted, size_t n, double share) {
    double quantile = gsl_stats_quantile_from_sorted_data(sorted, 1, n, share);
    size_t below = (size_t)floor(share * (double)(n - 1));
    size_t above = below + 1 < n ? below + 1 : n - 1;
    return fmin(fmax(quantile, sorted[below]), sorted[above]);
}

/* One-based depth of the hinge from either end, times two; odd means half-way between two values. */
static size_t hinge_depth_doubled(size_t n) {
    return (n + 3) / 2;
}

double sample_hinge_low(const double *sorted, size_t n) {
    size_t depth = hinge_depth_doubled(n);
    return 0.5 * (sorted[depth / 2 - 1] + sorted[(depth + 1) / 2 - 1]);
}

double sample_hinge_high(const double *sorted, size_t n) {
    size_t depth = hinge_depth_doubled(n);
    return 0.5 * (sorted[n - depth / 2] + sorted[n - (depth + 1) / 2]);
}
