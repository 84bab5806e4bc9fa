/* EXPLAIN in words. The server takes its own plan apart (postgres_plan.sql): here are only the words. */
#include <regex.h>
#include <string.h>

#include "base/resource.h"
#include "store/pg.h"
#include "store/plan.h"

enum { DEPTH, TYPE, TABLE, ALIAS, SUBPLAN, COLUMNS, KEYS, ROWS, WIDTH, FOREIGN_QUERY, NODE };

typedef enum { SHOWS_NOTHING, SHOWS_TABLE, SHOWS_KEYS } Shows;

typedef struct {
    const char *type, *words; /* words: NULL = a step that only serves the one above */
    Shows shows;
} Step;

static const Step steps[] = {
    {"Seq Scan", BOTH("reads all of "), SHOWS_TABLE},
    {"Index Scan", BOTH("looks up in "), SHOWS_TABLE},
    {"Index Only Scan", BOTH("looks up in "), SHOWS_TABLE},
    {"Bitmap Heap Scan", BOTH("looks up in "), SHOWS_TABLE},
    {"Bitmap Index Scan", NULL, SHOWS_NOTHING},
    {"BitmapAnd", NULL, SHOWS_NOTHING},
    {"BitmapOr", NULL, SHOWS_NOTHING},
    {"CTE Scan", BOTH("takes the rows of "), SHOWS_TABLE},
    {"Function Scan", BOTH("takes the rows of "), SHOWS_TABLE},
    {"Subquery Scan", NULL, SHOWS_NOTHING},
    {"Values Scan", BOTH("rows of constants"), SHOWS_NOTHING},
    {"Result", BOTH("computes a row"), SHOWS_NOTHING},
    {"Nested Loop", BOTH("joins: for each row of the first, those of the second"), SHOWS_NOTHING},
    {"Hash Join", BOTH("joins, over a table of keys in memory"), SHOWS_NOTHING},
    {"Merge Join", BOTH("joins two sorted lists"), SHOWS_NOTHING},
    {"Hash", NULL, SHOWS_NOTHING},
    {"Materialize", NULL, SHOWS_NOTHING},
    {"Memoize", NULL, SHOWS_NOTHING},
    {"Gather", BOTH("puts the rows of several processes together"), SHOWS_NOTHING},
    {"Gather Merge", BOTH("puts the rows of several processes together"), SHOWS_NOTHING},
    {"Append", BOTH("puts the rows of several parts together"), SHOWS_NOTHING},
    {"Merge Append", BOTH("puts the rows of several parts together"), SHOWS_NOTHING},
    {"Aggregate", BOTH("adds up by "), SHOWS_KEYS},
    {"Group", BOTH("adds up by "), SHOWS_KEYS},
    {"WindowAgg", BOTH("numbers and compares rows"), SHOWS_NOTHING},
    {"Unique", BOTH("takes equal rows once"), SHOWS_NOTHING},
    {"SetOp", BOTH("compares the rows of two parts"), SHOWS_NOTHING},
    {"Limit", BOTH("takes the first rows only"), SHOWS_NOTHING},
    {"Sort", BOTH("sorts by "), SHOWS_KEYS},
    {"Incremental Sort", BOTH("sorts by "), SHOWS_KEYS}};

typedef struct {
    PlanMaker maker;
    int hidden[64]; /* depths of steps above that are not shown */
    size_t hidden_count;
    Text nodes; /* names, each once */
    size_t node_count;
    int64_t rows, bytes; /* that come from nodes */
    bool joins, adds;    /* on nodes */
    int64_t result;      /* rows of the first step */
} Reading;

static bool matches(const char *text, const char *pattern) {
    regex_t compiled;
    if (regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB) != 0) return false;
    bool found = regexec(&compiled, text, 0, NULL, 0) == 0;
    regfree(&compiled);
    return found;
}

