#include "store/plan.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "store/internal.h"

/* --- in words --- */

PlanMaker plan_maker(Arena *arena, QueryPlan *plan) {
    PlanMaker maker = {.arena = arena, .plan = plan};
    *plan = (QueryPlan){.summary = ""};
    for (PlanUse use = 0; use < PLAN_USE_COUNT; use++)
        maker.used[use].arena = arena;
    return maker;
}

void plan_add(PlanMaker *maker, int depth, const char *words) {
    QueryPlan *plan = maker->plan;
    ARENA_PUSH(maker->arena, plan->steps, plan->step_count, plan->step_capacity);
    plan->steps[plan->step_count++] = (PlanStep){depth, words};
}

static bool is_listed(const char *list, const char *name) {
    const size_t length = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == '\0' || at[length] == ',')) return true;
    return false;
}

void plan_use(PlanMaker *maker, PlanUse use, const char *table) {
    Text *used = &maker->used[use];
    if (is_listed(text_string(used), table)) return;
    text_appendf(used, "%s%s", used->size ? ", " : "", table);
}

void plan_sum_up(PlanMaker *maker, const char *more) {
    static const char *const words[PLAN_USE_COUNT] = {BOTH("reads all of "), BOTH("looks up in ")};
    Text summary = {.arena = maker->arena};
    for (PlanUse use = 0; use < PLAN_USE_COUNT; use++)
        if (maker->used[use].size)
            text_appendf(&summary, "%s%s%s", summary.size ? both("; ") : "", both(words[use]),
                         text_string(&maker->used[use]));
    if (maker->sorts) text_appendf(&summary, "%s%s", summary.size ? both("; ") : "", both("sorts"));
    if (*more) text_appendf(&summary, "%s%s", summary.size ? both("; ") : "", more);
    maker->plan->summary = text_string(&summary);
}

/* --- names --- */

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* The next word or sign; texts and comments are none. Length 0 at the end. */
static const char *next_token(const char *at, size_t *length) {
    for (;;) {
        const char *end = NULL;
        at += strspn(at, " \t\r\n");
        if (text_starts(at, "--"))
            end = strchr(at, '\n');
        else if (text_starts(at, "/*"))
            end = (end = strstr(at, "*/")) ? end + 1 : NULL;
        else if (*at == '\'')
            end = strchr(at + 1, '\'');
        else
            break;
        if (!end) end = at + strlen(at) - 1;
        at = end + 1;
    }
    *length = *at != '\0';
    while (is_word(*at) && is_word(at[*length]))
        ++*length;
    return at;
}

static bool is_token(const char *at, size_t length, const char *word) {
    return strlen(word) == length && strncasecmp(at, word, length) == 0;
}

static bool is_one_of(const char *at, size_t length, const char *const *words) {
    for (; *words; words++)
        if (is_token(at, length, *words)) return true;
    return false;
}

static const PlanName *find_table(const PlanNames *names, const char *at, size_t length) {
    for (size_t i = 0; i < names->table_count; i++)
        if (is_token(at, length, names->tables[i].name)) return &names->tables[i];
    return NULL;
}

static bool is_known(const PlanNames *names, const char *name, const char *table) {
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i].name, name) == 0 && strcmp(names->names[i].table, table) == 0) return true;
    return false;
}

static bool was_read(const PlanNames *names, const char *view) {
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i].table, view) == 0) return true;
    return false;
}

/* `at` stands behind the table's name. */
static void read_name(PlanNames *names, const PlanName *table, const char *at) {
    static const char *const ends[] = {"where",  "join",   "left",      "cross", "inner",  "on",
                                       "group",  "order",  "union",     "limit", "except", "using",
                                       "having", "window", "intersect", NULL};
    size_t length;
    at = next_token(at, &length);
    if (is_token(at, length, "as")) at = next_token(at + length, &length);
    const bool given = length && is_word(*at) && !is_one_of(at, length, ends);
    const char *name = given ? arena_strndup(names->arena, at, length) : table->name;
    const bool seen = was_read(names, table->name);
    if (is_known(names, name, table->name)) return;
    ARENA_PUSH(names->arena, names->names, names->count, names->capacity);
    names->names[names->count++] = (PlanName){name, table->name};
    if (!seen && *table->table) plan_read_names(names, table->table);
}

void plan_read_names(PlanNames *names, const char *sql) {
    static const char *const before[] = {"from", "join", ",", NULL};
    bool may_follow = false;
    size_t length;
    for (const char *at = next_token(sql, &length); length; at = next_token(at + length, &length)) {
        const PlanName *table = may_follow ? find_table(names, at, length) : NULL;
        if (table) read_name(names, table, at + length);
        may_follow = is_one_of(at, length, before);
    }
}

static bool is_view(const PlanNames *names, const char *table) {
    const PlanName *known = find_table(names, table, strlen(table));
    return known && *known->table;
}

/* A view that is read for itself is made by a step of the plan, and named there. */
const char *plan_table(const PlanNames *names, const char *name) {
    Text all = {.arena = names->arena};
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i].name, name) == 0 && !is_view(names, names->names[i].table))
            text_appendf(&all, "%s%s", all.size ? " / " : "", names->names[i].table);
    return all.size ? text_string(&all) : NULL;
}

/* --- asking --- */

bool store_explain(Arena *arena, Store *store, const StoreAsk *ask, QueryPlan *plan, Err *err) {
    return store_settle(store, err) && store->engine->explain(arena, store, ask, plan, err);
}
