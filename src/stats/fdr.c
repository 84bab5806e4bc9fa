#include "stats/fdr.h"

#include <math.h>

#include "stats/sample.h"

size_t fdr_scratch_bytes(size_t n) {
    return (n > 0 && n <= SAMPLE_MOST ? n : 1) * sizeof(SampleItem);
}

bool fdr_adjust_values(const double *p, size_t n, void *scratch, double *q, Refusal *refusal) {
    SampleItem *items = scratch;
    size_t present = 0;
    if (!sample_sort_items(p, n, items, &present, refusal)) return false;
    if (present > 0 && (items[0].value < 0.0 || items[present - 1].value > 1.0))
        return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    for (size_t i = 0; i < n; i++)
        q[i] = NAN;
    double smallest = 1.0;
    for (size_t k = present; k > 0; k--) {
        /* m/k >= 1 first, so that rounding cannot bring q below p */
        smallest = fmin(smallest, (double)present / (double)k * items[k - 1].value);
        q[items[k - 1].index] = smallest;
    }
    return true;
}
