/* flag_parts: what the files of flag*.c share. Not for anybody else. */
#ifndef JIXIAO_MEASURE_FLAG_PARTS_H
#define JIXIAO_MEASURE_FLAG_PARTS_H

#include "measure/flag.h"
#include "model/spec.h"
#include "stats/refusal.h"
#include "stats/tail.h"

#define FLAG_Q      0.05 /* false discovery rate at which a trend is called certain */
#define FLAG_RARE   1e-4 /* a flag is rarer than this by the tails of its series: one cell in 10,000 */
#define FLAG_AGREE  2e-3 /* or than this, when methods of two families agree on the department and year */
#define FLAG_ALONE  3.5  /* |z| from which a value is far at all */
#define FLAG_TRIFLE 1e-4 /* of what all departments of the year have together: less is not told */
enum {
    FLAG_CASES_LEAST = 5, /* persons or cases that a share must differ by */
    FLAG_GROUP_LEAST = 8, /* no flags in smaller groups */
    FLAG_FEATURES = 32,   /* features of a profile */
    FLAG_METHODS = 12,
    FLAG_RESULTS = 16 /* result tables */
};

typedef struct {
    int64_t dept_id, measure_id; /* measure_id: TABLE_MISSING for a series of queries/flags */
    int year, month;
    double value;                  /* in the printed unit: 77.27 %, 元, persons */
    double x;                      /* on the scale that is tested; NaN = not comparable */
    double numerator, denominator; /* 元 or counts; NaN where there are none */
    double trifle;                 /* a smaller difference, in the printed unit, is not worth telling */
    size_t row;                    /* of the raw table */
    bool twin;                     /* the figures of the year are another department's */
} FlagCell;

/* Cells by department, year, month. */
typedef struct {
    const QueryFile *file;
    const char *id, *unit;
    const char *methods;    /* separated by blanks */
    const char *money_unit; /* what a difference is worth: see flag_stake */
    bool log;
    double least; /* on the scale of x */
    double floor; /* smallest difference in the printed unit */
    bool divided; /* several rows of a department's year make its value: items, or features */
    bool counts;  /* a share of persons or cases */
    const Table *raw;
    FlagCell *cells;
    size_t count;
    double *features; /* count x feature_count, of a profile; NaN = missing */
    const char *feature_ids[FLAG_FEATURES];
    const char *feature_names[FLAG_FEATURES][LANG_COUNT];
    size_t feature_count;
} FlagSeries;

typedef struct FlagMethod FlagMethod;

/* One cell held against others by one method. */
typedef struct {
    const FlagMethod *method;
    size_t series, cell, fit; /* fit: of the FlagFit that judges its scores */
    double center, spread;    /* on the scale of x */
    double prior;             /* x of last year; NaN when it does not count */
    double residual;          /* x - center, where the next year may take it back */
    double limit_low, limit_high;
    double score, p, q;
    size_t rank, n; /* place from the highest, among n */
    const char *group;
    size_t feature;   /* of a profile: the one that is oddest */
    bool fired, echo; /* echo: only takes back what last year's flag did */
    bool agreed;      /* a method of another family fired in the same department and year */
} FlagTest;

/* How rare a test must be to fire: alone, or when another family agrees (flag_rarities). */
typedef enum { FLAG_AT_RARE, FLAG_AT_AGREE, FLAG_RARITIES } FlagRarity;
extern const double flag_rarities[FLAG_RARITIES];

/* How far out is far: the two sides of the scores of one series under one method, and the |score| on each
 * side that is so rare. */
typedef struct {
    size_t first, end; /* its tests */
    size_t screening;
    TailFit low, high;
    double far_low[FLAG_RARITIES], far_high[FLAG_RARITIES];
} FlagFit;

/* What makes a comparison doubtful: a split, a new department, a restated figure. */
typedef struct {
    const char *name, *label[LANG_COUNT];
    const char *day; /* YYYY-MM-DD or "": an explanation of before does not count any more */
    bool breaks;     /* explains the flag */
} FlagDoubt;

