#include "stats/histogram.h"

#include <math.h>

#include "stats/sample.h"

/* A width of digit x 10^power, kept apart so that breaks can be rounded only once. */
typedef struct NiceWidth {
    double digit;
    int power;
} NiceWidth;

size_t histogram_scratch_bytes(size_t n) {
    return (n > 0 && n <= SAMPLE_MOST ? n : 1) * sizeof(double);
}

/* Powers of ten are exact doubles up to 22, so count * digit / 10^-power is the double nearest to the decimal
 * number. */
static double nice_multiple(NiceWidth width, double count) {
    double whole = count * width.digit;
    return width.power >= 0 ? whole * pow(10.0, width.power) : whole / pow(10.0, -width.power);
}

static NiceWidth nice_nearest(double raw) {
    int power = (int)floor(log10(raw));
    double mantissa = raw / pow(10.0, power);
    NiceWidth width = {1.0, power};
    if (mantissa >= sqrt(50.0))
        width.power++;
    else if (mantissa >= sqrt(10.0))
        width.digit = 5.0;
    else if (mantissa >= sqrt(2.0))
        width.digit = 2.0;
    return width;
}

static NiceWidth nice_next(NiceWidth width) {
    if (width.digit == 1.0) return (NiceWidth){2.0, width.power};
    if (width.digit == 2.0) return (NiceWidth){5.0, width.power};
    return (NiceWidth){1.0, width.power + 1};
}

static double first_multiple(NiceWidth width, double min) {
    double first = floor(min / nice_multiple(width, 1.0));
    while (nice_multiple(width, first) > min)
        first -= 1.0;
    while (nice_multiple(width, first + 1.0) <= min)
        first += 1.0;
    return first;
}

/* Number of classes from the first multiple that cover max; the last class is closed, so max may be its upper
 * break. */
static double classes_needed(NiceWidth width, double first, double max) {
    double classes = fmax(ceil(max / nice_multiple(width, 1.0)) - first, 1.0);
    while (classes > 1.0 && nice_multiple(width, first + classes - 1.0) >= max)
        classes -= 1.0;
    while (nice_multiple(width, first + classes) < max)
        classes += 1.0;
    return classes;
}

static void set_breaks(NiceWidth width, double min, double max, size_t most, Histogram *histogram) {
    double first = first_multiple(width, min);
    double classes = classes_needed(width, first, max);
    while (classes > (double)most) {
        width = nice_next(width);
        first = first_multiple(width, min);
        classes = classes_needed(width, first, max);
    }
    histogram->classes = (size_t)classes;
    for (size_t k = 0; k <= histogram->classes; k++)
        histogram->breaks[k] = nice_multiple(width, first + (double)k);
}

static double raw_width(const double *sorted, size_t n, Histogram *histogram) {
    double range = sorted[n - 1] - sorted[0];
    double iqr = sample_quantile(sorted, n, 0.75) - sample_quantile(sorted, n, 0.25);
    if (iqr > 0.0) {
        histogram->rule = HISTOGRAM_RULE_FREEDMAN_DIACONIS;
        double width = 2.0 * iqr / cbrt((double)n);
        histogram->suggested = (size_t)fmin(ceil(range / width), 1e9);
        return width;
    }
    histogram->rule = HISTOGRAM_RULE_STURGES;
    histogram->suggested = (size_t)ceil(log2((double)n) + 1.0);
    return range / (double)histogram->suggested;
}

bool histogram_plan_auto(const double *values, size_t n, void *scratch, Histogram *histogram,
                         Refusal *refusal) {
    double *sorted = scratch;
    size_t present = 0;
    if (!sample_sort(values, n, sorted, &present, refusal)) return false;
    if (present == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    *histogram = (Histogram){.rule = HISTOGRAM_RULE_SINGLE, .suggested = 1};
    double min = sorted[0];
    double max = sorted[present - 1];
    double size = fmax(fabs(min), fabs(max));
    /* Below 1e-12 of the size, multiples of the width would no longer be exact; below 1e-280 nothing would.
     */
    double narrowest = fmax(size * 1e-12, 1e-280);
    if (min == max) {
        set_breaks(nice_nearest(size > 0.0 ? fmax(size / 10.0, narrowest) : 1.0), min, max, 1, histogram);
        return true;
    }
    double width = fmax(raw_width(sorted, present, histogram), narrowest);
    width = fmax(width, (max - min) / HISTOGRAM_AUTO_MOST);
    set_breaks(nice_nearest(width), min, max, HISTOGRAM_AUTO_MOST, histogram);
    return true;
}

bool histogram_plan_even(double lower, double upper, size_t classes, Histogram *histogram, Refusal *refusal) {
    if (!(fabs(lower) <= SAMPLE_LARGEST) || !(fabs(upper) <= SAMPLE_LARGEST) || lower >= upper ||
        classes < 1 || classes > HISTOGRAM_MOST)
        return refusal_set(refusal, REFUSAL_BAD_OPTION);
    *histogram = (Histogram){.rule = HISTOGRAM_RULE_GIVEN, .classes = classes};
    for (size_t k = 0; k <= classes; k++) {
        histogram->breaks[k] = lower + (upper - lower) * (double)k / (double)classes;
        if (k > 0 && histogram->breaks[k] <= histogram->breaks[k - 1])
            return refusal_set(refusal, REFUSAL_BAD_OPTION);
    }
    histogram->breaks[classes] = upper;
    return refusal_set(refusal, REFUSAL_NONE);
}

bool histogram_plan_scores(double lowest, double highest, Histogram *histogram, Refusal *refusal) {
    if (!(lowest >= 0.0) || !(highest <= HISTOGRAM_SCORE_MOST) || lowest > highest)
        return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    *histogram = (Histogram){.rule = HISTOGRAM_RULE_GIVEN};
    int point = (int)fmin(floor(lowest / 5.0) * 5.0, 90.0);
    int last = (int)fmax(ceil(highest), 100.0);
    histogram->breaks[0] = point;
    while (point < last) {
        point += point < 90 ? 5 : 1;
        histogram->breaks[++histogram->classes] = point;
    }
    return refusal_set(refusal, REFUSAL_NONE);
}

/* The class that holds value, which lies between the first and the last break. */
static size_t find_class(const Histogram *histogram, double value) {
    size_t low = 0;
    size_t high = histogram->classes;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (value >= histogram->breaks[middle])
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool histogram_fill(const double *values, size_t n, Histogram *histogram, Refusal *refusal) {
    if (histogram->classes < 1 || histogram->classes > HISTOGRAM_MOST)
        return refusal_set(refusal, REFUSAL_BAD_OPTION);
    size_t present = 0;
    if (!sample_count(values, n, &present, refusal)) return false;
    for (size_t k = 0; k < histogram->classes; k++)
        histogram->counts[k] = 0;
    histogram->n = present;
    histogram->missing = n - present;
    histogram->below = histogram->above = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i])) continue;
        if (values[i] < histogram->breaks[0])
            histogram->below++;
        else if (values[i] > histogram->breaks[histogram->classes])
            histogram->above++;
        else
            histogram->counts[find_class(histogram, values[i])]++;
    }
    return true;
}
