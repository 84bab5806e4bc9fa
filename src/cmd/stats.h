/* stats: `jixiao stats METHOD FILE.csv`: one method on the columns of one plain file, every number printed
 * with 17 digits, so that a sceptic can check it against another program. Between stats.c and the methods. */
#ifndef JIXIAO_CMD_STATS_H
#define JIXIAO_CMD_STATS_H

#include "base/text.h"
#include "cmd/command.h"
#include "stats/refusal.h"

/* What a method is given, and where it writes. */
typedef struct {
    Arena *arena;
    const Options *options;
    size_t n;           /* rows */
    const char **ids;   /* of the rows: the column in front, or their numbers */
    size_t count;       /* columns */
    const char **names; /* of the columns */
    double **columns;   /* [count][n], NaN = missing */
    Text out;
    Refusal refusal; /* why the method gives no answer */
} StatsInput;

/* Prints its rows to in->out. False only for a setting that is wrong; a refusal goes to in->refusal. */
typedef bool StatsMethodRun(StatsInput *in, Err *err);

StatsMethodRun stats_describe, stats_outliers, stats_rank, stats_fdr, stats_benford; /* of one column */
StatsMethodRun stats_hb, stats_trend, stats_xmr, stats_funnel, stats_pefa, stats_regression,
    stats_multivariate; /* of several */

/* One row: a quantity, or `quantity[id]` of row i. NaN prints an empty value: not defined. */
void stats_number(StatsInput *in, const char *quantity, double value);
void stats_count(StatsInput *in, const char *quantity, size_t value);
void stats_word(StatsInput *in, const char *quantity, const char *word);
const char *stats_of_row(StatsInput *in, const char *quantity, size_t i);
#define stats_row(in, quantity, i, value) stats_number((in), stats_of_row((in), (quantity), (i)), (value))

/* The setting of that name into *value, which stays as it is when it was not given. */
bool stats_real(const StatsInput *in, const char *name, double low, double high, double *value,
                Err *err) MUST_USE;
bool stats_size(const StatsInput *in, const char *name, size_t *value, Err *err) MUST_USE;
/* Index of the word among `words`, which end with NULL. */
bool stats_choice(const StatsInput *in, const char *name, const char *const *words, int *value,
                  Err *err) MUST_USE;

#endif
