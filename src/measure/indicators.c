#include "measure/indicators.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/abreast.h"
#include "base/text.h"
#include "measure/origin.h"
#include "measure/unit.h"
#include "model/decimal.h"

/* What comes of one file; measures are numbered from 1. */
typedef struct {
    Arena *arena;
    const OriginIndex *origins;
    Table *measures, *measure_origins;
} Results;

/* Of a measure, and its row. */
typedef struct {
    const char *indicator;
    int64_t dept_id, year;
    size_t row;
} MeasureKey;

static Table *result_table(Arena *arena, const char *name, const char *const *texts,
                           const char *const *integers, const char *const *reals) {
    Table *table = table_new(arena, name);
    for (; *integers; integers++)
        table_add(table, *integers, COLUMN_INT, NULL, NULL);
    for (; *texts; texts++)
        table_add(table, *texts, COLUMN_TEXT, NULL, NULL);
    for (; *reals; reals++)
        table_add(table, *reals, COLUMN_REAL, NULL, NULL);
    return table;
}

static Table *indicator_table(Arena *arena) {
    static const char *const texts[] = {"indicator", "zh",       "en",         "unit",          "better",
                                        "basis",     "basis_en", "definition", "definition_en", NULL};
    static const char *const integers[] = {"chart", "position", NULL}, *const reals[] = {"target", NULL};
    return result_table(arena, "indicator", texts, integers, reals);
}

static void make_tables(Results *r) {
    static const char *const none[] = {NULL};
    static const char *const measure_texts[] = {"indicator",
                                                "printed",
                                                "numerator_printed",
                                                "denominator_printed",
                                                "calculation",
                                                "calculation_en",
                                                "reason",
                                                "source",
                                                NULL};
    static const char *const measure_integers[] = {"measure_id", "dept_id",     "year", "month",
                                                   "numerator",  "denominator", NULL};
    static const char *const measure_reals[] = {"value", NULL};
    static const char *const origin_texts[] = {"role", NULL};
    static const char *const origin_integers[] = {"measure_id", "origin", NULL};
    r->measures = result_table(r->arena, "measure", measure_texts, measure_integers, measure_reals);
    r->measure_origins = result_table(r->arena, "measure_origin", origin_texts, origin_integers, none);
}

static void add_indicator(Table *t, const QueryFile *file) {
    size_t row = table_row(t);
    const char *target = head_value_or(&file->head, "target", "");
    table_set_text(t, row, "indicator", file->id);
    table_set_text(t, row, "zh", file->label[LANG_ZH]);
    table_set_text(t, row, "en", file->label[LANG_EN]);
    table_set_text(t, row, "unit", head_value_or(&file->head, "unit", "percent"));
    table_set_text(t, row, "better", head_value_or(&file->head, "better", "none"));
    table_set_text(t, row, "basis", query_text(file, "basis", LANG_ZH));
    table_set_text(t, row, "basis_en", query_text(file, "basis", LANG_EN));
    table_set_text(t, row, "definition", query_text(file, "definition", LANG_ZH));
    table_set_text(t, row, "definition_en", query_text(file, "definition", LANG_EN));
    table_set_integer(t, row, "chart", strcmp(head_value_or(&file->head, "chart", ""), "yes") == 0);
    table_set_integer(t, row, "position", file->position);
    double number;
    if (text_real(target, &number)) table_set_real(t, row, "target", number);
}

/* The unit kind of a column: `parts: money; staff = persons`. */
static const char *part_kind(Arena *arena, const QueryFile *file, const char *column) {
    if (strcmp(column, "year") == 0 || strcmp(column, "month") == 0) return "number";
    size_t count;
    char **pieces = text_split(arena, head_value_or(&file->head, "parts", "money"), ';', &count);
    for (size_t i = 1; i < count; i++) {
        size_t two;
        char **sides = text_split(arena, pieces[i], '=', &two);
        if (two == 2 && strcmp(sides[0], column) == 0) return sides[1];
    }
    return pieces[0];
}

typedef struct {
    int dept, year, month, numerator, denominator;
    const char **kinds; /* of each column */
    const char **roles; /* of each column that holds an origin; NULL of others */
    const char *calculation[LANG_COUNT];
    int *told; /* columns that the calculation names */
    size_t told_count;
    bool divides; /* unit is a quotient, not an amount */
    const char *unit;
} Shape;

static int64_t cell(const Table *raw, int column, size_t row) {
    if (column < 0 || raw->columns[column].type != COLUMN_INT) return TABLE_MISSING;
    return raw->columns[column].integers[row];
}

static const char *refusal(const Shape *shape, int64_t numerator, int64_t denominator) {
    if (numerator == TABLE_MISSING) return "no_numerator";
    if (!shape->divides) return "";
    if (denominator == TABLE_MISSING) return "no_denominator";
    if (denominator == 0) return "zero_denominator";
    return denominator < 0 ? "negative_denominator" : "";
}

