/* The kinds of scoring rules. A kind is a row of the table at the end: name, the evidence that it needs, its
 * parameters, how points come out of the evidence, and its sentence. */
#include "measure/rules.h"

#include <string.h>

#include "base/text.h"
#include "measure/unit.h"

/* full − points × cases, never below 0. No record at all is no evidence; a record of 0 cases is. */
static RuleResult per_case(const RuleInput *input, int64_t *points, const char **why) {
    const RubricRow *row = input->row;
    if (input->cases == TABLE_MISSING) return RULE_UNKNOWN;
    if (input->cases <= 0) {
        *points = row->full;
        if (why) *why = rule_choose(input->lang, "经检查未发现，得满分", "checked, none found: full points");
        return RULE_SCORED;
    }
    bool capped = row->points > 0 && input->cases > row->full / row->points;
    *points = capped ? 0 : row->full - row->points * input->cases;
    if (!why) return RULE_SCORED;
    *why = arena_printf(
        input->arena, rule_choose(input->lang, "%lld 例 × %s 分，扣 %s 分%s", "%lld cases × %s: −%s%s"),
        (long long)input->cases, unit_points_text(input->arena, row->points),
        unit_points_text(input->arena, row->full - *points),
        capped ? rule_choose(input->lang, "（扣完为止）", " (no more than the full points)") : "");
    return RULE_SCORED;
}

static RuleResult unknown(const RuleInput *input, int64_t *points, const char **why) {
    (void)input, (void)points, (void)why;
    return RULE_UNKNOWN;
}

static char *say_case(Arena *arena, const RubricRow *row, Lang lang) {
    return arena_printf(arena,
                        rule_choose(lang, "每发现一例扣 %s 分，扣完为止", "−%s for each case, down to 0"),
                        unit_points_text(arena, row->points));
}

static char *say_checklist(Arena *arena, const RubricRow *row, Lang lang) {
    Text text = {.arena = arena};
    text_append(&text, rule_choose(lang, "逐项评定：", "item by item: "));
    for (size_t i = 0; i < row->item_count; i++)
        text_appendf(&text, rule_choose(lang, "%s%s %s 分", "%s%s %s"),
                     i ? rule_choose(lang, "，", ", ") : "", row->items[i].mark,
                     unit_points_text(arena, row->items[i].points));
    return arena_strdup(arena, text_string(&text));
}

static char *say_direct(Arena *arena, const RubricRow *row, Lang lang) {
    return arena_printf(arena,
                        rule_choose(lang, "由评价人评定，满分 %s 分", "set by the assessor, %s at most"),
                        unit_points_text(arena, row->full));
}

static const Rule rules[] = {
    {"ladder", EVIDENCE_RATE, "bands", "sign zero_zero rounding", rule_ladder, rule_say_ladder},
    {"per_point", EVIDENCE_RATE, "threshold points", "direction part sign zero_zero rounding", rule_steps,
     rule_say_steps},
    {"step", EVIDENCE_RATE, "threshold points", "step direction part sign zero_zero rounding", rule_steps,
     rule_say_steps},
    {"proportional", EVIDENCE_RATE, "", "target zero_zero rounding", rule_proportional,
     rule_say_proportional},
    {"inverse", EVIDENCE_RATE, "", "target sign zero_zero rounding", rule_inverse, rule_say_inverse},
    {"survey", EVIDENCE_RATE, "", "full_points zero_zero rounding", rule_proportional, rule_say_proportional},
    {"state", EVIDENCE_RATE, "none not_above above", "", rule_state, rule_say_state},
    {"per_case", EVIDENCE_CASES, "points", "", per_case, say_case},
    {"checklist", EVIDENCE_STATED, "items", "", unknown, say_checklist},
    {"direct", EVIDENCE_STATED, "", "", unknown, say_direct},
};
enum { RULE_COUNT = sizeof rules / sizeof *rules };

const Rule *rule_find(const char *name) {
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (strcmp(rules[i].name, name) == 0) return &rules[i];
    return NULL;
}

const char *rule_name(size_t index) {
    return index < RULE_COUNT ? rules[index].name : NULL;
}

char *rule_standard(Arena *arena, const RubricRow *row, Lang lang) {
    char *said = row->rule->say(arena, row, lang);
    if (row->absolute)
        said = arena_printf(
            arena, rule_choose(lang, "%s；比率取绝对值", "%s; the sign of the rate does not count"), said);
    if (row->rounding >= 0)
        said = arena_printf(arena,
                            rule_choose(lang, "%s；比率先四舍五入到 %d 位小数",
                                        "%s; the rate is rounded to %d decimals first"),
                            said, row->rounding);
    return said;
}
