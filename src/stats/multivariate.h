/* multivariate: whose rates do not fit together, though each of them alone may look usual (多元离群识别,
 * 稳健马氏距离). A group's centre and covariance are those of its most compact half (MCD), so that odd
 * departments do not hide themselves. Must never be asked of small groups: below five rows for each variable
 * it refuses.
 */
#ifndef JIXIAO_STATS_MULTIVARIATE_H
#define JIXIAO_STATS_MULTIVARIATE_H

#include <stddef.h>

#include "stats/refusal.h"

enum {
    MULTIVARIATE_VARIABLES = 12,   /* at most                                                  */
    MULTIVARIATE_ROWS = 20000,     /* at most                                                  */
    MULTIVARIATE_ROWS_EACH = 5,    /* rows for each variable, at least                         */
    MULTIVARIATE_EXHAUST = 500000, /* up to so many starts, all of them are tried: seconds      */
    MULTIVARIATE_STARTS = 500      /* otherwise so many drawn ones: milliseconds                */
};

typedef enum MultivariateForm {
    MULTIVARIATE_MCD,    /* minimum covariance determinant, reweighted        */
    MULTIVARIATE_CLASSIC /* mean and covariance of all rows: odd rows hide 遮蔽 */
} MultivariateForm;

typedef struct MultivariateOptions {
    MultivariateForm form;
    size_t exhaust_most; /* MULTIVARIATE_EXHAUST; less where many groups are measured */
} MultivariateOptions;

/* Covariances row by row; only the first p, p x p numbers are set. */
typedef struct MultivariateFit {
    size_t n; /* rows in which no variable is missing                                      */
    size_t missing;
    size_t variables;       /* p                                                                 */
    size_t half;            /* h = (n + p + 1)/2: rows of the compact half; n for CLASSIC        */
    size_t starts;          /* that were tried                                                   */
    bool exhausted;         /* all of them                                                       */
    double log_determinant; /* ln det of the half's covariance, the least that was found   */
    double raw_consistency; /* the two factors of the raw covariance: for normal rows      */
    double raw_correction;  /* and for small n                                             */
    double raw_center[MULTIVARIATE_VARIABLES];
    double raw_covariance[MULTIVARIATE_VARIABLES * MULTIVARIATE_VARIABLES];
    size_t kept; /* rows within limit of the raw distance: made what follows; n for CLASSIC */
    double consistency;
    double correction;
    double center[MULTIVARIATE_VARIABLES];
    double covariance[MULTIVARIATE_VARIABLES * MULTIVARIATE_VARIABLES];
    double limit;     /* chi-squared 97.5 % with p degrees of freedom: d2 beyond is far    */
    double limit_far; /* 99.9 %                                                            */
} MultivariateFit;

/* MCD, MULTIVARIATE_EXHAUST. */
MultivariateOptions multivariate_default_options(void);

/* Bytes of scratch for multivariate_measure_rows with n rows of p variables. */
size_t multivariate_scratch_bytes(size_t n, size_t p);

/* In: values[n x p], row by row; a row with a NaN is missing. Out, in the order of the rows, NaN where
 * missing: d2[n], squared distances; p_values[n]: a chance that a row of the group lies so far (one test for
 * each row; hand them to fdr); shares[n x p], or NULL: by how much d2 falls when the variable takes the value
 * that the row's others lead to expect (conditional mean): which variable is odd. *fit.
 *
 * MCD: of all halves of h rows, the one whose covariance has the least determinant, found from starts of p +
 * 1 rows by steps that never raise it (Rousseeuw & Van Driessen 1999): all starts when there are at most
 * exhaust_most, else MULTIVARIATE_STARTS drawn by a fixed seed from the sorted rows, so that neither order
 * nor run shows. Raw covariance = half's covariance x raw_consistency x raw_correction (Croux & Haesbroeck
 * 1999; Pison, Van Aelst & Willems 2002); rows within the 97.5 % limit then make mean and covariance again,
 * with factors of their own. p_values: of rows that were left out F with p and m - p degrees of freedom x (m
 * + 1)(m - 1)p/(m(m - p)), of rows that took part Beta(p/2, (m - p - 1)/2) x (m - 1)^2/m, m = rows kept
 * (Cerioli 2010, JASA 105:147); the chi-squared would flag several times too many in small groups.
 *
 * Refuses: empty, too_few (n < 5p), too_many, no_spread (a variable, or the combination of some, is the same
 * in half of the rows), bad_option (p < 1 or too many), and as sample_count. Checked against robustbase
 * 0.95-0 covMcd (nsamp = "exact", and 500 starts on 75 rows) on 5 groups, R 4.2.2 mahalanobis. */
MUST_USE bool multivariate_measure_rows(const double *values, size_t n, size_t p,
                                        const MultivariateOptions *options, void *scratch, double *d2,
                                        double *p_values, double *shares, MultivariateFit *fit,
                                        Refusal *refusal);

/* --- between multivariate.c and mcd.c --- */

enum { MULTIVARIATE_ROOM = MULTIVARIATE_VARIABLES * MULTIVARIATE_VARIABLES };

/* Mean and covariance of some rows, and the covariance's Cholesky factor (lower triangle). */
typedef struct Ellipse {
    double center[MULTIVARIATE_VARIABLES];
    double covariance[MULTIVARIATE_ROOM];
    double factor[MULTIVARIATE_ROOM];
    double log_determinant;
} Ellipse;

/* In: rows[.. x p] and the places of `count` >= 2 of them. False when they lie in a plane. */
bool ellipse_of_rows(const double *rows, size_t p, const size_t *places, size_t count, Ellipse *ellipse);
/* Factor and determinant of ellipse->covariance. */
bool ellipse_factor(Ellipse *ellipse, size_t p);
double ellipse_distance(const Ellipse *ellipse, size_t p, const double *row); /* squared */

size_t mcd_scratch_bytes(size_t n, size_t p);
/* Most compact `half` of the n rows, as sorted places. False when a half lies in a plane. *starts: tried. */
MUST_USE bool mcd_find_half(const double *rows, size_t n, size_t p, size_t half, size_t exhaust_most,
                            void *scratch, size_t *places, size_t *starts, bool *exhausted);

#endif
