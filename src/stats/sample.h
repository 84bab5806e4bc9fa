/* sample: checks, sorts and cuts a sample; the common first step of the other rooms in stats/.
 * Must never decide what a value means: it knows only missing (NaN), usable and refused.
 */
#ifndef JIXIAO_STATS_SAMPLE_H
#define JIXIAO_STATS_SAMPLE_H

#include <stddef.h>

#include "stats/refusal.h"

/* Beyond this size squares, cubes and sums of a sample could overflow. Money in 64 bits reaches 1e19. */
#define SAMPLE_LARGEST 1e100

/* GSL's quantile indexes with int; no county has more values. */
#define SAMPLE_MOST ((size_t)100 * 1000 * 1000)

/* A value with the place it came from, for methods that must sort and then answer in the caller's order. */
typedef struct SampleItem {
    double value;
    size_t index;
} SampleItem;

/* Once at program start: GSL reports errors to its callers instead of aborting the program. */
void sample_quiet(void);

/* Checks the input convention and counts the values that are present.
 * Out: *present = values that are not NaN (may be 0: not a refusal here).
 * Refuses: not_finite, too_large, too_many. */
MUST_USE bool sample_count(const double *values, size_t n, size_t *present, Refusal *refusal);

/* Copies the present values, ascending, to sorted[0 .. *present - 1]. In: sorted has room for n. Refuses as
 * sample_count. Negative zero becomes zero, so that equal values are equal in every bit and the order of the
 * input cannot show. */
MUST_USE bool sample_sort(const double *values, size_t n, double *sorted, size_t *present, Refusal *refusal);

/* Sorts in place, ascending; no NaN. */
void sample_order(double *values, size_t n);

/* The same with places: ascending by value, equal values in the order of their places. In: items has room for
 * n. */
MUST_USE bool sample_sort_items(const double *values, size_t n, SampleItem *items, size_t *present,
                                Refusal *refusal);

/* Quantile (分位数), type 7 = Excel PERCENTILE.INC. In: sorted ascending, n >= 1, 0 <= share <= 1.
 * Source: Hyndman & Fan 1996, definition 7; gsl_stats_quantile_from_sorted_data, held between its two
 * neighbours, because rounding in (1-d)x + dx can leave x and turn an interquartile range of zero into 1e-17.
 * Checked against R 4.2.2 quantile(type = 7). */
double sample_quantile(const double *sorted, size_t n, double share);

/* Tukey's hinges (四分位铰链): medians of the lower and of the upper half, both with the middle value when n
 * is odd. In: sorted ascending, n >= 1. Equal to type-7 quartiles for odd n. Source: Tukey 1977. Checked
 * against R fivenum. */
double sample_hinge_low(const double *sorted, size_t n);
double sample_hinge_high(const double *sorted, size_t n);

#endif
