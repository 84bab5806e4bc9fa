/* flag_methods: the methods that hold a cell against others. Each adds one test for each cell, or says why
 * there is none (flag_refuse). For flag*.c only. */
#ifndef JIXIAO_MEASURE_FLAG_METHODS_H
#define JIXIAO_MEASURE_FLAG_METHODS_H

#include "measure/flag_parts.h"

/* Places of cells that are compared with each other, and which of them are judged here. */
typedef struct {
    size_t *cells, count;
    const char *group; /* id; "" = all departments */
    const bool *judged;
} Group;

typedef void GroupTest(FlagRun *run, const FlagMethod *method, size_t series, const Group *group, void *user);

/* Calls `test` for every group of cells whose values[] are there: each is judged in the first of its groups
 * that has FLAG_GROUP_LEAST of them, else among all of the year. A twin of another department is neither
 * judged nor compared with. */
void group_each(FlagRun *run, const FlagMethod *method, size_t series, const double *values, GroupTest *test,
                void *user);
bool group_judges(const Group *group, size_t at);
void group_refuse(FlagRun *run, const FlagMethod *method, size_t series, const Group *group, Refusal why);
size_t group_place(const double *values, size_t n,
                   double value); /* from the highest; NaN counts for nothing */

/* Number of a method's family: its first method stands for it. */
size_t flag_family(const FlagMethod *method);

/* The cell before is the same department's year before. */
bool flag_follows(const FlagSeries *series, size_t cell);

/* Tests moves[cell], x less what it is held against (NaN: nothing to hold it against): as the group moved
 * that year, and as the department usually moves. flag_change.c */
void flag_judge_moves(FlagRun *run, const FlagMethod *method, size_t series, double *moves);

typedef void FlagTestMethod(FlagRun *run, const FlagMethod *method, size_t series);
FlagTestMethod test_level;      /* flag_level.c: robust z among the departments of the year */
FlagTestMethod test_regression; /* flag_level.c: against what is usual for the department's size */
FlagTestMethod test_profile;    /* flag_profile.c: rates that do not fit together */
FlagTestMethod test_several;    /* flag_several.c: many rates that move in the same year; after the others */
FlagTestMethod test_change;     /* flag_change.c: against last year */
FlagTestMethod test_own;        /* flag_own.c: against the median of its years before */
FlagTestMethod test_spike;      /* flag_own.c: unlike the years before and the years after */
FlagTestMethod test_both;       /* flag_both.c: far among the others and from its own past */
FlagTestMethod test_drift;      /* flag_change.c: slopes of long series */
FlagTestMethod test_hb;         /* flag_counts.c: change of amounts, weighted by size */
FlagTestMethod test_funnel;     /* flag_counts.c: shares of counts */
FlagTestMethod test_xmr;        /* flag_counts.c: a department's own months */

#endif
