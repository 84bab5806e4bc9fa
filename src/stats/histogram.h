/* histogram: classes and counts for a frequency chart (频数分布直方图).
 * Must never drop a value: what lies outside the classes is counted in below and above.
 */
#ifndef JIXIAO_STATS_HISTOGRAM_H
#define JIXIAO_STATS_HISTOGRAM_H

#include <stddef.h>

#include "stats/refusal.h"

enum {
    HISTOGRAM_MOST = 200,      /* classes a histogram can hold                        */
    HISTOGRAM_AUTO_MOST = 40,  /* classes that histogram_plan_auto will choose at most */
    HISTOGRAM_SCORE_MOST = 150 /* highest score that histogram_plan_scores will draw  */
};

typedef enum HistogramRule {
    HISTOGRAM_RULE_GIVEN,             /* the caller said where the classes are                            */
    HISTOGRAM_RULE_FREEDMAN_DIACONIS, /* 2 IQR / cube root of n                                           */
    HISTOGRAM_RULE_STURGES,           /* IQR = 0: log2 n + 1 classes                                      */
    HISTOGRAM_RULE_SINGLE             /* all values equal: one class around them                          */
} HistogramRule;

/* Class k is [breaks[k], breaks[k+1]), the last one [ , ] (左闭右开, 最后一组闭合). */
typedef struct Histogram {
    HistogramRule rule;
    size_t suggested; /* classes that the rule asked for, before nice breaks and the bound; 0 when given */
    size_t classes;
    double breaks[HISTOGRAM_MOST + 1]; /* classes + 1 of them, rising */
    size_t counts[HISTOGRAM_MOST];
    size_t n;       /* values present, = sum of counts + below + above */
    size_t missing; /* NaN */
    size_t below;
    size_t above;
} Histogram;

/* Bytes of scratch for histogram_plan_auto with at most n values. */
size_t histogram_scratch_bytes(size_t n);

/* Chooses classes for the values: Freedman-Diaconis width (Freedman & Diaconis 1981), Sturges when the IQR is
 * 0, rounded to the nearest (in ratio) of 1, 2, 5 x 10^k; breaks are multiples of that width, correctly
 * rounded (0.3 is the double 0.3, so a printed 0.3 falls in [0.3, ..)). At most HISTOGRAM_AUTO_MOST classes:
 * a far outlier widens the classes instead. Out: rule, suggested, classes, breaks; counts 0. Covers all
 * values. Refuses: empty and as sample_count. Checked: suggested equals R 4.2.2 nclass.FD / nclass.Sturges on
 * 20 samples. */
MUST_USE bool histogram_plan_auto(const double *values, size_t n, void *scratch, Histogram *histogram,
                                  Refusal *refusal);

/* Equal classes between two limits. In: finite lower < upper, 1 <= classes <= HISTOGRAM_MOST.
 * Refuses: bad_option (also when the classes are too narrow for their breaks to differ). */
MUST_USE bool histogram_plan_even(double lower, double upper, size_t classes, Histogram *histogram,
                                  Refusal *refusal);

/* Classes for scores out of 100: 5 points wide up to 90, 1 point wide above, because county scores crowd
 * there; every grade limit (60, 80, 90) is a break. In: the lowest and highest score that shall be covered, 0
 * <= lowest <= highest <= HISTOGRAM_SCORE_MOST; classes start at the multiple of 5 at or below lowest (at 90
 * if that is higher) and end at 100 or, with bonus points, above. Refuses: out_of_range. */
MUST_USE bool histogram_plan_scores(double lowest, double highest, Histogram *histogram, Refusal *refusal);

/* Counts the values into planned classes (counts start from 0 at each call). Refuses: bad_option (nothing
 * planned), as sample_count. */
MUST_USE bool histogram_fill(const double *values, size_t n, Histogram *histogram, Refusal *refusal);

#endif
