/* One row of a rubric: its columns, and the parameters of its rule. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "measure/rubric_reader.h"
#include "measure/unit.h"
#include "model/decimal.h"

static const char *get(const RubricReader *r, const char *column) {
    return load_cell(r->rows, r->at, column);
}

/* --- bands and items --- */

static bool read_bound(const char *text, int64_t *value, int64_t open) {
    if (strcmp(text, "+") == 0 || strcmp(text, "-") == 0) {
        *value = open;
        return true;
    }
    return rubric_millionths(text, value);
}

/* "(10,20]=2" */
static bool read_band(Arena *arena, const char *text, Band *band) {
    size_t count;
    char **sides = text_split(arena, text, '=', &count);
    size_t length = strlen(sides[0]);
    if (count != 2 || length < 5 || !strchr("[(", sides[0][0]) || !strchr("])", sides[0][length - 1]))
        return false;
    band->lower_in = sides[0][0] == '[';
    band->upper_in = sides[0][length - 1] == ']';
    char **bounds = text_split(arena, arena_strndup(arena, sides[0] + 1, length - 2), ',', &count);
    return count == 2 && read_bound(bounds[0], &band->lower, INT64_MIN) &&
           read_bound(bounds[1], &band->upper, INT64_MAX) && rubric_millionths(sides[1], &band->points);
}

static int by_lower(const void *left, const void *right) {
    const Band *a = left, *b = right;
    if (a->lower != b->lower) return a->lower < b->lower ? -1 : 1;
    return b->lower_in - a->lower_in;
}

/* Neighbouring bands must meet: no gap, no overlap. */
static void check_bands(RubricReader *r, RubricRow *row) {
    Band *bands = ARENA_ARRAY(r->arena, Band, row->band_count);
    memcpy(bands, row->bands, row->band_count * sizeof *bands);
    qsort(bands, row->band_count, sizeof *bands, by_lower);
    for (size_t i = 0; i < row->band_count; i++) {
        if (bands[i].points > row->full || bands[i].points < 0)
            RUBRIC_FAULT(r, "params", "a band gives more than the full points, or less than 0");
        if (bands[i].lower > bands[i].upper ||
            (bands[i].lower == bands[i].upper && !(bands[i].lower_in && bands[i].upper_in)))
            RUBRIC_FAULT(r, "params", "a band ends before it begins, or holds nothing");
        if (i == 0) continue;
        const Band *before = &bands[i - 1];
        bool meets = before->upper == bands[i].lower && before->upper_in != bands[i].lower_in;
        if (!meets)
            RUBRIC_FAULT(
                r, "params",
                "bands %s or overlap at %s%%; neighbouring bands must share one bound, which belongs to "
                "exactly one of them",
                before->upper < bands[i].lower ? both("leave a gap") : both("meet twice"),
                decimal_text(r->arena, bands[i].lower, 6, 2, false));
    }
}

static void read_bands(RubricReader *r, RubricRow *row, const char *value) {
    size_t count;
    char **pieces = text_split(r->arena, value, '|', &count);
    row->bands = ARENA_ARRAY(r->arena, Band, count);
    for (size_t i = 0; i < count; i++) {
        if (read_band(r->arena, pieces[i], &row->bands[row->band_count]))
            row->band_count++;
        else
            RUBRIC_FAULT(r, "params", "cannot read the band `%s`; expected for example `(10,20]=2`",
                         pieces[i]);
    }
    if (row->band_count == count) check_bands(r, row);
}

static void check_mark(RubricReader *r, const RubricRow *row, const CheckItem *item) {
    for (const CheckItem *other = row->items; other < item; other++)
        if (strcmp(other->mark, item->mark) == 0)
            RUBRIC_FAULT(r, "params", "the item `%s` is given twice", item->mark);
}

static void read_items(RubricReader *r, RubricRow *row, const char *value) {
    size_t count;
    char **pieces = text_split(r->arena, value, '|', &count);
    row->items = ARENA_ARRAY(r->arena, CheckItem, count);
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        size_t two;
        char **sides = text_split(r->arena, pieces[i], '=', &two);
        CheckItem *item = &row->items[row->item_count];
        if (two != 2 || !rubric_millionths(sides[1], &item->points)) {
            RUBRIC_FAULT(r, "params", "cannot read the item `%s`; expected for example `①=2`", pieces[i]);
            continue;
        }
        item->mark = sides[0];
        check_mark(r, row, item);
        sum += item->points;
        row->item_count++;
    }
    if (row->item_count == count && sum != row->full)
        RUBRIC_FAULT(r, "params", "the items add up to %s points, but the row's full points are %s",
                     decimal_text(r->arena, sum, 6, 2, false),
                     decimal_text(r->arena, row->full, 6, 2, false));
}

