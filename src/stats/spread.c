#include "stats/spread.h"

#include <math.h>
#include <stdlib.h>

#include "stats/sample.h"

#define TRIMMED_NORMAL 0.7168 /* mean |z| of normal z without the 5 % largest */
#define MEAN_NORMAL    0.7979 /* mean |z| */
#define LOG_SAMPLING   0.571  /* k times the variance of the log mean |z| of k normal z: pi/2 - 1 */

size_t spread_scratch_bytes(size_t n) {
    return 2 * n * sizeof(double) + n * sizeof(SampleItem);
}

static double known(double log_size) {
    return isnan(log_size) ? 0 : log_size;
}

/* Of values >= 0; reorders them. */
static double trimmed_sd(double *sizes, size_t n, double *sorted) {
    size_t present, kept;
    Refusal refusal;
    if (!sample_sort(sizes, n, sorted, &present, &refusal) || present == 0) return NAN;
    kept = present - (size_t)(SPREAD_TRIM * (double)present);
    double sum = 0;
    for (size_t i = 0; i < kept; i++)
        sum += sorted[i];
    return sum / (double)kept / TRIMMED_NORMAL;
}

static double median_of(double *values, size_t n, double *sorted) {
    size_t present;
    Refusal refusal;
    return sample_sort(values, n, sorted, &present, &refusal) && present
               ? sample_quantile(sorted, present, 0.5)
               : NAN;
}

/* Theil-Sen slope of the log spread of the parts on their median log size. */
static double fit_power(const double *residuals, const double *log_sizes, const SampleItem *items,
                        size_t present, double *work, double *sorted) {
    double x[SPREAD_BINS] = {0}, y[SPREAD_BINS] = {0};
    double slopes[SPREAD_BINS * SPREAD_BINS], room[SPREAD_BINS * SPREAD_BINS];
    size_t bins = present / SPREAD_BIN_LEAST, used = 0, count = 0;
    if (bins > SPREAD_BINS) bins = SPREAD_BINS;
    for (size_t b = 0; b < bins; b++) {
        size_t first = b * present / bins, end = (b + 1) * present / bins;
        for (size_t i = first; i < end; i++)
            work[i - first] = fabs(residuals[items[i].index]);
        double sd = trimmed_sd(work, end - first, sorted);
        if (!(sd > 0)) continue;
        x[used] = known(log_sizes[items[(first + end) / 2].index]);
        y[used++] = log(sd);
    }
    for (size_t i = 0; i < used; i++)
        for (size_t k = i + 1; k < used; k++)
            if (x[k] > x[i]) slopes[count++] = (y[k] - y[i]) / (x[k] - x[i]);
    if (count < 3) return 0;
    return fmin(fmax(median_of(slopes, count, room), -SPREAD_STEEPEST), 0);
}

/* Variance of the units' log spreads beyond what so few residuals would show by chance. */
static double fit_variation(const SpreadModel *model, const double *residuals, const double *log_sizes,
                            const size_t *units, size_t n, double *logs, double *sorted) {
    size_t count = 0;
    double chance = 0;
    for (size_t first = 0, end; first < n; first = end) {
        double sum = 0;
        size_t k = 0;
        for (end = first; end < n && units[end] == units[first]; end++) {
            if (isnan(residuals[end])) continue;
            sum += fabs(residuals[end]) / spread_usual(model, log_sizes[end]);
            k++;
        }
        if (k < SPREAD_OWN_LEAST) continue;
        logs[count++] = log(fmax(sum / (double)k / MEAN_NORMAL, SPREAD_STILL));
        chance += LOG_SAMPLING / (double)k;
    }
    if (count < 8) return 0;
    double center = median_of(logs, count, sorted);
    for (size_t i = 0; i < count; i++)
        logs[i] = fabs(logs[i] - center);
    double mad = 1.4826 * median_of(logs, count, sorted);
    return fmax(0, mad * mad - chance / (double)count);
}

bool spread_fit(const double *residuals, const double *log_sizes, const size_t *units, size_t n,
                void *scratch, SpreadModel *model, Refusal *refusal) {
    double *work = scratch, *sorted = work + n;
    SampleItem *items = (SampleItem *)(sorted + n);
    size_t present = 0;
    for (size_t i = 0; i < n; i++)
        work[i] = isnan(residuals[i]) ? NAN : known(log_sizes[i]);
    if (!sample_count(residuals, n, &present, refusal) ||
        !sample_sort_items(work, n, items, &present, refusal))
        return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (present < 8) return refusal_set(refusal, REFUSAL_TOO_FEW);
    *model = (SpreadModel){.n = present};
    model->power = fit_power(residuals, log_sizes, items, present, work, sorted);
    for (size_t i = 0; i < n; i++)
        work[i] = fabs(residuals[i]) / exp(model->power * known(log_sizes[i]));
    model->usual = trimmed_sd(work, n, sorted);
    if (!(model->usual > 0)) { /* nearly all stand still: what is left counts whole */
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += isnan(work[i]) ? 0 : work[i];
        model->usual = sum / (double)present / MEAN_NORMAL;
    }
    if (!(model->usual > 0)) return refusal_set(refusal, REFUSAL_NO_SPREAD);
    model->variation = fit_variation(model, residuals, log_sizes, units, n, work, sorted);
    return refusal_set(refusal, REFUSAL_NONE);
}

double spread_usual(const SpreadModel *model, double log_size) {
    return model->usual * exp(model->power * known(log_size));
}

double spread_of_unit(const SpreadModel *model, double log_size, double own, size_t k) {
    double usual = spread_usual(model, log_size);
    if (k < SPREAD_OWN_LEAST || !(model->variation > 0)) return usual;
    double weight = model->variation / (model->variation + LOG_SAMPLING / (double)k);
    return usual * exp(weight * log(fmax(own / MEAN_NORMAL, SPREAD_STILL)));
}
