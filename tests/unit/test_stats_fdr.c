#include "test_stats_golden.h"

#include "stats/fdr.h"

static void adjust(const double *p, size_t n, double *q) {
    Refusal refusal = REFUSAL_COUNT;
    void *scratch = golden_scratch(fdr_scratch_bytes(n));
    assert_true(fdr_adjust_values(p, n, scratch, q, &refusal));
    free(scratch);
}

static void compares_with_r(void **state) {
    (void)state;
    static Golden golden;
    golden_read("tests.csv", &golden);
    golden_compared = 0;
    GoldenColumn p;
    golden_read_column("pvalues_bh1995.csv", "p", &p);
    double q[GOLDEN_COLUMN_MOST];
    adjust(p.value, p.n, q);
    size_t rejected = 0;
    for (size_t i = 0; i < p.n; i++) {
        char name[32];
        snprintf(name, sizeof name, "adj_BH[%zu]", i + 1);
        golden_close(name, q[i], golden_get(&golden, "bh1995", name), 1e-12, 0.0);
        assert_true(q[i] >= p.value[i] && q[i] <= 1.0);
        rejected += q[i] <= 0.05;
    }
    golden_close("rejected", (double)rejected, golden_get(&golden, "bh1995", "n_reject_BH_0.05"), 0.0, 0.0);

    /* the same, shuffled: q belongs to its p */
    double turned[15];
    double turned_q[15];
    for (size_t i = 0; i < 15; i++)
        turned[i] = p.value[(i * 7 + 3) % 15];
    adjust(turned, 15, turned_q);
    for (size_t i = 0; i < 15; i++)
        assert_true(turned_q[i] == q[(i * 7 + 3) % 15]);

    /* the table's ties_na case; its p follow from its q, see data/stats/README.md */
    double tied[] = {0.01, 0.01, 0.02, 0.04, 0.04, 0.5, NAN, 0.9};
    adjust(tied, 8, tied); /* in place */
    for (size_t i = 0; i < 8; i++) {
        char name[32];
        snprintf(name, sizeof name, "adj_BH[%zu]", i + 1);
        golden_close(name, tied[i], golden_get(&golden, "ties_na", name), 1e-12, 0.0);
    }
    assert_int_equal(golden_compared, 15 + 1 + 8);
}

static void edges(void **state) {
    (void)state;
    double q[3];
    adjust(NULL, 0, q);
    double gone[] = {NAN, NAN};
    adjust(gone, 2, q);
    assert_true(isnan(q[0]) && isnan(q[1]));
    double one[] = {0.03};
    adjust(one, 1, q);
    assert_true(q[0] == 0.03);
    double ends[] = {0.0, 1.0, 1.0};
    adjust(ends, 3, q);
    assert_true(q[0] == 0.0 && q[1] == 1.0 && q[2] == 1.0);
    const struct {
        double p[2];
        Refusal expected;
    } bad[] = {{{-0.01, 0.5}, REFUSAL_OUT_OF_RANGE},
               {{0.5, 1.01}, REFUSAL_OUT_OF_RANGE},
               {{0.5, INFINITY}, REFUSAL_NOT_FINITE},
               {{0.5, 1e300}, REFUSAL_TOO_LARGE}};
    for (size_t i = 0; i < 4; i++) {
        Refusal refusal = REFUSAL_NONE;
        void *scratch = golden_scratch(fdr_scratch_bytes(2));
        assert_false(fdr_adjust_values(bad[i].p, 2, scratch, q, &refusal));
        assert_int_equal(refusal, bad[i].expected);
        free(scratch);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(compares_with_r), cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
