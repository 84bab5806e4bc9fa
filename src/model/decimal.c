#include "model/decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

__extension__ typedef __int128 Wide;

/* What people print, in the plain form that the reader understands. Order: longer spellings first. */
static const struct {
    const char *printed, *plain;
} spellings[] = {
    {"０", "0"}, {"１", "1"}, {"２", "2"}, {"３", "3"},       {"４", "4"}, {"５", "5"},
    {"６", "6"}, {"７", "7"}, {"８", "8"}, {"９", "9"},       {"．", "."}, {"，", ","},
    {"％", "%"}, {"－", "-"}, {"−", "-"},  {"＋", "+"},       {"（", "("}, {"）", ")"},
    {"△", "-"},  {"▲", "-"},  {"　", " "}, {"\xC2\xA0", " "}, {"﹪", "%"},
};
static const char *const absent_marks[] = {"—", "——", "-",      "--", "–",   "/",
                                           "…", "**", "不适用", "无", "n/a", "N/A"};

static bool plain_form(const char *text, char *plain, size_t room) {
    size_t size = 0;
    while (*text) {
        const char *piece = NULL;
        size_t step = 1;
        /* Every spelling begins with a byte outside ASCII; most text has none. */
        const size_t tried = (unsigned char)*text < 0x80 ? 0 : sizeof spellings / sizeof *spellings;
        for (size_t i = 0; i < tried && !piece; i++) {
            if (!text_starts(text, spellings[i].printed)) continue;
            piece = spellings[i].plain;
            step = strlen(spellings[i].printed);
        }
        if (size + 2 > room) return false;
        plain[size++] = piece ? *piece : *text;
        text += step;
    }
    plain[size] = '\0';
    return true;
}

static bool is_absent(const char *text) {
    for (size_t i = 0; i < sizeof absent_marks / sizeof *absent_marks; i++)
        if (strcmp(text, absent_marks[i]) == 0) return true;
    return false;
}

static bool digit_follows(const char *at) {
    at += strspn(at, " ");
    return *at >= '0' && *at <= '9';
}

/* Digits with separators, all of one sort, up to a dot or the end. Groups behind the first separator must
 * have three digits. A blank that no digit follows ends the number: "12 %". */
static DecimalResult read_whole(const char **at, uint64_t *value, int *digits) {
    int group = 0;
    char separator = '\0';
    for (; **at; (*at)++) {
        char c = **at;
        if (c >= '0' && c <= '9') {
            if (*digits == 18 && *value) return DECIMAL_TOO_LARGE;
            *value = *value * 10 + (uint64_t)(c - '0');
            if (*value) (*digits)++;
            group++;
        } else if (c == ',' || (c == ' ' && digit_follows(*at))) {
            if (group == 0 || group > 3 || (separator && (group != 3 || c != separator)))
                return DECIMAL_GROUPING;
            separator = c;
            group = 0;
        } else {
            break;
        }
    }
    if (separator && group != 3) return DECIMAL_GROUPING;
    return group ? DECIMAL_DONE : DECIMAL_NO_NUMBER;
}

static DecimalResult read_fraction(const char **at, uint64_t *value, int *digits, int *decimals) {
    for (; **at >= '0' && **at <= '9'; (*at)++) {
        if (*digits == 18 || *decimals == 18) return DECIMAL_TOO_LARGE;
        *value = *value * 10 + (uint64_t)(**at - '0');
        if (*value) (*digits)++;
        (*decimals)++;
    }
    return DECIMAL_DONE;
}

DecimalResult decimal_read(const char *text, Decimal *decimal) {
    char plain[128];
    *decimal = (Decimal){0};
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    if (!plain_form(text, plain, sizeof plain)) return DECIMAL_NO_NUMBER;
    for (size_t n = strlen(plain); n && strchr(blanks, plain[n - 1]); n--)
        plain[n - 1] = '\0';
    const char *at = plain + strspn(plain, blanks);
    if (*at == '\0') return DECIMAL_BLANK;
    if (is_absent(at)) return DECIMAL_ABSENT;
    bool negative = false, bracket = *at == '(';
    if (bracket) at++;
    if (*at == '-' || *at == '+') negative = *at++ == '-';
    at += strspn(at, " ");
    uint64_t value = 0;
    int digits = 0;
    bool leading_dot = *at == '.' && at[1] >= '0' && at[1] <= '9';
    DecimalResult result = leading_dot ? DECIMAL_DONE : read_whole(&at, &value, &digits);
    if (result != DECIMAL_DONE) return result;
    if (*at == '.') {
        at++;
        result = read_fraction(&at, &value, &digits, &decimal->decimals);
        if (result != DECIMAL_DONE) return result;
        if (*at == '.' && at[1] == '\0' && decimal->decimals) at++;
    }
    at += strspn(at, " ");
    if (*at == '%') {
        decimal->percent = true;
        at++;
    }
    if (bracket && *at++ != ')') return DECIMAL_NO_NUMBER;
    if (*at != '\0' || (bracket && negative)) return DECIMAL_NO_NUMBER;
    decimal->mantissa = negative || bracket ? -(int64_t)value : (int64_t)value;
    return DECIMAL_DONE;
}