/* --- the other parameters --- */

typedef struct {
    RubricReader *reader;
    RubricRow *row;
    const char *key, *value;
} Param;

/* One of a few words; the first, which is the default, when it is none of them. */
static int choice(const Param *p, const char *const *words) {
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], p->value) == 0) return i;
    RUBRIC_FAULT(p->reader, "params", "`%s=%s`: expected %s, %s%s%s", p->key, p->value, words[0], words[1],
                 words[2] ? both(" or ") : "", words[2] ? words[2] : "");
    return 0;
}

static void take_bands(const Param *p) {
    read_bands(p->reader, p->row, p->value);
}

static void take_items(const Param *p) {
    read_items(p->reader, p->row, p->value);
}

static void take_direction(const Param *p) {
    p->row->below = choice(p, (const char *const[]){"above", "below", NULL}) == 1;
}

static void take_sign(const Param *p) {
    p->row->absolute = choice(p, (const char *const[]){"signed", "absolute", NULL}) == 1;
}

static void take_part(const Param *p) {
    p->row->part = (PartPoints)choice(p, (const char *const[]){"proportional", "whole", "started", NULL});
}

static void take_zero_zero(const Param *p) {
    p->row->zero_zero = (ZeroZero)choice(p, (const char *const[]){"full", "zero", "drop", NULL});
}

static void take_mode(const Param *p) {
    p->row->sum = choice(p, (const char *const[]){"one", "sum", NULL}) == 1;
}

static void take_mark(const Param *p) {
    p->row->mark = p->value;
}

static void take_rounding(const Param *p) {
    if (strcmp(p->value, "none") == 0)
        p->row->rounding = -1;
    else if (p->value[0] >= '0' && p->value[0] <= '4' && p->value[1] == '\0')
        p->row->rounding = p->value[0] - '0';
    else
        RUBRIC_FAULT(p->reader, "params", "`rounding=%s`: expected none, or 0 to 4 decimals", p->value);
}

/* Numbers go to their place in the row; without one they are only read. */
static void take_number(const Param *p, size_t place, bool positive) {
    int64_t number;
    if (!rubric_millionths(p->value, &number))
        RUBRIC_FAULT(p->reader, "params", "`%s=%s`: expected a number", p->key, p->value);
    else if (positive && number <= 0)
        RUBRIC_FAULT(p->reader, "params", "`%s=%s`: expected a number above 0", p->key, p->value);
    else if (place)
        memcpy((char *)p->row + place, &number, sizeof number);
}

static const struct {
    const char *key;
    void (*take)(const Param *); /* NULL: a number */
    size_t place;                /* of the number in RubricRow; 0 = not kept */
    bool positive;
} params[] = {
    {"bands", take_bands, 0, false},
    {"items", take_items, 0, false},
    {"direction", take_direction, 0, false},
    {"sign", take_sign, 0, false},
    {"part", take_part, 0, false},
    {"zero_zero", take_zero_zero, 0, false},
    {"rounding", take_rounding, 0, false},
    {"mode", take_mode, 0, false},
    {"mark", take_mark, 0, false},
    {"threshold", NULL, offsetof(RubricRow, threshold), false},
    {"target", NULL, offsetof(RubricRow, target), true},
    {"points", NULL, offsetof(RubricRow, points), false},
    {"step", NULL, offsetof(RubricRow, step), true},
    {"none", NULL, offsetof(RubricRow, none), false},
    {"not_above", NULL, offsetof(RubricRow, not_above), false},
    {"above", NULL, offsetof(RubricRow, above), false},
    {"full_points", NULL, 0, false},
};
enum { PARAM_COUNT = sizeof params / sizeof *params };
static const char every_rule[] = " mode mark ";

static bool listed(Arena *arena, const char *words, const char *word) {
    return strstr(arena_printf(arena, " %s ", words), arena_printf(arena, " %s ", word)) != NULL;
}

static void read_param(RubricReader *r, RubricRow *row, const char *key, const char *value) {
    const Param param = {r, row, key, value};
    const char *keys[PARAM_COUNT];
    for (size_t i = 0; i < PARAM_COUNT; i++) {
        keys[i] = params[i].key;
        if (strcmp(params[i].key, key) != 0) continue;
        if (!listed(r->arena, row->rule->needs, key) && !listed(r->arena, row->rule->takes, key) &&
            !listed(r->arena, every_rule, key))
            RUBRIC_FAULT(r, "params", "the rule `%s` has no parameter `%s`", row->rule->name, key);
        else if (params[i].take)
            params[i].take(&param);
        else
            take_number(&param, params[i].place, params[i].positive);
        return;
    }
    RUBRIC_FAULT(r, "params", "unknown parameter `%s`%s", key,
                 rubric_did_you_mean(r->arena, key, keys, PARAM_COUNT));
}

