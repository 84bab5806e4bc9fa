/* synonyms: how files really spell the columns that docs/data.md names (datasets/catalog/synonyms.csv). */
#ifndef JIXIAO_LOAD_SYNONYMS_H
#define JIXIAO_LOAD_SYNONYMS_H

#include "base/arena.h"

typedef struct {
    const char *text;  /* as in the file of synonyms */
    const char *plain; /* as label_plain makes it */
    const char *field; /* dept, item, value … */
    int stage;         /* of an amount whose header tells its stage; else -1 */
} Synonym;

typedef struct {
    Synonym *items;
    size_t count, capacity;
} Synonyms;

/* Fails (ERR_SOURCE) when the built-in file is wrong: a stage that is none, one spelling for two fields. */
bool synonyms_read(Arena *arena, Synonyms *synonyms, Err *err) MUST_USE;
/* By a text that label_without_unit made, letters of either case; NULL when nobody calls a column so. */
const Synonym *synonyms_find(const Synonyms *synonyms, const char *plain);
/* The spelling nearest to `plain`; NULL when none is near. */
const Synonym *synonyms_nearest(Arena *arena, const Synonyms *synonyms, const char *plain);

#endif
