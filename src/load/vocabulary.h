/* vocabulary: the words that files use for stages, kinds and assessors, and quick look-up of items by Names
 * number. */
#ifndef JIXIAO_LOAD_VOCABULARY_H
#define JIXIAO_LOAD_VOCABULARY_H

#include "load/synonyms.h"
#include "model/catalog.h"
#include "model/figure.h"

typedef struct {
    const char *word;
    int meaning;
} Word;

typedef struct {
    const Catalog *catalog;
    Names *names;
    Word *stages;
    size_t stage_count, stage_capacity;
    Synonyms synonyms;
    size_t indexed; /* items of the catalogue, from its first one on */
    int32_t *items; /* by Names number: position in the catalogue + 1; 0 = no item */
    size_t item_room;
    int32_t *item_names; /* by Names number of a name as label_plain makes it: the code; 0 = none, -1 = of
                            several */
    size_t item_name_room;
    int32_t *depts; /* by Names number of a department's name: that of its code; 0 = none, -1 = of several */
    size_t dept_room;
} Vocabulary;

/* Stages come from the built-in datasets/catalog/stages.csv, or a built-in table when there is none. */
bool vocabulary_open(Arena *arena, Vocabulary *vocabulary, const Catalog *catalog, Names *names,
                     Err *err) MUST_USE;
/* To be called again whenever the catalogue has grown. */
void vocabulary_index_items(Arena *arena, Vocabulary *vocabulary);
const Item *vocabulary_item(const Vocabulary *vocabulary, int32_t code); /* NULL when unknown */
/* The code of an item by its code or, when only one is called so, its name (as label_plain makes it); 0 =
 * none. */
int32_t vocabulary_item_called(const Vocabulary *vocabulary, const char *text);
/* Departments may be told by name where a file gives no code. */
void vocabulary_index_depts(Arena *arena, Vocabulary *vocabulary, const Dept *depts, size_t count);
int32_t vocabulary_dept(const Vocabulary *vocabulary, int32_t name); /* code; 0 = none, -1 = of several */
char *vocabulary_near_dept(Arena *arena, const Vocabulary *vocabulary, const char *name);
/* "; did you mean `20138`?" by code or by name, or ".": the end of a sentence. */
char *vocabulary_near_item(Arena *arena, const Vocabulary *vocabulary, const char *code);
int vocabulary_year(const char *word);  /* 2023, 2023年, 2023年度; -1 when outside 1900 to 2999 */
int vocabulary_month(const char *word); /* 6, 6月, 1-6月, 上半年, 二季度, 全年; -1 when none */
int vocabulary_stage(const Vocabulary *vocabulary, const char *word); /* Stage, or -1 */
int vocabulary_kind(const char *word);             /* FigureKind, or -1; "" is KIND_FIGURE */
const char *vocabulary_assessor(const char *word); /* "self", "bureau", "third_party", or NULL */
int vocabulary_yes(const char *word);              /* 1 yes, 0 no or "", -1 neither */

#endif
