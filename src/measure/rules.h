/* rules: what the files of rule kinds share. Only for them; rule_find gives everybody else a rule. */
#ifndef JIXIAO_MEASURE_RULES_H
#define JIXIAO_MEASURE_RULES_H

#include "measure/rubric.h"

/* Of the input's language. */
static inline const char *rule_choose(Lang lang, const char *zh, const char *en) {
    return lang == LANG_ZH ? zh : en;
}

/* Points out of a rate, see docs/rubrics.md for what each kind does. */
RuleResult rule_ladder(const RuleInput *input, int64_t *points, const char **why);
RuleResult rule_steps(const RuleInput *input, int64_t *points, const char **why); /* per_point, step */
RuleResult rule_proportional(const RuleInput *input, int64_t *points, const char **why);
RuleResult rule_inverse(const RuleInput *input, int64_t *points, const char **why);
RuleResult rule_state(const RuleInput *input, int64_t *points, const char **why);

/* The standards as sentences. */
char *rule_say_ladder(Arena *arena, const RubricRow *row, Lang lang);
char *rule_say_steps(Arena *arena, const RubricRow *row, Lang lang);
char *rule_say_proportional(Arena *arena, const RubricRow *row, Lang lang);
char *rule_say_inverse(Arena *arena, const RubricRow *row, Lang lang);
char *rule_say_state(Arena *arena, const RubricRow *row, Lang lang);

#endif
