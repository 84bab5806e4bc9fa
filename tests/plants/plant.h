/* plant: what each kind of outlier is, and where it may be put. README.md has the definitions; the numbers
 * here are those. */
#ifndef JIXIAO_TESTS_PLANT_H
#define JIXIAO_TESTS_PLANT_H

#include "clean.h"
#include "county/random.h"

/* A change of several cells that is made as a whole or not at all. */
typedef struct {
    Key key;
    double value;
} Change;
enum { CHANGE_MAX = 64 };
typedef struct {
    Clean *clean;
    Change changes[CHANGE_MAX];
    size_t count;
    bool bad; /* a cell is absent, zero, or would be negative */
} Draft;

void draft_set(Draft *draft, Key key, double value);
/* The cell as it will be: changed in this draft, or as it is. */
double draft_value(Draft *draft, Key key);
void draft_add(Draft *draft, Key key, double change);
/* Adds the same to each item of a chain ("item item/part @class …"; @class is the largest item of that
 * class). */
void draft_chain(Draft *draft, const char *chain, Key key, double change);
bool draft_make(Draft *draft); /* false when bad: nothing was changed */

/* A rate: which cell is its numerator, and which totals and parts move with it ("item item/part @class …";
 * @class is the largest item of that class). */
typedef struct {
    const char *dataset, *indicator, *numerator, *chain, *denominator;
    Stage stage, base;
    bool down, up, over, pattern, survey;
} Rate;
extern const Rate rates[];
extern const int rate_count;

/* An amount whose parts add up: the parts (a class, or items by name) are changed in proportion and the
 * totals added up again. */
typedef struct {
    const char *dataset, *item;
    const char *parts;    /* "@class", or "a b c"; "" when it has none */
    const char *subtotal; /* "x = a b": one more sum among the parts; "" */
    const char *stages;   /* letters of the stages: b, j (adjusted), a */
    bool months;          /* the months of the year change, too */
    bool frozen, drift;
    const char *added; /* not "": only upward, by adding to this chain */
} Amount;
extern const Amount amounts[];
extern const int amount_count;

/* Multiplies an amount of one year at its stages. */
void draft_multiply(Draft *draft, const Amount *amount, int dept, int year, double factor);

/* Tries to put one plant of the kind; false when the place drawn does not do (draw again). */
typedef struct {
    Clean *clean;
    const char *dataset;
    Random random;
    int dept, year; /* where it was put */
    char what[96];  /* indicator or item */
    char size[160]; /* what was done, in words */
} Planting;
typedef bool PlantTry(Planting *planting);
typedef struct {
    const char *kind;
    int in_philadelphia, in_county; /* how many for a seed */
    PlantTry *try;
    bool negative;
} PlantKind;
extern const PlantKind plant_kinds[];
extern const int plant_kind_count;

#endif
