/* The series that are tested: every indicator and every file of queries/flags that names methods. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "measure/flag_parts.h"
#include "measure/unit.h"
#include "stats/pefa.h"

/* Of the measures of an indicator. */
enum { MEASURE_ID, MEASURE_DEPT, MEASURE_YEAR, MEASURE_MONTH, MEASURE_VALUE, MEASURE_TOP, MEASURE_BOTTOM };

static double number_of(const Column *column, size_t row) {
    double number;
    if (column->type != COLUMN_TEXT) return table_cell_real(column, row);
    const char *text = column->texts[row];
    return text && text_real(text, &number) ? number : NAN;
}

/* Differences too small to be worth a question: percentage points, or percent of an amount. */
static bool read_least(FlagSeries *series, Err *err) {
    const QueryFile *file = series->file;
    const char *text = head_value_or(&file->head, "least", series->log ? "10" : "3");
    double least;
    if (!text_real(text, &least) || least < 0)
        return err_set(err, ERR_SOURCE, "%s: `least: %s` is not a number of percent; expected one such as 5",
                       file->path, text);
    text = head_value_or(&file->head, "floor", "0");
    if (!text_real(text, &series->floor) || series->floor < 0)
        return err_set(err, ERR_SOURCE, "%s: `floor: %s` is not an amount; expected one such as 5",
                       file->path, text);
    series->least = series->log ? log1p(least / 100) : least;
    return true;
}

static bool known_methods(const QueryFile *file, const char *methods, Err *err) {
    Arena scratch = {0};
    size_t count;
    char **names = text_split(&scratch, methods, ' ', &count);
    bool done = true;
    for (size_t i = 0; done && i < count; i++) {
        if (*names[i] == '\0' || flag_method_find(names[i])) continue;
        Text all = {.arena = &scratch};
        for (const FlagMethod *method = flag_methods; method->name; method++)
            text_appendf(&all, "%s%s", all.size ? both(", ") : "", method->name);
        done = err_set(err, ERR_SOURCE, "%s: unknown method `%s`; expected some of %s", file->path, names[i],
                       text_string(&all));
    }
    arena_free(&scratch);
    return done;
}

static FlagSeries *add_series(FlagRun *run, const QueryFile *file, const char *methods, Err *err) {
    FlagSeries series = {.file = file,
                         .id = file->id,
                         .unit = head_value_or(&file->head, "unit", "percent"),
                         .methods = methods};
    const char *scale = head_value_or(&file->head, "scale", "");
    series.log = *scale ? strcmp(scale, "log") == 0 : strcmp(series.unit, "percent") != 0;
    if (flag_series_has(&series, "xmr")) series.log = false; /* control limits are those of the values */
    if (!known_methods(file, methods, err) || !read_least(&series, err)) return NULL;
    ARENA_PUSH(run->arena, run->series, run->series_count, run->series_capacity);
    run->series[run->series_count] = series;
    return &run->series[run->series_count++];
}

/* An amount of zero or less has no logarithm: it is not comparable, and HB lists it apart. */
static void put_cell(FlagSeries *series, FlagCell cell) {
    cell.x = !series->log ? cell.value : cell.value > 0 ? log(cell.value) : NAN;
    series->cells[series->count++] = cell;
}

static bool read_indicator(FlagRun *run, const QueryFile *file, const Table *t, Err *err) {
    const char *unit = head_value_or(&file->head, "unit", "percent");
    if (!t || t->row_count == 0) return true;
    FlagSeries *series = add_series(run, file, flag_indicator_methods(file), err);
    if (!series) return false;
    const char *parts = head_value_or(&file->head, "parts", "money");
    bool money = text_starts(parts, "money");
    series->counts = strcmp(parts, "persons") == 0 || strcmp(parts, "pieces") == 0;
    series->money_unit = !money ? "" : strcmp(unit, "percent") == 0 ? "percent" : "per_head";
    series->cells = ARENA_ARRAY(run->arena, FlagCell, t->row_count);
    for (size_t row = 0; row < t->row_count; row++) {
        if (table_cell_missing(&t->columns[MEASURE_VALUE], row)) continue;
        put_cell(series, (FlagCell){.dept_id = t->columns[MEASURE_DEPT].integers[row],
                                    .measure_id = t->columns[MEASURE_ID].integers[row],
                                    .year = (int)t->columns[MEASURE_YEAR].integers[row],
                                    .month = 12,
                                    .value = table_cell_real(&t->columns[MEASURE_VALUE], row),
                                    .numerator = number_of(&t->columns[MEASURE_TOP], row),
                                    .denominator = number_of(&t->columns[MEASURE_BOTTOM], row),
                                    .row = row});
    }
    return true;
}

static int64_t whole(const Table *t, int column, size_t row, int64_t otherwise) {
    return column < 0 || t->columns[column].type != COLUMN_INT ? otherwise : t->columns[column].integers[row];
}

static double amount(const Table *t, int column, size_t row, double one) {
    return column < 0 ? NAN : table_cell_real(&t->columns[column], row) / one;
}