/* Value for statistics and as printed. Percent: 100 n/d; money_per_person: n/d in 元; money: n in 元. */
static double real_value(const Shape *shape, int64_t numerator, int64_t denominator) {
    if (strcmp(shape->unit, "percent") == 0) return decimal_ratio_real(numerator, denominator, 2);
    if (strcmp(shape->unit, "money_per_person") == 0)
        return decimal_ratio_real(numerator, denominator, 0) / 100;
    return (double)numerator / 100;
}

static char *printed_value(Arena *arena, const Shape *shape, int64_t numerator, int64_t denominator,
                           bool for_people) {
    if (strcmp(shape->unit, "percent") == 0)
        return decimal_ratio_text(arena, numerator, denominator, 2, 2, for_people);
    if (strcmp(shape->unit, "money_per_person") == 0)
        return decimal_ratio_text(arena, numerator, denominator, -2, 2, for_people);
    return unit_text(arena, "money", numerator, for_people);
}

static TextField *told_fields(Arena *arena, const Table *raw, const Shape *shape, size_t row) {
    TextField *fields = ARENA_ARRAY(arena, TextField, shape->told_count + 1);
    for (size_t i = 0; i < shape->told_count; i++) {
        const int at = shape->told[i];
        const Column *column = &raw->columns[at];
        fields[i] =
            (TextField){column->name, column->type == COLUMN_TEXT
                                          ? column->texts[row]
                                          : unit_text(arena, shape->kinds[at], cell(raw, at, row), true)};
    }
    return fields;
}

static char *calculation(Arena *arena, const Shape *shape, const TextField *fields, Lang lang,
                         const char *result) {
    char *left = text_fill(arena, shape->calculation[lang], fields, shape->told_count);
    const char *sign = strcmp(shape->unit, "percent") == 0 ? "%" : "";
    return *left ? arena_printf(arena, "%s = %s%s", left, result ? result : "—", result ? sign : "")
                 : arena_strdup(arena, result ? result : "—");
}

static char *add_origins(Results *r, const Table *raw, const Shape *shape, size_t row, int64_t measure_id) {
    Text source = {.arena = r->arena};
    int64_t last = TABLE_MISSING;
    for (size_t i = 0; i < raw->column_count; i++) {
        int64_t origin = cell(raw, (int)i, row);
        if (!shape->roles[i] || origin == TABLE_MISSING) continue;
        size_t at = table_row(r->measure_origins);
        table_set_integer(r->measure_origins, at, "measure_id", measure_id);
        table_set_integer(r->measure_origins, at, "origin", origin);
        table_set_text(r->measure_origins, at, "role", shape->roles[i]);
        if (origin == last) continue; /* the same cell in two roles is named once */
        last = origin;
        text_appendf(&source, "%s%s", source.size ? "; " : "", origin_text(r->arena, r->origins, origin));
    }
    return arena_strdup(r->arena, text_string(&source));
}

static void add_measure(Results *r, const QueryFile *file, const Table *raw, const Shape *shape, size_t row) {
    int64_t numerator = cell(raw, shape->numerator, row), denominator = cell(raw, shape->denominator, row);
    int64_t month = cell(raw, shape->month, row);
    const char *reason = refusal(shape, numerator, denominator);
    char *printed = NULL, *shown = NULL;
    if (*reason == '\0') {
        printed = printed_value(r->arena, shape, numerator, denominator, false);
        shown = printed_value(r->arena, shape, numerator, denominator, true);
        if (!printed) reason = "too_large";
    }
    Table *t = r->measures;
    size_t at = table_row(t);
    int64_t id = (int64_t)at + 1;
    table_set_integer(t, at, "measure_id", id);
    table_set_integer(t, at, "dept_id", cell(raw, shape->dept, row));
    table_set_integer(t, at, "year", cell(raw, shape->year, row));
    table_set_integer(t, at, "month", month == TABLE_MISSING ? 12 : month);
    table_set_integer(t, at, "numerator", numerator);
    table_set_integer(t, at, "denominator", denominator);
    table_set_text(t, at, "indicator", file->id);
    table_set_text(t, at, "printed", printed);
    table_set_text(t, at, "numerator_printed",
                   unit_text(r->arena, shape->kinds[shape->numerator], numerator, false));
    table_set_text(t, at, "denominator_printed",
                   unit_text(r->arena, shape->kinds[shape->denominator], denominator, false));
    const TextField *fields = told_fields(r->arena, raw, shape, row);
    table_set_text(t, at, "calculation", calculation(r->arena, shape, fields, LANG_ZH, shown));
    table_set_text(t, at, "calculation_en", calculation(r->arena, shape, fields, LANG_EN, shown));
    table_set_text(t, at, "reason", reason);
    table_set_text(t, at, "source", add_origins(r, raw, shape, row, id));
    if (printed) table_set_real(t, at, "value", real_value(shape, numerator, denominator));
}

