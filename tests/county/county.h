/* county: a county that does not exist. Departments over years with figures that add up, made from a seed;
 * written as the CSV files that departments send, and beside them what a review must find in them.
 *
 * Money is in 分 (0.01 元); counts are whole numbers; points are in millionths. Nothing here uses the
 * engine's own arithmetic or readers: what is expected is worked out a second time (reference.c). */
#ifndef JIXIAO_TESTS_COUNTY_H
#define JIXIAO_TESTS_COUNTY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "random.h"

enum { YEAR_MAX = 20, DEPT_MAX = 1000, NONE = -1 };
#define MISSING INT64_MIN

typedef enum { BUDGET, ADJUSTED, ACTUAL, STAGE_COUNT } Stage;
typedef enum { FORM_ACCOUNTS, FORM_THREE_PUBLIC, FORM_STAFF, FORM_WORK, FORM_COUNT } Form;
typedef enum { UNIT_MONEY, UNIT_PERSONS, UNIT_PIECES, UNIT_POINTS } Unit;

/* What is printed about a department in a year. The order is that of the forms. */
typedef enum {
    REVENUE,
    REVENUE_GENERAL,
    REVENUE_OTHER,
    EXPENDITURE,
    BASIC,
    PERSONNEL,
    PUBLIC,
    PROJECT,
    KEY_PROJECT,
    ADJUSTMENT,
    OPENING,
    CLOSING,
    FUNCTION_MAIN,
    FUNCTION_208,
    FUNCTION_210,
    FUNCTION_221,
    ECONOMIC_301,
    ECONOMIC_302,
    ECONOMIC_303,
    ECONOMIC_310,
    THREE_PUBLIC,
    ABROAD,
    VEHICLE,
    VEHICLE_PURCHASE,
    VEHICLE_OPERATION,
    RECEPTION,
    STAFF,
    PROCUREMENT,
    FIXED_ASSETS,
    FIXED_ASSETS_IN_USE,
    TASKS,
    TASKS_ON_TIME,
    TASKS_QUALIFIED,
    SURVEY,
    SURVEY_FULL,
    ITEM_COUNT
} Item;

typedef struct {
    const char *code, *part, *zh; /* code NULL: the department's own function */
    Form form;
    Unit unit;
} ItemKind;
extern const ItemKind item_kinds[ITEM_COUNT];

/* The rows of rubric county-2020 that nobody can compute: sub-items or cases, stated by the bureau. */
enum { STATED_COUNT = 11, SUB_MAX = 5 };
typedef struct {
    const char *id;
    int subs;          /* 0: one cell; points are stated in hundredths */
    int full[SUB_MAX]; /* points of each sub-item (of the cell) */
    int per_case;      /* hundredths lost for each case; 0: no cases */
} StatedKind;
extern const StatedKind stated_kinds[STATED_COUNT];

typedef struct {
    bool there;
    int64_t items[ITEM_COUNT][STAGE_COUNT];
    int64_t months[12];                /* cumulative expenditure; [11] is the year; MISSING: not reported */
    int stated[STATED_COUNT][SUB_MAX]; /* hundredths of a point */
    int cases[STATED_COUNT];
} DeptYear;

typedef struct {
    const char *code, *name, *kind, *group, *function, *function_zh;
    int parent;    /* index, NONE */
    bool included; /* the parent's figures contain its figures */
    bool in_yuan;  /* sends 元 with two decimals, else 万元 with two decimals */
    bool own_file; /* sends files of its own, GB18030 with titles above */
    bool monthly;
    int first, last; /* indexes of its first and last year */
    double staff, pay, operating, projects,
        quality; /* what it is like: persons, 元 a head, 元 a head, times basic, 0…1 */
    DeptYear years[YEAR_MAX];
} Dept;

typedef struct {
    int old_dept, new_dept, year; /* year: index of the new one's first */
    const char *kind, *note;
} Change;

typedef struct {
    Arena *arena;
    uint64_t seed;
    int first_year, year_count, dept_count, change_count;
    bool plain;   /* nothing unusual is put in on purpose */
    bool hostile; /* names that try to be something else */
    Dept *depts;
    Change changes[4];
} County;

/* names.c: who there is. Fills the departments but for their years. */
void county_name(County *county);
/* The hostile texts, in turn. */
const char *county_hostile(int index);

/* model.c: what they spent and did. */
void county_fill(County *county);

/* One task of a department's list, k = 0 …: planned, completed, on time, up to standard. False behind the
 * last. */
typedef struct {
    int planned, completed, on_time, qualified;
} Task;
bool county_task(const County *county, int dept, int year, int k, Task *task);
/* One declared target of a department, k = 0 …; values in hundredths, MISSING: not said. met: 1, 0, NONE when
 * nobody can tell. */
typedef struct {
    const char *level1, *level2, *name, *operator, * unit;
    int64_t value, actual;
    int met;
} Target;
bool county_target(const County *county, int dept, int year, int k, Target *target);
/* Sheets of the survey, and the option that a sheet chose: 0 best … 3 worst, 4 not answered. */
enum { QUESTIONS = 10, OPTIONS = 5 };
extern const int option_points[OPTIONS];
int county_sheets(const County *county, int dept, int year);
int county_answer(const County *county, int dept, int year, int sheet, int question);

/* What is put in on purpose: full marks (so that ranks tie), a fall to the lowest grade, totals of 90
 * and 89.99. */
typedef enum { PLAN_NONE, PLAN_FULL, PLAN_POOR, PLAN_90, PLAN_BELOW_90 } Plan;
Plan county_plan(const County *county, int dept, int year);

/* files.c: the dataset. `with` says which kinds of files besides figures, departments, lineage and
 * assessments. */
bool county_write(const County *county, const char *folder, const char *with, Err *err) MUST_USE;
/* reference.c: what, dept, year, key, expected. */
int64_t county_survey_points(const DeptYear *now); /* of 8 */
bool county_write_expected(const County *county, const char *path, Err *err) MUST_USE;

#endif
