/* negatives: what a search for outliers must leave alone. Departments that come are written as files of their
 * own. */
#ifndef JIXIAO_TESTS_NEGATIVES_H
#define JIXIAO_TESTS_NEGATIVES_H

#include "base/text.h"
#include "plant.h"

typedef struct {
    Text figures, depts, lineage, explanations; /* rows without headers */
    const char *money;                          /* unit of money: 元 or USD */
} Negatives;

bool negatives_transfer(Planting *planting, Negatives *negatives);
bool negatives_new(Planting *planting, Negatives *negatives);
/* Explains whatever may be flagged at the place of the planting. */
void negatives_explain(Planting *planting, Negatives *negatives);
bool negatives_write(const Negatives *negatives, Arena *arena, const char *folder, Err *err) MUST_USE;

#endif
