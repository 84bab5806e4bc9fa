/* The kinds of plants. Each tries one place, drawn at random, and says whether it did. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "plant.h"

static double between(Planting *p, double low, double high) {
    return low + (high - low) * random_uniform(&p->random);
}

static bool draw_place(Planting *p) {
    Clean *clean = p->clean;
    p->dept = (int)random_below(&p->random, clean->dept_count);
    p->year = clean->first_year + 1 + (int)random_below(&p->random, clean->last_year - clean->first_year);
    return clean->depts[p->dept].usable;
}

static const Rate *draw_rate(Planting *p) {
    const Rate *rate = &rates[random_below(&p->random, rate_count)];
    return strcmp(rate->dataset, p->dataset) == 0 ? rate : NULL;
}

static const Amount *draw_amount(Planting *p) {
    const Amount *amount = &amounts[random_below(&p->random, amount_count)];
    return strcmp(amount->dataset, p->dataset) == 0 ? amount : NULL;
}

/* Where an effect of k robust standard deviations ends: beyond the median of all and of the peer group. */
typedef struct {
    double low, high, k, now;
    bool good;
} Effect;

static Effect effect_at(Planting *p, const Series *series) {
    Effect effect = {.now = *series_at(series, p->dept, p->year)};
    Spread all = clean_spread(p->clean, series, p->year, -1),
           peers = clean_spread(p->clean, series, p->year, p->dept);
    double size = series->size[p->dept * YEAR_ROOM + p->year - YEAR_LEAST];
    effect.good = !isnan(effect.now) && all.n >= 8 && all.sd > 0 && size >= all.median_size;
    if (!effect.good) return effect;
    effect.k = fmax(6, series->tail) * between(p, 1, 1.5);
    double low = all.median, high = all.median;
    if (peers.n >= 8) low = fmin(low, peers.median), high = fmax(high, peers.median);
    effect.low = low - effect.k * all.sd;
    effect.high = high + effect.k * all.sd;
    return effect;
}

/* Brings a rate to a value in percent, with everything that its numerator belongs to. */
static bool move_rate(Draft *draft, const Rate *rate, int dept, int year, double percent) {
    Key key = {rate->numerator, dept, year, 12, rate->stage};
    double base = draft_value(draft, (Key){rate->denominator, dept, year, 12, rate->base});
    Cell cell = clean_cell(draft->clean, key);
    if (draft->bad || cell.value == ABSENT) return false;
    double step = cell.step > 1 ? (double)cell.step : 1, now = draft_value(draft, key);
    double value = round(percent / 100 * base / step) * step;
    draft_chain(draft, rate->chain, key, value - now);
    draft_set(draft, key, value);
    return !draft->bad;
}

static bool few_posts(Planting *p, const Rate *rate) {
    return strcmp(rate->numerator, "staff") == 0 &&
           clean_cell(p->clean, (Key){"staff", p->dept, p->year, 12, BUDGET}).value < 20;
}

/* The projects stay at least as large as the key projects among them. */
static bool key_projects_fit(Draft *draft, int dept, int year) {
    if (clean_cell(draft->clean, (Key){"key_project_expenditure", dept, year, 12, ACTUAL}).value == ABSENT)
        return true;
    return draft_value(draft, (Key){"expenditure_project", dept, year, 12, ACTUAL}) >=
           draft_value(draft, (Key){"key_project_expenditure", dept, year, 12, ACTUAL});
}

static bool shift(Planting *p, const Rate *rate, double percent, double k, double now) {
    Draft draft = {.clean = p->clean};
    if (percent <= 0 || !move_rate(&draft, rate, p->dept, p->year, percent) ||
        !key_projects_fit(&draft, p->dept, p->year) || !draft_make(&draft))
        return false;
    snprintf(p->what, sizeof p->what, "%s", rate->indicator);
    snprintf(p->size, sizeof p->size, "%.2f %% to %.2f %% (%.1f s)", now, percent, k);
    return true;
}

static bool try_level(Planting *p) {
    const Rate *rate = draw_rate(p);
    if (!draw_place(p) || !rate || !(rate->up || rate->down) || few_posts(p, rate)) return false;
    Series series = clean_rate(p->clean, rate->indicator);
    Effect effect = effect_at(p, &series);
    if (!effect.good) return false;
    bool up = rate->up && (!rate->down || random_chance(&p->random, .5));
    return shift(p, rate, up ? effect.high : effect.low, effect.k, effect.now);
}

