#include "measure/number.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { DIGITS_OF_HALF = 18, DIGITS_MOST = 40 };
static const uint64_t half_base = 1000000000000000000U; /* 10^DIGITS_OF_HALF */

static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                            "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

/* The digits of the value up to `end`, at least `least` of them; returns where they begin. */
static char *digits_before(char *end, uint64_t value, int least) {
    char *at = end;
    while (value >= 100) {
        at -= 2;
        memcpy(at, &pairs[value % 100 * 2], 2);
        value /= 100;
    }
    if (value >= 10) {
        at -= 2;
        memcpy(at, &pairs[value * 2], 2);
    } else if (value > 0) {
        *--at = (char)('0' + value);
    }
    while (end - at < least)
        *--at = '0';
    return at;
}

static char *put_magnitude(char *at, unsigned __int128 value, bool negative, int decimals) {
    char digits[DIGITS_MOST], *end = digits + sizeof digits, *first;
    if (value > UINT64_MAX) {
        first = digits_before(end, (uint64_t)(value % half_base), DIGITS_OF_HALF);
        value /= half_base;
        if (value >= half_base) {
            first = digits_before(first, (uint64_t)(value % half_base), DIGITS_OF_HALF);
            value /= half_base;
        }
        if (value) first = digits_before(first, (uint64_t)value, 1);
    } else {
        first = digits_before(end, (uint64_t)value, decimals + 1);
    }
    if (negative) *at++ = '-';
    size_t whole = (size_t)(end - first - decimals);
    memcpy(at, first, whole);
    at += whole;
    if (decimals == 0) return at;
    *at++ = '.';
    memcpy(at, first + whole, (size_t)decimals);
    return at + decimals;
}

static unsigned __int128 magnitude(Wide value) {
    return value < 0 ? -(unsigned __int128)value : (unsigned __int128)value;
}

char *number_put(char *at, Wide value, int scale, int decimals) {
    unsigned __int128 rest = magnitude(value), divisor = 1;
    for (; scale > decimals; scale--)
        divisor *= 10;
    if (divisor > 1) rest = rest / divisor + (rest % divisor >= divisor - rest % divisor);
    return put_magnitude(at, rest, value < 0 && rest > 0, decimals);
}

enum { PERCENT_DECIMALS = 2, PERCENT_TIMES = 10000 };

char *number_put_percent(char *at, Wide top, Wide bottom) {
    unsigned __int128 rest = magnitude(top), divisor = (unsigned __int128)bottom;
    if (rest <= UINT64_MAX / PERCENT_TIMES && divisor <= INT64_MAX) {
        uint64_t product = (uint64_t)rest * PERCENT_TIMES, by = (uint64_t)divisor;
        uint64_t left = product % by;
        rest = product / by + (left >= by - left);
    } else {
        if (rest > (unsigned __int128)-1 / PERCENT_TIMES) return at;
        rest *= PERCENT_TIMES;
        unsigned __int128 left = rest % divisor;
        rest = rest / divisor + (left >= divisor - left);
    }
    return put_magnitude(at, rest, top < 0 && rest > 0, PERCENT_DECIMALS);
}
