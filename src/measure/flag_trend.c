/* Trends: where a department's series has been going, in its own unit per year. */
#include <math.h>
#include <string.h>

#include "measure/flag_parts.h"
#include "stats/fdr.h"
#include "stats/trend.h"

enum {
    TREND_LEAST = 3,       /* values for a direction */
    TREND_CERTAIN_FROM = 6 /* values from which a trend may be called certain */
};

/* How many prices of the last year of the file one of this year is worth; NaN when the file does not say. */
static double in_last_prices(const Table *deflators, int year) {
    size_t n = deflators->row_count;
    for (size_t i = 0; i < n; i++)
        if (deflators->columns[0].integers[i] == year)
            return (double)deflators->columns[1].integers[n - 1] / (double)deflators->columns[1].integers[i];
    return NAN;
}

typedef struct {
    double *times, *values, *real;
    size_t n;
} Course;

/* Whole years only; a department's months would count a year twelve times. */
static Course course_of(FlagRun *run, const FlagSeries *s, size_t first, size_t end, const Table *deflators) {
    size_t room = end - first;
    Course course = {ARENA_ARRAY(run->arena, double, room), ARENA_ARRAY(run->arena, double, room),
                     ARENA_ARRAY(run->arena, double, room), 0};
    for (size_t i = first; i < end; i++) {
        if (s->cells[i].month != 12) continue;
        course.times[course.n] = s->cells[i].year;
        course.values[course.n] = s->cells[i].value;
        course.real[course.n++] = s->cells[i].value * in_last_prices(deflators, s->cells[i].year);
    }
    return course;
}

/* Mean yearly growth in percent; only amounts grow. */
static void set_growth(Table *t, size_t row, const char *column, const Course *course, const double *values) {
    double growth;
    Refusal refusal;
    if (trend_find_growth(values[0], values[course->n - 1], course->times[course->n - 1] - course->times[0],
                          &growth, &refusal))
        flag_set_real(t, row, column, 100 * growth);
}

static void put_course(FlagRun *run, Table *t, const FlagSeries *s, int64_t dept, const Course *course) {
    TrendTest test;
    TrendLine line;
    Refusal refusal;
    void *scratch = arena_alloc(run->arena, trend_scratch_bytes(course->n));
    if (!trend_test_series(course->times, course->values, course->n, scratch, &test, &refusal) ||
        !trend_fit_line(course->times, course->values, course->n, 0.95, scratch, &line, &refusal))
        return;
    size_t row = table_row(t);
    table_set_text(t, row, "indicator", s->id);
    table_set_text(t, row, "zh", s->file->label[LANG_ZH]);
    table_set_text(t, row, "en", s->file->label[LANG_EN]);
    table_set_text(t, row, "unit", s->unit);
    table_set_integer(t, row, "dept_id", dept);
    table_set_integer(t, row, "first_year", (int64_t)course->times[0]);
    table_set_integer(t, row, "last_year", (int64_t)course->times[course->n - 1]);
    table_set_integer(t, row, "n", (int64_t)course->n);
    table_set_text(t, row, "direction", line.slope > 0 ? "up" : line.slope < 0 ? "down" : "flat");
    table_set_integer(t, row, "stable", line.sign_stable);
    flag_set_real(t, row, "first_value", course->values[0]);
    flag_set_real(t, row, "last_value", course->values[course->n - 1]);
    flag_set_real(t, row, "slope", line.slope);
    if (course->n >= TREND_CERTAIN_FROM) {
        flag_set_real(t, row, "slope_low", line.slope_low);
        flag_set_real(t, row, "slope_high", line.slope_high);
        flag_set_real(t, row, "p", test.p);
    }
    if (!s->log) return;
    set_growth(t, row, "growth", course, course->values);
    bool money = strcmp(s->money_unit, "amount") == 0 || strcmp(s->money_unit, "per_head") == 0;
    if (money && !isnan(course->real[0]) && !isnan(course->real[course->n - 1]))
        set_growth(t, row, "real_growth", course, course->real);
}

static void put_series(FlagRun *run, Table *t, const FlagSeries *s, const Table *deflators) {
    for (size_t first = 0, end; first < s->count; first = end) {
        for (end = first + 1; end < s->count && s->cells[end].dept_id == s->cells[first].dept_id;)
            end++;
        Course course = course_of(run, s, first, end, deflators);
        if (course.n >= TREND_LEAST) put_course(run, t, s, s->cells[first].dept_id, &course);
    }
}

/* One error rate for all trends of the run. */
static bool set_certain(FlagRun *run, Table *t, Err *err) {
    size_t n = t->row_count;
    double *p = ARENA_ARRAY(run->arena, double, n + 1), *q = ARENA_ARRAY(run->arena, double, n + 1);
    Refusal refusal;
    const Column *column = &t->columns[table_find(t, "p")];
    for (size_t i = 0; i < n; i++)
        p[i] = table_cell_real(column, i);
    if (!fdr_adjust_values(p, n, arena_alloc(run->arena, fdr_scratch_bytes(n)), q, &refusal))
        return err_set(err, ERR_SYSTEM, "the p values of the trends cannot be adjusted: %s",
                       refusal_name(refusal));
    for (size_t i = 0; i < n; i++) {
        flag_set_real(t, i, "q", q[i]);
        table_set_integer(t, i, "certain", !isnan(q[i]) && q[i] <= FLAG_Q);
    }
    return true;
}

bool flag_trend_make(FlagRun *run, Err *err) {
    Table *t = flag_table(run, "trend",
                          "indicator:t dept_id:i zh:t en:t unit:t first_year:i last_year:i n:i direction:t "
                          "first_value:r last_value:r slope:r slope_low:r slope_high:r stable:i p:r q:r "
                          "certain:i growth:r real_growth:r");
    for (size_t i = 0; i < run->series_count; i++)
        put_series(run, t, &run->series[i], run->deflators);
    flag_give(run, t);
    return set_certain(run, t, err);
}
