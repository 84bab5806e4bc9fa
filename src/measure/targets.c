#include "measure/targets.h"

#include <string.h>

#include "measure/unit.h"
#include "model/decimal.h"

__extension__ typedef __int128 Wide;

static const char targets_sql[] =
    "SELECT t.target_id, t.operator, t.kind, t.number, t.unit_kind, t.factor, t.actual, t.actual_number, "
    "t.met,"
    "       t.origin, CASE WHEN t.target IN ('/', '—', '-', '无') THEN 1 ELSE 0 END AS none,"
    "       CASE WHEN t.text = '' AND t.value = '' THEN 1 ELSE 0 END AS blank,"
    "       i.better, m.numerator, m.denominator, m.printed,"
    "       (SELECT min(o.origin) FROM measure_origin o WHERE o.measure_id = m.measure_id) AS measure_origin,"
    "       f.actual AS item_value, f.actual_origin AS item_origin"
    "  FROM target t"
    "  LEFT JOIN indicator i ON i.unit = 'percent' AND i.indicator = CASE WHEN t.refers <> '' THEN t.refers "
    "ELSE"
    "       (SELECT CASE WHEN count(*) = 1 THEN min(x.indicator) END FROM indicator x"
    "         WHERE t.level <> 'project' AND (x.zh = t.target OR x.en = t.target)) END"
    "  LEFT JOIN measure m ON m.indicator = i.indicator AND m.dept_id = t.dept_id AND m.year = t.year AND "
    "m.month = 12"
    "       AND m.value IS NOT NULL AND t.unit_kind = 'percent'"
    "  LEFT JOIN item p ON p.code = t.refers AND t.refers <> '' AND p.unit_kind = t.unit_kind"
    "  LEFT JOIN figure f ON f.item_id = p.item_id AND f.part_id = 0 AND f.dept_id = t.dept_id AND f.year = "
    "t.year"
    "       AND f.month = 12"
    " ORDER BY t.target_id";

static int64_t integer(const Table *t, const char *column, size_t row) {
    const Column *c = &t->columns[table_find(t, column)];
    return c->type == COLUMN_INT ? c->integers[row] : TABLE_MISSING;
}

static const char *words(const Table *t, const char *column, size_t row) {
    const Column *c = &t->columns[table_find(t, column)];
    const char *text = c->type == COLUMN_TEXT ? c->texts[row] : NULL;
    return text ? text : "";
}

static bool among(const char *word, const char *const *list) {
    for (; *list; list++)
        if (strcmp(*list, word) == 0) return true;
    return false;
}

/* What was reached: top / bottom in the units of the target's number; bottom > 0. */
typedef struct {
    Wide top;
    int64_t bottom, origin;
    const char *source, *printed;
} Reached;

/* In the unit that the target is stated in, without zeros behind the point. */
static const char *in_unit(Arena *arena, int64_t value, int64_t factor) {
    char *text = decimal_ratio_text(arena, value, factor, 0, 6, true);
    size_t length = text ? strlen(text) : 0;
    if (!text) return "";
    while (text[length - 1] == '0')
        text[--length] = '\0';
    if (text[length - 1] == '.') text[--length] = '\0';
    return text;
}

/* The column of the form goes before what is computed: the department knows what it counted. */
static bool find_reached(Arena *arena, const Table *t, size_t row, Reached *reached) {
    const int64_t column = integer(t, "actual_number", row), item = integer(t, "item_value", row);
    const int64_t numerator = integer(t, "numerator", row), denominator = integer(t, "denominator", row);
    *reached =
        (Reached){.bottom = 1, .origin = TABLE_MISSING, .source = "", .printed = words(t, "actual", row)};
    if (column != TABLE_MISSING) {
        *reached = (Reached){column, 1, integer(t, "origin", row), "column", words(t, "actual", row)};
    } else if (numerator != TABLE_MISSING && denominator != TABLE_MISSING && denominator > 0) {
        /* A rate in millionths of a percent. */
        *reached = (Reached){(Wide)numerator * 100000000, denominator, integer(t, "measure_origin", row),
                             "indicator", words(t, "printed", row)};
    } else if (item != TABLE_MISSING) {
        *reached = (Reached){item, 1, integer(t, "item_origin", row), "item",
                             in_unit(arena, item, integer(t, "factor", row))};
    } else {
        return false;
    }
    return true;
}

typedef enum { DIRECTION_HIGHER, DIRECTION_LOWER, DIRECTION_EQUAL } Direction;
static const char *const direction_names[] = {"higher", "lower", "equal"};