static int64_t power_of_ten(int exponent) {
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

ScaleResult decimal_scale(Decimal decimal, int64_t factor, int64_t *units) {
    Wide product = (Wide)decimal.mantissa * factor, divisor = power_of_ten(decimal.decimals);
    if (product % divisor != 0) return SCALE_TOO_FINE;
    product /= divisor;
    if (product > DECIMAL_LARGEST || product < -DECIMAL_LARGEST) return SCALE_TOO_LARGE;
    *units = (int64_t)product;
    return SCALE_DONE;
}

/* Rounds numerator × 10^times / denominator half away from zero; false when it does not fit 64 bits. */
static bool wide_round(Wide numerator, Wide denominator, int times, int64_t *rounded) {
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    bool negative = numerator < 0;
    if (negative) numerator = -numerator;
    for (; times > 0; times--) {
        if (numerator > ((Wide)1 << 120)) return false;
        numerator *= 10;
    }
    for (; times < 0; times++) {
        if (denominator > ((Wide)1 << 120)) return false;
        denominator *= 10;
    }
    Wide quotient = numerator / denominator, rest = numerator % denominator;
    if (rest >= denominator - rest) quotient++;
    if (quotient > INT64_MAX) return false;
    *rounded = negative ? -(int64_t)quotient : (int64_t)quotient;
    return true;
}

bool decimal_ratio_round(int64_t numerator, int64_t denominator, int times, int64_t *rounded) {
    return denominator != 0 && wide_round(numerator, denominator, times, rounded);
}

bool decimal_ratio_change(int64_t n1, int64_t d1, int64_t n0, int64_t d0, int times, int64_t *rounded) {
    Wide left, right, difference, denominator;
    if (d1 == 0 || d0 == 0 || __builtin_mul_overflow((Wide)n1, d0, &left) ||
        __builtin_mul_overflow((Wide)n0, d1, &right) || __builtin_sub_overflow(left, right, &difference) ||
        __builtin_mul_overflow((Wide)d1, d0, &denominator))
        return false;
    return wide_round(difference, denominator, times, rounded);
}

/* From the last digit to the first: 19 of them and their separators, a sign, a point. */
enum { MOST_DIGITS = 40, MOST_DECIMALS = 40 };

static char *digits_text(Arena *arena, int64_t value, int decimals, bool grouped) {
    char text[MOST_DIGITS + MOST_DECIMALS];
    char *at = text + sizeof text;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    *--at = '\0';
    for (int i = 0; i < decimals && i < MOST_DECIMALS; i++, rest /= 10)
        *--at = (char)('0' + rest % 10);
    if (decimals) *--at = '.';
    int written = 0;
    do {
        if (grouped && written && written % 3 == 0) *--at = ',';
        *--at = (char)('0' + rest % 10);
        rest /= 10;
        written++;
    } while (rest);
    if (value < 0) *--at = '-';
    return arena_strdup(arena, at);
}

char *decimal_text(Arena *arena, int64_t value, int scale, int decimals, bool grouped) {
    int64_t rounded;
    if (!wide_round(value, 1, decimals - scale, &rounded)) return arena_strdup(arena, "—");
    return digits_text(arena, rounded, decimals, grouped);
}

char *decimal_ratio_text(Arena *arena, int64_t numerator, int64_t denominator, int times, int decimals,
                         bool grouped) {
    int64_t rounded;
    if (denominator == 0 || !wide_round(numerator, denominator, times + decimals, &rounded)) return NULL;
    return digits_text(arena, rounded, decimals, grouped);
}

/* value × 10^decimals as a whole number, where value = mantissa / 2^shift; false beyond its bounds. */
static bool real_round(double value, int decimals, int64_t *rounded) {
    enum { BITS = 53, MOST = 9 };
    int exponent;
    const Wide whole = (Wide)ldexp(frexp(fabs(value), &exponent), BITS);
    const int shift = BITS - exponent;
    if (decimals > MOST || shift < 1 || shift > 120) return false;
    const Wide mantissa = whole * power_of_ten(decimals);
    const Wide half = (Wide)1 << (shift - 1), rest = mantissa & (half * 2 - 1);
    const Wide quotient = mantissa >> shift, up = rest > half || (rest == half && quotient % 2 == 1);
    if (quotient + up > DECIMAL_LARGEST) return false;
    *rounded = (int64_t)(value < 0 ? -(quotient + up) : quotient + up);
    return true;
}

char *decimal_real_text(Arena *arena, double value, int decimals) {
    int64_t rounded;
    if (real_round(value, decimals, &rounded)) return digits_text(arena, rounded, decimals, false);
    char *text = arena_printf(arena, "%.*f", decimals, value);
    return strspn(text, "-0.") == strlen(text) && *text == '-' ? text + 1 : text;
}

double decimal_ratio_real(int64_t numerator, int64_t denominator, int times) {
    long double result = (long double)numerator / (long double)denominator;
    for (; times > 0; times--)
        result *= 10;
    for (; times < 0; times++)
        result /= 10;
    return (double)result;
}
