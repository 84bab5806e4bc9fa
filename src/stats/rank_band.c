#include "stats/rank_band.h"

#include <gsl/gsl_rng.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SEED = 20130653, LOW_PERCENT = 5, HIGH_PERCENT = 95, MOST_UNITS = 65535 };

/* shares of one draw, the same sorted, and how often each unit took each place. */
typedef struct {
    double *shares, *sorted;
    uint32_t *counts; /* units × units */
    void *state;      /* of the generator */
} Scratch;

static size_t rounded(size_t bytes) {
    return (bytes + 15) / 16 * 16;
}

size_t rank_band_scratch_bytes(size_t units) {
    return 2 * rounded(units * sizeof(double)) + rounded(units * units * sizeof(uint32_t)) +
           rounded(gsl_rng_mt19937->size);
}

static Scratch divide(void *scratch, size_t units) {
    Scratch s;
    char *at = scratch;
    s.shares = (double *)(void *)at;
    at += rounded(units * sizeof(double));
    s.sorted = (double *)(void *)at;
    at += rounded(units * sizeof(double));
    s.counts = (uint32_t *)(void *)at;
    at += rounded(units * units * sizeof(uint32_t));
    s.state = at;
    return s;
}

static int falling(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a < b) - (a > b);
}

/* Units with a larger share; sorted[] falls. */
static size_t better(const double *sorted, size_t count, double share) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sorted[middle] > share)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A unit to which nothing of the draw applies takes no place in it: share -1. */
static double share_of(const double *points, const double *full, const size_t *times, size_t cells) {
    double sum = 0, of = 0;
    for (size_t c = 0; c < cells; c++) {
        sum += (double)times[c] * points[c];
        of += (double)times[c] * full[c];
    }
    return of > 0 ? sum / of : -1;
}

static void count_places(const Scratch *s, size_t units) {
    size_t present = 0;
    for (size_t u = 0; u < units; u++)
        if (s->shares[u] >= 0) s->sorted[present++] = s->shares[u];
    qsort(s->sorted, present, sizeof *s->sorted, falling);
    for (size_t u = 0; u < units; u++)
        if (s->shares[u] >= 0) s->counts[u * units + better(s->sorted, present, s->shares[u])]++;
}

/* The first place up to which `percent` of the draws rank. */
static size_t place_at(const uint32_t *counts, size_t units, size_t percent) {
    uint64_t total = 0, sum = 0;
    for (size_t i = 0; i < units; i++)
        total += counts[i];
    for (size_t i = 0; i < units; i++) {
        sum += counts[i];
        if (sum > 0 && sum * 100 >= total * percent) return i + 1;
    }
    return units;
}

bool rank_band(const double *points, const double *full, size_t units, size_t cells, void *scratch,
               RankBand *bands, Refusal *refusal) {
    size_t times[RANK_BAND_CELLS];
    if (units < 2 || cells < 2) return refusal_set(refusal, REFUSAL_TOO_FEW);
    if (units > MOST_UNITS || cells > RANK_BAND_CELLS) return refusal_set(refusal, REFUSAL_TOO_MANY);
    Scratch s = divide(scratch, units);
    gsl_rng generator = {.type = gsl_rng_mt19937, .state = s.state};
    gsl_rng_set(&generator, SEED);
    memset(s.counts, 0, units * units * sizeof *s.counts);
    for (size_t draw = 0; draw < RANK_BAND_DRAWS; draw++) {
        memset(times, 0, sizeof times);
        for (size_t c = 0; c < cells; c++)
            times[gsl_rng_uniform_int(&generator, cells)]++;
        for (size_t u = 0; u < units; u++)
            s.shares[u] = share_of(points + u * cells, full + u * cells, times, cells);
        count_places(&s, units);
    }
    for (size_t u = 0; u < units; u++)
        bands[u] = (RankBand){.low = place_at(s.counts + u * units, units, LOW_PERCENT),
                              .high = place_at(s.counts + u * units, units, HIGH_PERCENT)};
    return refusal_set(refusal, REFUSAL_NONE);
}