static Direction direction_of(const Table *t, size_t row, const Reached *reached) {
    const char *op = words(t, "operator", row), *better = words(t, "better", row);
    if (*op == '>') return DIRECTION_HIGHER;
    if (*op == '<') return DIRECTION_LOWER;
    if (strcmp(reached->source, "indicator") == 0 && *better)
        return strcmp(better, "higher") == 0  ? DIRECTION_HIGHER
               : strcmp(better, "lower") == 0 ? DIRECTION_LOWER
                                              : DIRECTION_EQUAL;
    return strcmp(words(t, "kind", row), "cost") == 0 ? DIRECTION_LOWER : DIRECTION_HIGHER;
}

static bool is_met(const char *op, Direction direction, int64_t number, const Reached *reached) {
    const Wide wanted = (Wide)number * reached->bottom;
    const int sign = (reached->top > wanted) - (reached->top < wanted);
    if (strcmp(op, ">") == 0 || strcmp(op, "<") == 0) return sign == (*op == '>' ? 1 : -1);
    return direction == DIRECTION_EQUAL ? sign == 0 : sign * (direction == DIRECTION_HIGHER ? 1 : -1) >= 0;
}

static void set_degree(Table *results, size_t at, Direction direction, int64_t number,
                       const Reached *reached) {
    Wide top = direction == DIRECTION_LOWER ? (Wide)number * reached->bottom : reached->top;
    Wide bottom = direction == DIRECTION_LOWER ? reached->top : (Wide)number * reached->bottom;
    if (number <= 0 || top < 0 || bottom <= 0) return;
    for (Wide a = top, b = bottom; b;) { /* the greatest common divisor */
        Wide rest = a % b;
        a = b;
        b = rest;
        if (b == 0) {
            top /= a;
            bottom /= a;
        }
    }
    if (top > INT64_MAX || bottom > INT64_MAX) return;
    table_set_integer(results, at, "degree_top", (int64_t)top);
    table_set_integer(results, at, "degree_bottom", (int64_t)bottom);
}

static const char *verdict_of(const Table *t, size_t row, int64_t computed) {
    const int64_t met = integer(t, "met", row);
    if (integer(t, "none", row)) return "none";
    if (computed != TABLE_MISSING) return computed ? "met" : "not_met";
    if (met != TABLE_MISSING) return met ? "met" : "not_met";
    if (integer(t, "number", row) != TABLE_MISSING) return "no_actual";
    return integer(t, "blank", row) ? "no_value" : "in_words";
}

static void add_result(Arena *arena, const Table *t, size_t row, Table *results) {
    static const char *const goals[] = {"goal", "task", "plan", NULL};
    const int64_t number = integer(t, "number", row);
    int64_t computed = TABLE_MISSING;
    size_t at = table_row(results);
    Reached reached;
    bool known = find_reached(arena, t, row, &reached) && number != TABLE_MISSING;
    table_set_text(results, at, "direction", "");
    if (known) {
        Direction direction = direction_of(t, row, &reached);
        computed = is_met(words(t, "operator", row), direction, number, &reached);
        set_degree(results, at, direction, number, &reached);
        table_set_text(results, at, "direction", direction_names[direction]);
        table_set_integer(results, at, "origin", reached.origin);
    } else if (integer(t, "met", row) != TABLE_MISSING) {
        reached.source = "met";
    }
    table_set_integer(results, at, "target_id", integer(t, "target_id", row));
    table_set_integer(results, at, "goal", among(words(t, "kind", row), goals));
    table_set_text(results, at, "source", reached.source);
    table_set_text(results, at, "actual", reached.printed);
    table_set_text(results, at, "verdict", verdict_of(t, row, computed));
    table_set_integer(results, at, "computed", computed);
}

bool targets_run(Arena *arena, Store *store, Err *err) {
    static const char *const integers[] = {"target_id",  "goal",          "computed",
                                           "degree_top", "degree_bottom", "origin"};
    static const char *const texts[] = {"source", "direction", "actual", "verdict"};
    Table *t, *results = table_new(arena, "target_result");
    if (!store_query(arena, store, "targets", targets_sql, NULL, 0, &t, err)) return false;
    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
        table_add(results, integers[i], COLUMN_INT, NULL, NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        table_add(results, texts[i], COLUMN_TEXT, NULL, NULL);
    for (size_t row = 0; row < t->row_count; row++)
        add_result(arena, t, row, results);
    return store_put(store, "target_result", results, err);
}
