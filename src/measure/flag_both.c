/* Both: far among the departments of the year and far from the department's own past at once. */
#include <math.h>
#include <string.h>

#include "measure/flag_methods.h"

/* The smaller of the two scores decides; a value that is high among others but low for itself is neither. */
void test_both(FlagRun *run, const FlagMethod *method, size_t series) {
    size_t count = run->series[series].count, end = run->test_count;
    size_t *levels = ARENA_ARRAY(run->arena, size_t, count); /* place + 1 of a cell's test of levels */
    for (size_t i = 0; i < end; i++)
        if (run->tests[i].series == series && strcmp(run->tests[i].method->name, "level") == 0)
            levels[run->tests[i].cell] = i + 1;
    for (size_t i = 0; i < end; i++) {
        const FlagTest *change = &run->tests[i], *level;
        if (change->series != series || strcmp(change->method->name, "change") != 0 || !levels[change->cell])
            continue;
        level = &run->tests[levels[change->cell] - 1];
        if (level->score * change->score <= 0) continue;
        FlagTest both = fabs(level->score) < fabs(change->score) ? *level : *change;
        both.method = method;
        both.prior = change->prior;
        both.residual = change->residual;
        *flag_test_add(run, method, series, both.cell) = both;
    }
}
