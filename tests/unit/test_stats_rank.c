#include "test_stats_golden.h"

#include "stats/rank.h"

static void rank_all(const double *values, size_t n, RankBetter better, Rank *ranks) {
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(rank_scratch_bytes(n));
    assert_true(rank_values(values, n, better, scratch, ranks, &refusal));
    assert_int_equal(refusal, REFUSAL_NONE);
    free(scratch);
}

/* The golden table has the order 1st, two tied 2nd, 4th, 5th, missing; any values in that order have its
 * ranks. */
static void compares_with_r_and_excel(void **state) {
    (void)state;
    static Golden golden;
    golden_read("tests.csv", &golden);
    golden_compared = 0;
    const double values[] = {95.5, 90, 90, 82, 60, NAN};
    for (int side = 0; side < 2; side++) { /* “lower is better” on mirrored values must give the same ranks */
        double mirrored[6];
        for (size_t i = 0; i < 6; i++)
            mirrored[i] = side == 0 ? values[i] : -values[i];
        Rank ranks[6];
        rank_all(mirrored, 6, side == 0 ? RANK_BETTER_HIGHER : RANK_BETTER_LOWER, ranks);
        for (size_t i = 0; i < 6; i++) {
            char name[32];
            snprintf(name, sizeof name, "min_desc[%zu]", i + 1);
            double place = golden_get(&golden, "ranks", name);
            golden_close(name, (double)ranks[i].place, isnan(place) ? 0.0 : place, 0.0, 0.0);
            snprintf(name, sizeof name, "average_desc[%zu]", i + 1);
            golden_close(name, ranks[i].average, golden_get(&golden, "ranks", name), 1e-12, 0.0);
            if (i == 5) continue;
            snprintf(name, sizeof name, "pct_midrank[%zu]", i + 1);
            golden_close(name, ranks[i].percentile, golden_get(&golden, "ranks", name), 1e-12, 0.0);
            snprintf(name, sizeof name, "pctrank_excel_inc[%zu]", i + 1);
            golden_close(name, ranks[i].share_beaten, golden_get(&golden, "ranks", name), 1e-12, 0.0);
        }
        assert_int_equal(ranks[1].tied, 2);
        assert_int_equal(ranks[0].tied, 1);
        assert_int_equal(ranks[5].tied, 0);
        assert_int_equal(ranks[5].out_of, 5);
    }
    assert_int_equal(golden_compared, 2 * (6 + 6 + 5 + 5));
}

static void agrees_with_counting(void **state) {
    (void)state;
    uint64_t seed = 11;
    double values[60];
    Rank ranks[60];
    for (int round = 0; round < 50; round++) {
        size_t present = 0;
        for (size_t i = 0; i < 60; i++) {
            values[i] = golden_random(&seed) < 0.1 ? NAN : floor(golden_random(&seed) * 25.0);
            present += isnan(values[i]) ? 0 : 1;
        }
        rank_all(values, 60, RANK_BETTER_LOWER, ranks);
        for (size_t i = 0; i < 60; i++) {
            if (isnan(values[i])) {
                assert_true(ranks[i].place == 0 && isnan(ranks[i].average) && isnan(ranks[i].percentile));
                continue;
            }
            size_t ahead = 0;
            size_t tied = 0;
            for (size_t j = 0; j < 60; j++) {
                ahead += values[j] < values[i];
                tied += values[j] == values[i];
            }
            assert_int_equal(ranks[i].place, ahead + 1);
            assert_int_equal(ranks[i].tied, tied);
            assert_int_equal(ranks[i].out_of, present);
        }
    }
}

static void edges(void **state) {
    (void)state;
    Rank ranks[4];
    rank_all(NULL, 0, RANK_BETTER_HIGHER, ranks);
    double one[] = {7};
    rank_all(one, 1, RANK_BETTER_HIGHER, ranks);
    assert_true(ranks[0].place == 1 && ranks[0].out_of == 1 && ranks[0].percentile == 0.5 &&
                isnan(ranks[0].share_beaten));
    double gone[] = {NAN, NAN};
    rank_all(gone, 2, RANK_BETTER_HIGHER, ranks);
    assert_true(ranks[1].place == 0 && ranks[1].out_of == 0);
    double equal[] = {0.0, -0.0, 0.0};
    rank_all(equal, 3, RANK_BETTER_LOWER, ranks);
    for (size_t i = 0; i < 3; i++)
        assert_true(ranks[i].place == 1 && ranks[i].tied == 3 && ranks[i].average == 2.0 &&
                    ranks[i].percentile == 0.5);
    double two[] = {3, 8};
    rank_all(two, 2, RANK_BETTER_LOWER, ranks);
    assert_true(ranks[0].place == 1 && ranks[1].place == 2 && ranks[0].share_beaten == 1.0);
    Refusal refusal;
    double bad[] = {1, -INFINITY};
    double huge[] = {1, 1e300};
    void *scratch = golden_scratch(rank_scratch_bytes(2));
    assert_false(rank_values(bad, 2, RANK_BETTER_LOWER, scratch, ranks, &refusal));
    assert_int_equal(refusal, REFUSAL_NOT_FINITE);
    assert_false(rank_values(huge, 2, RANK_BETTER_LOWER, scratch, ranks, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_LARGE);
    free(scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(compares_with_r_and_excel),
                                       cmocka_unit_test(agrees_with_counting), cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
