/* Agreement: what methods of two families find in the same department and year needs to be less rare than
 * what one method finds alone. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "measure/flag_methods.h"

/* Tests by place: department, year in it, family in that. Those of a place end where the next ones begin. */
typedef struct {
    FlagTest **tests;
    size_t *begins; /* by place, and one behind the last */
    size_t years;   /* of departments and years together */
} Placed;

enum { FAMILIES = FLAG_METHODS }; /* numbered by their first method */

static const FlagCell *cell_of(const FlagRun *run, const FlagTest *test) {
    return &run->series[test->series].cells[test->cell];
}

/* places[i]: of tests[i]. Returns how many departments and years there are. */
static size_t find_places(const FlagRun *run, size_t *places) {
    size_t families[FLAG_METHODS] = {0};
    int first = INT_MAX, last = INT_MIN;
    for (size_t i = 0; flag_methods[i].name; i++)
        families[i] = flag_family(&flag_methods[i]);
    for (size_t i = 0; i < run->test_count; i++) {
        const int year = cell_of(run, &run->tests[i])->year;
        first = year < first ? year : first;
        last = year > last ? year : last;
    }
    const size_t years = run->test_count ? (size_t)(last - first + 1) : 0;
    int64_t dept_id = TABLE_MISSING;
    size_t dept = 0;
    for (size_t i = 0; i < run->test_count; i++) {
        const FlagCell *cell = cell_of(run, &run->tests[i]);
        if (cell->dept_id != dept_id) dept = flag_dept_row(run, dept_id = cell->dept_id); /* many in a row */
        const size_t year = dept * years + (size_t)(cell->year - first);
        places[i] = year * FAMILIES + families[run->tests[i].method - flag_methods];
    }
    return run->depts->row_count * years;
}

static Placed place_tests(FlagRun *run) {
    const size_t count = run->test_count;
    Placed placed = {.tests = ARENA_ARRAY(run->arena, FlagTest *, count + 1)};
    size_t *places = ARENA_ARRAY(run->arena, size_t, count + 1);
    placed.years = find_places(run, places);
    const size_t all = placed.years * FAMILIES;
    placed.begins = ARENA_ARRAY(run->arena, size_t, all + 2);
    for (size_t i = 0; i < count; i++)
        placed.begins[places[i] + 2]++; /* one further than they belong, so that they can be counted up */
    for (size_t at = 2; at <= all; at++)
        placed.begins[at] += placed.begins[at - 1];
    for (size_t i = 0; i < count; i++)
        placed.tests[placed.begins[places[i] + 1]++] = &run->tests[i];
    return placed;
}

/* Drift is about all years of a department and agrees with none of them. */
static bool can_agree(const FlagTest *test) {
    return strcmp(test->method->family, "drift") != 0;
}

/* What there is to agree with in a department's year. */
typedef struct {
    size_t families; /* in which a test fired */
    double quiet;    /* chance that none of them reaches FLAG_AGREE, were the tests independent */
} Company;

static double quiet_of(size_t tests) {
    return pow(1 - FLAG_AGREE, (double)tests);
}

static Company company_of(const Placed *placed, size_t first) {
    Company company = {0, 1};
    for (size_t place = first; place < first + FAMILIES; place++) {
        const size_t begin = placed->begins[place], end = placed->begins[place + 1];
        bool fired = false;
        if (begin == end || !can_agree(placed->tests[begin])) continue;
        for (size_t i = begin; i < end; i++)
            fired = fired || placed->tests[i]->fired;
        company.families += fired;
        company.quiet *= quiet_of(end - begin);
    }
    return company;
}

/* others: chance that a test of another family reaches FLAG_AGREE. */
static void settle_test(FlagRun *run, FlagTest *test, bool agreed, double others) {
    Screening *screening = &run->screenings[run->fits[test->fit].screening];
    screening->expected += FLAG_RARE + (FLAG_AGREE - FLAG_RARE) * others;
    test->agreed = test->fired && agreed;
    if (!test->agreed) test->fired = flag_reaches(run, test, FLAG_AT_RARE) && test->fired;
    screening->fired += test->fired;
}

static void settle_year(FlagRun *run, const Placed *placed, size_t first) {
    const Company company = company_of(placed, first);
    for (size_t place = first; place < first + FAMILIES; place++) {
        const size_t begin = placed->begins[place], end = placed->begins[place + 1];
        const bool can = begin < end && can_agree(placed->tests[begin]);
        const double others = can ? 1 - company.quiet / quiet_of(end - begin) : 0;
        for (size_t i = begin; i < end; i++)
            settle_test(run, placed->tests[i], can && company.families > 1, others);
    }
}

void flag_agree(FlagRun *run) {
    const Placed placed = place_tests(run);
    for (size_t year = 0; year < placed.years; year++)
        settle_year(run, &placed, year * FAMILIES);
}
