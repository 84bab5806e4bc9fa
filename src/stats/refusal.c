#include "stats/refusal.h"

static const char *const names[REFUSAL_COUNT] = {
    [REFUSAL_NONE] = "none",           [REFUSAL_EMPTY] = "empty",
    [REFUSAL_TOO_FEW] = "too_few",     [REFUSAL_TOO_MANY] = "too_many",
    [REFUSAL_NO_SPREAD] = "no_spread", [REFUSAL_NOT_FINITE] = "not_finite",
    [REFUSAL_TOO_LARGE] = "too_large", [REFUSAL_OUT_OF_RANGE] = "out_of_range",
    [REFUSAL_UNORDERED] = "unordered", [REFUSAL_BAD_OPTION] = "bad_option",
};

const char *refusal_name(Refusal why) {
    int index = (int)why;
    return index >= 0 && index < REFUSAL_COUNT ? names[index] : "unknown";
}
