/* catalog: what the program knows before any figure: items, units, departments. Read from CSV by load/. */
#ifndef JIXIAO_MODEL_CATALOG_H
#define JIXIAO_MODEL_CATALOG_H

#include <stdint.h>

#include "base/arena.h"

typedef struct {
    const char *code, *zh, *en, *unit_kind, *parent, *class_name, *basis; /* "" when empty */
    int valid_from, valid_to; /* 0 = open; a code has one Item per validity span, the latest last */
} Item;

typedef struct {
    const char *code, *zh, *en, *kind, *currency; /* currency "" unless kind is money */
    const char *aliases;                          /* separated by | */
    int64_t factor;                               /* smallest units of the kind in one of this unit */
} Unit;

typedef struct {
    const char *kind, *zh, *en;
    int decimals; /* of the smallest unit: money 2 */
} UnitKind;

typedef struct {
    const char *code, *name, *parent, *kind, *group; /* "" when empty */
    bool included;                  /* the parent's own figures contain this department's already */
    int valid_from, valid_to, line; /* 0 = open; a code has one Dept per span of years */
} Dept;

/* One answer that a question of a survey offers. The options of a question and the questions of a survey
 * stand in the order of their file. */
typedef struct {
    const char *survey, *question, *option; /* ids; what a sheet says */
    const char *zh, *en;                    /* the question in a few words; "" when not given */
    int64_t points;                         /* millionths, not below 0 */
    bool satisfied;                         /* counts as satisfied */
    int line;
} SurveyOption;

/* What a heading of a form of targets says of the rows below it; the first that fits counts. */
typedef struct {
    const char *word, *kind; /* the heading contains the word; quantity, quality, …, goal */
    int level;               /* of the heading: 1 or 2 */
} TargetKind;

/* From `year` on a code is another one; several new codes in one year are a split whose shares nobody knows.
 */
typedef struct {
    const char *from, *to, *basis;
    int year;
} Recoding;

typedef struct {
    Item *items;
    size_t item_count, item_capacity;
    Unit *units;
    size_t unit_count, unit_capacity;
    UnitKind *unit_kinds;
    size_t unit_kind_count, unit_kind_capacity;
    TargetKind *target_kinds;
    size_t target_kind_count, target_kind_capacity;
    SurveyOption *survey_options;
    size_t survey_option_count, survey_option_capacity;
    Recoding *recodings;
    size_t recoding_count, recoding_capacity;
} Catalog;

const Item *catalog_item(const Catalog *catalog, const char *code); /* the latest; NULL when unknown */
const Unit *catalog_unit(const Catalog *catalog, const char *code_or_alias); /* NULL when unknown */
const UnitKind *catalog_unit_kind(const Catalog *catalog, const char *kind);

#endif
