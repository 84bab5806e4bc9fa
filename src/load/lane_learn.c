/* The part of lane.c that learns. */
#include <string.h>

#include "load/lane_internal.h"

static const Scale *scale_of(Lane *lane, int64_t factor) {
    for (const Scale *known = lane->scales; known; known = known->next)
        if (known->factors[0] == factor) return known;
    Scale *scale = ARENA_NEW(&lane->memory, Scale);
    scale->factors[0] = factor;
    for (int i = 1; i <= LANE_DIGITS && scale->factors[i - 1] % 10 == 0; i++)
        scale->factors[i] = scale->factors[i - 1] / 10;
    scale->next = lane->scales;
    lane->scales = scale;
    return scale;
}

static void learn_value(Lane *lane, Amounts *amounts, int line) {
    const size_t which = amounts->which;
    FigureRun *run = lane->run;
    const ValueRule *value = &run->description->values[which];
    const LastGood *good = &run->good[which];
    int32_t text[FIELD_COUNT] = {0};
    amounts->known = true;
    for (int i = 0; i < LANE_FIELDS; i++) {
        const Field field = lane_fields[i];
        Meaning *meaning = lane_meaning(amounts, i);
        text[field] = field == FIELD_DEPT   ? good->dept
                      : field == FIELD_PART ? good->part
                                            : run->states[value->fields[field]->number].text;
        meaning->number = field == FIELD_YEAR ? good->year : field == FIELD_MONTH ? good->month : good->stage;
        meaning->text = text[field];
        meaning->known = true;
    }
    Meaning *dept = lane_meaning(amounts, LANE_DEPT), *item = lane_meaning(amounts, LANE_ITEM);
    if (!lane_called(lane, dept, which, text[FIELD_DEPT_NAME], text[FIELD_PARENT])) {
        ARENA_PUSH(&lane->memory, lane->called, lane->called_count, lane->called_capacity);
        lane->called[lane->called_count] =
            (Called){.which = which,
                     .alone = amounts->dept_alone ? which + 1 : 0,
                     .name = text[FIELD_DEPT_NAME],
                     .parent = text[FIELD_PARENT],
                     .next = dept->chain,
                     .dept = good->dept,
                     .number = -1,
                     .first = INT32_MAX,
                     .seen = figures_see_dept(run, value, text, good->year, line)};
        dept->chain = (int32_t)lane->called_count++;
    }
    int64_t mantissa;
    int decimals;
    /* A unit that stands in the cell says nothing about that of the column. */
    if (good->group < 0 || !lane_read_digits(lane_field(lane, value->column), &mantissa, &decimals)) return;
    if (lane_combination(lane, item, which, text[FIELD_PART], text[FIELD_UNIT])) return;
    ARENA_PUSH(&lane->memory, lane->combinations, lane->combination_count, lane->combination_capacity);
    lane->combinations[lane->combination_count] =
        (Combination){.which = which,
                      .alone = amounts->item_alone ? which + 1 : 0,
                      .part = text[FIELD_PART],
                      .unit = text[FIELD_UNIT],
                      .next = item->chain,
                      .item = text[FIELD_ITEM],
                      .group = good->group,
                      .bucket = -1,
                      .scale = scale_of(lane, run->groups[good->group].factor)};
    item->chain = (int32_t)lane->combination_count++;
}

static bool begins_row(const Lane *lane) {
    Span first = lane_field(lane, 0);
    if (first.length >= 2 && *first.at == '"') first = (Span){first.at + 1, first.length - 2};
    const char *cell = reader_trim(first.at, &first.length);
    Arena scratch = {0};
    const bool begins = rows_is_row(lane->run->header, arena_strndup(&scratch, cell, first.length));
    arena_free(&scratch);
    return begins;
}

void lane_learn(Lane *lane, int line) {
    for (size_t k = 0; k < lane->key_count; k++) {
        const Key *key = &lane->keys[k];
        if (!words_put(key->words, lane_field(lane, key->column)) || key->column > 0) continue;
        key->words->words[key->words->number].begins_row = begins_row(lane);
    }
    for (size_t i = 0; i < lane->amounts_count; i++)
        if (lane->run->good[i].row == lane->run->row) learn_value(lane, &lane->amounts[i], line);
}
