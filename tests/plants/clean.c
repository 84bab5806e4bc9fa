#include "clean.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const stage_names[STAGE_COUNT] = {"budget", "adjusted", "actual"};

static sqlite3_stmt *prepared(const Clean *clean, const char *sql) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(clean->db, sql, -1, &statement, NULL) != SQLITE_OK) abort();
    return statement;
}

static const char *text_of(const Clean *clean, sqlite3_stmt *row, int column) {
    return arena_strdup(clean->arena, (const char *)sqlite3_column_text(row, column));
}

bool clean_open(Arena *arena, Clean *clean, const char *path, Err *err) {
    *clean = (Clean){.arena = arena};
    if (sqlite3_open_v2(path, &clean->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        return err_set(err, ERR_SYSTEM, "%s: %s", path, sqlite3_errmsg(clean->db));
    sqlite3_stmt *row = prepared(clean, "SELECT min(year), max(year) FROM figure");
    if (sqlite3_step(row) == SQLITE_ROW) {
        clean->first_year = sqlite3_column_int(row, 0);
        clean->last_year = sqlite3_column_int(row, 1);
    }
    sqlite3_finalize(row);
    row =
        prepared(clean, "SELECT d.dept_id, d.code, d.name, d.kind, d.peer_group, d.included = 0"
                        "  AND NOT EXISTS (SELECT 1 FROM dept c WHERE c.parent_id = d.dept_id AND c.included)"
                        "  AND NOT EXISTS (SELECT 1 FROM lineage l WHERE d.dept_id IN (l.old_id, l.new_id))"
                        "  FROM dept d ORDER BY d.code");
    size_t count = 0, capacity = 0;
    while (sqlite3_step(row) == SQLITE_ROW) {
        ARENA_PUSH(arena, clean->depts, count, capacity);
        clean->depts[count++] =
            (CleanDept){sqlite3_column_int64(row, 0), text_of(clean, row, 1), text_of(clean, row, 2),
                        text_of(clean, row, 3),       text_of(clean, row, 4), sqlite3_column_int(row, 5)};
    }
    clean->dept_count = (int)count;
    sqlite3_finalize(row);
    return true;
}

/* --- figures as they were loaded --- */

static void split_item(const Clean *clean, const char *item, const char **code, const char **part) {
    const char *slash = strchr(item, '/');
    *code = slash ? arena_strndup(clean->arena, item, (size_t)(slash - item)) : item;
    *part = slash ? slash + 1 : "";
}

static void bind_key(const Clean *clean, sqlite3_stmt *row, Key key) {
    const char *code, *part;
    split_item(clean, key.item, &code, &part);
    sqlite3_bind_text(row, 1, code, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, part, -1, SQLITE_STATIC);
    sqlite3_bind_int64(row, 3, clean->depts[key.dept].id);
    sqlite3_bind_int(row, 4, key.year);
    sqlite3_bind_int(row, 5, key.month);
    sqlite3_bind_text(row, 6, stage_names[key.stage], -1, SQLITE_STATIC);
}

static bool same_key(Key a, Key b) {
    return strcmp(a.item, b.item) == 0 && a.dept == b.dept && a.year == b.year && a.month == b.month &&
           a.stage == b.stage;
}

static Cell stored_cell(const Clean *clean, Key key) {
    static const char sql[] =
        "SELECT s.value, s.origin, s.step FROM figure_stage s JOIN item i ON i.item_id = s.item_id"
        "  JOIN item p ON p.item_id = s.part_id"
        " WHERE i.code = ?1 AND p.code = ?2 AND s.dept_id = ?3 AND s.year = ?4 AND s.month = ?5 AND s.stage "
        "= ?6";
    Cell cell = {ABSENT, 0, 0};
    sqlite3_stmt *row = prepared(clean, sql);
    bind_key(clean, row, key);
    if (sqlite3_step(row) == SQLITE_ROW)
        cell =
            (Cell){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2)};
    sqlite3_finalize(row);
    return cell;
}

/* --- series --- */

double *series_at(const Series *series, int dept, int year) {
    return &series->value[dept * YEAR_ROOM + year - YEAR_LEAST];
}

static double size_at(const Series *series, int dept, int year) {
    return series->size[dept * YEAR_ROOM + year - YEAR_LEAST];
}

Series clean_series(Clean *clean) {
    size_t n = (size_t)clean->dept_count * YEAR_ROOM;
    Series series = {ARENA_ARRAY(clean->arena, double, n), ARENA_ARRAY(clean->arena, double, n), NAN};
    for (size_t i = 0; i < n; i++)
        series.value[i] = series.size[i] = NAN;
    return series;
}

static int dept_index(const Clean *clean, int64_t id) {
    for (int d = 0; d < clean->dept_count; d++)
        if (clean->depts[d].id == id) return d;
    abort();
}

static Series rate_series(Clean *clean, const char *indicator) {
    Series series = clean_series(clean);
    sqlite3_stmt *row = prepared(clean, "SELECT dept_id, year, value, denominator FROM measure"
                                        " WHERE indicator = ?1 AND month = 12 AND value IS NOT NULL");
    sqlite3_bind_text(row, 1, indicator, -1, SQLITE_STATIC);
    while (sqlite3_step(row) == SQLITE_ROW) {
        int at = dept_index(clean, sqlite3_column_int64(row, 0)) * YEAR_ROOM + sqlite3_column_int(row, 1) -
                 YEAR_LEAST;
        series.value[at] = sqlite3_column_double(row, 2);
        series.size[at] = sqlite3_column_double(row, 3);
    }
    sqlite3_finalize(row);
    return series;
}

static Series change_series(Clean *clean, const char *item, Stage stage) {
    Series series = clean_series(clean);
    for (int d = 0; d < clean->dept_count; d++)
        for (int year = clean->first_year + 1; year <= clean->last_year; year++) {
            Cell now = stored_cell(clean, (Key){item, d, year, 12, stage});
            Cell before = stored_cell(clean, (Key){item, d, year - 1, 12, stage});
            if (now.value == ABSENT || before.value == ABSENT || now.value <= 0 || before.value <= 0)
                continue;
            *series_at(&series, d, year) = log((double)now.value / (double)before.value);
            series.size[d * YEAR_ROOM + year - YEAR_LEAST] = fmax((double)now.value, (double)before.value);
        }
    return series;
}

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(double *values, int n, double p) {
    if (n == 0) return NAN;
    qsort(values, (size_t)n, sizeof *values, compare_doubles);
    double at = p * (n - 1);
    int low = (int)at, high = low + 1 < n ? low + 1 : low;
    return values[low] + (at - low) * (values[high] - values[low]);
}

Spread clean_spread(const Clean *clean, const Series *series, int year, int dept) {
    double *values = calloc((size_t)clean->dept_count, sizeof *values),
           *sizes = calloc((size_t)clean->dept_count, sizeof *sizes);
    Spread spread = {0};
    for (int d = 0; d < clean->dept_count; d++) {
        double value = *series_at(series, d, year);
        if (isnan(value)) continue;
        if (dept >= 0 && strcmp(clean->depts[d].group, clean->depts[dept].group) != 0) continue;
        values[spread.n] = value;
        sizes[spread.n++] = size_at(series, d, year);
    }
    spread.median = quantile(values, spread.n, .5);
    spread.median_size = quantile(sizes, spread.n, .5);
    for (int i = 0; i < spread.n; i++)
        values[i] = fabs(values[i] - spread.median);
    spread.sd = spread.n ? 1.4826 * quantile(values, spread.n, .5) : 0;
    free(values);
    free(sizes);
    return spread;
}

static double tail_of(const Clean *clean, const Series *series) {
    int years = clean->last_year - clean->first_year + 1, n = 0;
    double *values = calloc((size_t)(clean->dept_count * years), sizeof *values);
    for (int year = clean->first_year; year <= clean->last_year; year++) {
        Spread spread = clean_spread(clean, series, year, -1);
        for (int d = 0; d < clean->dept_count && spread.sd > 0; d++)
            if (!isnan(*series_at(series, d, year)) && size_at(series, d, year) >= spread.median_size)
                values[n++] = fabs(*series_at(series, d, year) - spread.median) / spread.sd;
    }
    double tail = n ? quantile(values, n, .98) : NAN;
    free(values);
    return tail;
}

static const Series *kept_series(const Clean *clean, const char *name) {
    for (size_t i = 0; i < clean->kept_count; i++)
        if (strcmp(clean->kept[i].name, name) == 0) return &clean->kept[i].series;
    return NULL;
}

static Series keep_series(Clean *clean, const char *name, Series series) {
    series.tail = tail_of(clean, &series);
    ARENA_PUSH(clean->arena, clean->kept, clean->kept_count, clean->kept_capacity);
    clean->kept[clean->kept_count++] = (Kept){name, series};
    return series;
}

Series clean_rate(Clean *clean, const char *indicator) {
    const Series *kept = kept_series(clean, indicator);
    return kept ? *kept : keep_series(clean, indicator, rate_series(clean, indicator));
}

Series clean_change(Clean *clean, const char *item, Stage stage) {
    const char *name = arena_printf(clean->arena, "%s %s", item, stage_names[stage]);
    const Series *kept = kept_series(clean, name);
    return kept ? *kept : keep_series(clean, name, change_series(clean, item, stage));
}

double clean_slope(Clean *clean, const char *item, int dept, Stage stage, int least) {
    double logs[YEAR_ROOM], slopes[YEAR_ROOM * YEAR_ROOM / 2];
    int years[YEAR_ROOM], n = 0, pairs = 0;
    for (int year = clean->first_year; year <= clean->last_year; year++) {
        Cell cell = clean_cell(clean, (Key){item, dept, year, 12, stage});
        if (cell.value == ABSENT || cell.value <= 0) continue;
        years[n] = year;
        logs[n++] = log((double)cell.value);
    }
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            slopes[pairs++] = (logs[j] - logs[i]) / (years[j] - years[i]);
    return n < least ? NAN : quantile(slopes, pairs, .5);
}

int clean_year_count(Clean *clean, const char *item, int dept, Stage stage) {
    int n = 0;
    for (int year = clean->first_year; year <= clean->last_year; year++)
        n += clean_cell(clean, (Key){item, dept, year, 12, stage}).value > 0;
    return n;
}

/* --- figures and changes --- */

Cell clean_cell(Clean *clean, Key key) {
    Cell cell = stored_cell(clean, key);
    for (size_t i = 0; i < clean->pending_count; i++)
        if (same_key(clean->pending[i].key, key)) cell.value = clean->pending[i].value;
    return cell;
}

static void add_edit(Clean *clean, int64_t origin, int64_t value, int64_t old) {
    sqlite3_stmt *row =
        prepared(clean, "SELECT name, (?1 - first_origin) / columns, (?1 - first_origin) % columns + 1"
                        "  FROM source WHERE first_origin <= ?1 AND ?1 < end_origin");
    sqlite3_bind_int64(row, 1, origin);
    if (sqlite3_step(row) != SQLITE_ROW) abort();
    const char *name = text_of(clean, row, 0), *slash = strchr(name, '/');
    ARENA_PUSH(clean->arena, clean->edits, clean->edit_count, clean->edit_capacity);
    clean->edits[clean->edit_count++] = (Edit){slash ? slash + 1 : name, sqlite3_column_int64(row, 1),
                                               sqlite3_column_int64(row, 2), value, old};
    sqlite3_finalize(row);
}

int64_t clean_set(Clean *clean, Key key, double value) {
    static const char others[] = "SELECT s.origin FROM superseded s JOIN item i ON i.item_id = s.item_id "
                                 "JOIN item p ON p.item_id = s.part_id"
                                 " WHERE i.code = ?1 AND p.code = ?2 AND s.dept_id = ?3 AND s.year = ?4 AND "
                                 "s.month = ?5 AND s.stage = ?6"
                                 " UNION "
                                 "SELECT s.origin FROM statement s JOIN item i ON i.item_id = s.item_id JOIN "
                                 "item p ON p.item_id = s.part_id"
                                 " WHERE s.kind = 'figure' AND s.value IS NOT NULL"
                                 "   AND i.code = ?1 AND p.code = ?2 AND s.dept_id = ?3 AND s.year = ?4 AND "
                                 "s.month = ?5 AND s.stage = ?6";
    Cell cell = stored_cell(clean, key);
    if (cell.value == ABSENT || cell.value == 0) return cell.value;
    int64_t step = cell.step > 1 ? cell.step : 1, rounded = llround(value / (double)step) * step;
    add_edit(clean, cell.origin, rounded, cell.value);
    sqlite3_stmt *row = prepared(clean, others);
    bind_key(clean, row, key);
    while (sqlite3_step(row) == SQLITE_ROW)
        add_edit(clean, sqlite3_column_int64(row, 0), rounded, cell.value);
    sqlite3_finalize(row);
    for (size_t i = 0; i < clean->pending_count; i++)
        if (same_key(clean->pending[i].key, key)) {
            clean->pending[i].value = rounded;
            return rounded;
        }
    ARENA_PUSH(clean->arena, clean->pending, clean->pending_count, clean->pending_capacity);
    clean->pending[clean->pending_count++] = (Pending){key, rounded};
    return rounded;
}

const char **clean_items(Clean *clean, const char *class, int dept, int year, size_t *count) {
    sqlite3_stmt *row = prepared(
        clean, "SELECT i.code FROM figure f JOIN item i ON i.item_id = f.item_id WHERE i.class = ?1"
               "  AND f.part_id = 0 AND f.dept_id = ?2 AND f.year = ?3 AND f.month = 12 ORDER BY i.code");
    sqlite3_bind_text(row, 1, class, -1, SQLITE_STATIC);
    sqlite3_bind_int64(row, 2, clean->depts[dept].id);
    sqlite3_bind_int(row, 3, year);
    const char **items = NULL;
    size_t capacity = 0;
    *count = 0;
    while (sqlite3_step(row) == SQLITE_ROW) {
        ARENA_PUSH(clean->arena, items, *count, capacity);
        items[(*count)++] = text_of(clean, row, 0);
    }
    sqlite3_finalize(row);
    return items;
}

const char *clean_largest(Clean *clean, const char *class, Key key) {
    size_t count;
    const char **items = clean_items(clean, class, key.dept, key.year, &count), *largest = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < count; i++) {
        Cell cell = clean_cell(clean, (Key){items[i], key.dept, key.year, key.month, key.stage});
        if (cell.value == ABSENT || cell.value <= most) continue;
        most = cell.value;
        largest = items[i];
    }
    return largest;
}
