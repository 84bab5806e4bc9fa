#include "stats/box.h"

#include <math.h>

#include "stats/sample.h"

size_t box_scratch_bytes(size_t n) {
    return (n > 0 && n <= SAMPLE_MOST ? n : 1) * sizeof(double);
}

/* The hinges are values of the sample or lie between two, so each fence has a value on its inner side and the
 * loops end. */
static void add_whiskers(const double *sorted, size_t n, Box *box) {
    size_t first = 0;
    size_t last = n - 1;
    while (sorted[first] < box->fence_low)
        first++;
    while (sorted[last] > box->fence_high)
        last--;
    box->whisker_low = sorted[first];
    box->whisker_high = sorted[last];
    box->outside = first + (n - 1 - last);
}

bool box_make(const double *values, size_t n, void *scratch, Box *box, size_t *outside, Refusal *refusal) {
    double *sorted = scratch;
    size_t present = 0;
    if (!sample_sort(values, n, sorted, &present, refusal)) return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    double low = sample_hinge_low(sorted, present);
    double high = sample_hinge_high(sorted, present);
    double reach = 1.5 * (high - low);
    *box = (Box){.n = present,
                 .missing = n - present,
                 .min = sorted[0],
                 .low = low,
                 .median = sample_quantile(sorted, present, 0.5),
                 .high = high,
                 .max = sorted[present - 1],
                 .fence_low = low - reach,
                 .fence_high = high + reach};
    add_whiskers(sorted, present, box);
    size_t found = 0;
    for (size_t i = 0; outside != NULL && i < n; i++)
        if (values[i] < box->fence_low || values[i] > box->fence_high) outside[found++] = i;
    return true;
}
