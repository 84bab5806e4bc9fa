#include "plot/outline.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Digits, and perhaps a point and some more, as gnuplot prints them: the division gives the double that
 * strtod gives. NULL when it is not such a number. */
static const char *read_plain(const char *at, double *value) {
    enum { DIGITS_MOST = 15 }; /* exact in a double */
    static const double powers[] = {1, 10, 100, 1000, 1e4, 1e5, 1e6};
    const bool negative = *at == '-';
    int64_t digits = 0;
    int count = 0, decimals = 0;
    at += negative;
    for (; *at >= '0' && *at <= '9' && count < DIGITS_MOST; at++, count++)
        digits = 10 * digits + (*at - '0');
    if (count == 0) return NULL;
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9' && decimals < 6 && count < DIGITS_MOST; at++, count++, decimals++)
            digits = 10 * digits + (*at - '0');
    if (strchr("0123456789.eExXpP", *at) && *at) return NULL;
    *value = (double)digits / powers[decimals];
    if (negative) *value = -*value;
    return at;
}

size_t outline_blanks(const char *at) {
    size_t count = 0;
    while (at[count] == ' ' || at[count] == '\t' || at[count] == '\r' || at[count] == '\n')
        count++;
    return count;
}

bool outline_number(const char **at, double *value) {
    const char *end = read_plain(*at, value);
    if (!end) {
        char *behind;
        *value = strtod(*at, &behind);
        if (behind == *at) return false;
        end = behind;
    }
    *at = end;
    return true;
}

bool outline_read(const char **at, long *tenths) {
    double value;
    const char *end = *at;
    if (!outline_number(&end, &value) || !(fabs(value) < 1e6)) return false;
    *tenths = lround(value * 10);
    while (*end == ',' || outline_blanks(end))
        end++;
    *at = end;
    return true;
}

void outline_append(Text *out, long tenths, bool behind_letter) {
    char digits[24], *end = digits + sizeof digits, *at = end;
    const long size = labs(tenths);
    if (size % 10) {
        *--at = (char)('0' + size % 10);
        *--at = '.';
    }
    for (long whole = size / 10; whole > 0 || size == 0; whole /= 10) {
        *--at = (char)('0' + whole % 10);
        if (whole < 10) break;
    }
    if (tenths < 0)
        *--at = '-';
    else if (!behind_letter)
        *--at = ' ';
    text_append_bytes(out, at, (size_t)(end - at));
}

static void append_step(Text *out, long dx, long dy, char *command) {
    char wanted = dx == 0 ? 'v' : dy == 0 ? 'h' : 'l';
    if (dx == 0 && dy == 0) return;
    bool first = wanted != *command;
    if (first) text_append_bytes(out, &wanted, 1);
    *command = wanted;
    if (dx) outline_append(out, dx, first);
    if (dy) outline_append(out, dy, first && !dx);
}

bool outline_shorten(Arena *arena, const char *path, const char **lines) {
    Text out = {.arena = arena};
    long x = 0, y = 0, first_x = 0, first_y = 0, next_x, next_y;
    char mode = 0, command = 0;
    bool moved = false;
    for (const char *at = path + outline_blanks(path); *at; at += outline_blanks(at)) {
        if (*at == 'Z' || *at == 'z') {
            if (!moved) text_append(&out, "z");
            moved = true;
            x = first_x;
            y = first_y;
            at++;
            continue;
        }
        if (*at == 'M' || *at == 'L') mode = *at++;
        if (!mode || !outline_read(&at, &next_x) || !outline_read(&at, &next_y)) return false;
        if (mode == 'L' && (next_x != x || next_y != y)) {
            if (moved) {
                text_append(&out, "M");
                outline_append(&out, x, true);
                outline_append(&out, y, false);
                command = 0;
            }
            append_step(&out, next_x - x, next_y - y, &command);
            moved = false;
        } else if (mode == 'M') {
            moved = true;
            first_x = next_x;
            first_y = next_y;
        }
        x = next_x;
        y = next_y;
        mode = 'L';
    }
    *lines = text_string(&out);
    return true;
}

static bool box_of(const long (*corners)[2], size_t count, long *low, long *high) {
    if (count == 5 && corners[4][0] == corners[0][0] && corners[4][1] == corners[0][1]) count = 4;
    if (count != 4) return false;
    for (size_t i = 0; i < 4; i++) {
        const long *here = corners[i], *next = corners[(i + 1) % 4], *after = corners[(i + 2) % 4];
        bool level = here[1] == next[1];
        if (!(level ? next[0] == after[0] : here[0] == next[0] && next[1] == after[1])) return false;
        for (int axis = 0; axis < 2; axis++) {
            if (i == 0 || here[axis] < low[axis]) low[axis] = here[axis];
            if (i == 0 || here[axis] > high[axis]) high[axis] = here[axis];
        }
    }
    return true;
}

const char *outline_close(Arena *arena, const long (*corners)[2], size_t count, bool *is_box) {
    Text out = {.arena = arena};
    long low[2] = {0, 0}, high[2] = {0, 0};
    char command = 0;
    *is_box = box_of(corners, count, low, high);
    text_append(&out, "M");
    outline_append(&out, *is_box ? low[0] : corners[0][0], true);
    outline_append(&out, *is_box ? low[1] : corners[0][1], false);
    if (*is_box) {
        append_step(&out, high[0] - low[0], 0, &command);
        append_step(&out, 0, high[1] - low[1], &command);
        append_step(&out, low[0] - high[0], 0, &command);
    } else {
        for (size_t i = 1; i < count; i++)
            append_step(&out, corners[i][0] - corners[i - 1][0], corners[i][1] - corners[i - 1][1], &command);
    }
    text_append(&out, "z");
    return out.data;
}
