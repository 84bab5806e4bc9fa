#include "load/numeral.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/decimal.h"

static const struct {
    const char *word;
    MissingKind kind;
} missing_words[] = {
    {"不适用", MISSING_NOT_APPLICABLE},
    {"不涉及", MISSING_NOT_APPLICABLE},
    {"n/a", MISSING_NOT_APPLICABLE},
    {"N/A", MISSING_NOT_APPLICABLE},
    {"涉密", MISSING_SECRET},
    {"保密", MISSING_SECRET},
    {"不公开", MISSING_SECRET},
    {"涉密不公开", MISSING_SECRET},
    {"*", MISSING_MARK},
    {"***", MISSING_MARK},
};
static const char *const currency_signs[] = {"￥", "¥", "＄", "$"};
enum { TAIL_RUN = 5, DIGITS_MAX = 64 };

MissingKind numeral_missing(const char *cell) {
    for (size_t i = 0; i < sizeof missing_words / sizeof *missing_words; i++)
        if (strcmp(cell, missing_words[i].word) == 0) return missing_words[i].kind;
    Decimal ignored;
    DecimalResult result = decimal_read(cell, &ignored);
    return result == DECIMAL_BLANK    ? MISSING_BLANK
           : result == DECIMAL_ABSENT ? MISSING_MARK
                                      : MISSING_KIND_COUNT;
}

/* Length up to and with the last digit, of either width. */
static size_t behind_digits(const char *text) {
    size_t end = 0;
    for (size_t i = 0; text[i]; i++) {
        if (text[i] >= '0' && text[i] <= '9') end = i + 1;
        bool wide = strncmp(text + i, "\xEF\xBC", 2) == 0;
        if (wide && (unsigned char)text[i + 2] >= 0x90 && (unsigned char)text[i + 2] <= 0x99) end = i + 3;
    }
    return end;
}

bool numeral_split(Arena *arena, const Catalog *catalog, const char *cell, const char **number,
                   const Unit **unit) {
    const char *text = cell;
    for (size_t i = 0; i < sizeof currency_signs / sizeof *currency_signs && text == cell; i++)
        if (text_starts(cell, currency_signs[i])) text += strlen(currency_signs[i]);
    size_t end = behind_digits(text);
    const char *rest = text_trim(arena, text + end);
    *number = arena_strndup(arena, text, end);
    *unit = NULL;
    if (end == 0) return false;
    if (!*rest || strchr(").", *rest) || text_starts(rest, "）")) {
        *number = text;
        return text != cell;
    }
    *unit = catalog_unit(catalog, rest);
    return *unit != NULL;
}

/* digits[0..count) of a number, the last `decimals` of them behind the point; rounds to fewer decimals. */
static const char *rounded(Arena *arena, bool negative, const char *digits, size_t count, size_t decimals,
                           size_t wanted) {
    char kept[DIGITS_MAX + 2] = "0";
    size_t length = count - decimals + wanted;
    memcpy(kept + 1, digits, length);
    bool up = digits[length] >= '5';
    for (size_t i = length; up; i--) {
        up = kept[i] == '9';
        kept[i] = up ? '0' : (char)(kept[i] + 1);
    }
    while (wanted && kept[length] == '0') {
        length--;
        wanted--;
    }
    size_t whole = length + 1 - wanted, first = 0;
    while (first + 1 < whole && kept[first] == '0')
        first++;
    return arena_printf(arena, "%s%.*s%s%.*s", negative ? "-" : "", (int)(whole - first), kept + first,
                        wanted ? "." : "", (int)wanted, kept + whole);
}

/* The same digits come out when the candidate is kept in single or double precision. */
static bool is_binary_of(const char *candidate, const char *cell, int decimals) {
    char single[512], full[512];
    snprintf(single, sizeof single, "%.*f", decimals, (double)strtof(candidate, NULL));
    snprintf(full, sizeof full, "%.*f", decimals, strtod(candidate, NULL));
    return strcmp(single, cell) == 0 || strcmp(full, cell) == 0;
}

const char *numeral_without_tail(Arena *arena, const char *cell, int decimals) {
    char digits[DIGITS_MAX];
    size_t count = 0, fraction = 0;
    bool negative = *cell == '-', point = false;
    for (const char *at = cell + negative; *at; at++) {
        if (*at == '.' && !point) {
            point = true;
        } else if (*at == ',' && !point) {
            continue;
        } else if (*at < '0' || *at > '9' || count == DIGITS_MAX) {
            return NULL;
        } else {
            digits[count++] = *at;
            fraction += point;
        }
    }
    for (size_t d = 0; d <= (size_t)decimals && d < fraction; d++) {
        const char *from = digits + count - fraction + d;
        size_t left = fraction - d, run = 1;
        while (run < left && from[run] == *from)
            run++;
        const char *candidate = rounded(arena, negative, digits, count, fraction, d);
        if (strcmp(candidate, negative ? "-0" : "0") == 0) continue;
        if ((run >= TAIL_RUN && ((*from == '0' && run < left) || *from == '9')) ||
            is_binary_of(candidate, cell, (int)fraction))
            return candidate;
    }
    return NULL;
}
