/* The series that are tested: every indicator and every file of queries/flags that names methods. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "measure/flag_parts.h"
#include "measure/unit.h"

static const char measures_sql[] =
    "SELECT measure_id, dept_id, year, month, value, numerator_printed, denominator_printed FROM measure"
    " WHERE indicator = :indicator AND month = 12 ORDER BY dept_id, year";
enum { MEASURE_ID, MEASURE_DEPT, MEASURE_YEAR, MEASURE_MONTH, MEASURE_VALUE, MEASURE_TOP, MEASURE_BOTTOM };

static const char default_methods[] = "level change";

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
            text_appendf(&all, "%s%s", all.size ? ", " : "", method->name);
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

static bool read_indicator(FlagRun *run, const QueryFile *file, Err *err) {
    const char *methods = head_value_or(&file->head, "outliers", "");
    const char *unit = head_value_or(&file->head, "unit", "percent");
    if (strcmp(methods, "none") == 0 || (*methods == '\0' && strcmp(unit, "money") == 0)) return true;
    Table *t;
    const StoreParam param = {.name = "indicator", .text = file->id};
    if (!store_query(run->arena, run->store, file->path, measures_sql, &param, 1, &t, err)) return false;
    if (t->row_count == 0) return true;
    FlagSeries *series = add_series(run, file, *methods ? methods : default_methods, err);
    if (!series) return false;
    bool money = text_starts(head_value_or(&file->head, "parts", "money"), "money");
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

static bool promised(const QueryFile *file, const Table *t, Err *err) {
    bool share = table_find(t, "numerator") >= 0 && table_find(t, "denominator") >= 0;
    if (share || table_find(t, "value") >= 0) return true;
    return err_set(err, ERR_SOURCE,
                   "%s: the query must return a column `value`, or `numerator` and `denominator`",
                   file->path);
}

static bool read_file(FlagRun *run, const QueryFile *file, const char *methods, Err *err) {
    Table *t;
    if (!store_query(run->arena, run->store, file->path, file->sql, NULL, 0, &t, err) ||
        !promised(file, t, err))
        return false;
    if (t->row_count == 0) return true;
    FlagSeries *series = add_series(run, file, methods, err);
    if (!series) return false;
    int scale, decimals, value = table_find(t, "value"), month = table_find(t, "month"),
                         top = table_find(t, "numerator"), bottom = table_find(t, "denominator");
    unit_digits(series->unit, &scale, &decimals);
    double one = pow(10, scale);
    series->money_unit = strcmp(series->unit, "money") == 0 ? "amount" : "";
    series->raw = t;
    series->cells = ARENA_ARRAY(run->arena, FlagCell, t->row_count);
    int dept = table_find(t, "dept_id"), year = table_find(t, "year");
    for (size_t row = 0; row < t->row_count; row++) {
        double numerator = amount(t, top, row, 1), denominator = amount(t, bottom, row, 1);
        double shown = value >= 0        ? amount(t, value, row, one)
                       : denominator > 0 ? 100 * numerator / denominator
                                         : NAN;
        if (isnan(shown)) continue;
        put_cell(series, (FlagCell){.dept_id = whole(t, dept, row, 0),
                                    .measure_id = TABLE_MISSING,
                                    .year = (int)whole(t, year, row, 0),
                                    .month = (int)whole(t, month, row, 12),
                                    .value = shown,
                                    .numerator = numerator,
                                    .denominator = denominator,
                                    .row = row});
    }
    return true;
}

static int by_place(const void *left, const void *right) {
    const FlagCell *a = left, *b = right;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    if (a->month != b->month) return a->month < b->month ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

bool flag_series_read(FlagRun *run, const QueryFile *indicators, size_t count, Err *err) {
    static const char *const others[] = {"contribution", "peers", "doubt"};
    for (size_t i = 0; i < count; i++)
        if (!read_indicator(run, &indicators[i], err)) return false;
    for (size_t i = 0; i < run->file_count; i++) {
        const char *methods;
        if (!head_require(&run->files[i].head, "method", &methods, err)) return false;
        bool other = false;
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            other = other || strcmp(methods, others[k]) == 0;
        if (!other && !read_file(run, &run->files[i], methods, err)) return false;
    }
    for (size_t i = 0; i < run->series_count; i++)
        if (run->series[i].count)
            qsort(run->series[i].cells, run->series[i].count, sizeof *run->series[i].cells, by_place);
    return true;
}

bool flag_series_has(const FlagSeries *series, const char *method) {
    size_t length = strlen(method);
    for (const char *at = series->methods; *at; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        if (strcspn(at, " ") == length && memcmp(at, method, length) == 0) return true;
    }
    return false;
}

double flag_series_back(const FlagSeries *series, double x) {
    return series->log ? exp(x) : x;
}

size_t flag_dept_row(const FlagRun *run, int64_t dept_id) {
    size_t low = 0, high = run->depts->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (run->depts->columns[0].integers[middle] < dept_id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
