#include "measure/survey.h"

#include <math.h>

#include "stats/funnel.h"

static const char sums_sql[] =
    "SELECT dept_id, year, survey, respondent, sheets, answering, asked, answered, points, full_points, "
    "full_answered, satisfied, origin FROM survey_sum ORDER BY dept_id, year, survey, respondent";

bool survey_run(Arena *arena, Store *store, Err *err) {
    Table *t;
    if (!store_query(arena, store, "survey", sums_sql, NULL, 0, &t, err)) return false;
    table_add(t, "low", COLUMN_REAL, NULL, NULL);
    table_add(t, "high", COLUMN_REAL, NULL, NULL);
    const int answered = table_find(t, "answered"), answering = table_find(t, "answering"),
              satisfied = table_find(t, "satisfied");
    Column *low = &t->columns[table_find(t, "low")], *high = &t->columns[table_find(t, "high")];
    low->reals = ARENA_ARRAY(arena, double, t->row_count + 1);
    high->reals = ARENA_ARRAY(arena, double, t->row_count + 1);
    for (size_t row = 0; row < t->row_count; row++) {
        double answers = (double)t->columns[answered].integers[row];
        double sheets = (double)t->columns[answering].integers[row];
        double share = answers > 0 ? (double)t->columns[satisfied].integers[row] / answers : 0;
        FunnelRange interval;
        Refusal refusal;
        bool known =
            answers > 0 && funnel_find_wilson(share * sheets, sheets, FUNNEL_Z95, &interval, &refusal);
        table_set_real(t, row, "low", known ? 100 * interval.low : NAN);
        table_set_real(t, row, "high", known ? 100 * interval.high : NAN);
    }
    return store_put(store, "survey_result", t, err);
}
