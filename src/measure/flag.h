/* flag: which departments stand out, and why (突出情况). Every indicator, and every file of queries/flags, is
 * a series: one value per department and year. Methods test its cells; one limit is kept over the whole run;
 * what is left is told with its peers, its limits and its cells. Never judges: a flag is a question to the
 * department. Which series are tested, and how, stands in the heads of the query files:
 *
 * - an indicator says `outliers: METHOD …` or `none`; `level change own spike both` when it says nothing and
 * is a rate or an amount per head.
 * - queries/flags/ID.sql begins with `flag: ID` and says `method:`, one of the following.
 * - METHOD …: a series: dept_id, year, value (month for xmr; numerator, denominator for funnel; size for
 *   regression); or item_id, budget, actual: the variance of the composition; or, for profile and several,
 * feature and value (zh, en): rates that are looked at together. Columns NAME_origin, and the cells of the
 * measure_id that a row names, lead a flag home; of several rows, each behind its item or feature.
 * - contribution: dept_id, year, item_id, value: what the series named by `for:` consist of; division: the
 * classification that a row belongs to, in order of preference; a flag is told by one of them.
 * - groups: dept_id, year, level, id, zh, en: who is compared with whom, the narrowest group (level 1) first;
 * the first one with 8 departments counts, else all of the year.
 * - peers: dept_id, year, feature, value, log: what makes two departments alike.
 * - benford: dept_id, year, value: amounts whose first digits are looked at.
 * - doubt: dept_id, year, breaks, zh, en, day: what makes a comparison doubtful, in the families or series of
 * `for:`.
 * - `unit:` money, persons, pieces or percent; `scale:` log (default for all but percent) or plain; `least:`
 * the smallest difference that is worth telling, in percentage points or percent of an amount; `floor:` the
 * same in the printed unit (5 persons). */
#ifndef JIXIAO_MEASURE_FLAG_H
#define JIXIAO_MEASURE_FLAG_H

#include "measure/query_file.h"
#include "model/spec.h"

/* The words of a key in a language; "" when there are none. */
typedef struct {
    const char *(*say)(const void *user, Lang lang, const char *key);
    const void *user;
} FlagWords;

typedef struct {
    size_t tests, flags, open; /* cells tested, flags, of these without a break or an explanation */
} FlagCount;

/* Fills the result tables flag, flag_method, flag_origin, flag_pair, first_digits, screening, screen_value,
 * peer, contribution and trend from measures, figures and findings. Inside a transaction, when indicators and
 * checks have run; `arena` must live until its end (store_put_behind). Fails on a query file that does not
 * keep its contract. */
bool flags_run(Arena *arena, Store *store, const QueryFile *indicators, size_t indicator_count,
               const QueryFile *files, size_t file_count, const FlagWords *words, int jobs, FlagCount *count,
               Err *err) MUST_USE;

/* A value of a flag, or of a cell that was tested, as people read it: 77.27%, 1,234.56 万元, 40 人; a number
 * of other units has two decimals unless it is whole. `unit`: flag.unit. "—" for what is missing. */
char *flag_value_text(Arena *arena, const Currency *currency, const FlagWords *words, const char *unit,
                      double value, Lang lang);

#endif
