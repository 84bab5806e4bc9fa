/* decimal: exact numbers. Reading what people print, scaling to the smallest unit, and printing with one
 * rounding, half away from zero. Uses floating point for statistics alone; anything that would overflow is
 * reported, never wrapped. */
#ifndef JIXIAO_MODEL_DECIMAL_H
#define JIXIAO_MODEL_DECIMAL_H

#include <stdint.h>

#include "base/arena.h"

/* mantissa / 10^decimals, 0 <= decimals <= 18. */
typedef struct {
    int64_t mantissa;
    int decimals;
    bool percent; /* a percent sign followed */
} Decimal;

typedef enum {
    DECIMAL_DONE,
    DECIMAL_BLANK,     /* nothing, or only blanks */
    DECIMAL_ABSENT,    /* a mark for "no value": — - / … ** 不适用 */
    DECIMAL_NO_NUMBER, /* not a number */
    DECIMAL_GROUPING,  /* thousands separators in the wrong places */
    DECIMAL_TOO_LARGE  /* more than 18 digits */
} DecimalResult;

/* Reads 2,259,811.00 · １２．５％ · (1,200) · △3 · -0.5 · "7.50." as printed; blanks inside digits are
 * separators. */
DecimalResult decimal_read(const char *text, Decimal *decimal);

/* Nothing in smallest units is larger: the difference of two, and twice that, always fit 64 bits. */
#define DECIMAL_LARGEST INT64_C(999999999999999999)

typedef enum { SCALE_DONE, SCALE_TOO_FINE, SCALE_TOO_LARGE } ScaleResult;
/* value × factor in smallest units; TOO_FINE when the result would not be whole, TOO_LARGE beyond
 * DECIMAL_LARGEST. */
ScaleResult decimal_scale(Decimal decimal, int64_t factor, int64_t *units);

/* value / 10^scale printed with `decimals` digits and thousands separators when `grouped`; "-" sign in front.
 */
char *decimal_text(Arena *arena, int64_t value, int scale, int decimals, bool grouped);
/* 10^times × numerator / denominator printed with `decimals` digits; denominator ≠ 0. NULL when it does not
 * fit 64 bits. */
char *decimal_ratio_text(Arena *arena, int64_t numerator, int64_t denominator, int times, int decimals,
                         bool grouped);
/* floor/half-up rounding of 10^times × numerator / denominator to an integer; false when it does not fit. */
bool decimal_ratio_round(int64_t numerator, int64_t denominator, int times, int64_t *rounded);
/* The same of the change from one ratio to another: n1 / d1 − n0 / d0; false, too, when a product does not
 * fit. */
bool decimal_ratio_change(int64_t n1, int64_t d1, int64_t n0, int64_t d0, int times, int64_t *rounded);
/* A finite double printed with `decimals` digits: of its exact value, halves to the even digit, as printf
 * does; what rounds to zero has no sign. */
char *decimal_real_text(Arena *arena, double value, int decimals);
/* The double nearest to 10^times × numerator / denominator, for statistics. */
double decimal_ratio_real(int64_t numerator, int64_t denominator, int times);

#endif
