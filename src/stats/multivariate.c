#include "stats/multivariate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>

#include "stats/sample.h"

#define RARE     0.975
#define VERY_FAR 0.999

/* Small-sample factors of Pison, Van Aelst & Willems 2002 as robustbase has them: what a covariance must be
 * multiplied with is 1/f; f = 1 - exp(a)/n^b for p = 1, 2; for p > 2 a and b go through two points, p = q, of
 * n = q p^2: f = 1 + c/p^d. One row for halves of a half, the other for seven eighths. */
typedef struct Correction {
    double single[2], pair[2]; /* a, b for p = 1 and p = 2 */
    double more[2][3];         /* c, d, q                  */
} Correction;

static const Correction raw_half = {
    {0.262024211897096, 0.604756680630497},
    {0.673292623522027, 0.691365864961895},
    {{-1.42764571687802, 1.26263336932151, 2.0}, {-1.06141115981725, 1.28907991440387, 3.0}}};
static const Correction kept_half = {
    {1.11098143415027, 1.5182890270453},
    {3.11101712909049, 1.91401056721863},
    {{-1.02842572724793, 1.67659883081926, 2.0}, {-0.26800273450853, 1.35968562893582, 3.0}}};

typedef struct Group {
    double *rows;    /* n x p, standardised, sorted */
    size_t *origins; /* of the sorted rows          */
    size_t *places;
    double *work;
    size_t n, p;
    double middle[MULTIVARIATE_VARIABLES], scale[MULTIVARIATE_VARIABLES];
} Group;

MultivariateOptions multivariate_default_options(void) {
    return (MultivariateOptions){.form = MULTIVARIATE_MCD, .exhaust_most = MULTIVARIATE_EXHAUST};
}

static bool size_is_good(size_t n, size_t p) {
    return p >= 1 && p <= MULTIVARIATE_VARIABLES && n <= MULTIVARIATE_ROWS;
}

size_t multivariate_scratch_bytes(size_t n, size_t p) {
    if (!size_is_good(n, p)) return 1;
    return (n + 1) * ((p + 1) * sizeof(double) + 2 * sizeof(size_t)) + mcd_scratch_bytes(n, p);
}

static double consistency_of(double share, size_t p) {
    if (share >= 1.0) return 1.0;
    double quantile = gsl_cdf_chisq_Pinv(share, (double)p);
    return share / gsl_cdf_chisq_P(quantile, (double)p + 2.0);
}

static double correction_of(const Correction *table, size_t p, size_t n) {
    double a = p == 1 ? table->single[0] : table->pair[0];
    double b = p == 1 ? table->single[1] : table->pair[1];
    if (p > 2) {
        double y[2];
        double x[2];
        for (size_t i = 0; i < 2; i++) {
            y[i] = log(-table->more[i][0]) - table->more[i][1] * log((double)p);
            x[i] = log(table->more[i][2] * (double)(p * p));
        }
        b = (y[0] - y[1]) / (x[1] - x[0]);
        a = y[0] + b * x[0];
    }
    return 1.0 / (1.0 - exp(a) / pow((double)n, b));
}

static int compare_rows(const void *left, const void *right, void *context) {
    const Group *group = context;
    size_t a = *(const size_t *)left;
    size_t b = *(const size_t *)right;
    for (size_t j = 0; j < group->p; j++) {
        double x = group->rows[a * group->p + j];
        double y = group->rows[b * group->p + j];
        if (x != y) return x < y ? -1 : 1;
    }
    return (a > b) - (a < b);
}

/* Takes the complete rows in the order of their values; origins: where they came from. */
static void take_rows(const double *values, size_t n, size_t p, Group *group) {
    for (size_t i = 0; i < n; i++) {
        bool complete = true;
        for (size_t j = 0; j < p; j++)
            complete = complete && !isnan(values[i * p + j]);
        if (complete) group->origins[group->n++] = i;
    }
    Group given = {.rows = (double *)(void *)values, .p = p};
    if (group->n > 1) qsort_r(group->origins, group->n, sizeof(size_t), compare_rows, &given);
    for (size_t i = 0; i < group->n; i++)
        for (size_t j = 0; j < p; j++)
            group->rows[i * p + j] = values[group->origins[i] * p + j] + 0.0;
}

