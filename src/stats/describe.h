/* describe: what a group of rates or amounts looks like in numbers (描述统计), for a table row beside a
 * chart. Must never judge: no flags, no grades, no limits.
 */
#ifndef JIXIAO_STATS_DESCRIBE_H
#define JIXIAO_STATS_DESCRIBE_H

#include <stddef.h>

#include "stats/refusal.h"

/* All numbers have the unit of the values, except skewness, kurtosis and gini (pure numbers). NaN = not
 * defined for this sample; nothing is ever 0 for want of data. With n = 0 all are NaN. */
typedef struct Description {
    size_t n; /* values present                                                             有效数   */
    size_t missing; /* values missing (NaN)                                                       缺失数   */
    double mean; /* n >= 1                                                                     平均值   */
    double sd;   /* n >= 2; divisor n - 1                                                      标准差   */
    double min;  /* n >= 1, and all the quantiles                                              最小值   */
    double p05;  /* type 7, like p10 .. p95                                                    5分位    */
    double p10;  /*                                                     10分位   */
    double q1;   /*                                                                            下四分位 */
    double median; /*                                                                            中位数   */
    double q3;  /*                                                                            上四分位 */
    double p90; /*                                                                            90分位   */
    double p95; /*                                                                            95分位   */
    double max; /*                                                                            最大值   */
    double hinge_low; /* Tukey                                                                      下铰链 */
    double hinge_high; /*                                                                            上铰链 */
    double mad; /* n >= 1; median |x - median|, raw                                           绝对中位差 */
    double mad_scaled; /* 1.4826 mad, estimates sd for normal data 标准化绝对中位差 */
    double sn; /* n >= 2; Rousseeuw & Croux, with constant and small-sample factor           Sn尺度   */
    double qn; /* n >= 2; likewise                                                           Qn尺度   */
    double skewness; /* n >= 3 and sd > 0; GSL type 3: mean of ((x - mean)/sd)^3                   偏度     */
    double kurtosis; /* n >= 4 and sd > 0; GSL type 3, excess: mean of ((x - mean)/sd)^4 - 3       峰度     */
    double gini; /* n >= 1, no negative value, sum > 0; 0 = equal shares, at most (n - 1)/n    基尼系数 */
} Description;

/* Scaling of the MAD (R's constant; GSL's 1.482602218505602 differs in the sixth digit). */
#define DESCRIBE_MAD_SCALE 1.4826

/* Bytes of scratch for describe_values with at most n values. */
size_t describe_scratch_bytes(size_t n);

/* In: values[n], NaN = missing. Out: *result, always complete. Refuses: not_finite, too_large, too_many; an
 * empty sample is no refusal.
 *
 * Sources: GSL 2.7 gsl_stats_* on the sorted copy (mean, sd, skew, kurtosis, quantiles, mad0, Sn, Qn); gini =
 * sum (2i - n - 1) x_(i) / (n sum x), Gini 1912, the uncorrected form. Sn, Qn: Rousseeuw & Croux 1993, JASA
 * 88:1273. Excel: quantiles = PERCENTILE.INC; its SKEW and KURT are type 2 and differ. Checked against
 * R 4.2.2 and robustbase 0.95-0 on 20 samples, GSL 2.7.1 on the same, NIST StRD NumAcc1-4. */
MUST_USE bool describe_values(const double *values, size_t n, void *scratch, Description *result,
                              Refusal *refusal);

#endif
