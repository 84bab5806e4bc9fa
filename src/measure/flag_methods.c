/* The methods by name, and how they tell what they found. */
#include "measure/flag_methods.h"

#include <math.h>
#include <string.h>

#include "stats/funnel.h"
#include "stats/robust.h"

FlagTest *flag_test_add(FlagRun *run, const FlagMethod *method, size_t series, size_t cell) {
    ARENA_PUSH(run->arena, run->tests, run->test_count, run->test_capacity);
    FlagTest *test = &run->tests[run->test_count++];
    *test = (FlagTest){.method = method,
                       .series = series,
                       .cell = cell,
                       .center = NAN,
                       .spread = NAN,
                       .prior = NAN,
                       .residual = NAN,
                       .limit_low = NAN,
                       .limit_high = NAN,
                       .score = NAN,
                       .p = NAN,
                       .q = NAN,
                       .group = ""};
    return test;
}

size_t flag_screening(FlagRun *run, const FlagMethod *method, size_t series) {
    for (size_t i = run->screening_count; i-- > 0;)
        if (run->screenings[i].method == method && run->screenings[i].series == series) return i;
    ARENA_PUSH(run->arena, run->screenings, run->screening_count, run->screening_capacity);
    run->screenings[run->screening_count] = (Screening){.method = method, .series = series};
    return run->screening_count++;
}

void flag_refuse(FlagRun *run, const FlagMethod *method, size_t series, Refusal why, size_t cells) {
    if (cells == 0) return;
    const size_t at = flag_screening(run, method, series); /* may move them */
    run->screenings[at].cells[why] += cells;
}

bool flag_follows(const FlagSeries *series, size_t cell) {
    const FlagCell *now = &series->cells[cell], *before = now - 1;
    return cell > 0 && before->dept_id == now->dept_id && before->year == now->year - 1;
}

/* Departments differ for good reasons, so the tails among them may be as heavy as they are; a department's
 * own changes are measured by its own spread. */
const FlagMethod flag_methods[FLAG_METHODS + 1] = {
    {"level", "level", ROBUST_Z_LIMIT, TAIL_PEERS, true, false, false, false, test_level},
    {"regression", "level", ROBUST_Z_LIMIT, TAIL_PEERS, true, false, false, false, test_regression},
    {"change", "change", ROBUST_Z_LIMIT, TAIL_NEWS, true, true, false, false, test_change},
    {"own", "own", ROBUST_Z_LIMIT, TAIL_NEWS, true, false, false, false, test_own},
    {"spike", "spike", ROBUST_Z_LIMIT, TAIL_NEWS, true, false, false, false, test_spike},
    {"both", "both", ROBUST_Z_LIMIT, TAIL_NEWS, true, true, false, false, test_both},
    {"hb", "amount", 20, 1.5, true, true, true, false, test_hb},
    {"funnel", "share", FUNNEL_Z998, 0, true, false, true, false, test_funnel},
    {"xmr", "month", 3, TAIL_NEWS, false, false, false, false, test_xmr},
    {"profile", "profile", ROBUST_Z_LIMIT, TAIL_PEERS, false, false, true, false, test_profile},
    {"several", "profile", ROBUST_Z_LIMIT, TAIL_SUM, false, false, false, true, test_several},
    {"drift", "drift", ROBUST_Z_LIMIT, 10, false, false, false, false, test_drift},
    {NULL, NULL, 0, 0, false, false, false, false, NULL}};

const FlagMethod *flag_method_find(const char *name) {
    for (const FlagMethod *method = flag_methods; method->name; method++)
        if (strcmp(method->name, name) == 0) return method;
    return NULL;
}

size_t flag_family(const FlagMethod *method) {
    size_t at = 0;
    while (strcmp(flag_methods[at].family, method->family) != 0)
        at++;
    return at;
}
