/* xmr: has a monthly series changed, or does it only wobble as it always does (XmR控制图, 个值-移动极差图).
 * Must never be used on cumulative amounts (each month contains the last) nor re-based without a recorded
 * reason.
 */
#ifndef JIXIAO_STATS_XMR_H
#define JIXIAO_STATS_XMR_H

#include <stddef.h>

#include "stats/refusal.h"

enum {
    XMR_FIRM_FROM = 12, /* with fewer points the limits are trial limits 试用控制限 */
    XMR_RUN = 7         /* points in a row for the run and trend rules              */
};

typedef enum XmrForm {
    XMR_FORM_ROUNDED, /* mean +- 2.66 mean moving range, the usual printed constant */
    XMR_FORM_EXACT,   /* mean +- 3/1.128 mean moving range                          */
    XMR_FORM_MEDIAN   /* median +- 3.145 median moving range, for series with spikes; no screening */
} XmrForm;

typedef struct XmrLimits {
    size_t n;
    size_t missing;
    size_t ranges;      /* moving ranges between neighbours that are both present      移动极差个数 */
    size_t screened;    /* of these left out for being >= range_limit                   剔除个数     */
    double centre;      /* mean or median                                               中心线       */
    double range;       /* mean or median moving range that made the limits             平均移动极差 */
    double range_limit; /* 3.267 mean moving range before screening                     极差上限     */
    double lower;       /*                                                              控制下限     */
    double upper;       /*                                                              控制上限     */
    bool trial;         /* n < XMR_FIRM_FROM                                                         */
} XmrLimits;

/* What a point takes part in, as bits; 0 = common cause (正常波动). */
enum {
    XMR_SIGNAL_ABOVE = 1,      /* beyond the upper limit                                                 */
    XMR_SIGNAL_BELOW = 2,      /* beyond the lower limit                                                 */
    XMR_SIGNAL_NEAR_ABOVE = 4, /* one of >= 2 of 3 neighbours within the limits but in their outer third, all
                                  3 above the centre */
    XMR_SIGNAL_NEAR_BELOW = 8, /* the same below                                                         */
    XMR_SIGNAL_RUN_ABOVE = 16, /* one of >= 7 in a row above the centre                                  */
    XMR_SIGNAL_RUN_BELOW = 32, /* the same below                                                         */
    XMR_SIGNAL_RISING = 64,    /* one of >= 7 in a row, each above the one before                        */
    XMR_SIGNAL_FALLING = 128   /* each below the one before                                              */
};

typedef enum XmrAssurance {
    XMR_ASSURANCE_ABOVE, /* the target lies below the lower limit: the series will stay above it  */
    XMR_ASSURANCE_BELOW, /* the target lies above the upper limit: it will stay below             */
    XMR_ASSURANCE_EITHER /* it will hit and miss, without anything having changed                 */
} XmrAssurance;

/* Bytes of scratch for xmr_find_limits with at most n values. */
size_t xmr_scratch_bytes(size_t n);

/* In: values[n] in order of time, equally spaced, NaN = missing (breaks runs and ranges). screen: leave out
 * moving ranges that are
 * >= 3.267 times their mean, once. Out: *limits. Refuses: empty, too_few (no two neighbours present),
 * bad_option, and as sample_count. Equal values give limits on the centre line, no refusal. Source: Wheeler
 * 2000; NHS Making Data Count. Checked against NIST's flow rates and NHSRplotthedots on 7 series. */
MUST_USE bool xmr_find_limits(const double *values, size_t n, XmrForm form, bool screen, void *scratch,
                              XmrLimits *limits, Refusal *refusal);

/* Out: signals[n], bits as above (0 where missing). A point on the centre line belongs to no side.
 * Cannot fail: values and limits are those of xmr_find_limits.
 * Checked against all 324 points of NHSRplotthedots' four example series, rule by rule. */
void xmr_mark_points(const double *values, size_t n, const XmrLimits *limits, unsigned *signals);

/* Where the target (same unit) lies; on a limit counts as between. */
XmrAssurance xmr_assure_target(const XmrLimits *limits, double target);

#endif