static bool try_over(Planting *p) {
    const Rate *rate = draw_rate(p);
    if (!draw_place(p) || !rate || !rate->over || few_posts(p, rate)) return false;
    Series series = clean_rate(p->clean, rate->indicator);
    Effect effect = effect_at(p, &series);
    double percent = between(p, 125, 160);
    return effect.good && shift(p, rate, fmax(percent, effect.high), effect.k, effect.now);
}

static bool try_survey(Planting *p) {
    const Rate *rate = draw_rate(p);
    if (!draw_place(p) || !rate || !rate->survey) return false;
    Series series = clean_rate(p->clean, rate->indicator);
    Effect effect = effect_at(p, &series);
    return effect.good && shift(p, rate, effect.low, effect.k, effect.now);
}

static bool try_pattern(Planting *p) {
    if (!draw_place(p)) return false;
    Draft draft = {.clean = p->clean};
    for (int i = 0; i < rate_count; i++) {
        const Rate *rate = &rates[i];
        if (strcmp(rate->dataset, p->dataset) != 0 || !rate->pattern) continue;
        Series series = clean_rate(p->clean, rate->indicator);
        Spread all = clean_spread(p->clean, &series, p->year, -1);
        if (few_posts(p, rate) || all.n < 25 || all.sd <= 0 || isnan(*series_at(&series, p->dept, p->year)))
            return false;
        if (!move_rate(&draft, rate, p->dept, p->year, all.median - between(p, 3, 3.4) * all.sd))
            return false;
    }
    if (!key_projects_fit(&draft, p->dept, p->year) || !draft_make(&draft)) return false;
    snprintf(p->what, sizeof p->what, "%s", "five rates");
    snprintf(p->size, sizeof p->size, "each 3.0 to 3.4 s below the median");
    return true;
}

/* --- amounts --- */

static double draw_direction(Planting *p, const Amount *amount, double factor) {
    return *amount->added || random_chance(&p->random, .6) ? factor : 1 / factor;
}

static bool multiply(Planting *p, const Amount *amount, double factor, const char *words) {
    Draft draft = {.clean = p->clean};
    draft_multiply(&draft, amount, p->dept, p->year, factor);
    if (!draft_make(&draft)) return false;
    snprintf(p->what, sizeof p->what, "%s", amount->item);
    snprintf(p->size, sizeof p->size, "%s%.3f", words, factor);
    return true;
}

/* An ordinary year of an ordinary change: what is planted is not undone by what was there. */
static bool ordinary_change(Planting *p, const Amount *amount, Effect *effect) {
    Series series = clean_change(p->clean, amount->item, ACTUAL);
    *effect = effect_at(p, &series);
    Spread all = clean_spread(p->clean, &series, p->year, -1);
    return effect->good && fabs(effect->now - all.median) <= 2 * all.sd;
}

static bool try_jump(Planting *p) {
    const Amount *amount = draw_amount(p);
    Effect effect;
    if (!draw_place(p) || !amount || !ordinary_change(p, amount, &effect)) return false;
    double log_size = fmax(log(2.5), effect.high);
    return multiply(p, amount, draw_direction(p, amount, exp(log_size)), "amount × ");
}

static bool try_slip(Planting *p) {
    static const char *const items[] = {"expenditure", "obligations",     "three_public",
                                        "procurement", "personnel_funds", "fixed_assets"};
    const char *item = items[random_below(&p->random, 6)];
    if (!draw_place(p)) return false;
    double factor = strcmp(p->dataset, "county") == 0 ? 10000 : 1000;
    if (random_chance(&p->random, .5)) factor = 1 / factor;
    Key key = {item, p->dept, p->year, 12, random_chance(&p->random, .5) ? BUDGET : ACTUAL};
    Series series = clean_change(p->clean, item, key.stage);
    Effect effect = effect_at(p, &series);
    Cell cell = clean_cell(p->clean, key);
    if (!effect.good || (double)cell.value * factor < 10 * (double)(cell.step + 1)) return false;
    Draft draft = {.clean = p->clean};
    draft_set(&draft, key, (double)cell.value * factor);
    if (!draft_make(&draft)) return false;
    snprintf(p->what, sizeof p->what, "%s", item);
    snprintf(p->size, sizeof p->size, "%s × %g", key.stage == BUDGET ? "budget" : "actual", factor);
    return true;
}

