/* The walk home of a flag: value, limits, tests, peers, what the change consists of, cells. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cmd/trace.h"
#include "measure/unit.h"

static const char flag_sql[] =
    "SELECT g.flag_id, g.unit, coalesce(n.name, d.name) AS name,"
    "       CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END AS label,"
    "       CASE WHEN :lang = 'zh' THEN g.why_zh ELSE g.why_en END AS why,"
    "       CASE WHEN :lang = 'zh' THEN g.value_zh ELSE g.value_en END AS value,"
    "       CASE WHEN :lang = 'zh' THEN g.prior_zh ELSE g.prior_en END AS prior,"
    "       CASE WHEN :lang = 'zh' THEN g.center_zh ELSE g.center_en END AS center,"
    "       CASE WHEN :lang = 'zh' THEN g.vanish_zh ELSE g.vanish_en END AS vanish,"
    "       g.stake, g.section, g.state, g.note, g.year"
    "  FROM flag g JOIN dept d ON d.dept_id = g.dept_id"
    "  LEFT JOIN dept_name n ON n.dept_id = d.dept_id AND n.valid_from <= g.year"
    "   AND (n.valid_to = 0 OR n.valid_to >= g.year)"
    " WHERE g.id = :item ORDER BY g.flag_id";
static const char tests_sql[] =
    "SELECT m.method, m.center, m.limit_low, m.limit_high, m.score, m.p, m.q, m.rank, m.n, m.peer_group"
    "  FROM flag_method m WHERE m.flag_id = :dept_id ORDER BY m.p, m.method";
/* The peers by distance, and the median of their values. */
static const char peers_sql[] =
    "WITH near AS ("
    "  SELECT p.position, d.name, d.code, v.value, row_number() OVER (ORDER BY v.value IS NULL, v.value) AS "
    "place,"
    "         count(v.value) OVER () AS n"
    "    FROM flag g JOIN peer p ON p.dept_id = g.dept_id AND p.year = g.year JOIN dept d ON d.dept_id = "
    "p.peer_id"
    "    LEFT JOIN screen_value v ON v.indicator = g.indicator AND v.method = g.method AND v.year = g.year"
    "     AND v.dept_id = p.peer_id AND v.month = 12"
    "   WHERE g.flag_id = :dept_id)"
    " SELECT n.position, n.name, n.code, n.value, n.n,"
    "        (SELECT avg(m.value) FROM near m WHERE 2 * m.place BETWEEN m.n AND m.n + 2) AS median"
    "   FROM near n ORDER BY n.position";
static const char parts_sql[] =
    "SELECT CASE WHEN :lang = 'zh' THEN c.zh ELSE c.en END AS label, i.code, c.change, c.points"
    "  FROM flag g JOIN contribution c ON c.indicator = g.indicator AND c.dept_id = g.dept_id AND c.year = "
    "g.year"
    "  JOIN item i ON i.item_id = c.item_id"
    " WHERE g.flag_id = :dept_id ORDER BY abs(c.points) DESC, i.code";
static const char cells_sql[] =
    "SELECT o.role, o.origin, f.value, f.stage, i.zh, i.en, i.unit_kind, f.year, f.month,"
    "       CASE WHEN c.statement_id IS NULL THEN 0 ELSE 1 END AS implied,"
    "       CASE WHEN e.origin IS NULL THEN 0 ELSE 1 END AS faulty"
    "  FROM flag_origin o JOIN flag g ON g.flag_id = o.flag_id"
    "  LEFT JOIN figure_stage f ON f.origin = o.origin"
    "   AND (f.dept_id = g.dept_id OR NOT EXISTS (SELECT 1 FROM bridge))"
    "  LEFT JOIN item i ON i.item_id = f.item_id"
    "  LEFT JOIN statement c ON c.origin = o.origin AND c.kind = 'change'"
    "  LEFT JOIN faulty e ON e.origin = o.origin"
    " WHERE o.flag_id = :dept_id ORDER BY o.role LIKE 'prior_%', o.role, o.origin";

typedef struct {
    Batch *batch;
    FlagWords words;
    int64_t id;
    const char *unit;
} Walk;

static bool query(const Walk *walk, const char *sql, Table **t, Err *err) {
    const StoreParam params[] = {{.name = "dept_id", .integer = walk->id},
                                 {.name = "lang", .text = lang_names[walk->batch->lang]}};
    return store_query(walk->batch->arena, walk->batch->store, "trace", sql, params,
                       sizeof params / sizeof *params, t, err);
}

static double real(const Table *t, const char *column, size_t row) {
    return table_cell_real(&t->columns[table_find(t, column)], row);
}

static const char *value_text(const Walk *walk, const Table *t, const char *column, size_t row) {
    return flag_value_text(walk->batch->arena, walk->batch->currency, &walk->words, walk->unit,
                           real(t, column, row), walk->batch->lang);
}

/* Three digits: p values are read by their size. */
static const char *short_text(const Walk *walk, const Table *t, const char *column, size_t row) {
    double value = real(t, column, row);
    return isnan(value) ? "—" : arena_printf(walk->batch->arena, "%.3g", value);
}