static const char *size_words(Arena *arena, int64_t bytes) {
    if (bytes < 1000000) return arena_printf(arena, "%.1f kB", (double)bytes / 1e3);
    return arena_printf(arena, "%.1f MB", (double)bytes / 1e6);
}

/* --- a node --- */

static bool adds_up(const char *asked) {
    return strstr(asked, " GROUP BY ") || matches(asked, "(^|[^a-z_])(sum|count|min|max)\\(");
}

/* A node gives rows of figure as they are, and all of them. */
static bool gives_raw(const char *asked) {
    return strstr(asked, ".figure ") && !strstr(asked, " JOIN ") && !adds_up(asked) &&
           !matches(asked, "item_id(\\)|::[a-z]+)* *(=|IN )") &&
           !matches(asked, "= *\\(*(r[0-9]+\\.)?item_id");
}

static const char *asked_words(const char *asked) {
    bool joins = strstr(asked, " JOIN ") != NULL, adds = adds_up(asked);
    if (joins && adds) return both("joins and adds up there");
    if (joins) return both("joins there");
    if (adds) return both("adds up there");
    return strstr(asked, " WHERE ") ? both("chooses rows there") : both("gives all rows");
}

static void count_node(Reading *reading, const char *node) {
    const char *known = text_string(&reading->nodes);
    const size_t length = strlen(node);
    for (const char *at = known; (at = strstr(at, node)); at += length)
        if ((at == known || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) return;
    text_appendf(&reading->nodes, "%s%s", reading->node_count++ ? " " : "", node);
}

static const char *foreign_words(Reading *reading, const Statement *row) {
    Arena *arena = reading->maker.arena;
    const char *asked = store_text(row, FOREIGN_QUERY), *node = store_text(row, NODE);
    const int64_t rows = store_integer(row, ROWS), bytes = rows * store_integer(row, WIDTH);
    count_node(reading, node);
    reading->rows += rows;
    reading->bytes += bytes;
    reading->joins = reading->joins || strstr(asked, " JOIN ");
    reading->adds = reading->adds || adds_up(asked);
    if (gives_raw(asked))
        reading->maker.plan->advice = both("the nodes send figures as they are; let the query join and add "
                                           "up by department (dept_id in every "
                                           "join and GROUP BY), or choose its items by number: item_id = "
                                           "(SELECT item_id FROM item WHERE code = …)");
    return both_printf(arena, "node %s %s; about %lld rows (%s) come back; it is asked: %s", node,
                       asked_words(asked), (long long)rows, size_words(arena, bytes), asked);
}

/* --- a step --- */

static const char *table_words(Reading *reading, const Step *step, const Statement *row) {
    Arena *arena = reading->maker.arena;
    const char *table = store_text(row, TABLE), *alias = store_text(row, ALIAS),
               *columns = store_text(row, COLUMNS);
    if (text_ends(step->type, "Scan") && strcmp(step->type, "CTE Scan") != 0 &&
        strcmp(step->type, "Function Scan") != 0)
        plan_use(&reading->maker, strcmp(step->type, "Seq Scan") == 0 ? PLAN_READS : PLAN_SEARCHES, table);
    const char *name =
        *alias && strcmp(alias, table) != 0 ? arena_printf(arena, "%s %s", table, alias) : table;
    return *columns ? both_printf(arena, "%s%s by %s", both(step->words), name, columns)
                    : both_printf(arena, "%s%s", both(step->words), name);
}

static const char *step_words(Reading *reading, const Step *step, const Statement *row) {
    Arena *arena = reading->maker.arena;
    const char *keys = store_text(row, KEYS);
    if (text_ends(step->type, "Sort")) reading->maker.sorts = true;
    if (step->shows == SHOWS_TABLE) return table_words(reading, step, row);
    if (step->shows == SHOWS_NOTHING) return both(step->words);
    return *keys ? arena_printf(arena, "%s%s", both(step->words), keys) : both("adds everything up");
}

/* What a part of the query is for, by its name in the plan. */
static const char *part_words(Arena *arena, const char *subplan) {
    if (text_starts(subplan, "InitPlan")) return both("once: a value");
    if (text_starts(subplan, "SubPlan")) return both("for each row: a value");
    return text_starts(subplan, "CTE ") ? both_printf(arena, "makes %s and keeps it", subplan + 4) : NULL;
}

static const Step *find_step(const char *type) {
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (strcmp(steps[i].type, type) == 0) return &steps[i];
    return NULL;
}

/* Steps under a hidden one move up. */
static int shown_depth(Reading *reading, int depth) {
    while (reading->hidden_count && reading->hidden[reading->hidden_count - 1] >= depth)
        reading->hidden_count--;
    return depth - (int)reading->hidden_count;
}

static void add_step(Reading *reading, const Statement *row) {
    Arena *arena = reading->maker.arena;
    const char *type = store_text(row, TYPE), *words;
    const int depth = (int)store_integer(row, DEPTH), shown = shown_depth(reading, depth);
    const Step *step = find_step(type);
    const bool foreign = *store_text(row, FOREIGN_QUERY) != '\0';
    if (depth == 0) reading->result = store_integer(row, ROWS);
    if (!foreign && step && !step->words) {
        if (reading->hidden_count < sizeof reading->hidden / sizeof *reading->hidden)
            reading->hidden[reading->hidden_count++] = depth;
        return;
    }
    if (foreign)
        words = foreign_words(reading, row);
    else
        words = both_printf(arena, "%s; about %lld rows", step ? step_words(reading, step, row) : type,
                            (long long)store_integer(row, ROWS));
    const char *part = part_words(arena, store_text(row, SUBPLAN));
    if (part) words = both_printf(arena, "%s: %s", part, words);
    plan_add(&reading->maker, shown, words);
}

/* --- reading --- */

static bool read_json(Arena *arena, Store *store, const StoreAsk *ask, char **json, Err *err) {
    Statement *statement;
    bool row, done;
    Text text = {.arena = arena};
    if (!pg_prepare_plan(store, ask->name, ask->sql, &statement, err)) return false;
    store_bind(statement, ask->params, ask->param_count);
    while ((done = pg_step(statement, &row, err)) && row)
        text_append(&text, pg_text(statement, 0));
    pg_finish(statement);
    *json = arena_strdup(arena, text_string(&text));
    return done;
}

static const char *summary_of(Reading *reading) {
    Arena *arena = reading->maker.arena;
    if (!reading->node_count) return both_printf(arena, "about %lld rows", (long long)reading->result);
    const char *work = reading->joins && reading->adds ? both("joined and added up there; ")
                       : reading->joins                ? both("joined there; ")
                       : reading->adds                 ? both("added up there; ")
                                                       : "";
    return both_printf(arena, "from %zu nodes: %sabout %lld rows (%s) come back", reading->node_count, work,
                       (long long)reading->rows, size_words(arena, reading->bytes));
}

bool pg_explain(Arena *arena, Store *store, const StoreAsk *ask, QueryPlan *plan, Err *err) {
    Reading reading = {.maker = plan_maker(arena, plan), .nodes = {.arena = arena}};
    Statement *statement;
    char *json;
    bool row, done;
    if (!read_json(arena, store, ask, &json, err) ||
        !pg_prepare(store, "plan", resource_text("src/store/postgres_plan.sql"), &statement, err))
        return false;
    pg_bind_text(statement, "plan", json);
    while ((done = pg_step(statement, &row, err)) && row)
        add_step(&reading, statement);
    pg_finish(statement);
    plan->reading = reading.node_count
                        ? both("PostgreSQL, figures on several nodes: each line takes what the lines below "
                               "it, further in, give")
                        : both("PostgreSQL: each line takes what the lines below it, further in, give");
    plan_sum_up(&reading.maker, summary_of(&reading));
    return done;
}
