/* stats/rank_band: what must hold of bands whatever is drawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "stats/rank_band.h"

enum { MOST = 8 };

static bool bands_of(const double *points, const double *full, size_t units, size_t cells, RankBand *bands,
                     Refusal *refusal) {
    void *scratch = malloc(rank_band_scratch_bytes(units, cells));
    assert_non_null(scratch);
    bool done = rank_band(points, full, units, cells, scratch, bands, refusal);
    free(scratch);
    return done;
}

static void the_better_everywhere_is_first(void **state) {
    (void)state;
    const double points[] = {5, 5, 5, 4, 4, 4, 1, 2, 3}, full[] = {5, 5, 5, 5, 5, 5, 5, 5, 5};
    RankBand bands[MOST];
    Refusal refusal;
    assert_true(bands_of(points, full, 3, 3, bands, &refusal));
    for (size_t u = 0; u < 3; u++) {
        assert_int_equal(bands[u].low, u + 1);
        assert_int_equal(bands[u].high, u + 1);
    }
}

static void equal_units_share_the_best_place(void **state) {
    (void)state;
    const double points[] = {3, 4, 3, 4, 0, 0}, full[] = {5, 5, 5, 5, 5, 5};
    RankBand bands[MOST];
    Refusal refusal;
    assert_true(bands_of(points, full, 3, 2, bands, &refusal));
    for (size_t u = 0; u < 2; u++) {
        assert_int_equal(bands[u].low, 1);
        assert_int_equal(bands[u].high, 1);
    }
    assert_int_equal(bands[2].low, 3);
}

/* Each is better in one of two indicators: the first is drawn twice in a quarter of the draws, and so on. */
static void rivals_change_places(void **state) {
    (void)state;
    const double points[] = {5, 0, 0, 5}, full[] = {5, 5, 5, 5};
    RankBand bands[MOST], again[MOST];
    Refusal refusal;
    assert_true(bands_of(points, full, 2, 2, bands, &refusal));
    for (size_t u = 0; u < 2; u++) {
        assert_int_equal(bands[u].low, 1);
        assert_int_equal(bands[u].high, 2);
    }
    assert_true(bands_of(points, full, 2, 2, again, &refusal));
    assert_memory_equal(bands, again, 2 * sizeof *bands);
}

/* Full points 0: the indicator does not apply, and the others count for the unit. */
static void what_does_not_apply_is_left_out(void **state) {
    (void)state;
    const double points[] = {5, 0, 5, 4, 4, 4}, full[] = {5, 0, 5, 5, 5, 5};
    RankBand bands[MOST];
    Refusal refusal;
    assert_true(bands_of(points, full, 2, 3, bands, &refusal));
    assert_int_equal(bands[0].low, 1);
    assert_int_equal(bands[0].high, 1);
    assert_int_equal(bands[1].high, 2);
    const double nothing[] = {0, 0, 5, 5}, none[] = {0, 0, 5, 5};
    assert_true(bands_of(nothing, none, 2, 2, bands, &refusal));
    assert_int_equal(bands[1].low, 1);
    assert_int_equal(bands[1].high, 1);
}

static void refusals(void **state) {
    (void)state;
    const double points[] = {1, 2, 3, 4}, full[] = {5, 5, 5, 5};
    RankBand bands[MOST];
    Refusal refusal;
    assert_false(bands_of(points, full, 1, 4, bands, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_FEW);
    assert_false(bands_of(points, full, 4, 1, bands, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_FEW);
    assert_false(bands_of(points, full, 2, RANK_BAND_CELLS + 1, bands, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_MANY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_better_everywhere_is_first),
        cmocka_unit_test(equal_units_share_the_best_place),
        cmocka_unit_test(rivals_change_places),
        cmocka_unit_test(what_does_not_apply_is_left_out),
        cmocka_unit_test(refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