static void print_heading(const Walk *walk, const Table *t) {
    static const struct {
        const char *key, *column;
    } lines[] = {{"trace.flag.value", "value"},
                 {"trace.flag.prior", "prior"},
                 {"trace.flag.center", "center"},
                 {"trace.flag.limit", "vanish"}};
    const Batch *batch = walk->batch;
    printf("%s  %lld  %s\n  %s\n", table_text(t, "name", 0), (long long)table_integer(t, "year", 0),
           table_text(t, "label", 0), table_text(t, "why", 0));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        printf("  %s = %s\n", say(batch->texts, lines[i].key), table_text(t, lines[i].column, 0));
    if (table_integer(t, "stake", 0) != TABLE_MISSING)
        printf("  %s = %s %s\n", say(batch->texts, "trace.flag.stake"),
               unit_text(batch->arena, "money", table_integer(t, "stake", 0), true),
               batch->currency->base_unit[batch->lang]);
    const char *section = table_text(t, "section", 0), *note = table_text(t, "note", 0);
    const char *state = strcmp(section, "break") == 0 ? section : table_text(t, "state", 0);
    printf("  %s = %s%s%s\n", say(batch->texts, "trace.flag.state"),
           say(batch->texts, arena_printf(batch->arena, "flag.state.%s", state)), *note ? "  " : "", note);
}

static bool print_tests(const Walk *walk, Err *err) {
    Table *t;
    Texts *texts = (Texts *)walk->batch->texts;
    Arena *arena = walk->batch->arena;
    if (!query(walk, tests_sql, &t, err)) return false;
    printf("  %s\n", say(texts, "trace.flag.tests"));
    for (size_t row = 0; row < t->row_count; row++) {
        const char *group = table_text(t, "peer_group", row);
        printf("    %s\n",
               say_with(texts, "trace.flag.test", {"method", table_text(t, "method", row)},
                        {"center", value_text(walk, t, "center", row)},
                        {"low", value_text(walk, t, "limit_low", row)},
                        {"high", value_text(walk, t, "limit_high", row)},
                        {"score", short_text(walk, t, "score", row)}, {"p", short_text(walk, t, "p", row)},
                        {"q", short_text(walk, t, "q", row)},
                        {"rank", arena_printf(arena, "%lld", (long long)table_integer(t, "rank", row))},
                        {"n", arena_printf(arena, "%lld", (long long)table_integer(t, "n", row))},
                        {"group", *group ? group : say(texts, "flag.all")}));
    }
    return true;
}

static bool print_peers(const Walk *walk, Err *err) {
    Table *t;
    if (!query(walk, peers_sql, &t, err)) return false;
    if (t->row_count == 0) {
        printf("  %s\n", say(walk->batch->texts, "trace.flag.no_peers"));
        return true;
    }
    printf("  %s = %s\n", say(walk->batch->texts, "trace.flag.peers"), value_text(walk, t, "median", 0));
    for (size_t row = 0; row < t->row_count; row++)
        printf("    %s = %s\n", table_text(t, "name", row), value_text(walk, t, "value", row));
    return true;
}

static bool print_parts(const Walk *walk, Err *err) {
    Table *t;
    if (!query(walk, parts_sql, &t, err)) return false;
    if (t->row_count) printf("  %s\n", say(walk->batch->texts, "trace.flag.parts"));
    for (size_t row = 0; row < t->row_count; row++)
        printf("    %s = %s  %s\n", table_text(t, "label", row),
               unit_text(walk->batch->arena, "money", table_integer(t, "change", row), true),
               say_with(walk->batch->texts, "trace.flag.points",
                        {"points", arena_printf(walk->batch->arena, "%.2f", real(t, "points", row))}));
    return true;
}

bool trace_flag(Batch *batch, Err *err) {
    const char *id = batch->options->words[0];
    OriginIndex origins;
    Table *t, *cells;
    const StoreParam params[] = {{.name = "item", .text = id},
                                 {.name = "lang", .text = lang_names[batch->lang]}};
    if (!batch_fresh(batch, err) || !origin_index(batch->arena, batch->store, &origins, err) ||
        !store_query(batch->arena, batch->store, "trace", flag_sql, params, sizeof params / sizeof *params,
                     &t, err))
        return false;
    if (t->row_count == 0)
        return err_set(err, ERR_USAGE,
                       "there is no flag `%s`; the ids DEPT:YEAR:SERIES are in tables/flags.csv, and a value "
                       "without a flag is walked home by `jixiao trace DEPT YEAR INDICATOR`",
                       id);
    const Walk walk = {batch, batch_words(batch), table_integer(t, "flag_id", 0), table_text(t, "unit", 0)};
    print_heading(&walk, t);
    if (!print_tests(&walk, err) || !print_peers(&walk, err) || !print_parts(&walk, err) ||
        !query(&walk, cells_sql, &cells, err))
        return false;
    printf("  %s\n", say(batch->texts, "trace.flag.cells"));
    trace_print_cells(batch, &origins, cells, "    ");
    return true;
}
