#include "measure/yoy.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "measure/number.h"
#include "measure/origin.h"
#include "measure/unit.h"
#include "model/figure.h"

static const char items_sql[] =
    "SELECT i.item_id, i.code, i.zh, i.en, i.unit_kind FROM item i ORDER BY i.code";
static const char depts_sql[] = "SELECT d.dept_id, d.code, d.name FROM dept d ORDER BY d.code";
static const char breaks_sql[] =
    "SELECT s.dept_id, s.item_id, s.year, min(s.kind) AS kind FROM series_break s"
    " GROUP BY s.dept_id, s.item_id, s.year ORDER BY s.dept_id, s.item_id, s.year";
static const char faulty_sql[] = "SELECT origin FROM faulty ORDER BY origin";
static const char figures_sql[] =
    "SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, f.budget, f.adjusted, f.actual,"
    "       f.budget_origin, f.adjusted_origin, f.actual_origin"
    "  FROM figure f ORDER BY f.item_id, f.part_id, f.dept_id, f.year, f.month";

/* Numbers of the store and their places by code, by number. */
typedef struct {
    int64_t id;
    int32_t place;
} Place;

typedef struct {
    const Table *table; /* id, code, …: by code */
    const char **lines; /* the code and the names behind it as cells of a line, each with its comma */
    Place *places;
    const Place *last; /* that was found */
} Codes;

typedef struct {
    int32_t item, part, dept; /* places */
    int16_t year;
    int8_t month;
    int64_t value[STAGE_COUNT], origin[STAGE_COUNT];
} Row;

typedef struct {
    Arena *arena;
    Codes items, depts;
    OriginIndex origins;
    const Table *breaks, *faulty;
    Row *rows;
    size_t count, capacity;
    bool ordered; /* so far by the codes, too */
    Text out;
    Arena scratch; /* of what goes into out; empty again with it */
} Job;

/* --- reading --- */