/* What does not change from row to row. */
static void find_words(Arena *arena, const QueryFile *file, const Table *raw, Shape *shape) {
    static const char ending[] = "_origin";
    shape->kinds = ARENA_ARRAY(arena, const char *, raw->column_count + 1);
    shape->roles = ARENA_ARRAY(arena, const char *, raw->column_count + 1);
    shape->told = ARENA_ARRAY(arena, int, raw->column_count + 1);
    for (Lang lang = 0; lang < LANG_COUNT; lang++)
        shape->calculation[lang] = query_text(file, "calculation", lang);
    for (size_t i = 0; i < raw->column_count; i++) {
        const char *name = raw->columns[i].name, *named = arena_printf(arena, "{%s}", name);
        shape->kinds[i] = part_kind(arena, file, name);
        if (text_ends(name, ending))
            shape->roles[i] = arena_strndup(arena, name, strlen(name) - strlen(ending));
        if (strstr(shape->calculation[LANG_ZH], named) || strstr(shape->calculation[LANG_EN], named))
            shape->told[shape->told_count++] = (int)i;
    }
}

/* Which columns of a result are what; ERR_SOURCE when they are not what they must be. */
static bool find_shape(Arena *arena, const QueryFile *file, const Table *raw, Shape *shape, Err *err) {
    *shape = (Shape){.dept = table_find(raw, "dept_id"),
                     .year = table_find(raw, "year"),
                     .month = table_find(raw, "month"),
                     .numerator = table_find(raw, "numerator"),
                     .denominator = table_find(raw, "denominator"),
                     .unit = head_value_or(&file->head, "unit", "percent")};
    static const char *const units[] = {"percent", "money", "money_per_person"};
    bool known = false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        known = known || strcmp(units[i], shape->unit) == 0;
    if (!known)
        return err_set(err, ERR_SOURCE, "%s: unknown unit `%s`; expected percent, money or money_per_person",
                       file->path, shape->unit);
    shape->divides = strcmp(shape->unit, "money") != 0;
    find_words(arena, file, raw, shape);
    const int needed[] = {shape->dept, shape->year, shape->numerator, shape->denominator};
    for (size_t i = 0; i < 4; i++)
        if (raw->columns[needed[i]].type != COLUMN_INT)
            return err_set(err, ERR_SOURCE, "%s: column `%s` must be whole numbers of the smallest unit",
                           file->path, raw->columns[needed[i]].name);
    return true;
}

/* All files: what their queries found, and what is made of it, file by file. */
typedef struct {
    const QueryFile *files;
    size_t count;
    OriginIndex origins;
    Table **raw;
    Shape *shapes;
    Results *results;
} Job;

static bool query_all(Arena *arena, Store *store, Job *job, int jobs, Err *err) {
    StoreAsk *asks = ARENA_ARRAY(arena, StoreAsk, job->count + 1);
    job->raw = ARENA_ARRAY(arena, Table *, job->count + 1);
    job->shapes = ARENA_ARRAY(arena, Shape, job->count + 1);
    job->results = ARENA_ARRAY(arena, Results, job->count + 1);
    for (size_t i = 0; i < job->count; i++)
        asks[i] = (StoreAsk){.name = job->files[i].path, .sql = job->files[i].sql};
    if (!store_query_all(arena, store, asks, job->count, jobs, job->raw, err)) return false;
    for (size_t i = 0; i < job->count; i++)
        if (!find_shape(arena, &job->files[i], job->raw[i], &job->shapes[i], err)) return false;
    return true;
}

static void make_measures(Arena *arena, size_t i, void *user) {
    Job *job = user;
    Results *r = &job->results[i];
    *r = (Results){.arena = arena, .origins = &job->origins};
    make_tables(r);
    for (size_t row = 0; row < job->raw[i]->row_count; row++)
        add_measure(r, &job->files[i], job->raw[i], &job->shapes[i], row);
}

static void renumber(Table *table, size_t first, int64_t before) {
    int64_t *ids = table->columns[table_find(table, "measure_id")].integers;
    for (size_t row = first; row < table->row_count; row++)
        ids[row] += before;
}

/* The files' results in their order, under one numbering. */
static void make_all(Arena *arena, Job *job, int jobs, Results *all) {
    abreast(arena, job->count, jobs, make_measures, job);
    *all = (Results){.arena = arena};
    make_tables(all);
    for (size_t i = 0; i < job->count; i++) {
        const int64_t before = (int64_t)all->measures->row_count;
        renumber(all->measures, table_append(all->measures, job->results[i].measures), before);
        renumber(all->measure_origins, table_append(all->measure_origins, job->results[i].measure_origins),
                 before);
    }
}

