#include "stats/hb.h"

#include <math.h>

#include <gsl/gsl_sort_double.h>

#include "stats/sample.h"

HbOptions hb_default_options(void) {
    return (HbOptions){.variant = HB_VARIANT_SSB,
                       .size_power = 0.5,
                       .least_spread = 0.05,
                       .multiple = 20.0,
                       .tail = 0.25,
                       .least_pairs = 8};
}

size_t hb_scratch_bytes(size_t n) {
    return (n > 0 && n <= SAMPLE_MOST ? n : 1) * sizeof(double);
}

static bool options_are_sane(const HbOptions *options) {
    return (options->variant == HB_VARIANT_CLASSIC || options->variant == HB_VARIANT_SSB) &&
           options->size_power >= 0.0 && options->size_power <= 1.0 && options->least_spread >= 0.0 &&
           options->least_spread <= 1.0 && options->multiple > 0.0 && options->multiple <= 1e6 &&
           options->tail > 0.0 && options->tail < 0.5;
}

HbVerdict hb_sort_pair(double previous, double current, HbVariant variant) {
    if (isnan(previous) || isnan(current)) return HB_MISSING;
    if (previous < 0.0 || current < 0.0) return HB_NEGATIVE;
    if (previous == 0.0) return current == 0.0 ? HB_IDLE : HB_STARTED;
    if (current == 0.0) return HB_STOPPED;
    return variant == HB_VARIANT_SSB && previous == current ? HB_FROZEN : HB_UNJUDGED;
}

static double size_of(double previous, double current, const HbOptions *options) {
    return pow(fmax(previous, current), options->size_power);
}

static size_t largest_tie(const double *sorted, size_t n) {
    size_t largest = 0;
    for (size_t start = 0, i = 0; i < n; i++) {
        if (sorted[i] != sorted[start]) start = i;
        if (i - start + 1 > largest) largest = i - start + 1;
    }
    return largest;
}

/* Verdicts of what cannot be used, ratios of the rest. False when an amount or a ratio is absurdly small or
 * large. */
static bool take_ratios(const double *previous, const double *current, const HbOptions *options,
                        double *ratios, HbPair *pairs, HbSummary *summary) {
    for (size_t i = 0; i < summary->pairs; i++) {
        HbVerdict verdict = hb_sort_pair(previous[i], current[i], options->variant);
        pairs[i] = (HbPair){verdict, NAN, NAN, NAN, NAN, NAN};
        summary->frozen += verdict == HB_FROZEN || (verdict == HB_UNJUDGED && previous[i] == current[i]);
        if (verdict != HB_UNJUDGED) continue;
        double ratio = current[i] / previous[i];
        bool sane = ratio >= 1.0 / SAMPLE_LARGEST && ratio <= SAMPLE_LARGEST;
        if (!sane || fmin(previous[i], current[i]) < 1.0 / SAMPLE_LARGEST) return false;
        pairs[i].ratio = ratio;
        ratios[summary->usable++] = ratio;
    }
    return true;
}

static void take_effects(const double *previous, const double *current, const HbOptions *options,
                         double *effects, HbPair *pairs, const HbSummary *summary) {
    double middle = summary->median_ratio;
    size_t count = 0;
    for (size_t i = 0; i < summary->pairs; i++) {
        if (pairs[i].verdict != HB_UNJUDGED) continue;
        double ratio = pairs[i].ratio;
        double change = ratio < middle ? 1.0 - middle / ratio : ratio / middle - 1.0;
        pairs[i].effect = change * size_of(previous[i], current[i], options);
        effects[count++] = pairs[i].effect;
    }
}

static double spread_of(double distance, double effect_median, const HbOptions *options) {
    if (options->variant == HB_VARIANT_SSB && effect_median == 0.0)
        return fmax(distance, options->least_spread);
    return fmax(distance, fabs(options->least_spread * effect_median));
}

