/* One item: its pairs of years, what is usual among the departments of a year, and what is far from it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "measure/changes_internal.h"
#include "model/decimal.h"
#include "stats/describe.h"
#include "stats/middle.h"

struct ChangePair {
    const ChangeRow *current; /* the row before it is that of the year before */
    double rate;              /* percent; NaN = not comparable */
};

struct ChangeSpread {
    size_t n, first; /* its rates in work->rates */
    double median, mad;
    char printed[2 * NUMBER_ROOM]; /* median,mad, */
};

static int64_t actual(const ChangeRow *row) {
    return row->value[STAGE_ACTUAL];
}

static Wide change_of(const ChangeRow *current) {
    return (Wide)actual(current) - actual(current - 1);
}

static char *put_pair(char *at, const ChangeFrame *frame, const ChangeItem *item, const ChangeRow *row) {
    at = changes_put_code(at, frame->codes[row->dept]);
    at = changes_put_code(at, item->code);
    at = number_put(at, row->year, 0, 0);
    *at++ = ',';
    return at;
}

static void print_change(ChangeWork *work, const ChangeFrame *frame, const ChangeItem *item,
                         const ChangeRow *current) {
    Text *out = &work->texts[CHANGES_FILE];
    char *first = text_room(out, frame->codes[current->dept].length + item->code.length + CHANGES_LINE_ROOM);
    char *at = put_pair(first, frame, item, current);
    at = number_put(at, actual(current - 1), item->scale, item->decimals);
    *at++ = ',';
    at = number_put(at, actual(current), item->scale, item->decimals);
    *at++ = ',';
    at = number_put(at, change_of(current), item->scale, item->decimals);
    *at++ = ',';
    if (actual(current - 1) > 0) at = number_put_percent(at, change_of(current), actual(current - 1));
    *at++ = '\n';
    out->size += (size_t)(at - first);
    work->lines[CHANGES_FILE]++;
}

static double rate_of(const ChangeRow *current) {
    if (actual(current - 1) <= 0) return NAN;
    return (double)(100 * (long double)change_of(current) / (long double)actual(current - 1));
}

/* Pairs of years that follow each other; the rates are counted by year on the way. */
static void find_pairs(ChangeWork *work, const ChangeFrame *frame, const ChangeItem *item) {
    work->pair_count = 0;
    for (size_t i = 1; i < work->rows.count; i++) {
        const ChangeRow *current = &work->rows.rows[i], *prior = current - 1;
        if (prior->dept != current->dept || prior->year + 1 != current->year ||
            actual(prior) == TABLE_MISSING || actual(current) == TABLE_MISSING)
            continue;
        print_change(work, frame, item, current);
        if (current->twin) continue;
        ARENA_PUSH(work->arena, work->pairs, work->pair_count, work->pair_capacity);
        struct ChangePair *pair = &work->pairs[work->pair_count++];
        *pair = (struct ChangePair){.current = current, .rate = rate_of(current)};
        if (!isnan(pair->rate)) work->spreads[current->year - FIRST_YEAR].n++;
    }
}

/* The rates side by side, year by year. */
static void gather_rates(ChangeWork *work) {
    size_t count = 0;
    for (size_t year = 0; year < YEARS; year++) {
        work->spreads[year].first = count;
        count += work->spreads[year].n;
    }
    if (count > work->rate_capacity) {
        work->rates = ARENA_ARRAY(work->arena, double, count);
        work->rate_capacity = count;
    }
    for (size_t i = 0; i < work->pair_count; i++) {
        const struct ChangePair *pair = &work->pairs[i];
        if (isnan(pair->rate)) continue;
        struct ChangeSpread *spread = &work->spreads[pair->current->year - FIRST_YEAR];
        work->rates[spread->first++] = pair->rate;
    }
}

static void print_spreads(ChangeWork *work, const ChangeItem *item) {
    Text *out = &work->texts[SPREAD_FILE];
    for (size_t year = 0; year < YEARS; year++) {
        struct ChangeSpread *spread = &work->spreads[year];
        if (spread->n == 0) continue;
        middle_find(&work->rates[spread->first - spread->n], spread->n, &spread->median, &spread->mad);
        snprintf(spread->printed, sizeof spread->printed, "%.4f,%.4f", spread->median, spread->mad);
        text_append_bytes(out, item->code.field, item->code.length);
        text_appendf(out, "%d,%zu,%s\n", FIRST_YEAR + (int)year, spread->n, spread->printed);
        work->lines[SPREAD_FILE]++;
    }
}

static void print_outlier(ChangeWork *work, const ChangeFrame *frame, const ChangeItem *item,
                          const struct ChangePair *pair, const struct ChangeSpread *spread) {
    const ChangeRow *current = pair->current;
    Text *out = &work->texts[OUTLIERS_FILE];
    char *first = text_room(out, frame->codes[current->dept].length + item->code.length + CHANGES_LINE_ROOM);
    char *at = put_pair(first, frame, item, current);
    at = number_put_percent(at, change_of(current), actual(current - 1));
    *at++ = ',';
    out->size += (size_t)(at - first);
    text_append(out, spread->printed);
    if (spread->mad > 0)
        text_appendf(out, ",%.4f\n", (pair->rate - spread->median) / (DESCRIBE_MAD_SCALE * spread->mad));
    else
        text_append(out, ",\n");
    work->lines[OUTLIERS_FILE]++;
}

static void find_outliers(ChangeWork *work, const ChangeFrame *frame, const ChangeItem *item) {
    for (size_t i = 0; i < work->pair_count; i++) {
        const struct ChangePair *pair = &work->pairs[i];
        const struct ChangeSpread *spread = &work->spreads[pair->current->year - FIRST_YEAR];
        if (fabs(pair->rate - spread->median) > CHANGES_FAR * DESCRIBE_MAD_SCALE * spread->mad)
            print_outlier(work, frame, item, pair, spread);
    }
}

bool changes_item(ChangeWork *work, const ChangeFrame *frame, const ChangeItem *item, Err *err) {
    if (!work->spreads) work->spreads = ARENA_ARRAY(work->arena, struct ChangeSpread, YEARS);
    for (size_t year = 0; year < YEARS; year++)
        work->spreads[year].n = 0;
    for (size_t i = 0; item->counted && i < work->rows.count; i++)
        if (!changes_add(&work->sums, &work->rows.rows[i]))
            return err_set(err, ERR_SOURCE, "the totals add up to more than 128 bits can hold");
    find_pairs(work, frame, item);
    gather_rates(work);
    print_spreads(work, item);
    find_outliers(work, frame, item);
    return true;
}
