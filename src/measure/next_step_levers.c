#include "measure/next_step_levers.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const char figures_sql[] =
    "SELECT item_id, dept_id, year, adjusted, actual, adjusted_origin, actual_origin FROM figure"
    " WHERE part_id = 0 AND month = 12 ORDER BY item_id, dept_id, year";
static const char items_sql[] = "SELECT item_id, code, unit_kind, zh, en FROM item ORDER BY code";

/* Stages whose figures move, in the order of their names; of the columns of figures. */
static const struct {
    Stage stage;
    int value, origin;
} stages[] = {{STAGE_ACTUAL, FIGURE_ACTUAL, FIGURE_ACTUAL_ORIGIN},
              {STAGE_ADJUSTED, FIGURE_ADJUSTED, FIGURE_ADJUSTED_ORIGIN}};
enum { MOVING = sizeof stages / sizeof *stages };

typedef struct {
    Arena *arena;
    Store *store;
    const Rubric *rubric;
    const QueryFile *files;
    size_t file_count;
    Levers *out;
    bool *moved; /* by item, moving stage and file: the file's measures are made of figures of this kind */
} Job;

static bool in_rubric(const Job *job, const char *indicator) {
    const Rubric *rubric = job->rubric;
    for (size_t i = 0; i < rubric->row_count; i++)
        if (strcmp(rubric->rows[i].indicator, indicator) == 0) return true;
    return false;
}

/* Where a figure stands in its file, and which one it is. */
typedef struct {
    int64_t origin;
    size_t figure, stage; /* row of figures; of stages */
} Place;

static int by_origin(const void *left, const void *right) {
    const Place *a = left, *b = right;
    return (a->origin > b->origin) - (a->origin < b->origin);
}

static Place *places_of(Arena *arena, const Table *figures, size_t *count) {
    Place *places = ARENA_ARRAY(arena, Place, figures->row_count * MOVING + 1);
    *count = 0;
    for (size_t k = 0; k < MOVING; k++) {
        const int64_t *values = figures->columns[stages[k].value].integers,
                      *origins = figures->columns[stages[k].origin].integers;
        for (size_t row = 0; row < figures->row_count; row++)
            if (values[row] != TABLE_MISSING && origins[row] != TABLE_MISSING)
                places[(*count)++] = (Place){origins[row], row, k};
    }
    qsort(places, *count, sizeof *places, by_origin);
    return places;
}