/* The ratio at which a pair of this size would have this effect. */
static double ratio_with_effect(double effect, double size, double median_ratio) {
    return effect < 0.0 ? median_ratio * size / (size - effect) : median_ratio * (size + effect) / size;
}

static void judge(const double *previous, const double *current, const HbOptions *options, double spread_low,
                  double spread_high, HbPair *pairs, HbSummary *summary) {
    for (size_t i = 0; i < summary->pairs; i++) {
        HbPair *pair = &pairs[i];
        if (pair->verdict != HB_UNJUDGED) continue;
        double size = size_of(previous[i], current[i], options);
        double distance = pair->effect - summary->effect_median;
        pair->multiple = distance / (distance < 0.0 ? spread_low : spread_high);
        pair->ratio_low = ratio_with_effect(summary->effect_low, size, summary->median_ratio);
        pair->ratio_high = ratio_with_effect(summary->effect_high, size, summary->median_ratio);
        pair->verdict = HB_USUAL;
        if (pair->effect < summary->effect_low) {
            pair->verdict = HB_LOW;
            summary->low++;
        } else if (pair->effect > summary->effect_high) {
            pair->verdict = HB_HIGH;
            summary->high++;
        }
    }
}

/* A refused group has no numbers: only verdicts stay. */
static bool refuse_group(HbPair *pairs, size_t n, Refusal why, Refusal *refusal) {
    for (size_t i = 0; i < n; i++)
        pairs[i] = (HbPair){pairs[i].verdict, NAN, NAN, NAN, NAN, NAN};
    return refusal_set(refusal, why);
}

bool hb_screen_pairs(const double *previous, const double *current, size_t n, const HbOptions *options,
                     void *scratch, HbPair *pairs, HbSummary *summary, Refusal *refusal) {
    double *work = scratch;
    size_t unused = 0;
    *summary = (HbSummary){.pairs = n,
                           .median_ratio = NAN,
                           .effect_median = NAN,
                           .effect_low_quantile = NAN,
                           .effect_high_quantile = NAN,
                           .effect_low = NAN,
                           .effect_high = NAN};
    if (!options_are_sane(options)) return refusal_set(refusal, REFUSAL_BAD_OPTION);
    if (!sample_count(previous, n, &unused, refusal) || !sample_count(current, n, &unused, refusal))
        return false;
    if (!take_ratios(previous, current, options, work, pairs, summary))
        return refusal_set(refusal, REFUSAL_OUT_OF_RANGE);
    if (summary->usable == 0) return refuse_group(pairs, n, REFUSAL_EMPTY, refusal);
    if (summary->usable < options->least_pairs) return refuse_group(pairs, n, REFUSAL_TOO_FEW, refusal);
    gsl_sort(work, 1, summary->usable);
    summary->tied = largest_tie(work, summary->usable);
    summary->median_ratio = sample_quantile(work, summary->usable, 0.5);
    take_effects(previous, current, options, work, pairs, summary);
    gsl_sort(work, 1, summary->usable);
    summary->effect_median = sample_quantile(work, summary->usable, 0.5);
    summary->effect_low_quantile = sample_quantile(work, summary->usable, options->tail);
    summary->effect_high_quantile = sample_quantile(work, summary->usable, 1.0 - options->tail);
    double spread_low =
        spread_of(summary->effect_median - summary->effect_low_quantile, summary->effect_median, options);
    double spread_high =
        spread_of(summary->effect_high_quantile - summary->effect_median, summary->effect_median, options);
    if (!(spread_low > 0.0 && spread_high > 0.0)) return refuse_group(pairs, n, REFUSAL_NO_SPREAD, refusal);
    summary->effect_low = summary->effect_median - options->multiple * spread_low;
    summary->effect_high = summary->effect_median + options->multiple * spread_high;
    judge(previous, current, options, spread_low, spread_high, pairs, summary);
    return true;
}
