/* EXPLAIN QUERY PLAN in words. Its lines are for people, too, but for those who know SQLite. */
#include <stdlib.h>
#include <string.h>

#include "store/plan.h"
#include "store/sqlite.h"

/* Lines without a name in them; the longer start first. */
static const TextField plain[] = {
    {"USE TEMP B-TREE FOR GROUP BY", BOTH("sorts what is to be added up by groups")},
    {"USE TEMP B-TREE FOR ORDER BY", BOTH("sorts the result")},
    {"USE TEMP B-TREE FOR RIGHT PART OF ORDER BY", BOTH("sorts the result by its last columns")},
    {"USE TEMP B-TREE FOR LAST", BOTH("sorts the result by its last columns")},
    {"USE TEMP B-TREE FOR", BOTH("sorts, to find equal values")},
    {"COMPOUND QUERY", BOTH("rows of several queries")},
    {"LEFT-MOST SUBQUERY", BOTH("those of the first one")},
    {"UNION ALL", BOTH("those of the next one")},
    {"UNION", BOTH("those of the next one, equal rows once")},
    {"EXCEPT", BOTH("without those of the next one")},
    {"INTERSECT", BOTH("only those of the next one, too")},
    {"MERGE", BOTH("rows of two queries, in the order of the result")},
    {"LEFT", BOTH("those of the first one")},
    {"RIGHT", BOTH("those of the next one")},
    {"SCALAR SUBQUERY", BOTH("once: a value")},
    {"CORRELATED SCALAR SUBQUERY", BOTH("for each row: a value")},
    {"LIST SUBQUERY", BOTH("once: a list of values")},
    {"CORRELATED LIST SUBQUERY", BOTH("for each row: a list of values")},
    {"REUSE LIST SUBQUERY", BOTH("the list of values from above")},
    {"MULTI-INDEX OR", BOTH("by several keys")},
    {"INDEX", BOTH("by one of them")},
    {"SCAN CONSTANT ROW", BOTH("a row of constants")}};

static const char *plain_words(Arena *arena, const char *line) {
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (text_starts(line, plain[i].name)) return both(plain[i].value);
    return arena_strdup(arena, line); /* as SQLite says it */
}

/* "(item_id=? AND year>?)" behind `from` as "item_id, year >"; NULL when there is none. */
static const char *key_of(Arena *arena, const char *from) {
    const char *open = strstr(from, " ("), *close = strrchr(from, ')');
    if (!open || !close) return NULL;
    char **pieces;
    size_t count;
    Text key = {.arena = arena};
    char *inner = arena_strndup(arena, open + 2, (size_t)(close - open) - 2);
    for (char *and = inner; (and = strstr(and, " AND "));)
        memcpy(and, "    ,", 5);
    pieces = text_split(arena, inner, ',', &count);
    for (size_t i = 0; i < count; i++) {
        size_t end = strcspn(pieces[i], "=<>");
        text_appendf(&key, "%s%.*s", i ? ", " : "", (int)end, pieces[i]);
        if (pieces[i][end] == '<' || pieces[i][end] == '>') text_appendf(&key, " %c", pieces[i][end]);
    }
    return text_string(&key);
}

/* A table of the database with its short name, else the name of a step above. */
static const char *shown_name(Arena *arena, const char *name, const char *table) {
    return !table || strcmp(table, name) == 0 ? name : arena_printf(arena, "%s %s", table, name);
}

static const char *search_words(Arena *arena, const char *shown, const char *rest) {
    const char *key = key_of(arena, rest);
    if (!key) return both_printf(arena, "looks up the first or last row of %s", shown);
    if (strstr(rest, "USING AUTOMATIC"))
        return both_printf(arena, "looks up in %s by %s, over an index made for this query", shown, key);
    return both_printf(arena, "looks up in %s by %s", shown, key);
}

static const char *scan_words(Arena *arena, const char *shown, const char *rest) {
    const char *index = strstr(rest, "INDEX ");
    if (!index) return both_printf(arena, "reads all of %s", shown);
    return both_printf(arena, "reads all of %s, in the order of its index %.*s", shown,
                       (int)strcspn(index + 6, " "), index + 6);
}

