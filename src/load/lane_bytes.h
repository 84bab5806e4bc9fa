/* lane_bytes: looking at the bytes of a line, many at a time where the processor's order of bytes allows it.
 */
#ifndef JIXIAO_LOAD_LANE_BYTES_H
#define JIXIAO_LOAD_LANE_BYTES_H

#include "load/lane_words.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { LANE_STRIDE = 64 }; /* bytes that are looked at together */

/* Where commas and line feeds stand among the next bytes, and where line feeds alone: bit i is set for at[i].
 */
#if defined __SSE2__
static inline uint64_t lane_marks(const char *at, uint64_t *feeds) {
    const __m128i comma = _mm_set1_epi8(','), line_feed = _mm_set1_epi8('\n');
    uint64_t commas = 0;
    *feeds = 0;
    for (int i = 0; i < LANE_STRIDE; i += 16) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
        commas |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, comma)) << i;
        *feeds |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, line_feed)) << i;
    }
    return commas | *feeds;
}
#elif __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* The highest bit of each byte that is zero. */
static inline uint64_t lane_zeros(uint64_t bytes) {
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
    return ~(((bytes & low) + low) | bytes | low);
}

/* Which of eight bytes are the wanted one: a bit of each, gathered. */
static inline uint64_t lane_which(uint64_t bytes, uint64_t wanted) {
    return (lane_zeros(bytes ^ wanted) >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t lane_marks(const char *at, uint64_t *feeds) {
    uint64_t commas = 0;
    *feeds = 0;
    for (int i = 0; i < LANE_STRIDE; i += 8) {
        uint64_t bytes;
        memcpy(&bytes, at + i, sizeof bytes);
        commas |= lane_which(bytes, UINT64_C(0x2C2C2C2C2C2C2C2C)) << i;
        *feeds |= lane_which(bytes, UINT64_C(0x0A0A0A0A0A0A0A0A)) << i;
    }
    return commas | *feeds;
}
#else
static inline uint64_t lane_marks(const char *at, uint64_t *feeds) {
    uint64_t commas = 0;
    *feeds = 0;
    for (int i = 0; i < LANE_STRIDE; i++) {
        commas |= (uint64_t)(at[i] == ',') << i;
        *feeds |= (uint64_t)(at[i] == '\n') << i;
    }
    return commas | *feeds;
}
#endif

/* The lowest bit alone. */
static inline uint64_t lane_first(uint64_t marks) {
    return marks & -marks;
}

enum { LANE_COMMON = 32 }; /* bytes of two lines that are compared */

/* How many of the first bytes are the same in both. */
#if defined __SSE2__
static inline unsigned lane_common(const char *left, const char *right) {
    uint64_t same = 0;
    for (int i = 0; i < LANE_COMMON; i += 16) {
        const __m128i equal = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(left + i)),
                                             _mm_loadu_si128((const __m128i *)(const void *)(right + i)));
        same |= (uint64_t)(uint32_t)_mm_movemask_epi8(equal) << i;
    }
    return (unsigned)__builtin_ctzll(~same);
}
#else
static inline unsigned lane_common(const char *left, const char *right) {
    unsigned same = 0;
    while (same < LANE_COMMON && left[same] == right[same])
        same++;
    return same;
}
#endif

enum { LANE_DIGITS = 18 }; /* that a number has room for */

/* Digits, perhaps with a point between them, one by one. */
static inline bool lane_read_each(const char *first, const char *end, uint64_t *value, int *decimals) {
    const char *point = NULL;
    *value = 0;
    for (const char *at = first; at < end; at++) {
        const unsigned digit = (unsigned)(unsigned char)*at - '0';
        if (digit <= 9)
            *value = *value * 10 + digit;
        else if (*at == '.' && !point)
            point = at;
        else
            return false;
        if (at - first > LANE_DIGITS) return false;
    }
    const ptrdiff_t whole = (point ? point : end) - first, behind = point ? end - point - 1 : 0;
    *decimals = (int)behind;
    return whole > 0 && !(point && behind == 0) && whole + behind <= LANE_DIGITS;
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* Eight digits, the first one in the lowest byte: to pairs, to fours, to all. */
static inline uint64_t lane_eight(uint64_t digits) {
    const uint64_t pairs = digits * 10 + (digits >> 8), every_second = UINT64_C(0x000000FF000000FF);
    return ((pairs & every_second) * UINT64_C(0x000F424000000064) +
            ((pairs >> 16) & every_second) * UINT64_C(0x0000271000000001)) >>
           32;
}

static inline bool lane_all_digits(uint64_t digits) {
    return (((digits + UINT64_C(0x7676767676767676)) | digits) & UINT64_C(0x8080808080808080)) == 0;
}

/* The lowest byte that is wanted, or 8. */
static inline unsigned lane_find(uint64_t bytes, uint64_t wanted) {
    const uint64_t zero = bytes ^ wanted;
    const uint64_t mark = (zero - UINT64_C(0x0101010101010101)) & ~zero &
                          UINT64_C(0x8080808080808080); /* the lowest is exact */
    return mark ? (unsigned)__builtin_ctzll(mark) >> 3 : 8;
}

static inline uint64_t lane_load(const char *at) {
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes ^ UINT64_C(0x3030303030303030); /* digits become their values */
}

/* The same for up to 16 bytes with up to 8 decimals, eight at a time: what is behind the digits is shifted
 * out, and zeros come in front of them. */
static inline bool lane_read_short(const char *first, unsigned length, uint64_t *value, int *decimals) {
    static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    const uint64_t points = UINT64_C(0x1E1E1E1E1E1E1E1E), low = lane_load(first);
    unsigned whole = lane_find(low, points), behind = 0;
    if (whole == 8) whole += lane_find(lane_load(first + 8), points);
    uint64_t fraction = 0, digits = low;
    if (whole < length) {
        behind = length - whole - 1;
        if (behind - 1 >= 8) return false; /* none, or too many */
        fraction = lane_load(first + whole + 1) << (64 - 8 * behind);
    } else {
        whole = length;
    }
    if (whole == 0) return false;
    *value = 0;
    if (whole > 8) {
        *value = lane_eight(low) * powers[whole - 8];
        digits = lane_load(first + 8) << (128 - 8 * whole);
        if (!lane_all_digits(low)) return false;
    } else {
        digits <<= 64 - 8 * whole;
    }
    *value = (*value + lane_eight(digits)) * powers[behind] + lane_eight(fraction);
    *decimals = (int)behind;
    return lane_all_digits(digits) && lane_all_digits(fraction);
}
#endif

/* Plain digits, perhaps with a sign and a point between them; LANE_MARGIN bytes behind it must be there. */
static inline bool lane_read_digits(Span span, int64_t *mantissa, int *decimals) {
    const char *first = span.at, *end = span.at + span.length;
    const bool negative = first < end && *first == '-';
    uint64_t value;
    bool good;
    if (negative) first++;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    good = end - first <= 16 && lane_read_short(first, (unsigned)(end - first), &value, decimals);
    if (!good)
#endif
        good = lane_read_each(first, end, &value, decimals);
    *mantissa = negative ? -(int64_t)value : (int64_t)value;
    return good;
}

#endif
