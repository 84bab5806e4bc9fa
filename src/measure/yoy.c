#include "measure/yoy.h"

#include "measure/origin.h"
#include "measure/unit.h"
#include "model/figure.h"

/* Series by series in the order of their codes, so that last year is a neighbour and the order is that of no
 * database. */
static const char figures_sql[] =
    "SELECT f.item_id, f.part_id, f.dept_id, f.year, f.month, f.budget, f.adjusted, f.actual, "
    "f.budget_origin, "
    "       f.adjusted_origin, f.actual_origin, i.code AS item, i.zh, i.en, i.unit_kind, p.code AS part, "
    "d.code AS dept, d.name, coalesce(w.kind, b.kind) AS kind "
    "  FROM figure f JOIN item i ON i.item_id = f.item_id JOIN item p ON p.item_id = f.part_id "
    "  JOIN dept d ON d.dept_id = f.dept_id "
    "  LEFT JOIN (SELECT dept_id, year, min(kind) AS kind FROM series_break WHERE item_id = 0 GROUP BY "
    "dept_id, year) w"
    "    ON w.dept_id = f.dept_id AND w.year = f.year"
    "  LEFT JOIN (SELECT dept_id, item_id, year, min(kind) AS kind FROM series_break WHERE item_id > 0"
    "              GROUP BY dept_id, item_id, year) b"
    "    ON b.dept_id = f.dept_id AND b.item_id = f.item_id AND b.year = f.year "
    " ORDER BY i.code, p.code, d.code, f.year, f.month";

static const char faulty_sql[] = "SELECT origin FROM faulty ORDER BY origin";

enum {
    ITEM_ID,
    PART_ID,
    DEPT_ID,
    YEAR,
    MONTH,
    VALUE,
    ORIGIN = VALUE + STAGE_COUNT,
    ITEM = ORIGIN + STAGE_COUNT,
    ZH,
    EN,
    UNIT,
    PART,
    DEPT,
    NAME,
    BREAK
};

static int64_t at(const Table *t, int column, size_t row) {
    const Column *c = &t->columns[column];
    return c->type == COLUMN_INT ? c->integers[row] : TABLE_MISSING;
}

static bool same_series(const Table *t, size_t a, size_t b) {
    return at(t, ITEM_ID, a) == at(t, ITEM_ID, b) && at(t, PART_ID, a) == at(t, PART_ID, b) &&
           at(t, DEPT_ID, a) == at(t, DEPT_ID, b);
}

/* Moves `*prior` forward to the same month of the year before `row`; false when that is not there. */
static bool find_prior(const Table *t, size_t row, size_t *prior) {
    int64_t wanted_year = at(t, YEAR, row) - 1, wanted_month = at(t, MONTH, row);
    while (*prior < row) {
        int64_t year = at(t, YEAR, *prior), month = at(t, MONTH, *prior);
        if (year > wanted_year || (year == wanted_year && month > wanted_month)) return false;
        if (year == wanted_year && month == wanted_month) return true;
        (*prior)++;
    }
    return false;
}

static const char *status_of(int64_t prior) {
    if (prior == TABLE_MISSING) return "no_prior";
    return prior == 0 ? "zero_prior" : prior < 0 ? "negative_prior" : "comparable";
}

static Table *make_table(Arena *arena) {
    Table *t = table_new(arena, "yoy");
    static const char *const texts[] = {"item",    "item_zh", "item_en", "part", "stage",
                                        "current", "prior",   "change",  "unit"};
    table_add(t, "dept", COLUMN_TEXT, "单位编码", "Department");
    table_add(t, "dept_name", COLUMN_TEXT, "单位", "Name");
    table_add(t, "year", COLUMN_INT, "年度", "Year");
    table_add(t, "month", COLUMN_INT, "月份", "Month");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_add(t, texts[i], COLUMN_TEXT, NULL, NULL);
    Column *rate = table_add(t, "rate", COLUMN_RATIO, "同比", "Change");
    rate->times = rate->decimals = 2;
    table_add(t, "status", COLUMN_TEXT, NULL, NULL);
    table_add(t, "current_source", COLUMN_TEXT, NULL, NULL);
    table_add(t, "prior_source", COLUMN_TEXT, NULL, NULL);
    table_add(t, "series_break", COLUMN_TEXT, NULL, NULL);
    table_add(t, "faulty", COLUMN_INT, NULL, NULL);
    return t;
}

