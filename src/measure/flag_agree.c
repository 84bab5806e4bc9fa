/* Agreement: what methods of two families find in the same department and year needs to be less rare than
 * what one method finds alone. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/flag_methods.h"

/* Tests by department and year, and by family in them. */
typedef struct {
    int64_t dept_id;
    int year;
    size_t family;
    FlagTest *test;
} Placed;

static int by_place(const void *left, const void *right) {
    const Placed *a = left, *b = right;
    if (a->dept_id != b->dept_id) return a->dept_id < b->dept_id ? -1 : 1;
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    if (a->family != b->family) return a->family < b->family ? -1 : 1;
    return (a->test > b->test) - (a->test < b->test);
}

static Placed *place_tests(FlagRun *run) {
    Placed *placed = ARENA_ARRAY(run->arena, Placed, run->test_count + 1);
    for (size_t i = 0; i < run->test_count; i++) {
        FlagTest *test = &run->tests[i];
        const FlagCell *cell = &run->series[test->series].cells[test->cell];
        placed[i] = (Placed){cell->dept_id, cell->year, flag_family(test->method), test};
    }
    if (run->test_count) qsort(placed, run->test_count, sizeof *placed, by_place);
    return placed;
}

static size_t family_end(const Placed *placed, size_t first, size_t count) {
    size_t end = first;
    while (end < count && placed[end].family == placed[first].family)
        end++;
    return end;
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

static Company company_of(const Placed *placed, size_t count) {
    Company company = {0, 1};
    for (size_t first = 0, end; first < count; first = end) {
        bool fired = false;
        end = family_end(placed, first, count);
        if (!can_agree(placed[first].test)) continue;
        for (size_t i = first; i < end; i++)
            fired = fired || placed[i].test->fired;
        company.families += fired;
        company.quiet *= quiet_of(end - first);
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

static void settle_year(FlagRun *run, const Placed *placed, size_t count) {
    const Company company = company_of(placed, count);
    for (size_t first = 0, end; first < count; first = end) {
        end = family_end(placed, first, count);
        bool can = can_agree(placed[first].test);
        double others = can ? 1 - company.quiet / quiet_of(end - first) : 0;
        for (size_t i = first; i < end; i++)
            settle_test(run, placed[i].test, can && company.families > 1, others);
    }
}

void flag_agree(FlagRun *run) {
    const Placed *placed = place_tests(run);
    for (size_t first = 0, end; first < run->test_count; first = end) {
        for (end = first; end < run->test_count && placed[end].dept_id == placed[first].dept_id &&
                          placed[end].year == placed[first].year;)
            end++;
        settle_year(run, &placed[first], end - first);
    }
}