/* A year that is not to be compared with the years before it. */
typedef struct {
    int64_t dept_id;
    int year;
} FlagBreak;

/* A cell that stands out: all tests of it that fired; the one with the smallest p speaks for them. */
typedef struct {
    const FlagTest **tests;
    size_t test_count;
    const FlagSeries *series;
    const FlagCell *cell;
    char *id; /* DEPT:YEAR:SERIES */
    double stake;
    int years_running;
    const FlagDoubt **doubts;
    size_t doubt_count;
    const char *state, *section, *note;
    double dept_stake; /* the largest of its department and year */
} Flag;

/* What was tested and what was not, and why. */
typedef struct {
    const FlagMethod *method;
    size_t series;
    size_t cells[REFUSAL_COUNT]; /* by reason; [REFUSAL_NONE]: tested */
    size_t fired;
    double expected; /* flags that chance alone would make */
} Screening;

typedef struct {
    Arena *arena;
    Store *store;
    const FlagWords *words;
    int jobs;
    FlagSeries *series;
    size_t series_count, series_capacity;
    FlagTest *tests;
    size_t test_count, test_capacity;
    FlagFit *fits;
    size_t fit_count, fit_capacity;
    Screening *screenings;
    size_t screening_count, screening_capacity;
    FlagBreak *breaks; /* by department and year */
    size_t break_count, break_capacity;
    const QueryFile *files;
    size_t file_count;
    /* What was read before anything is tested: flag_read.c. */
    const Table **raw;       /* by file; NULL: not asked */
    const Table **measured;  /* by indicator; NULL: not tested */
    const Table *depts;      /* dept_id, code, name by dept_id */
    const Table *twins;      /* dept_id, year by these */
    const Table *items;      /* item_id, zh, en by item_id */
    const Table *currencies; /* currency */
    const Table *deflators;  /* year, index_value by year */
    const Table *explained;  /* flag, state, value, note, date by flag and date */
    const Table *origins;    /* measure_id, role, origin by these */
    const Table *groups;     /* see flag_group.c; NULL without a file of groups */
    Flag *flags;             /* in the order of the list */
    size_t flag_count;
    const Table *contributions; /* of the flags: see flag_items.c */
    const Currency *currency;
    StorePut results[FLAG_RESULTS];
    size_t result_count;
} FlagRun;

struct FlagMethod {
    const char *name, *family;
    double alone;    /* |score| from which it is far at all */
    double heaviest; /* p by the tails of the series, these at most; 0: scores are normal */
    bool grouped;    /* among the peers of the year, not all departments or the own past */
    bool returns;    /* the year after a jump brings another one */
    bool own_limit;  /* the method's own limits decide; p only corrects for their number */
    bool gathers;    /* looks at the tests of all series before its own */
    void (*test)(FlagRun *run, const FlagMethod *method, size_t series);
};
extern const FlagMethod flag_methods[FLAG_METHODS + 1]; /* ends with a name of NULL */
const FlagMethod *flag_method_find(const char *name);

/* flag_read.c: asks all queries of the run, side by side. */
bool flag_read(FlagRun *run, const QueryFile *indicators, size_t count, Err *err) MUST_USE;
/* The methods that an indicator names; "" = it is not tested. */
const char *flag_indicator_methods(const QueryFile *file);
/* What a file of queries/flags is for: `level`, `doubt` … */
bool flag_file_is(const QueryFile *file, const char *method);

/* flag_series.c */
bool flag_series_read(FlagRun *run, const QueryFile *indicators, size_t count, Err *err) MUST_USE;
bool flag_series_has(const FlagSeries *series, const char *method);
double flag_series_scale(const FlagSeries *series, double value); /* the other way */
double flag_series_back(const FlagSeries *series, double x); /* from the tested scale to the printed unit */
size_t flag_dept_row(const FlagRun *run, int64_t dept_id);   /* of run->depts */