static size_t first_place(const Place *places, size_t count, int64_t origin) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (places[middle].origin < origin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The figures that a department may be told to change for an indicator: those that its head names as
 * `levers`, all when it names none. */
static const char *levers_of(const QueryFile *file) {
    return head_value_or(&file->head, "levers", "");
}

static bool is_lever(const Job *job, size_t file, size_t item) {
    const char *named = levers_of(&job->files[file]);
    return *named == '\0' || text_has_word(named, job->out->items->columns[ITEM_CODE].texts[item]);
}

static bool known_levers(const Job *job, Err *err) {
    const Table *items = job->out->items;
    for (size_t i = 0; i < job->file_count; i++) {
        size_t count;
        char **codes = text_split(job->arena, levers_of(&job->files[i]), ' ', &count);
        for (size_t k = 0; k < count; k++) {
            size_t item = 0;
            while (item < items->row_count && strcmp(items->columns[ITEM_CODE].texts[item], codes[k]) != 0)
                item++;
            if (*codes[k] && item == items->row_count)
                return err_set(err, ERR_SOURCE, "%s: `levers` names the item `%s`, which there is not",
                               job->files[i].path, codes[k]);
        }
    }
    return true;
}

/* Row of items with that id, which is there: most often `row`, of the figure before. */
static size_t item_row(const Table *items, size_t row, int64_t id) {
    if (items->columns[ITEM_ID].integers[row] == id) return row;
    row = 0;
    while (items->columns[ITEM_ID].integers[row] != id)
        row++;
    return row;
}

static bool *moved_at(const Job *job, size_t item, size_t stage, size_t file) {
    return &job->moved[(item * MOVING + stage) * job->file_count + file];
}

static size_t file_of(const Job *job, const char *indicator) {
    size_t file = 0;
    while (strcmp(job->files[file].id, indicator) != 0)
        file++;
    return file;
}

/* Which figures of the same year the whole-year measures of an indicator were made from, by their origin. */
static void find_moved(Job *job, const Measures *measures) {
    const Table *m = measures->measures, *o = measures->origins, *figures = job->out->figures;
    const int64_t *months = m->columns[table_find(m, "month")].integers,
                  *depts = m->columns[table_find(m, "dept_id")].integers,
                  *years = m->columns[table_find(m, "year")].integers,
                  *ids = o->columns[table_find(o, "measure_id")].integers,
                  *origins = o->columns[table_find(o, "origin")].integers;
    const char **indicators = m->columns[table_find(m, "indicator")].texts;
    Arena scratch = {0};
    size_t count, file = 0, item = 0;
    const Place *places = places_of(&scratch, figures, &count);
    for (size_t i = 0; i < o->row_count; i++) {
        const size_t row = (size_t)ids[i] - 1; /* they are numbered by row */
        if (months[row] != 12) continue;
        if (strcmp(job->files[file].id, indicators[row]) != 0) file = file_of(job, indicators[row]);
        for (size_t at = first_place(places, count, origins[i]);
             at < count && places[at].origin == origins[i]; at++) {
            const size_t figure = places[at].figure;
            if (figures->columns[FIGURE_DEPT].integers[figure] == depts[row] &&
                figures->columns[FIGURE_YEAR].integers[figure] == years[row]) {
                item = item_row(job->out->items, item, figures->columns[FIGURE_ITEM].integers[figure]);
                *moved_at(job, item, places[at].stage, file) = true;
            }
        }
    }
    arena_free(&scratch);
}

/* Measures the indicators of `files` with one unit more, in both parities of the year. */
static bool pull(Job *job, Lever *lever, const QueryFile *files, size_t count, Err *err) {
    const char *item = job->out->items->columns[ITEM_CODE].texts[lever->item];
    for (int parity = 0; parity < 2; parity++) {
        Table *measures;
        if (!store_suppose_more(job->store, item, lever->stage, parity, 1, err) ||
            !indicators_numbers(job->arena, job->store, files, count, &measures, err) ||
            !store_suppose_more(job->store, item, lever->stage, parity, -1, err))
            return false;
        lever->more[parity] = measures;
    }
    return true;
}

/* One lever for each item and stage that moves an indicator of the rubric. */
static bool find_levers(Job *job, Err *err) {
    const size_t items = job->out->items->row_count;
    job->out->levers = ARENA_ARRAY(job->arena, Lever, items * MOVING + 1);
    QueryFile *files = ARENA_ARRAY(job->arena, QueryFile, job->file_count + 1);
    for (size_t item = 0; item < items; item++)
        for (size_t k = 0; k < MOVING; k++) {
            size_t count = 0;
            for (size_t i = 0; i < job->file_count; i++)
                if (*moved_at(job, item, k, i) && in_rubric(job, job->files[i].id) && is_lever(job, i, item))
                    files[count++] = job->files[i];
            if (count == 0) continue;
            Lever *lever = &job->out->levers[job->out->count++];
            *lever = (Lever){.item = item,
                             .stage = stages[k].stage,
                             .values = job->out->figures->columns[stages[k].value].integers};
            if (!pull(job, lever, files, count, err)) return false;
        }
    return true;
}

bool levers_read(Arena *arena, Store *store, int jobs, Levers *levers, Err *err) {
    const StoreAsk asks[] = {{"levers", figures_sql, NULL, 0}, {"items", items_sql, NULL, 0}};
    Table *tables[2];
    if (!store_query_all(arena, store, asks, 2, jobs, tables, err)) return false;
    *levers = (Levers){.figures = tables[0], .items = tables[1]};
    return true;
}

bool levers_find(Arena *arena, Store *store, const Rubric *rubric, const Measures *measures,
                 const QueryFile *files, size_t count, Levers *levers, Err *err) {
    Job job = {arena,
               store,
               rubric,
               files,
               count,
               levers,
               ARENA_ARRAY(arena, bool, levers->items->row_count *MOVING *count + 1)};
    if (!known_levers(&job, err)) return false;
    find_moved(&job, measures);
    return find_levers(&job, err) && store_suppose_end(store, err);
}

size_t levers_figure(const Levers *levers, const Lever *lever, int64_t dept_id, int64_t year) {
    const Table *t = levers->figures;
    const int64_t key[] = {levers->items->columns[ITEM_ID].integers[lever->item], dept_id, year};
    size_t low = 0, high = t->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2, column = FIGURE_ITEM;
        while (column < FIGURE_YEAR && t->columns[column].integers[middle] == key[column])
            column++;
        if (t->columns[column].integers[middle] < key[column])
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = 0; i <= FIGURE_YEAR; i++)
        if (low == t->row_count || t->columns[i].integers[low] != key[i]) return t->row_count;
    return lever->values[low] == TABLE_MISSING ? t->row_count : low;
}
