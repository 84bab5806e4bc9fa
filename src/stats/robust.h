/* robust: how far a value lies from its group, measured so that the odd ones do not hide themselves
 * (稳健离群识别). Must never say “wrong”: a far value is a question to the department, not an error. Amounts
 * of money belong on a log scale first: on the raw scale some 5 % of clean lognormal values look far.
 */
#ifndef JIXIAO_STATS_ROBUST_H
#define JIXIAO_STATS_ROBUST_H

#include <stddef.h>

#include "stats/refusal.h"

#define ROBUST_Z_LIMIT 3.5 /* |z| beyond this is far; Iglewicz & Hoaglin 1993 */
#define ROBUST_SMALLEST                                                                                      \
    8 /* groups below this should not be flagged at all: 5 % false alarms at n = 5, 1.6 % at 10, 0.4 % at 30 \
       */
#define ROBUST_SKEWED_FROM 50 /* adjusted fences flag 4-12 % of clean values in smaller groups */

typedef enum RobustScale {
    ROBUST_SCALE_MAD,     /* z = 0.6745 (x - median)/MAD                                          */
    ROBUST_SCALE_MEAN_AD, /* MAD = 0, more than half equal: z = 0.7979 (x - median)/mean |x - median| */
    ROBUST_SCALE_QN       /* robust_score_by_qn: z = (x - median)/Qn                                  */
} RobustScale;

typedef struct RobustCentre {
    size_t n;       /* values present                                */
    size_t missing; /* NaN                                           */
    double median;  /* unit of the values, and the next three        */
    double mad;     /* median |x - median|, raw                      */
    double mean_ad; /* mean |x - median|                             */
    double qn;      /* of robust_score_by_qn; NaN otherwise          */
    RobustScale scale;
} RobustCentre;

typedef struct RobustFences {
    size_t n;
    size_t missing;
    double medcouple; /* in [-1, 1]; > 0 = long tail upward 右偏 */
    double hinge_low;
    double hinge_high;
    double low; /* a value < low or > high is outside */
    double high;
} RobustFences;

/* Bytes of scratch for any function here with at most n values. */
size_t robust_scratch_bytes(size_t n);

/* Modified z scores (修正Z分数). In: values[n], NaN = missing. Out: z[n] in the order of the values (NaN
 * where missing), *centre. Refuses: empty, too_few (n < 2), no_spread (all equal, 组内无差异), and as
 * sample_count. Source: Iglewicz & Hoaglin 1993, with the constants 0.6745 and 0.7979. Checked against
 * R 4.2.2 on 20 samples. */
MUST_USE bool robust_score_values(const double *values, size_t n, void *scratch, double *z,
                                  RobustCentre *centre, Refusal *refusal);

/* The same by the scale Qn, which looks at distances between values instead of distances from a centre: right
 * for skewed groups, too, and 82 % efficient for normal values where the MAD is 37 %. |z| beyond
 * ROBUST_Z_LIMIT is far here as there. Refuses: as robust_score_values, but no_spread as soon as more than
 * half are equal. Source: Rousseeuw & Croux 1993, JASA 88:1273, with constant and small-sample factor (GSL).
 * Checked against GSL 2.7.1 and robustbase on 20 samples. */
MUST_USE bool robust_score_by_qn(const double *values, size_t n, void *scratch, double *z,
                                 RobustCentre *centre, Refusal *refusal);

/* Medcouple (MC偏度): robust skewness in [-1, 1], 0 for a symmetric sample. O(n log n).
 * The median of h(x_i, x_j) = ((x_j - m) - (m - x_i))/(x_j - x_i) over all x_i <= m <= x_j, the mean of the
 * two middle ones when their number is even, sign rule for values equal to the median m. So medcouple(-x) =
 * -medcouple(x) always. Refuses: empty, too_few (n < 2), no_spread, and as sample_count. Source: Brys, Hubert
 * & Struyf 2004, J. Comput. Graph. Stat. 13:996; search in the rows of the kernel: Johnson & Mizoguchi 1978.
 * Checked against robustbase 0.95-0 mc() on 18 samples with n <= 100 (above, robustbase takes the low median;
 * documented in tests) and against the plain O(n^2) definition. */
MUST_USE bool robust_find_medcouple(const double *values, size_t n, void *scratch, double *medcouple,
                                    Refusal *refusal);

/* Fences of the adjusted boxplot for skewed data (偏态调整箱线图), on Tukey's hinges:
 * MC >= 0: [H1 - 1.5 e^(-4 MC) IQR, H3 + 1.5 e^(3 MC) IQR]; MC < 0: [H1 - 1.5 e^(-3 MC) IQR, H3 + 1.5 e^(4
 * MC) IQR], IQR = H3 - H1. Use with n >= ROBUST_SKEWED_FROM only; the caller decides. Refuses: as
 * robust_find_medcouple; IQR = 0 is no refusal, the fences then coincide with the hinges. Source: Hubert &
 * Vandervieren 2008, CSDA 52:5186. Checked against robustbase adjboxStats on 18 samples. */
MUST_USE bool robust_find_fences(const double *values, size_t n, void *scratch, RobustFences *fences,
                                 Refusal *refusal);

#endif