/* flag_group.c: the file of the method `groups`. */
bool flag_groups_read(FlagRun *run, Err *err) MUST_USE;
bool flag_is_twin(const FlagRun *run, int64_t dept, int year);
/* The id of a department's group, the narrowest first; "" behind the last one. */
const char *flag_group_at(const FlagRun *run, int64_t dept, int year, size_t place);
/* How people call it; all departments for "". */
const char *flag_group_name(const FlagRun *run, const char *id, Lang lang);

/* flag_methods.c: a new test, valid until the next one; cells that are not tested. */
FlagTest *flag_test_add(FlagRun *run, const FlagMethod *method, size_t series, size_t cell);
void flag_refuse(FlagRun *run, const FlagMethod *method, size_t series, Refusal why, size_t cells);
/* The place of a method's and series' own among run->screenings; made when it is not there. */
size_t flag_screening(FlagRun *run, const FlagMethod *method, size_t series);

/* flag_decide.c: p, q, limits and what fires. */
bool flag_decide(FlagRun *run, Err *err) MUST_USE;
/* Sets the limits at which a test is that rare, and says whether it is beyond them. */
bool flag_reaches(const FlagRun *run, FlagTest *test, FlagRarity rarity);

/* flag_agree.c: of the tests that reach FLAG_AGREE, those that fire; what chance alone would make. */
void flag_agree(FlagRun *run);

/* flag_breaks.c: the years that a reorganisation or a beginning sets apart. */
void flag_breaks_read(FlagRun *run);
bool flag_breaks(const FlagRun *run, const FlagCell *cell);

/* flag_list.c: flags out of the tests that fired, in the order of the list. */
void flag_list(FlagRun *run);

/* A result table, to be stored at the end. */
void flag_give(FlagRun *run, const Table *table);

/* flag_items.c: contribution and peer. */
bool flag_items_make(FlagRun *run, Err *err) MUST_USE;
/* Row of run->contributions with the largest part in the flag's change; false when there is none. */
bool flag_items_largest(const FlagRun *run, const Flag *flag, size_t *row);

/* flag_trend.c: trend. */
bool flag_trend_make(FlagRun *run, Err *err) MUST_USE;

/* flag_digits.c: first_digits, of the files of the method `benford`. */
bool flag_digits_make(FlagRun *run, Err *err) MUST_USE;

/* flag_pairs.c: flag_pair. */
void flag_pairs_make(FlagRun *run);

/* flag_tell.c: the sentence of a flag in a language. */
bool flag_tell_open(FlagRun *run, Err *err) MUST_USE; /* reads the currency */
char *flag_tell(const FlagRun *run, const Flag *flag, Lang lang);
/* A value of a series as people read it, with its unit: 77.27%, 1,234.56 万元. */
char *flag_tell_value(const FlagRun *run, const FlagSeries *series, double value, Lang lang);

/* flag_origin.c: the table flag_origin, not stored yet. */
Table *flag_origins(FlagRun *run);

/* flag_put.c: helpers for tables; columns are NAME:i, NAME:t or NAME:r, separated by blanks. */
Table *flag_table(FlagRun *run, const char *name, const char *columns);
void flag_set_real(Table *t, size_t row, const char *column,
                   double value);                                   /* NaN and infinity stay missing */
double flag_vanish(const FlagSeries *series, const FlagTest *test); /* value at which the flag would vanish */
/* The same department's cell of last year, and the same month; NULL without one. */
const FlagCell *flag_before(const FlagSeries *series, const FlagCell *cell);
double flag_prior(const FlagSeries *series, const FlagCell *cell); /* its value; NaN */
/* The table screen_value; and flag, flag_method, flag_origin, screening. */
Table *flag_values(FlagRun *run);
void flag_make(FlagRun *run);

#endif