/* To median 0 and mean distance 1, so that amounts and shares can stand side by side. False: no spread. */
static bool standardise(Group *group) {
    for (size_t j = 0; j < group->p; j++) {
        for (size_t i = 0; i < group->n; i++)
            group->work[i] = group->rows[i * group->p + j];
        sample_order(group->work, group->n);
        group->middle[j] = sample_quantile(group->work, group->n, 0.5);
        double sum = 0.0;
        for (size_t i = 0; i < group->n; i++)
            sum += fabs(group->work[i] - group->middle[j]);
        group->scale[j] = sum / (double)group->n;
        if (!(group->scale[j] > 0.0)) return false;
        for (size_t i = 0; i < group->n; i++)
            group->rows[i * group->p + j] =
                (group->rows[i * group->p + j] - group->middle[j]) / group->scale[j];
    }
    return true;
}

static void to_units(const Group *group, const Ellipse *ellipse, double *center, double *covariance) {
    for (size_t j = 0; j < group->p; j++) {
        center[j] = group->middle[j] + group->scale[j] * ellipse->center[j];
        for (size_t k = 0; k < group->p; k++)
            covariance[j * group->p + k] =
                ellipse->covariance[j * group->p + k] * group->scale[j] * group->scale[k];
    }
}

static bool inflate(Ellipse *ellipse, size_t p, double factor) {
    for (size_t i = 0; i < p * p; i++)
        ellipse->covariance[i] *= factor;
    return ellipse_factor(ellipse, p);
}

/* The raw ellipse of the most compact half, then that of the rows near it. */
static bool fit_compact(Group *group, size_t exhaust_most, void *scratch, Ellipse *ellipse,
                        MultivariateFit *fit) {
    size_t n = group->n;
    size_t p = group->p;
    fit->half = (n + p + 1) / 2;
    if (!mcd_find_half(group->rows, n, p, fit->half, exhaust_most, scratch, group->places, &fit->starts,
                       &fit->exhausted) ||
        !ellipse_of_rows(group->rows, p, group->places, fit->half, ellipse))
        return false;
    fit->log_determinant = ellipse->log_determinant;
    for (size_t j = 0; j < p; j++)
        fit->log_determinant += 2.0 * log(group->scale[j]);
    fit->raw_consistency = consistency_of((double)fit->half / (double)n, p);
    fit->raw_correction = correction_of(&raw_half, p, n);
    if (!inflate(ellipse, p, fit->raw_consistency * fit->raw_correction)) return false;
    to_units(group, ellipse, fit->raw_center, fit->raw_covariance);
    for (size_t i = 0; i < n; i++)
        if (ellipse_distance(ellipse, p, group->rows + i * p) <= fit->limit) group->places[fit->kept++] = i;
    if (fit->kept <= p + 1 || !ellipse_of_rows(group->rows, p, group->places, fit->kept, ellipse))
        return false;
    fit->consistency = consistency_of((double)fit->kept / (double)n, p);
    fit->correction = correction_of(&kept_half, p, n);
    return inflate(ellipse, p, fit->consistency * fit->correction);
}

static bool fit_all(Group *group, Ellipse *ellipse, MultivariateFit *fit) {
    for (size_t i = 0; i < group->n; i++)
        group->places[i] = i;
    fit->half = fit->kept = group->n;
    fit->consistency = fit->correction = fit->raw_consistency = fit->raw_correction = 1.0;
    if (!ellipse_of_rows(group->rows, group->p, group->places, group->n, ellipse)) return false;
    fit->log_determinant = ellipse->log_determinant;
    for (size_t j = 0; j < group->p; j++)
        fit->log_determinant += 2.0 * log(group->scale[j]);
    to_units(group, ellipse, fit->raw_center, fit->raw_covariance);
    return true;
}