bool indicators_run(Arena *arena, Store *store, const QueryFile *files, size_t count, int jobs,
                    Measures *measures, Err *err) {
    Job job = {.files = files, .count = count};
    Results all;
    Table *indicators = indicator_table(arena);
    for (size_t i = 0; i < count; i++)
        add_indicator(indicators, &files[i]);
    if (!origin_index(arena, store, &job.origins, err) || !query_all(arena, store, &job, jobs, err))
        return false;
    make_all(arena, &job, jobs, &all);
    store_tell(store, NULL, "queries", count, count);
    *measures = (Measures){indicators, all.measures, all.measure_origins};
    return true;
}

bool indicators_put(Store *store, const Measures *measures, int jobs, Err *err) {
    const StorePut puts[] = {{"indicator", measures->indicators},
                             {"measure", measures->measures},
                             {"measure_origin", measures->origins}};
    return store_put_behind(store, puts, sizeof puts / sizeof *puts, jobs, err);
}

/* --- in order --- */

static int by_key(const void *left, const void *right) {
    const MeasureKey *a = left, *b = right;
    const int order = a->indicator == b->indicator ? 0 : strcmp(a->indicator, b->indicator);
    if (order) return order;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    return (a->year > b->year) - (a->year < b->year);
}

static MeasureKey *whole_years(Arena *arena, const Table *t, size_t *count) {
    const int64_t *months = t->columns[table_find(t, "month")].integers;
    const int64_t *depts = t->columns[table_find(t, "dept_id")].integers;
    const int64_t *years = t->columns[table_find(t, "year")].integers;
    const char **indicators = t->columns[table_find(t, "indicator")].texts;
    MeasureKey *keys = ARENA_ARRAY(arena, MeasureKey, t->row_count + 1);
    *count = 0;
    for (size_t i = 0; i < t->row_count; i++)
        if (months[i] == 12) keys[(*count)++] = (MeasureKey){indicators[i], depts[i], years[i], i};
    qsort(keys, *count, sizeof *keys, by_key);
    return keys;
}

static Table *in_order(Arena *arena, const Table *t, const char *const *names, size_t name_count) {
    size_t count;
    const MeasureKey *keys = whole_years(arena, t, &count);
    Table *out = table_new(arena, "measure");
    for (size_t c = 0; c < name_count; c++)
        table_add(out, names[c], t->columns[table_find(t, names[c])].type, NULL, NULL);
    (void)table_rows(out, count);
    for (size_t c = 0; c < out->column_count; c++) {
        const Column *from = &t->columns[table_find(t, names[c])], *to = &out->columns[c];
        for (size_t i = 0; from->type == COLUMN_TEXT && i < count; i++)
            to->texts[i] = from->texts[keys[i].row];
        for (size_t i = 0; from->type != COLUMN_TEXT && i < count; i++)
            to->integers[i] = from->integers[keys[i].row];
    }
    return out;
}

Table *indicators_in_order(Arena *arena, const Table *measures) {
    static const char *const names[] = {"indicator", "dept_id",     "year",        "measure_id",
                                        "numerator", "denominator", "calculation", "calculation_en",
                                        "source",    "reason"};
    return in_order(arena, measures, names, sizeof names / sizeof *names);
}

bool indicators_measure(Arena *arena, Store *store, const QueryFile *files, size_t count, Table **measures,
                        Err *err) {
    Measures all;
    if (!indicators_run(arena, store, files, count, 1, &all, err)) return false;
    *measures = indicators_in_order(arena, all.measures);
    return true;
}

bool indicators_numbers(Arena *arena, Store *store, const QueryFile *files, size_t count, Table **numbers,
                        Err *err) {
    static const char *const names[] = {"indicator", "dept_id", "year", "numerator", "denominator"};
    static const char *const texts[] = {"indicator", NULL}, *const none[] = {NULL};
    static const char *const integers[] = {"dept_id", "year", "month", "numerator", "denominator", NULL};
    Job job = {.files = files, .count = count};
    Table *all = result_table(arena, "measure", texts, integers, none);
    if (!query_all(arena, store, &job, 1, err)) return false;
    for (size_t i = 0; i < count; i++) {
        const Shape *shape = &job.shapes[i];
        const int columns[] = {shape->dept, shape->year, shape->month, shape->numerator, shape->denominator};
        for (size_t row = 0; row < job.raw[i]->row_count; row++) {
            size_t at = table_row(all);
            for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
                all->columns[c].integers[at] = cell(job.raw[i], columns[c], row);
            if (all->columns[2].integers[at] == TABLE_MISSING) all->columns[2].integers[at] = 12;
            table_set_text(all, at, "indicator", files[i].id);
        }
    }
    *numbers = in_order(arena, all, names, sizeof names / sizeof *names);
    return true;
}
