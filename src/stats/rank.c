#include "stats/rank.h"

#include <math.h>

#include "stats/sample.h"

size_t rank_scratch_bytes(size_t n) {
    return (n > 0 && n <= SAMPLE_MOST ? n : 1) * sizeof(SampleItem);
}

/* All values of one tie: `smaller` values lie below it, `tied` are in it. */
static Rank rank_of_tie(size_t smaller, size_t tied, size_t present, RankBetter better) {
    size_t larger = present - smaller - tied;
    size_t worse = better == RANK_BETTER_HIGHER ? smaller : larger;
    size_t ahead = better == RANK_BETTER_HIGHER ? larger : smaller;
    return (Rank){
        .place = ahead + 1,
        .tied = tied,
        .out_of = present,
        .average = (double)ahead + ((double)tied + 1.0) / 2.0,
        .percentile = ((double)worse + (double)tied / 2.0) / (double)present,
        .share_beaten = present > 1 ? (double)worse / (double)(present - 1) : NAN,
    };
}

bool rank_values(const double *values, size_t n, RankBetter better, void *scratch, Rank *ranks,
                 Refusal *refusal) {
    SampleItem *items = scratch;
    size_t present = 0;
    if (!sample_sort_items(values, n, items, &present, refusal)) return false;
    for (size_t i = 0; i < n; i++)
        ranks[i] = (Rank){.out_of = present, .average = NAN, .percentile = NAN, .share_beaten = NAN};
    for (size_t start = 0; start < present;) {
        size_t end = start + 1;
        while (end < present && items[end].value == items[start].value)
            end++;
        Rank shared = rank_of_tie(start, end - start, present, better);
        for (size_t k = start; k < end; k++)
            ranks[items[k].index] = shared;
        start = end;
    }
    return true;
}
