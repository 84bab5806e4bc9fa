/* lane_bytes: looking at the bytes of a line, many at a time where the processor's order of bytes allows it.
 */
#ifndef JIXIAO_LOAD_LANE_BYTES_H
#define JIXIAO_LOAD_LANE_BYTES_H

#include "load/lane_words.h"

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static inline uint64_t lane_has_byte(uint64_t bytes, uint64_t wanted) {
    const uint64_t zero = bytes ^ wanted;
    return (zero - UINT64_C(0x0101010101010101)) & ~zero & UINT64_C(0x8080808080808080);
}

/* Up to the next comma or line feed, which is there. Of several marks, the lowest one is exact. */
static inline const char *lane_field_end(const char *at) {
    for (;; at += 8) {
        uint64_t bytes;
        memcpy(&bytes, at, sizeof bytes);
        const uint64_t marks = lane_has_byte(bytes, UINT64_C(0x2C2C2C2C2C2C2C2C)) |
                               lane_has_byte(bytes, UINT64_C(0x0A0A0A0A0A0A0A0A));
        if (marks) return at + (__builtin_ctzll(marks) >> 3);
    }
}
#else
static inline const char *lane_field_end(const char *at) {
    while (*at != ',' && *at != '\n')
        at++;
    return at;
}
#endif

enum { LANE_DIGITS = 18 }; /* that a number has room for */
/* Plain digits, perhaps with a sign and a point between them. */
static inline bool lane_read_digits(Span span, int64_t *mantissa, int *decimals) {
    const char *at = span.at, *end = at + span.length;
    const bool negative = at < end && *at == '-';
    if (negative) at++;
    const char *first = at, *point = NULL;
    uint64_t value = 0;
    for (; at < end; at++) {
        const unsigned digit = (unsigned)(unsigned char)*at - '0';
        if (digit <= 9)
            value = value * 10 + digit;
        else if (*at == '.' && !point)
            point = at;
        else
            return false;
        if (at - first > LANE_DIGITS) return false;
    }
    const ptrdiff_t whole = (point ? point : end) - first, behind = point ? end - point - 1 : 0;
    if (whole == 0 || (point && behind == 0) || whole + behind > LANE_DIGITS) return false;
    *mantissa = negative ? -(int64_t)value : (int64_t)value;
    *decimals = (int)behind;
    return true;
}

#endif
