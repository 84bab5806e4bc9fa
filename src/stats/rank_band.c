#include "stats/rank_band.h"

#include <gsl/gsl_rng.h>
#include <stdint.h>
#include <string.h>

enum { SEED = 20130653, LOW_PERCENT = 5, HIGH_PERCENT = 95, MOST_UNITS = 65535 };

/* points and full by cell, so that a draw adds them up for all units at once. */
typedef struct {
    double *points, *full; /* cells × units */
    double *sums, *shares; /* of one draw: full points, and points as a share of them */
    size_t *order;         /* the units as they stood in the draw before */
    uint32_t *counts;      /* units × units: how often each unit took each place */
    void *state;           /* of the generator */
} Scratch;

static size_t rounded(size_t bytes) {
    return (bytes + 15) / 16 * 16;
}

size_t rank_band_scratch_bytes(size_t units, size_t cells) {
    return 2 * rounded(units * cells * sizeof(double)) + 2 * rounded(units * sizeof(double)) +
           rounded(units * sizeof(size_t)) + rounded(units * units * sizeof(uint32_t)) +
           rounded(gsl_rng_mt19937->size);
}

static void *take(char **at, size_t bytes) {
    void *taken = *at;
    *at += rounded(bytes);
    return taken;
}

static Scratch divide(void *scratch, size_t units, size_t cells) {
    Scratch s;
    char *at = scratch;
    s.points = take(&at, units * cells * sizeof(double));
    s.full = take(&at, units * cells * sizeof(double));
    s.sums = take(&at, units * sizeof(double));
    s.shares = take(&at, units * sizeof(double));
    s.order = take(&at, units * sizeof(size_t));
    s.counts = take(&at, units * units * sizeof(uint32_t));
    s.state = at;
    return s;
}

static void add_times(double *restrict sums, const double *restrict values, double times, size_t count) {
    for (size_t i = 0; i < count; i++)
        sums[i] += times * values[i];
}

/* A unit to which nothing of the draw applies takes no place in it: share -1. */
static void set_shares(const Scratch *s, const size_t *times, size_t units, size_t cells) {
    for (size_t u = 0; u < units; u++)
        s->shares[u] = s->sums[u] = 0;
    for (size_t c = 0; c < cells; c++) {
        if (times[c] == 0) continue;
        add_times(s->shares, s->points + c * units, (double)times[c], units);
        add_times(s->sums, s->full + c * units, (double)times[c], units);
    }
    for (size_t u = 0; u < units; u++)
        s->shares[u] = s->sums[u] > 0 ? s->shares[u] / s->sums[u] : -1;
}

/* By falling share. Shell's sort: units hardly move from one draw to the next. */
static void put_in_order(const double *shares, size_t *order, size_t units) {
    static const size_t gaps[] = {29524, 9841, 3280, 1093, 364, 121, 40, 13, 4, 1}; /* Knuth's */
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (size_t i = gaps[g]; i < units; i++) {
            const size_t unit = order[i];
            size_t at = i;
            for (; at >= gaps[g] && shares[order[at - gaps[g]]] < shares[unit]; at -= gaps[g])
                order[at] = order[at - gaps[g]];
            order[at] = unit;
        }
}

static void count_places(const Scratch *s, size_t units) {
    size_t place = 0;
    put_in_order(s->shares, s->order, units);
    for (size_t i = 0; i < units; i++) {
        const double share = s->shares[s->order[i]];
        if (share < 0) return; /* from here on, nobody has one */
        if (i > 0 && share < s->shares[s->order[i - 1]]) place = i;
        s->counts[s->order[i] * units + place]++;
    }
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
    Scratch s = divide(scratch, units, cells);
    gsl_rng generator = {.type = gsl_rng_mt19937, .state = s.state};
    gsl_rng_set(&generator, SEED);
    memset(s.counts, 0, units * units * sizeof *s.counts);
    for (size_t u = 0; u < units; u++) {
        s.order[u] = u;
        for (size_t c = 0; c < cells; c++) {
            s.points[c * units + u] = points[u * cells + c];
            s.full[c * units + u] = full[u * cells + c];
        }
    }
    for (size_t draw = 0; draw < RANK_BAND_DRAWS; draw++) {
        memset(times, 0, sizeof *times * cells);
        for (size_t c = 0; c < cells; c++)
            times[gsl_rng_uniform_int(&generator, cells)]++;
        set_shares(&s, times, units, cells);
        count_places(&s, units);
    }
    for (size_t u = 0; u < units; u++)
        bands[u] = (RankBand){.low = place_at(s.counts + u * units, units, LOW_PERCENT),
                              .high = place_at(s.counts + u * units, units, HIGH_PERCENT)};
    return refusal_set(refusal, REFUSAL_NONE);
}
