/* Pairs of years that the Hidiroglou–Berthelot method does not test: what began, what stopped, what stood
 * still.
 */
#include <math.h>

#include "measure/flag_parts.h"
#include "stats/hb.h"

/* By HbVerdict; NULL: tested, or nothing to tell. */
static const char *const verdicts[] = {
    [HB_STARTED] = "started", [HB_STOPPED] = "stopped",   [HB_FROZEN] = "frozen",
    [HB_IDLE] = "idle",       [HB_NEGATIVE] = "negative", [HB_MISSING] = NULL};

/* A year without a number counts as begun or stopped, too, when others have numbers of it. */
static HbVerdict verdict_of(double prior, double value) {
    if (isnan(prior) && value > 0) return HB_STARTED;
    if (isnan(value) && prior > 0) return HB_STOPPED;
    return hb_sort_pair(prior, value, HB_VARIANT_SSB);
}

typedef struct {
    FlagRun *run;
    Table *out;
    const FlagSeries *series;
    int first_year;
    bool *years; /* from first_year on: somebody has a number */
} Pairs;

static void put(Pairs *p, int64_t dept, int year, double prior, double value) {
    const char *name = verdicts[verdict_of(prior, value)];
    if (!name || flag_is_twin(p->run, dept, year)) return;
    const FlagSeries *s = p->series;
    size_t row = table_row(p->out);
    table_set_text(p->out, row, "indicator", s->id);
    table_set_text(p->out, row, "zh", s->file->label[LANG_ZH]);
    table_set_text(p->out, row, "en", s->file->label[LANG_EN]);
    table_set_integer(p->out, row, "dept_id", dept);
    table_set_integer(p->out, row, "year", year);
    table_set_text(p->out, row, "verdict", name);
    flag_set_real(p->out, row, "prior", prior);
    flag_set_real(p->out, row, "value", value);
    table_set_text(p->out, row, "prior_zh", flag_tell_value(p->run, s, prior, LANG_ZH));
    table_set_text(p->out, row, "prior_en", flag_tell_value(p->run, s, prior, LANG_EN));
    table_set_text(p->out, row, "value_zh", flag_tell_value(p->run, s, value, LANG_ZH));
    table_set_text(p->out, row, "value_en", flag_tell_value(p->run, s, value, LANG_EN));
}

static void find_years(Pairs *p) {
    const FlagSeries *s = p->series;
    int last = s->cells[0].year;
    p->first_year = last;
    for (size_t i = 0; i < s->count; i++) {
        if (s->cells[i].year < p->first_year) p->first_year = s->cells[i].year;
        if (s->cells[i].year > last) last = s->cells[i].year;
    }
    p->years = ARENA_ARRAY(p->run->arena, bool, (size_t)(last - p->first_year) + 2);
    for (size_t i = 0; i < s->count; i++)
        p->years[s->cells[i].year - p->first_year] = true;
}

static void put_series(Pairs *p) {
    const FlagSeries *s = p->series;
    find_years(p);
    for (size_t i = 0; i < s->count; i++) {
        const FlagCell *cell = &s->cells[i];
        const FlagCell *next = i + 1 < s->count && cell[1].dept_id == cell->dept_id ? cell + 1 : NULL;
        int at = cell->year - p->first_year;
        if (flag_before(s, cell))
            put(p, cell->dept_id, cell->year, flag_prior(s, cell), cell->value);
        else if (at > 0 && p->years[at - 1])
            put(p, cell->dept_id, cell->year, NAN, cell->value);
        if (p->years[at + 1] && (!next || next->year > cell->year + 1))
            put(p, cell->dept_id, cell->year + 1, cell->value, NAN);
    }
}

void flag_pairs_make(FlagRun *run) {
    Pairs p = {.run = run,
               .out =
                   flag_table(run, "flag_pair",
                              "indicator:t dept_id:i year:i verdict:t zh:t en:t value:r prior:r value_zh:t "
                              "value_en:t prior_zh:t prior_en:t")};
    for (size_t i = 0; i < run->series_count; i++) {
        p.series = &run->series[i];
        if (p.series->count && flag_series_has(p.series, "hb")) put_series(&p);
    }
    flag_give(run, p.out);
}