/* Which columns of a query make the value. */
typedef struct {
    int dept, year, month, value, top, bottom, size, budget, actual, feature;
} Shape;

static bool find_shape(const QueryFile *file, const Table *t, Shape *shape, Err *err) {
    *shape = (Shape){table_find(t, "dept_id"), table_find(t, "year"),      table_find(t, "month"),
                     table_find(t, "value"),   table_find(t, "numerator"), table_find(t, "denominator"),
                     table_find(t, "size"),    table_find(t, "budget"),    table_find(t, "actual"),
                     table_find(t, "feature")};
    if (shape->value >= 0 || (shape->top >= 0 && shape->bottom >= 0) ||
        (shape->budget >= 0 && shape->actual >= 0))
        return true;
    return err_set(
        err, ERR_SOURCE,
        "%s: the query must return a column `value`, or `numerator` and `denominator`, or `budget` "
        "and `actual`",
        file->path);
}

static FlagCell new_cell(const Table *t, const Shape *shape, size_t row) {
    return (FlagCell){.dept_id = whole(t, shape->dept, row, 0),
                      .measure_id = TABLE_MISSING,
                      .year = (int)whole(t, shape->year, row, 0),
                      .month = (int)whole(t, shape->month, row, 12),
                      .value = NAN,
                      .numerator = NAN,
                      .denominator = NAN,
                      .row = row};
}

static void read_values(FlagSeries *series, const Shape *shape) {
    const Table *t = series->raw;
    int scale, decimals;
    unit_digits(series->unit, &scale, &decimals);
    double one = strcmp(series->unit, "percent") == 0 ? 1 : pow(10, scale);
    for (size_t row = 0; row < t->row_count; row++) {
        FlagCell cell = new_cell(t, shape, row);
        cell.numerator = amount(t, shape->top, row, 1);
        cell.denominator = amount(t, shape->bottom, row, 1);
        if (shape->value >= 0)
            cell.value = amount(t, shape->value, row, one);
        else if (cell.denominator > 0)
            cell.value = 100 * cell.numerator / cell.denominator;
        if (shape->size >= 0) cell.denominator = amount(t, shape->size, row, 1);
        if (!isnan(cell.value)) put_cell(series, cell);
    }
}

static bool same_place(const Table *t, const Shape *shape, size_t a, size_t b) {
    return whole(t, shape->dept, a, 0) == whole(t, shape->dept, b, 0) &&
           whole(t, shape->year, a, 0) == whole(t, shape->year, b, 0);
}

/* Rows of a department's year are its items; their budgets and actuals give one value: how far the
 * composition moved, in percent of the budget as it would be had all items moved alike. */
static void read_compositions(FlagRun *run, FlagSeries *series, const Shape *shape) {
    const Table *t = series->raw;
    double *budgets = ARENA_ARRAY(run->arena, double, t->row_count),
           *actuals = ARENA_ARRAY(run->arena, double, t->row_count);
    PefaItem *items = ARENA_ARRAY(run->arena, PefaItem, t->row_count);
    for (size_t first = 0, end; first < t->row_count; first = end) {
        for (end = first; end < t->row_count && same_place(t, shape, first, end); end++) {
            budgets[end] = amount(t, shape->budget, end, 100);
            actuals[end] = amount(t, shape->actual, end, 100);
        }
        FlagCell cell = new_cell(t, shape, first);
        PefaComparison comparison;
        Refusal refusal;
        if (!pefa_compare_composition(&budgets[first], &actuals[first], end - first, items, &comparison,
                                      &refusal))
            continue;
        cell.value = 100 * comparison.variance;
        cell.denominator = 0;
        for (size_t i = 0; i < end - first; i++)
            if (!isnan(items[i].adjusted)) cell.denominator += items[i].adjusted;
        cell.numerator = cell.denominator * comparison.variance;
        put_cell(series, cell);
    }
    series->money_unit = "percent";
    series->divided = true;
}

static const char *word_at(const Table *t, const char *name, size_t row, const char *otherwise) {
    int column = table_find(t, name);
    const char *text =
        column < 0 || t->columns[column].type != COLUMN_TEXT ? NULL : t->columns[column].texts[row];
    return text ? text : otherwise;
}

static size_t feature_place(FlagSeries *series, const Table *t, const Shape *shape, size_t row) {
    const char *id = t->columns[shape->feature].texts[row];
    for (size_t i = 0; i < series->feature_count; i++)
        if (strcmp(series->feature_ids[i], id) == 0) return i;
    if (series->feature_count == FLAG_FEATURES) return FLAG_FEATURES;
    series->feature_ids[series->feature_count] = id;
    series->feature_names[series->feature_count][LANG_ZH] = word_at(t, "zh", row, id);
    series->feature_names[series->feature_count][LANG_EN] = word_at(t, "en", row, id);
    return series->feature_count++;
}