/* A rule without what it needs would score silently. */
static void check_needs(RubricReader *r, const RubricRow *row, const char *given) {
    size_t count;
    char **needs = text_split(r->arena, row->rule->needs, ' ', &count);
    for (size_t i = 0; i < count; i++)
        if (*needs[i] && !listed(r->arena, given, needs[i]))
            RUBRIC_FAULT(r, "params", "the rule `%s` needs the parameter `%s`", row->rule->name, needs[i]);
}

static void read_params(RubricReader *r, RubricRow *row) {
    Text given = {.arena = r->arena};
    size_t count;
    char **pieces = text_split(r->arena, get(r, "params"), ';', &count);
    for (size_t i = 0; i < count; i++) {
        if (*pieces[i] == '\0') continue;
        char *equals = strchr(pieces[i], '=');
        if (!equals) {
            RUBRIC_FAULT(r, "params", "cannot read `%s`; expected key=value", pieces[i]);
            continue;
        }
        *equals = '\0';
        const char *key = text_trim(r->arena, pieces[i]);
        if (listed(r->arena, text_string(&given), key))
            RUBRIC_FAULT(r, "params", "the parameter `%s` is given twice", key);
        text_appendf(&given, " %s ", key);
        read_param(r, row, key, text_trim(r->arena, equals + 1));
    }
    check_needs(r, row, text_string(&given));
}

/* --- the columns --- */

static void read_rule(RubricReader *r, RubricRow *row) {
    const char *word = get(r, "rule");
    row->rule = rule_find(word);
    if (row->rule) return;
    const char *names[16] = {NULL};
    size_t count = 0;
    while (count < sizeof names / sizeof *names && rule_name(count)) {
        names[count] = rule_name(count);
        count++;
    }
    RUBRIC_FAULT(r, "rule", "unknown rule `%s`%s", word, rubric_did_you_mean(r->arena, word, names, count));
}

static void read_indicator(RubricReader *r, RubricRow *row, const char *const *indicators) {
    row->indicator = get(r, "indicator");
    if (*row->indicator == '\0') return;
    size_t count = 0;
    for (; indicators[count]; count++)
        if (strcmp(indicators[count], row->indicator) == 0) return;
    RUBRIC_FAULT(r, "indicator", "unknown indicator `%s`%s", row->indicator,
                 rubric_did_you_mean(r->arena, row->indicator, indicators, count));
}

static void read_years(RubricReader *r, RubricRow *row) {
    static const char *const years[] = {"valid_from", "valid_to"};
    int *const into[] = {&row->valid_from, &row->valid_to};
    for (size_t i = 0; i < 2; i++)
        if (*get(r, years[i]) && !text_integer(get(r, years[i]), into[i]))
            RUBRIC_FAULT(r, years[i], "`%s` is not a year", get(r, years[i]));
    if (row->valid_from && row->valid_to && row->valid_to < row->valid_from)
        RUBRIC_FAULT(r, "valid_to", "the row ends in %d, before it begins in %d", row->valid_to,
                     row->valid_from);
}

void rubric_read_row(RubricReader *r, RubricRow *row, const char *const *indicators) {
    *row = (RubricRow){.id = get(r, "id"),
                       .level1 = {get(r, "level1"), get(r, "level1_en")},
                       .level2 = {get(r, "level2"), get(r, "level2_en")},
                       .name = {get(r, "zh"), get(r, "en")},
                       .merge_group = get(r, "merge_group"),
                       .choice_group = get(r, "choice_group"),
                       .evidence = {get(r, "evidence"), get(r, "evidence_en")},
                       .basis = get(r, "basis"),
                       .kinds = *get(r, "kinds") ? get(r, "kinds") : r->kinds,
                       .line = r->rows->lines[r->at],
                       .valid_from = r->valid_from,
                       .valid_to = r->valid_to,
                       .target = 100 * POINTS_ONE,
                       .mark = "",
                       .rounding = -1};
    read_years(r, row);
    if (*row->id == '\0') RUBRIC_FAULT(r, "id", "the row needs an id");
    if (!rubric_millionths(get(r, "full"), &row->full) || row->full <= 0 || row->full > 1000 * POINTS_ONE)
        RUBRIC_FAULT(r, "full", "`%s` is not a number of full points above 0 and up to 1000", get(r, "full"));
    read_rule(r, row);
    read_indicator(r, row, indicators);
    if (row->rule) read_params(r, row); /* what an unknown rule takes is unknown, too */
    if (!row->rule) row->rule = rule_find("direct");
}
