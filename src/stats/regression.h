/* regression: what is usual for a department of its size, and who is far from it (规模回归, 学生化残差). A
 * straight line of y on x; for money give the logarithms of both: the slope is then the elasticity (1 = in
 * proportion). Must never let the odd ones draw the line that judges them.
 */
#ifndef JIXIAO_STATS_REGRESSION_H
#define JIXIAO_STATS_REGRESSION_H

#include <stddef.h>

#include "stats/refusal.h"

enum {
    REGRESSION_LEAST = 5,   /* pairs                                             */
    REGRESSION_MOST = 2000, /* pairs: all slopes between two of them are looked at */
};

typedef enum RegressionForm {
    REGRESSION_ROBUST, /* the line of the pairs that lie near the Theil-Sen line */
    REGRESSION_PLAIN   /* least squares of all pairs                             */
} RegressionForm;

typedef struct RegressionPoint {
    double fitted;   /* unit of y; the line at this x                                       拟合值       */
    double residual; /* y - fitted                                                          残差         */
    double leverage; /* 1/m + (x - mean)^2/Sxx of the m pairs that made the line            杠杆值       */
    double student; /* residual against the line and the spread that the other pairs make  学生化残差   */
    double p;       /* two-sided, by the t distribution                                                 */
    double low;     /* where student would be at the quantiles of alpha                    下限         */
    double high;    /*                                                                     上限         */
    bool used;      /* took part in the line                                                            */
} RegressionPoint;

typedef struct RegressionFit {
    size_t n;
    size_t missing;
    size_t used;        /* m <= n: pairs that made the line */
    double slope;       /* unit of y per unit of x     斜率   */
    double intercept;   /*                             截距   */
    double sigma;       /* residual standard deviation 标准误 */
    double r2;          /* of the pairs used; NaN when their y are equal 决定系数 */
    double start_slope; /* Theil-Sen; NaN for REGRESSION_PLAIN */
} RegressionFit;

/* Bytes of scratch for regression_fit_line with at most n pairs. */
size_t regression_scratch_bytes(size_t n);

/* In: x[n], y[n], NaN in either = missing; 0 < alpha < 1 for the limits (0.05 usual). Out: points[n], NaN
 * where missing; *fit. student, p, low and high of a point are NaN when it alone carries the slope (leverage
 * 1).
 *
 * ROBUST: slope = median of (y_j - y_i)/(x_j - x_i), intercept = median of y - slope x, scale s = 1.4826 (1 +
 * 5/(n - 2)) median |residual|; least squares of the pairs with |residual| <= 3 s; their variance divided by
 * 0.9733, the variance of a normal one cut at 3, when pairs were left out. student: of a pair used
 * r/(sigma_(i) sqrt(1 - h)), sigma_(i) without it, m - 3 degrees of freedom; of a pair left out r/(sigma
 * sqrt(1
 * + h)), m - 2 degrees: both are the error of predicting y from the others, in its standard deviations.
 *
 * Refuses: empty, too_few (n < REGRESSION_LEAST, fewer than 4 used), too_many, no_spread (all x equal, or the
 * pairs used lie on a line: no spread to measure with), bad_option, and as sample_count. Source: Theil 1950;
 * Sen 1968; reweighting: Rousseeuw & Leroy 1987, ch. 5 (they cut at 2.5); Cook & Weisberg 1982, 2.2. Checked
 * against R 4.2.2 lm on 7 series and against leaving each pair out in turn. */
MUST_USE bool regression_fit_line(const double *x, const double *y, size_t n, RegressionForm form,
                                  double alpha, void *scratch, RegressionPoint *points, RegressionFit *fit,
                                  Refusal *refusal);

#endif