/* Rows of a department's year are its features; the distance that they make is found by the method. */
static bool read_profiles(FlagRun *run, FlagSeries *series, const Shape *shape, Err *err) {
    const Table *t = series->raw;
    if (t->columns[shape->feature].type != COLUMN_TEXT)
        return err_set(err, ERR_SOURCE, "%s: column `feature` must be text", series->file->path);
    for (size_t row = 0; row < t->row_count; row++)
        if (feature_place(series, t, shape, row) == FLAG_FEATURES)
            return err_set(err, ERR_SOURCE, "%s: more than %d features", series->file->path, FLAG_FEATURES);
    size_t width = series->feature_count;
    series->divided = true;
    series->features = ARENA_ARRAY(run->arena, double, t->row_count *width);
    for (size_t first = 0, end; first < t->row_count; first = end) {
        double *features = &series->features[series->count * width];
        FlagCell cell = new_cell(t, shape, first);
        cell.value = 0;
        for (size_t i = 0; i < width; i++)
            features[i] = NAN;
        for (end = first; end < t->row_count && same_place(t, shape, first, end); end++)
            features[feature_place(series, t, shape, end)] = table_cell_real(&t->columns[shape->value], end);
        put_cell(series, cell);
    }
    return true;
}

static bool read_file(FlagRun *run, const QueryFile *file, const Table *t, const char *methods, Err *err) {
    Shape shape;
    if (!find_shape(file, t, &shape, err)) return false;
    if (t->row_count == 0) return true;
    FlagSeries *series = add_series(run, file, methods, err);
    if (!series) return false;
    series->money_unit = strcmp(series->unit, "money") == 0 ? "amount" : "";
    series->raw = t;
    series->cells = ARENA_ARRAY(run->arena, FlagCell, t->row_count);
    if (shape.feature >= 0) return read_profiles(run, series, &shape, err);
    if (shape.budget >= 0)
        read_compositions(run, series, &shape);
    else
        read_values(series, &shape);
    return true;
}

static int by_place(const void *left, const void *right) {
    const FlagCell *a = left, *b = right;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    if (a->month != b->month) return a->month < b->month ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* What a cell is a part of: the amount itself, or what a rate or an amount per head is of. */
static double base_of(const FlagSeries *series, const FlagCell *cell) {
    if (strcmp(series->money_unit, "per_head") == 0) return cell->value * cell->denominator;
    return series->log ? cell->value : cell->denominator;
}

/* Differences below a small share of what all departments of the year have, or of a few cases. */
static void set_trifles(FlagRun *run, FlagSeries *series) {
    int first = INT_MAX, last = INT_MIN;
    for (size_t i = 0; i < series->count; i++) {
        first = series->cells[i].year < first ? series->cells[i].year : first;
        last = series->cells[i].year > last ? series->cells[i].year : last;
    }
    if (series->count == 0 || series->features || series->cells[0].month != 12) return;
    double *wholes = ARENA_ARRAY(run->arena, double, (size_t)(last - first + 1));
    for (size_t i = 0; i < series->count; i++) {
        double base = base_of(series, &series->cells[i]);
        if (base > 0) wholes[series->cells[i].year - first] += base;
    }
    for (size_t i = 0; i < series->count; i++) {
        FlagCell *cell = &series->cells[i];
        double amount = FLAG_TRIFLE * wholes[cell->year - first];
        if (series->counts) amount = fmax(amount, FLAG_CASES_LEAST);
        cell->trifle = series->floor;
        if (series->log && strcmp(series->money_unit, "per_head") != 0)
            cell->trifle = fmax(cell->trifle, amount);
        else if (cell->denominator > 0)
            cell->trifle = fmax(cell->trifle, (series->log ? 1 : 100) * amount / cell->denominator);
    }
}

bool flag_series_read(FlagRun *run, const QueryFile *indicators, size_t count, Err *err) {
    static const char *const others[] = {"contribution", "peers", "doubt", "groups", "benford"};
    for (size_t i = 0; i < count; i++)
        if (!read_indicator(run, &indicators[i], run->measured[i], err)) return false;
    for (size_t i = 0; i < run->file_count; i++) {
        const char *methods;
        if (!head_require(&run->files[i].head, "method", &methods, err)) return false;
        bool other = false;
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            other = other || strcmp(methods, others[k]) == 0;
        if (!other && !read_file(run, &run->files[i], run->raw[i], methods, err)) return false;
    }
    for (size_t i = 0; i < run->series_count; i++) {
        FlagSeries *s = &run->series[i];
        if (s->count && !s->features) /* a profile comes in this order */
            qsort(s->cells, s->count, sizeof *s->cells, by_place);
        for (size_t cell = 0; cell < s->count; cell++)
            s->cells[cell].twin = flag_is_twin(run, s->cells[cell].dept_id, s->cells[cell].year);
        set_trifles(run, s);
    }
    return true;
}

bool flag_series_has(const FlagSeries *series, const char *method) {
    return text_has_word(series->methods, method);
}

/* An amount that is not there lies below every other one. */
double flag_series_scale(const FlagSeries *series, double value) {
    return !series->log ? value : value > 0 ? log(value) : -INFINITY;
}

double flag_series_back(const FlagSeries *series, double x) {
    return series->log ? exp(x) : x;
}

size_t flag_dept_row(const FlagRun *run, int64_t dept_id) {
    return table_lower(run->depts, 0, dept_id);
}
