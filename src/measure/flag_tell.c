/* Why a cell stands out, as a sentence in each language. The sentences are in datasets/catalog/text.csv. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "measure/flag_parts.h"
#include "model/decimal.h"

bool flag_tell_open(FlagRun *run, Err *err) {
    const Table *t = run->currencies;
    run->currency = currency_find(t->row_count ? t->columns[0].texts[0] : "CNY");
    return run->currency || err_set(err, ERR_SOURCE, "unknown currency `%s`", t->columns[0].texts[0]);
}

static const char *say(const FlagRun *run, Lang lang, const char *key) {
    return run->words->say(run->words->user, lang, key);
}

/* Doubles are rounded once here, half away from zero; what does not fit is not told. */
static char *rounded(Arena *arena, double value, int shift, int decimals) {
    double whole = round(value * 100);
    if (!(fabs(whole) < 9e17)) return arena_strdup(arena, "—");
    return decimal_text(arena, (int64_t)whole, 2 + shift, decimals, true);
}

char *flag_value_text(Arena *arena, const Currency *currency, const FlagWords *words, const char *unit,
                      double value, Lang lang) {
    if (!isfinite(value)) return arena_strdup(arena, "—");
    if (strcmp(unit, "percent") == 0) return arena_printf(arena, "%s%%", rounded(arena, value, 0, 2));
    if (strcmp(unit, "money") == 0)
        return arena_printf(arena, "%s %s", rounded(arena, value, currency->shift, currency->decimals),
                            currency->unit[lang]);
    if (strcmp(unit, "money_per_person") == 0)
        return arena_printf(arena, "%s %s", rounded(arena, value, 0, 2), currency->base_unit[lang]);
    if (strcmp(unit, "persons") == 0)
        return arena_printf(arena, "%s %s", rounded(arena, value, 0, 0),
                            words->say(words->user, lang, "flag.persons"));
    return rounded(arena, value, 0, value == round(value) ? 0 : 2);
}

char *flag_tell_value(const FlagRun *run, const FlagSeries *series, double value, Lang lang) {
    return flag_value_text(run->arena, run->currency, run->words, series->unit, value, lang);
}

/* "" when the department has nothing that explains it. */
static char *tell_item(const FlagRun *run, const Flag *flag, Lang lang) {
    size_t row;
    if (!flag_items_largest(run, flag, &row)) return arena_strdup(run->arena, "");
    const Table *t = run->contributions;
    const TextField fields[] = {
        {"item", t->columns[table_find(t, lang == LANG_ZH ? "zh" : "en")].texts[row]},
        {"points", rounded(run->arena, t->columns[table_find(t, "points")].reals[row], 0, 2)}};
    return text_fill(run->arena, say(run, lang, "flag.item"), fields, sizeof fields / sizeof *fields);
}

/* A sentence behind others: only English puts a blank between. */
static void join(Text *all, const char *sentence, Lang lang) {
    if (all->size && *sentence && lang != LANG_ZH) text_append(all, " ");
    text_append(all, sentence);
}

/* Whom it was held against, and why not its own group; "" where nobody else is. */
static char *tell_group(const FlagRun *run, const Flag *flag, Lang lang) {
    const FlagTest *test = flag->tests[0];
    if (!test->method->grouped) return arena_strdup(run->arena, "");
    const char *narrow = flag_group_at(run, flag->cell->dept_id, flag->cell->year, 0);
    const TextField fields[] = {{"group", flag_group_name(run, test->group, lang)},
                                {"narrow", flag_group_name(run, narrow, lang)},
                                {"n", arena_printf(run->arena, "%zu", test->n)}};
    const char *key = strcmp(narrow, test->group) == 0 ? "flag.group" : "flag.group.small";
    return text_fill(run->arena, say(run, lang, key), fields, sizeof fields / sizeof *fields);
}

static char *tell_doubts(const FlagRun *run, const Flag *flag, Lang lang) {
    Text all = {.arena = run->arena};
    for (size_t i = 0; i < flag->doubt_count; i++) {
        const TextField field = {"doubt", flag->doubts[i]->label[lang]};
        const char *key = flag->doubts[i]->breaks ? "flag.break" : "flag.doubt";
        join(&all, text_fill(run->arena, say(run, lang, key), &field, 1), lang);
    }
    return arena_strdup(run->arena, text_string(&all));
}

char *flag_tell(const FlagRun *run, const Flag *flag, Lang lang) {
    Arena *arena = run->arena;
    const FlagSeries *s = flag->series;
    const FlagTest *test = flag->tests[0];
    const FlagCell *cell = flag->cell;
    size_t dept = flag_dept_row(run, cell->dept_id);
    const char *key = arena_printf(arena, "flag.%s.%s", test->method->name, test->score < 0 ? "low" : "high");
    double center = flag_series_back(s, test->center), prior = flag_series_back(s, test->prior);
    const TextField fields[] = {
        {"dept", run->depts->columns[2].texts[dept]},
        {"indicator", s->file->label[lang]},
        {"year", arena_printf(arena, "%d", cell->year)},
        {"month", arena_printf(arena, "%d", cell->month)},
        {"value", flag_tell_value(run, s, cell->value, lang)},
        {"prior", flag_tell_value(run, s, prior, lang)},
        {"center", flag_tell_value(run, s, center, lang)},
        {"low", flag_tell_value(run, s, flag_series_back(s, test->limit_low), lang)},
        {"high", flag_tell_value(run, s, flag_series_back(s, test->limit_high), lang)},
        {"ratio", rounded(arena, cell->value / prior, 0, 2)},
        {"usual", rounded(arena, center / prior, 0, 2)},
        {"group", flag_group_name(run, test->group, lang)},
        {"rank", arena_printf(arena, "%zu", test->score < 0 ? test->n + 1 - test->rank : test->rank)},
        {"n", arena_printf(arena, "%zu", test->n)},
        {"feature", s->features ? s->feature_names[test->feature][lang] : ""},
        {"years", arena_printf(arena, "%d", flag->years_running)}};
    size_t count = sizeof fields / sizeof *fields;
    Text all = {.arena = arena};
    text_append(&all, text_fill(arena, say(run, lang, key), fields, count));
    if (test->agreed && test->p > FLAG_RARE)
        join(&all, arena_strdup(arena, say(run, lang, "flag.agree")), lang);
    if (flag->years_running > 1)
        join(&all, text_fill(arena, say(run, lang, "flag.running"), fields, count), lang);
    join(&all, tell_group(run, flag, lang), lang);
    join(&all, tell_item(run, flag, lang), lang);
    join(&all, tell_doubts(run, flag, lang), lang);
    return arena_strdup(arena, text_string(&all));
}
