/* refusal: why a statistic is not given (不予计算的原因).
 * A statistic that cannot be had honestly is refused with one of these, never replaced by 0. Prints nothing.
 *
 * Convention of every room in stats/: a function that can refuse returns bool (true = done) and takes
 * `Refusal *refusal` last; the pointer must not be NULL and is always written (REFUSAL_NONE on success).
 * After a refusal the other outputs must not be read.
 *
 * Input convention: `const double *values, size_t n`, stride 1; NaN = missing and is left out (and counted);
 * infinities and values beyond SAMPLE_LARGEST are refused. Results do not depend on the order of the values
 * (times excepted), not even in the last bit.
 *
 * Scratch convention: `void *scratch` has at least `<module>_scratch_bytes(n)` bytes, is aligned for any
 * type, and comes from malloc or an arena (not a declared array). It is left with arbitrary contents. Nothing
 * is allocated in these rooms.
 */
#ifndef JIXIAO_STATS_REFUSAL_H
#define JIXIAO_STATS_REFUSAL_H

#include <stdbool.h>

#include "base/err.h" /* MUST_USE only */

typedef enum Refusal {
    REFUSAL_NONE = 0,     /* done                                                         */
    REFUSAL_EMPTY,        /* no values, or all missing                       无数据       */
    REFUSAL_TOO_FEW,      /* fewer values than the method needs              样本量不足   */
    REFUSAL_TOO_MANY,     /* more values than the method is built for        样本量过大   */
    REFUSAL_NO_SPREAD,    /* all values equal, no scale to measure with      组内无差异   */
    REFUSAL_NOT_FINITE,   /* an infinity among the values                    存在无穷值   */
    REFUSAL_TOO_LARGE,    /* |value| > SAMPLE_LARGEST                        数值过大     */
    REFUSAL_OUT_OF_RANGE, /* outside the method's domain (p > 1, amount < 0) 超出取值范围 */
    REFUSAL_UNORDERED,    /* times missing, repeated or not rising           时间未递增   */
    REFUSAL_BAD_OPTION,   /* the caller's option makes no sense              参数错误     */
    REFUSAL_COUNT
} Refusal;

/* Sets *refusal = why. Returns true only when why is REFUSAL_NONE, so that `return refusal_set(refusal,
 * REFUSAL_TOO_FEW);` refuses. */
static inline bool refusal_set(Refusal *refusal, Refusal why) {
    *refusal = why;
    return why == REFUSAL_NONE;
}

/* Stable lower snake key for messages and translation, e.g. "too_few". In: any value; unknown ones give
 * "unknown". Never NULL. */
const char *refusal_name(Refusal why);

#endif
