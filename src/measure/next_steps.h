/* next_steps: for every scored row that has lost points, the smallest change of one figure of its year that
 * wins the next point, and the one that alone wins the next grade: of a figure in the numerator where one
 * gets there, else of one in the denominator. How a rate moves with a figure is found by asking the
 * indicator's query again with one smallest unit more, so no indicator is named here; where the points turn
 * is searched with the rule itself, to the last unit. Supposes that a rate's numerator and denominator are
 * linear in the figure, which a sum, a difference and a ratio are. Figures of the stage `budget` stay: they
 * are given. */
#ifndef JIXIAO_MEASURE_NEXT_STEPS_H
#define JIXIAO_MEASURE_NEXT_STEPS_H

#include "measure/next_step_levers.h"

/* The rows of the result table next_step. */
const Table *next_steps_make(Arena *arena, const Scores *scores, const Levers *levers, int jobs);

/* The smallest change t ≠ 0 with points(numerator + t·slope_n, denominator + t·slope_d) ≥ goal and figure + t
 * ≥ 0; false when there is none. */
typedef struct {
    const RubricRow *row;
    int64_t numerator, denominator, slope_n, slope_d, figure;
} StepLine;
bool next_step_find(const StepLine *line, int64_t goal, int64_t *change);

#endif
