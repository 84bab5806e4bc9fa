/* plan: how an engine will answer a query, put into words. Each engine reads its own plans; what their words
 * have in common is here. */
#ifndef JIXIAO_STORE_PLAN_H
#define JIXIAO_STORE_PLAN_H

#include "base/text.h"
#include "store/store.h"

typedef enum { PLAN_READS, PLAN_SEARCHES, PLAN_USE_COUNT } PlanUse; /* all rows of a table; some by a key */

typedef struct {
    Arena *arena;
    QueryPlan *plan;
    Text used[PLAN_USE_COUNT]; /* names of tables, each once */
    bool sorts;
} PlanMaker;

PlanMaker plan_maker(Arena *arena, QueryPlan *plan);
void plan_add(PlanMaker *maker, int depth, const char *words);
/* For the summary: a table of the database is used so. */
void plan_use(PlanMaker *maker, PlanUse use, const char *table);
/* The summary: what is used, and `more` behind it ("" = nothing). */
void plan_sum_up(PlanMaker *maker, const char *more);

/* What the short names in a query stand for: SQLite's plans have only those. A name that several tables have,
 * in the query or in a view that it reads, stands for all of them. */
typedef struct {
    const char *name, *table;
} PlanName;
typedef struct {
    Arena *arena;
    const PlanName *tables; /* of the database; `table` is the text of a view, "" for a table */
    size_t table_count;
    PlanName *names;
    size_t count, capacity;
} PlanNames;
void plan_read_names(PlanNames *names, const char *sql);
/* "figure", "figure / item", or NULL: no table of the database. */
const char *plan_table(const PlanNames *names, const char *name);

#endif