/* Whether an error was found in the cell. */
static bool is_faulty(const Table *faulty, int64_t origin) {
    size_t low = 0, high = origin == TABLE_MISSING ? 0 : faulty->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (faulty->columns[0].integers[middle] < origin)
            low = middle + 1;
        else
            high = middle;
    }
    return low < faulty->row_count && origin != TABLE_MISSING && faulty->columns[0].integers[low] == origin;
}

static bool add_row(Arena *arena, const OriginIndex *origins, const Table *faulty, const Table *raw,
                    size_t row, const size_t *before, int stage, Table *t, Err *err) {
    int64_t current = at(raw, VALUE + stage, row);
    int64_t prior = before ? at(raw, VALUE + stage, *before) : TABLE_MISSING;
    const char *unit = raw->columns[UNIT].texts[row], *status = status_of(prior);
    size_t out = table_row(t);
    table_set_text(t, out, "dept", raw->columns[DEPT].texts[row]);
    table_set_text(t, out, "dept_name", raw->columns[NAME].texts[row]);
    table_set_integer(t, out, "year", at(raw, YEAR, row));
    table_set_integer(t, out, "month", at(raw, MONTH, row));
    table_set_text(t, out, "item", raw->columns[ITEM].texts[row]);
    table_set_text(t, out, "item_zh", raw->columns[ZH].texts[row]);
    table_set_text(t, out, "item_en", raw->columns[EN].texts[row]);
    table_set_text(t, out, "part", raw->columns[PART].texts[row]);
    table_set_text(t, out, "stage", stage_names[stage]);
    table_set_text(t, out, "current", unit_text(arena, unit, current, false));
    table_set_text(t, out, "unit", unit);
    table_set_text(t, out, "status", status);
    if (raw->columns[BREAK].type == COLUMN_TEXT)
        table_set_text(t, out, "series_break", raw->columns[BREAK].texts[row]);
    table_set_text(t, out, "current_source", origin_text(arena, origins, at(raw, ORIGIN + stage, row)));
    if (is_faulty(faulty, at(raw, ORIGIN + stage, row)) ||
        (before && is_faulty(faulty, at(raw, ORIGIN + stage, *before))))
        table_set_integer(t, out, "faulty", 1);
    if (prior == TABLE_MISSING) return true;
    int64_t change;
    if (__builtin_sub_overflow(current, prior, &change))
        return err_set(
            err, ERR_SOURCE,
            "department %s, item %s, year %lld: the change on the year before is more than can be kept "
            "exactly; look for a value with too many digits, or in a wrong unit",
            raw->columns[DEPT].texts[row], raw->columns[ITEM].texts[row], (long long)at(raw, YEAR, row));
    table_set_text(t, out, "prior", unit_text(arena, unit, prior, false));
    table_set_text(t, out, "change", unit_text(arena, unit, change, false));
    table_set_text(t, out, "prior_source", origin_text(arena, origins, at(raw, ORIGIN + stage, *before)));
    if (prior > 0) table_set_ratio(t, out, "rate", change, prior);
    return true;
}

bool yoy_table(Arena *arena, Store *store, Table **table, Err *err) {
    Table *raw, *faulty;
    OriginIndex origins;
    if (!origin_index(arena, store, &origins, err) ||
        !store_query(arena, store, "faulty", faulty_sql, NULL, 0, &faulty, err) ||
        !store_query(arena, store, "yoy", figures_sql, NULL, 0, &raw, err))
        return false;
    *table = make_table(arena);
    size_t prior = 0;
    for (size_t row = 0; row < raw->row_count; row++) {
        if (row == 0 || !same_series(raw, prior, row)) prior = row;
        size_t candidate = prior;
        bool found = find_prior(raw, row, &candidate);
        prior = candidate < row ? candidate : prior;
        for (int stage = 0; stage < STAGE_COUNT; stage++)
            if (at(raw, VALUE + stage, row) != TABLE_MISSING &&
                !add_row(arena, &origins, faulty, raw, row, found ? &candidate : NULL, stage, *table, err))
                return false;
    }
    return true;
}
