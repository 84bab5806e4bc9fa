#include "stats/pefa.h"

#include <math.h>

#include "stats/sample.h"

static bool is_present(const double *budgets, const double *actuals, size_t i) {
    return !isnan(budgets[i]) && !isnan(actuals[i]);
}

bool pefa_compare_composition(const double *budgets, const double *actuals, size_t n, PefaItem *items,
                              PefaComparison *comparison, Refusal *refusal) {
    double budget = 0.0;
    double actual = 0.0;
    size_t unused = 0;
    *comparison = (PefaComparison){0};
    if (!sample_count(budgets, n, &unused, refusal) || !sample_count(actuals, n, &unused, refusal))
        return false;
    for (size_t i = 0; i < n; i++) {
        items[i] = (PefaItem){NAN, NAN, NAN};
        if (!is_present(budgets, actuals, i)) continue;
        if (budgets[i] < 0.0 || actuals[i] < 0.0) return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
        budget += budgets[i];
        actual += actuals[i];
        comparison->n++;
    }
    comparison->missing = n - comparison->n;
    if (comparison->n == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (comparison->n < 2) return refusal_set(refusal, REFUSAL_TOO_FEW);
    comparison->outturn = actual / budget;
    if (!(budget > 0.0 && actual > 0.0 && isfinite(comparison->outturn) && comparison->outturn > 0.0))
        return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    for (size_t i = 0; i < n; i++) {
        if (!is_present(budgets, actuals, i)) continue;
        items[i].adjusted = budgets[i] * comparison->outturn;
        items[i].deviation = actuals[i] - items[i].adjusted;
        items[i].share = fabs(items[i].deviation) / actual; /* the adjusted budgets' sum is the actuals' */
        comparison->variance += items[i].share;
        comparison->simple += fabs(actuals[i] - budgets[i]) / budget;
    }
    return refusal_set(refusal, REFUSAL_NONE);
}