static void add_line(PlanMaker *maker, const PlanNames *names, int depth, const char *line) {
    Arena *arena = maker->arena;
    const char *blank = strchr(line, ' ');
    const size_t verb = blank ? (size_t)(blank - line) : 0;
    const char *name = blank ? arena_strndup(arena, blank + 1, strcspn(blank + 1, " ")) : "",
               *rest = blank ? blank + 1 + strlen(name) : "", *table = plan_table(names, name),
               *shown = shown_name(arena, name, table), *words;
    if (text_starts(line, "USE TEMP")) maker->sorts = true;
    if (strncmp(line, "SEARCH ", verb + 1) == 0) {
        words = search_words(arena, shown, rest);
        if (table) plan_use(maker, PLAN_SEARCHES, table);
    } else if (strncmp(line, "SCAN ", verb + 1) == 0 && !strstr(line, "CONSTANT ROW")) {
        words = scan_words(arena, shown, rest);
        if (table) plan_use(maker, PLAN_READS, table);
        if (table && strcmp(table, "figure") == 0)
            maker->plan->advice = both("it reads the whole table of figures; let it choose its items by "
                                       "number, whose figures are found by "
                                       "their key: item_id = (SELECT item_id FROM item WHERE code = …)");
    } else if (strncmp(line, "MATERIALIZE ", verb + 1) == 0) {
        words = both_printf(arena, "makes %s and keeps it", name);
    } else if (strncmp(line, "CO-ROUTINE ", verb + 1) == 0) {
        words = both_printf(arena, "makes %s, row by row", name);
    } else {
        words = plain_words(arena, line);
    }
    plan_add(maker, depth, words);
}

/* --- reading --- */

static bool read_tables(Arena *arena, Store *store, PlanNames *names, Err *err) {
    static const char sql[] =
        "SELECT name, CASE type WHEN 'view' THEN sql ELSE '' END FROM main.sqlite_master"
        " WHERE type IN ('table', 'view')";
    Statement *statement;
    bool row, done;
    size_t capacity = 0;
    PlanName *tables = NULL;
    if (!sqlite_prepare(store, "cannot be asked", sql, &statement, err)) return false;
    *names = (PlanNames){.arena = arena};
    while ((done = sqlite_step(statement, &row, err)) && row) {
        ARENA_PUSH(arena, tables, names->table_count, capacity);
        tables[names->table_count++] = (PlanName){arena_strdup(arena, sqlite_text(statement, 0)),
                                                  arena_strdup(arena, sqlite_text(statement, 1))};
    }
    names->tables = tables;
    sqlite_finish(statement);
    return done;
}

/* Lines come behind the one that they belong to. */
enum { MOST_LINES = 1000 };
typedef struct {
    int64_t id[MOST_LINES];
    int depth[MOST_LINES];
    size_t count;
} Lines;

static int depth_of(const Lines *lines, int64_t parent) {
    for (size_t i = lines->count; i-- > 0;)
        if (lines->id[i] == parent) return lines->depth[i] + 1;
    return 0;
}

bool sqlite_explain(Arena *arena, Store *store, const StoreAsk *ask, QueryPlan *plan, Err *err) {
    PlanNames names;
    PlanMaker maker = plan_maker(arena, plan);
    Statement *statement;
    const char *sql = arena_printf(arena, "EXPLAIN QUERY PLAN %s", ask->sql);
    if (!read_tables(arena, store, &names, err) ||
        !sqlite_prepare_query(store, ask->name, sql, &statement, err))
        return false;
    plan_read_names(&names, ask->sql);
    Lines *lines = ARENA_NEW(arena, Lines);
    bool row, done;
    while ((done = sqlite_step(statement, &row, err)) && row && lines->count < MOST_LINES) {
        const int depth = depth_of(lines, sqlite_integer(statement, 1));
        const char *line = sqlite_text(statement, 3);
        if (text_starts(line, "BLOOM FILTER ")) continue; /* before an index of this query's */
        add_line(&maker, &names, depth, line);
        lines->id[lines->count] = sqlite_integer(statement, 0);
        lines->depth[lines->count++] = depth;
    }
    sqlite_finish(statement);
    plan->reading = both("SQLite: each line is done for every row of the lines before it at the same margin");
    plan_sum_up(&maker, "");
    return done;
}