static double p_of(double d2, bool took_part, size_t kept, size_t p) {
    double m = (double)kept;
    double variables = (double)p;
    if (took_part) {
        double share = fmin(d2 * m / ((m - 1.0) * (m - 1.0)), 1.0);
        return gsl_cdf_beta_Q(share, variables / 2.0, (m - variables - 1.0) / 2.0);
    }
    double f = d2 * m * (m - variables) / ((m + 1.0) * (m - 1.0) * variables);
    return gsl_cdf_fdist_Q(f, variables, m - variables);
}

/* d2 falls by (K z)_j^2/K_jj, K the inverse of the covariance, when variable j takes its conditional mean. */
static void share_out(const Ellipse *ellipse, const double *inverse, size_t p, const double *row,
                      double *shares) {
    for (size_t j = 0; j < p; j++) {
        double sum = 0.0;
        for (size_t k = 0; k < p; k++)
            sum += inverse[j * p + k] * (row[k] - ellipse->center[k]);
        shares[j] = sum * sum / inverse[j * p + j];
    }
}

static void measure(const Group *group, const Ellipse *ellipse, const MultivariateFit *fit, double *d2,
                    double *p_values, double *shares) {
    double inverse[MULTIVARIATE_ROOM];
    size_t p = group->p;
    memcpy(inverse, ellipse->factor, p * p * sizeof(double));
    gsl_matrix_view view = gsl_matrix_view_array(inverse, p, p);
    gsl_linalg_cholesky_invert(&view.matrix);
    size_t next = 0; /* of the rows kept, which rise */
    for (size_t i = 0; i < group->n; i++) {
        const double *row = group->rows + i * p;
        size_t origin = group->origins[i];
        bool took_part = next < fit->kept && group->places[next] == i;
        next += took_part;
        d2[origin] = ellipse_distance(ellipse, p, row);
        p_values[origin] = p_of(d2[origin], took_part, fit->kept, p);
        if (shares) share_out(ellipse, inverse, p, row, shares + origin * p);
    }
}

bool multivariate_measure_rows(const double *values, size_t n, size_t p, const MultivariateOptions *options,
                               void *scratch, double *d2, double *p_values, double *shares,
                               MultivariateFit *fit, Refusal *refusal) {
    Ellipse ellipse;
    size_t unused = 0;
    bool classic = options->form == MULTIVARIATE_CLASSIC;
    *fit = (MultivariateFit){.variables = p};
    if (p < 1 || p > MULTIVARIATE_VARIABLES || (!classic && options->form != MULTIVARIATE_MCD))
        return refusal_set(refusal, REFUSAL_BAD_OPTION);
    if (n > MULTIVARIATE_ROWS) return refusal_set(refusal, REFUSAL_TOO_MANY);
    if (!sample_count(values, n * p, &unused, refusal)) return false;
    double *reals = scratch;
    size_t *sizes = (size_t *)(void *)(reals + n * (p + 1));
    Group group = {.rows = reals, .work = reals + n * p, .origins = sizes, .places = sizes + n, .p = p};
    for (size_t i = 0; i < n; i++)
        d2[i] = p_values[i] = NAN;
    for (size_t i = 0; shares && i < n * p; i++)
        shares[i] = NAN;
    take_rows(values, n, p, &group);
    fit->n = group.n;
    fit->missing = n - group.n;
    fit->limit = gsl_cdf_chisq_Pinv(RARE, (double)p);
    fit->limit_far = gsl_cdf_chisq_Pinv(VERY_FAR, (double)p);
    if (group.n == 0) return refusal_set(refusal, REFUSAL_EMPTY);
    if (group.n < MULTIVARIATE_ROWS_EACH * p) return refusal_set(refusal, REFUSAL_TOO_FEW);
    if (!standardise(&group) ||
        !(classic ? fit_all(&group, &ellipse, fit)
                  : fit_compact(&group, options->exhaust_most, sizes + 2 * n, &ellipse, fit)))
        return refusal_set(refusal, REFUSAL_NO_SPREAD);
    to_units(&group, &ellipse, fit->center, fit->covariance);
    measure(&group, &ellipse, fit, d2, p_values, shares);
    return refusal_set(refusal, REFUSAL_NONE);
}