static int by_id(const void *left, const void *right) {
    const Place *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

static const char *line_of(Arena *arena, const Table *table, size_t row, size_t cells) {
    Text line = {.arena = arena};
    for (size_t i = 1; i <= cells; i++) {
        text_append(&line, text_csv_field(arena, table->columns[i].texts[row]));
        text_append(&line, ",");
    }
    return text_string(&line);
}

static bool read_codes(Arena *arena, Store *store, const char *sql, size_t cells, Codes *codes, Err *err) {
    Table *table;
    if (!store_query(arena, store, "yoy", sql, NULL, 0, &table, err)) return false;
    *codes = (Codes){.table = table,
                     .lines = ARENA_ARRAY(arena, const char *, table->row_count),
                     .places = ARENA_ARRAY(arena, Place, table->row_count)};
    for (size_t i = 0; i < table->row_count; i++) {
        codes->places[i] = (Place){table->columns[0].integers[i], (int32_t)i};
        codes->lines[i] = line_of(arena, table, i, cells);
    }
    if (table->row_count) qsort(codes->places, table->row_count, sizeof *codes->places, by_id);
    return true;
}

/* -1 when there is none. */
static int32_t place_of(Codes *codes, int64_t id) {
    const Place key = {.id = id};
    if (!codes->last || codes->last->id != id)
        codes->last = codes->table->row_count
                          ? bsearch(&key, codes->places, codes->table->row_count, sizeof key, by_id)
                          : NULL;
    return codes->last ? codes->last->place : -1;
}

static int by_codes(const void *left, const void *right) {
    const Row *a = left, *b = right;
    if (a->item != b->item) return a->item < b->item ? -1 : 1;
    if (a->part != b->part) return a->part < b->part ? -1 : 1;
    if (a->dept != b->dept) return a->dept < b->dept ? -1 : 1;
    return a->year != b->year ? a->year - b->year : a->month - b->month;
}

static bool take_row(void *context, const int64_t *values, Err *err) {
    Job *job = context;
    Row row = {.item = place_of(&job->items, values[0]),
               .part = place_of(&job->items, values[1]),
               .dept = place_of(&job->depts, values[2]),
               .year = (int16_t)values[3],
               .month = (int8_t)values[4]};
    if (row.item < 0 || row.part < 0 || row.dept < 0)
        return err_set(err, ERR_SOURCE, "figures of a department that is not there");
    memcpy(row.value, values + 5, sizeof row.value);
    memcpy(row.origin, values + 5 + STAGE_COUNT, sizeof row.origin);
    if (job->count && by_codes(&job->rows[job->count - 1], &row) > 0) job->ordered = false;
    ARENA_PUSH(job->arena, job->rows, job->count, job->capacity);
    job->rows[job->count++] = row;
    return true;
}

static bool read_all(Job *job, Store *store, Err *err) {
    Table *breaks, *faulty;
    if (!origin_index(job->arena, store, &job->origins, err) ||
        !read_codes(job->arena, store, items_sql, 3, &job->items, err) ||
        !read_codes(job->arena, store, depts_sql, 2, &job->depts, err) ||
        !store_query(job->arena, store, "yoy", breaks_sql, NULL, 0, &breaks, err) ||
        !store_query(job->arena, store, "yoy", faulty_sql, NULL, 0, &faulty, err) ||
        !store_stream(store, "yoy", figures_sql, NULL, 0, take_row, job, err))
        return false;
    job->breaks = breaks;
    job->faulty = faulty;
    if (!job->ordered) qsort(job->rows, job->count, sizeof *job->rows, by_codes);
    return true;
}

/* --- looking up --- */

/* Moves `*prior` forward to the same month of the year before `row`; false when that is not there. */
static bool find_prior(const Job *job, size_t row, size_t *prior) {
    const int wanted_year = job->rows[row].year - 1, wanted_month = job->rows[row].month;
    for (; *prior < row; (*prior)++) {
        const int year = job->rows[*prior].year, month = job->rows[*prior].month;
        if (year > wanted_year || (year == wanted_year && month > wanted_month)) return false;
        if (year == wanted_year && month == wanted_month) return true;
    }
    return false;
}

static bool same_series(const Row *a, const Row *b) {
    return a->item == b->item && a->part == b->part && a->dept == b->dept;
}

/* First row of the table that is not before the key, in its first `width` columns. */
static size_t lower(const Table *t, const int64_t *key, size_t width) {
    size_t low = 0, high = t->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2, i = 0;
        while (i < width && t->columns[i].integers[middle] == key[i])
            i++;
        if (i < width && t->columns[i].integers[middle] < key[i])
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_there(const Table *t, size_t row, const int64_t *key, size_t width) {
    for (size_t i = 0; i < width; i++)
        if (row == t->row_count || t->columns[i].integers[row] != key[i]) return false;
    return true;
}

static const char *break_of(const Job *job, int64_t dept, int64_t item, int64_t year) {
    const int64_t key[] = {dept, item, year};
    const size_t at = lower(job->breaks, key, 3);
    return is_there(job->breaks, at, key, 3) ? job->breaks->columns[3].texts[at] : NULL;
}

/* Of the whole department first, then of the item. */
static const char *break_of_row(const Job *job, const Row *row) {
    if (job->breaks->row_count == 0) return "";
    const int64_t dept = job->depts.table->columns[0].integers[row->dept];
    const char *kind = break_of(job, dept, 0, row->year);
    if (!kind) kind = break_of(job, dept, job->items.table->columns[0].integers[row->item], row->year);
    return kind ? kind : "";
}

/* Whether an error was found in the cell. */
static bool is_faulty(const Job *job, int64_t origin) {
    return origin != TABLE_MISSING && is_there(job->faulty, lower(job->faulty, &origin, 1), &origin, 1);
}

static const char *status_of(int64_t prior) {
    if (prior == TABLE_MISSING) return "no_prior";
    return prior == 0 ? "zero_prior" : prior < 0 ? "negative_prior" : "comparable";
}

/* --- writing --- */

static void put_text(Job *job, const char *text) {
    text_append(&job->out, text_csv_field(&job->scratch, text));
    text_append(&job->out, ",");
}

static void put_number(Job *job, Wide value, int scale, int decimals) {
    char *at = text_room(&job->out, NUMBER_ROOM + 1), *end = number_put(at, value, scale, decimals);
    *end++ = ',';
    job->out.size += (size_t)(end - at);
}

static void put_source(Job *job, int64_t origin) {
    put_text(job, origin_text(&job->scratch, &job->origins, origin));
}

static bool change_of(const Job *job, const Row *row, int64_t current, int64_t prior, int64_t *change,
                      Err *err) {
    if (!__builtin_sub_overflow(current, prior, change)) return true;
    return err_set(
        err, ERR_SOURCE,
        "department %s, item %s, year %lld: the change on the year before is more than can be kept "
        "exactly; look for a value with too many digits, or in a wrong unit",
        job->depts.table->columns[1].texts[row->dept], job->items.table->columns[1].texts[row->item],
        (long long)row->year);
}

/* prior, change, unit and rate. */
static bool put_change(Job *job, const Row *row, int64_t current, int64_t prior, const char *unit, Err *err) {
    int64_t change = 0;
    int scale, decimals;
    unit_digits(unit, &scale, &decimals);
    if (prior == TABLE_MISSING) {
        text_append(&job->out, ",,");
    } else {
        if (!change_of(job, row, current, prior, &change, err)) return false;
        put_number(job, prior, scale, decimals);
        put_number(job, change, scale, decimals);
    }
    put_text(job, unit);
    char *at = text_room(&job->out, NUMBER_ROOM + 1), *end = at;
    if (prior > 0) end = number_put_percent(at, change, prior);
    *end++ = ',';
    job->out.size += (size_t)(end - at);
    return true;
}

static bool put_row(Job *job, const Row *row, const Row *before, int stage, Err *err) {
    const Table *items = job->items.table;
    const int64_t current = row->value[stage], prior = before ? before->value[stage] : TABLE_MISSING;
    const char *unit = items->columns[4].texts[row->item];
    int scale, decimals;
    unit_digits(unit, &scale, &decimals);
    text_append(&job->out, job->depts.lines[row->dept]);
    put_number(job, row->year, 0, 0);
    put_number(job, row->month, 0, 0);
    text_append(&job->out, job->items.lines[row->item]);
    put_text(job, items->columns[1].texts[row->part]);
    put_text(job, stage_names[stage]);
    put_number(job, current, scale, decimals);
    if (!put_change(job, row, current, prior, unit, err)) return false;
    put_text(job, status_of(prior));
    put_source(job, row->origin[stage]);
    if (prior == TABLE_MISSING)
        text_append(&job->out, ",");
    else
        put_source(job, before->origin[stage]);
    put_text(job, break_of_row(job, row));
    const bool faulty =
        is_faulty(job, row->origin[stage]) || (before && is_faulty(job, before->origin[stage]));
    text_append(&job->out, faulty ? "1\n" : "\n");
    return true;
}

static void flush(Job *job, FILE *out) {
    fwrite(text_string(&job->out), 1, job->out.size, out);
    job->out.size = 0;
    arena_free(&job->scratch);
}

static bool put_rows(Job *job, const YoyFilter *filter, FILE *out, Err *err) {
    enum { FLUSHED_FROM = 1 << 20 };
    size_t prior = 0;
    for (size_t i = 0; i < job->count; i++) {
        const Row *row = &job->rows[i];
        if (i == 0 || !same_series(&job->rows[prior], row)) prior = i;
        size_t candidate = prior;
        const Row *before = find_prior(job, i, &candidate) ? &job->rows[candidate] : NULL;
        prior = candidate < i ? candidate : prior;
        if (!filter->wants(filter->context, job->depts.table->columns[1].texts[row->dept], row->year))
            continue;
        for (int stage = 0; stage < STAGE_COUNT; stage++)
            if (row->value[stage] != TABLE_MISSING && !put_row(job, row, before, stage, err)) return false;
        if (job->out.size >= FLUSHED_FROM) flush(job, out);
    }
    flush(job, out);
    return true;
}

bool yoy_write(Arena *arena, Store *store, const YoyFilter *filter, const char *path, Err *err) {
    Job job = {.arena = arena, .ordered = true, .out = {.arena = arena}};
    FileOut out;
    if (!read_all(&job, store, err) || !file_out_stage(arena, &out, path, err)) return false;
    fputs("dept,dept_name,year,month,item,item_zh,item_en,part,stage,current,prior,change,unit,rate,status,"
          "current_source,prior_source,series_break,faulty\n",
          out.stream);
    if (put_rows(&job, filter, out.stream, err)) return file_out_commit(&out, err);
    file_out_abandon(&out);
    return false;
}
