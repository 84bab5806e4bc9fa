/* Changes that keep sums: what belongs together is changed together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plant.h"

const Rate rates[] = {
    {"philadelphia", "budget_vs_initial_rate", "expenditure", "@object", "expenditure", ACTUAL, BUDGET,
     .down = true, .up = true},
    {"philadelphia", "obligation_execution_rate", "obligations", "", "obligations", ACTUAL, ADJUSTED,
     .down = true, .up = true, .over = true},
    {"philadelphia", "staffing_control_rate", "staff", "", "staff", ACTUAL, BUDGET, .down = true, .up = true,
     .over = true},
    {"county", "budget_execution_rate", "expenditure",
     "expenditure_project @function 302 revenue revenue/fund_general_public", "expenditure", ACTUAL, ADJUSTED,
     .down = true, .over = true, .pattern = true},
    {"county", "procurement_execution_rate", "procurement", "", "procurement", ACTUAL, BUDGET, .down = true,
     .pattern = true},
    {"county", "fixed_asset_utilization", "fixed_assets_in_use", "", "fixed_assets", ACTUAL, ACTUAL,
     .down = true, .over = true, .pattern = true},
    {"county", "key_spending_ratio", "key_project_expenditure", "", "expenditure_project", ACTUAL, ACTUAL,
     .down = true, .pattern = true},
    {"county", "staffing_control_rate", "staff", "", "staff", ACTUAL, BUDGET, .down = true, .up = true,
     .over = true, .pattern = true},
    {"county", "three_public_control_rate", "three_public", "three_public_reception", "three_public", ACTUAL,
     BUDGET, .up = true, .over = true},
    {"county", "satisfaction_rate", "survey_points", "", "survey_full_points", ACTUAL, ACTUAL,
     .survey = true},
};
const int rate_count = sizeof rates / sizeof *rates;

#define VEHICLES "three_public_vehicle = three_public_vehicle_purchase three_public_vehicle_operation"
const Amount amounts[] = {
    {"philadelphia", "expenditure", "@object", "", "ba", false, .frozen = true, .drift = true, .added = ""},
    {"philadelphia", "obligations", "", "", "bja", true, .added = ""},
    {"county", "expenditure", "", "", "bja", false,
     .added = "expenditure_project @function 302 revenue revenue/fund_general_public"},
    {"county", "three_public",
     "three_public_abroad three_public_reception three_public_vehicle_purchase "
     "three_public_vehicle_operation",
     VEHICLES, "ba", false, .frozen = true, .added = ""},
    {"county", "procurement", "", "", "ba", false, .frozen = true, .added = ""},
};
const int amount_count = sizeof amounts / sizeof *amounts;

void draft_set(Draft *draft, Key key, double value) {
    int64_t now = clean_cell(draft->clean, key).value;
    if (now == ABSENT || (now == 0 && fabs(value) >= 1) || value < 0 || draft->count == CHANGE_MAX)
        draft->bad = true;
    if (draft->bad) return;
    for (size_t i = 0; i < draft->count; i++) {
        Key other = draft->changes[i].key;
        if (strcmp(other.item, key.item) == 0 && other.year == key.year && other.month == key.month &&
            other.stage == key.stage) {
            draft->changes[i].value = value;
            return;
        }
    }
    draft->changes[draft->count++] = (Change){key, value};
}

double draft_value(Draft *draft, Key key) {
    for (size_t i = 0; i < draft->count; i++) {
        Key other = draft->changes[i].key;
        if (strcmp(other.item, key.item) == 0 && other.year == key.year && other.month == key.month &&
            other.stage == key.stage)
            return draft->changes[i].value;
    }
    int64_t value = clean_cell(draft->clean, key).value;
    if (value == ABSENT) draft->bad = true;
    return value == ABSENT ? 0 : (double)value;
}

static double whole_steps(Draft *draft, Key key, double value) {
    int64_t step = clean_cell(draft->clean, key).step;
    double unit = step > 1 ? (double)step : 1;
    return round(value / unit) * unit;
}

void draft_add(Draft *draft, Key key, double change) {
    draft_set(draft, key, draft_value(draft, key) + change);
}

bool draft_make(Draft *draft) {
    for (size_t i = 0; i < draft->count && !draft->bad; i++)
        if (draft->changes[i].value < 0) draft->bad = true;
    if (draft->bad || draft->count == 0) return false;
    for (size_t i = 0; i < draft->count; i++)
        clean_set(draft->clean, draft->changes[i].key, draft->changes[i].value);
    return true;
}

static bool stage_meant(const Amount *amount, Stage stage) {
    return strchr(amount->stages, "bja"[stage]) != NULL;
}

/* The parts times the factor, each rounded to its print, and their sum. */
static double multiply_parts(Draft *draft, const Amount *amount, Key key, double factor) {
    size_t count;
    Arena *arena = draft->clean->arena;
    const char **items;
    if (*amount->parts == '@')
        items = clean_items(draft->clean, amount->parts + 1, key.dept, key.year, &count);
    else
        items = (const char **)text_split(arena, amount->parts, ' ', &count);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        Key part = key;
        part.item = items[i];
        int64_t now = clean_cell(draft->clean, part).value;
        if (now == ABSENT || now == 0) continue;
        double value = whole_steps(draft, part, (double)now * factor);
        if (now > 0)
            draft_set(draft, part, value);
        else
            draft->bad = true; /* a negative part */
        sum += value;
    }
    return sum;
}

static void sum_again(Draft *draft, const Amount *amount, Key key) {
    if (*amount->subtotal == '\0') return;
    size_t count;
    char **words = text_split(draft->clean->arena, amount->subtotal, ' ', &count);
    double sum = 0;
    Key part = key;
    for (size_t i = 2; i < count; i++) {
        part.item = words[i];
        sum += draft_value(draft, part);
    }
    part.item = words[0];
    draft_set(draft, part, sum);
}

void draft_multiply(Draft *draft, const Amount *amount, int dept, int year, double factor) {
    for (Stage stage = 0; stage < STAGE_COUNT; stage++) {
        if (!stage_meant(amount, stage)) continue;
        for (int month = amount->months ? 1 : 12; month <= 12; month++) {
            Key key = {amount->item, dept, year, month, stage};
            int64_t now = clean_cell(draft->clean, key).value;
            if (now == ABSENT || now == 0) continue;
            double value = whole_steps(draft, key, (double)now * factor);
            if (*amount->parts) {
                value = multiply_parts(draft, amount, key, factor);
                sum_again(draft, amount, key);
            }
            if (*amount->added) { /* the same sum at all stages, so that the adjustment stays */
                double budget =
                    (double)clean_cell(draft->clean, (Key){amount->item, dept, year, 12, BUDGET}).value;
                value = (double)now + whole_steps(draft, (Key){amount->item, dept, year, 12, BUDGET},
                                                  (factor - 1) * budget);
                draft_chain(draft, amount->added, key, value - (double)now);
            }
            draft_set(draft, key, value);
        }
    }
}

void draft_chain(Draft *draft, const char *chain, Key key, double change) {
    if (*chain == '\0') return;
    size_t count;
    char **words = text_split(draft->clean->arena, chain, ' ', &count);
    for (size_t i = 0; i < count; i++) {
        Key other = key;
        other.item = *words[i] == '@' ? clean_largest(draft->clean, words[i] + 1, key) : words[i];
        if (other.item)
            draft_add(draft, other, change);
        else
            draft->bad = true;
    }
}
