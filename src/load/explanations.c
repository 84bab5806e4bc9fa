/* What is known about flags, and price indices: explanations.csv and deflators.csv. */
#include <string.h>

#include "load/cells.h"

/* State of a flag in both languages, as it is stored. */
static const char *state_of(const char *word) {
    static const char *const states[][2] = {{"new", "新"},
                                            {"explained", "已说明"},
                                            {"accepted", "接受"},
                                            {"corrected", "已更正"},
                                            {"false_alarm", "误报"}};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(word, states[i][0]) == 0 || strcmp(word, states[i][1]) == 0) return states[i][0];
    return NULL;
}

/* DEPT:YEAR:SERIES, with nothing empty. */
static bool is_flag(const char *id) {
    const char *last = strrchr(id, ':'), *middle = last;
    while (middle && middle > id && middle[-1] != ':')
        middle--;
    if (!last || middle <= id + 1 || last[1] == '\0') return false;
    return last - middle == 4 && strspn(middle, "0123456789") == 4;
}

void explanations_read_row(const TableRun *run) {
    Source *source = run->source;
    const char *state = cells_needed(run, "state");
    Explanation explanation = {.flag = cells_needed(run, "flag"),
                               .state = state_of(state),
                               .value = cells_text(run, "value"),
                               .note = cells_text(run, "note"),
                               .date = cells_date(run, "date"),
                               .line = run->rows->lines[run->row]};
    if (*explanation.flag && !is_flag(explanation.flag))
        TABLE_TROUBLE(run, "flag",
                      "flag `%s` is not the name of a flag; expected DEPT:YEAR:SERIES as in tables/flags.csv",
                      explanation.flag);
    if (*state && !explanation.state)
        TABLE_TROUBLE(
            run, "state",
            "state `%s` is not known; expected new (新), explained (已说明), accepted (接受), corrected "
            "(已更正) or false_alarm (误报)",
            state);
    ARENA_PUSH(run->context->arena, source->explanations, source->explanation_count,
               source->explanation_capacity);
    source->explanations[source->explanation_count++] = explanation;
}

void deflators_read_row(const TableRun *run) {
    Source *source = run->source;
    const char *text = cells_needed(run, "index");
    Deflator deflator = {.year = cells_year(run, "year", true),
                         .note = cells_text(run, "note"),
                         .line = run->rows->lines[run->row]};
    Decimal decimal;
    if (*text && (decimal_read(text, &decimal) != DECIMAL_DONE || decimal.percent ||
                  decimal_scale(decimal, 1000000, &deflator.index) != SCALE_DONE || deflator.index <= 0))
        TABLE_TROUBLE(run, "index",
                      "index `%s` is not a price index; expected a number above 0 such as 102.1", text);
    ARENA_PUSH(run->context->arena, source->deflators, source->deflator_count, source->deflator_capacity);
    source->deflators[source->deflator_count++] = deflator;
}
