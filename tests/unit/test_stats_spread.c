/* spread: the power of size is found back, units that vary alike share one spread, units that do not keep
 * their own, and what cannot be fitted is refused. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "stats/spread.h"
#include "test_stats_golden.h"

enum { UNITS = 60, EACH = 15, COUNT = UNITS * EACH };

typedef struct {
    double residuals[COUNT], log_sizes[COUNT];
    size_t units[COUNT];
} Sample;

/* The quantiles of the normal distribution, dealt out so that every unit has some of each part. */
static void fill(Sample *s, double power, double differ) {
    for (size_t i = 0; i < COUNT; i++) {
        size_t unit = i / EACH, turn = (i % EACH) * UNITS + (unit * 37) % UNITS;
        double z = gsl_cdf_ugaussian_Pinv(((double)turn + 0.5) / COUNT);
        double log_size = (double)(unit * 7 % UNITS) / 6;
        s->units[i] = unit;
        s->log_sizes[i] = log_size;
        s->residuals[i] = z * exp(power * log_size) * (unit % 2 ? exp(differ) : exp(-differ));
    }
}

static void test_alike(void **state) {
    (void)state;
    static Sample s;
    void *scratch = golden_scratch(spread_scratch_bytes(COUNT));
    SpreadModel model;
    Refusal refusal;
    fill(&s, 0, 0);
    assert_true(spread_fit(s.residuals, s.log_sizes, s.units, COUNT, scratch, &model, &refusal));
    assert_int_equal(model.n, COUNT);
    assert_true(fabs(model.usual - 1) < 0.02);
    assert_true(fabs(model.power) < 0.02);
    assert_true(model.variation < 0.01);
    assert_true(fabs(spread_of_unit(&model, 5, 10, 12) / spread_usual(&model, 5) - 1) < 0.5);
    free(scratch);
}

static void test_sizes(void **state) {
    (void)state;
    static Sample s;
    void *scratch = golden_scratch(spread_scratch_bytes(COUNT));
    SpreadModel model;
    Refusal refusal;
    fill(&s, -0.3, 0);
    assert_true(spread_fit(s.residuals, s.log_sizes, s.units, COUNT, scratch, &model, &refusal));
    assert_true(fabs(model.power + 0.3) < 0.03);
    assert_true(fabs(spread_usual(&model, 10) / exp(-3) - 1) < 0.1);
    free(scratch);
}

/* Half of the units vary e times as much as the middle, half 1/e: with 12 years of its own a unit keeps its
 * spread. */
static void test_different(void **state) {
    (void)state;
    static Sample s;
    void *scratch = golden_scratch(spread_scratch_bytes(COUNT));
    SpreadModel model;
    Refusal refusal;
    fill(&s, 0, 1);
    assert_true(spread_fit(s.residuals, s.log_sizes, s.units, COUNT, scratch, &model, &refusal));
    assert_true(model.variation > 0.8);
    double usual = spread_usual(&model, 0), own = spread_of_unit(&model, 0, 0.7979 * 0.2, 12);
    assert_true(own < 0.3 * usual && own > 0.2 * usual * 0.99);
    assert_true(spread_of_unit(&model, 0, 0.7979 * 0.2, SPREAD_OWN_LEAST - 1) == usual);
    assert_true(spread_of_unit(&model, 0, 0, 12) >= SPREAD_STILL * usual * 0.99); /* never nothing */
    free(scratch);
}

static void test_refusals(void **state) {
    (void)state;
    static Sample s;
    void *scratch = golden_scratch(spread_scratch_bytes(COUNT));
    SpreadModel model;
    Refusal refusal;
    assert_false(spread_fit(s.residuals, s.log_sizes, s.units, 0, scratch, &model, &refusal));
    assert_int_equal(refusal, REFUSAL_EMPTY);
    assert_false(spread_fit(s.residuals, s.log_sizes, s.units, 7, scratch, &model, &refusal));
    assert_int_equal(refusal, REFUSAL_TOO_FEW);
    assert_false(spread_fit(s.residuals, s.log_sizes, s.units, COUNT, scratch, &model, &refusal));
    assert_int_equal(refusal, REFUSAL_NO_SPREAD);
    s.residuals[3] = 1; /* one that moves among many that stand still */
    assert_true(spread_fit(s.residuals, s.log_sizes, s.units, COUNT, scratch, &model, &refusal));
    assert_true(model.usual > 0);
    s.residuals[4] = INFINITY;
    assert_false(spread_fit(s.residuals, s.log_sizes, s.units, COUNT, scratch, &model, &refusal));
    assert_int_equal(refusal, REFUSAL_NOT_FINITE);
    free(scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_alike), cmocka_unit_test(test_sizes),
                                       cmocka_unit_test(test_different), cmocka_unit_test(test_refusals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
