/* origin: the walk home. Turns the one number that every value carries into file, line and column. */
#ifndef JIXIAO_MEASURE_ORIGIN_H
#define JIXIAO_MEASURE_ORIGIN_H

#include "store/store.h"

typedef struct {
    const Table *sources; /* name, first_origin, end_origin, columns; by first_origin */
} OriginIndex;

bool origin_index(Arena *arena, Store *store, OriginIndex *index, Err *err) MUST_USE;
/* "DATASET/FILE.csv:line:column"; "" for an origin that is in no source. */
char *origin_text(Arena *arena, const OriginIndex *index, int64_t origin);

#endif