/* Parts that came or went in the meantime would leave a sum that is wrong. */
static bool parts_add_up(Draft *draft, const Amount *amount, const Planting *p) {
    if (*amount->parts != '@') return true;
    for (int year = p->year - 4; year <= p->year; year++) {
        size_t count;
        const char **items = clean_items(p->clean, amount->parts + 1, p->dept, year, &count);
        double sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += draft_value(draft, (Key){items[i], p->dept, year, 12, BUDGET});
        if (fabs(sum - draft_value(draft, (Key){amount->item, p->dept, year, 12, BUDGET})) > 1) return false;
    }
    return true;
}

/* The four years before stand still at the first one's budget; then it moves. */
static bool try_frozen(Planting *p) {
    const Amount *amount = draw_amount(p);
    if (!draw_place(p) || !amount || !amount->frozen || p->year - 4 < p->clean->first_year) return false;
    Effect effect;
    if (!ordinary_change(p, amount, &effect)) return false;
    double still = (double)clean_cell(p->clean, (Key){amount->item, p->dept, p->year - 4, 12, BUDGET}).value;
    double factor = draw_direction(p, amount, between(p, 2, 3));
    Draft draft = {.clean = p->clean};
    for (int year = p->year - 3; year <= p->year; year++) {
        double budget = (double)clean_cell(p->clean, (Key){amount->item, p->dept, year, 12, BUDGET}).value;
        double change = still / budget;
        if (!(still > 0) || !(budget > 0) || change < .7 || change > 1.4) return false;
        draft_multiply(&draft, amount, p->dept, year, year == p->year ? change * factor : change);
    }
    /* To the cent: each part of the budget as it was four years ago. */
    size_t changes = draft.count;
    for (size_t i = 0; i < changes && *amount->parts; i++) {
        Change *change = &draft.changes[i];
        if (change->key.stage != BUDGET || change->key.year == p->year) continue;
        Key first = change->key;
        first.year = p->year - 4;
        int64_t value = clean_cell(p->clean, first).value;
        if (value == ABSENT || value == 0) return false;
        change->value = (double)value;
    }
    if (!parts_add_up(&draft, amount, p) || !draft_make(&draft)) return false;
    snprintf(p->what, sizeof p->what, "%s", amount->item);
    snprintf(p->size, sizeof p->size, "four years the same then × %.3f", factor);
    return true;
}

static bool try_drift(Planting *p) {
    const Amount *amount = draw_amount(p);
    enum { LEAST = 15 };
    if (!draw_place(p) || !amount || !amount->drift) return false;
    Clean *clean = p->clean;
    if (clean_year_count(clean, amount->item, p->dept, ACTUAL) < LEAST ||
        clean_year_count(clean, amount->item, p->dept, BUDGET) < LEAST)
        return false;
    /* The slopes of all departments as a series of one year, so that their spread is found as that of rates.
     */
    Series slopes = clean_series(clean);
    for (int d = 0; d < clean->dept_count; d++) {
        double slope = clean_slope(clean, amount->item, d, ACTUAL, LEAST);
        *series_at(&slopes, d, YEAR_LEAST) = slope;
        Cell size = clean_cell(clean, (Key){amount->item, d, clean->last_year - 5, 12, ACTUAL});
        slopes.size[d * YEAR_ROOM] = size.value == ABSENT ? NAN : (double)size.value;
    }
    Spread all = clean_spread(clean, &slopes, YEAR_LEAST, -1);
    double own = *series_at(&slopes, p->dept, YEAR_LEAST), k = between(p, 6, 8);
    if (isnan(own) || !(slopes.size[p->dept * YEAR_ROOM] >= all.median_size)) return false;
    double wanted = all.median + (random_chance(&p->random, .5) ? k : -k) * all.sd;
    for (int year = clean->first_year; year <= clean->last_year; year++) {
        Draft draft = {.clean = clean};
        draft_multiply(&draft, amount, p->dept, year, exp((wanted - own) * (year - clean->first_year)));
        (void)draft_make(&draft);
    }
    p->year = 0;
    snprintf(p->what, sizeof p->what, "%s", amount->item);
    snprintf(p->size, sizeof p->size, "slope %.3f to %.3f a year (%.1f s)", own, wanted, k);
    return true;
}

const PlantKind plant_kinds[] = {
    {"level", 2, 2, try_level, false},     {"jump", 2, 2, try_jump, false},
    {"slip", 2, 2, try_slip, false},       {"over", 1, 1, try_over, false},
    {"pattern", 0, 2, try_pattern, false}, {"survey", 0, 2, try_survey, false},
    {"frozen", 1, 1, try_frozen, false},   {"drift", 1, 0, try_drift, false},
    {"grant", 1, 1, try_jump, true},
};
const int plant_kind_count = sizeof plant_kinds / sizeof *plant_kinds;
