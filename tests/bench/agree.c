/* agree: says whether two CSV files hold the same numbers.
 *   agree ONE.csv OTHER.csv KEYS TOLERANCE…
 * The first KEYS columns are whole numbers that name a row, whatever the order of the rows; each column
 * behind them may differ by its TOLERANCE. An empty field is no number and agrees only with an empty field.
 * Prints how many rows agree and the largest difference of each column, else the first rows that differ, and
 * ends with 1. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { COLUMN_MAX = 16, TOLD_MAX = 5 };

typedef struct {
    const char *path;
    char *names[COLUMN_MAX];
    int columns;
    double *values; /* row by row; NaN = empty */
    size_t rows;
} Numbers;

static void fail(const char *path, size_t line, const char *why) {
    fprintf(stderr, "agree: %s:%zu: %s\n", path, line, why);
    exit(1);
}

static size_t count_lines(const char *text) {
    size_t lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        lines++;
    return lines;
}

/* A field that may stand in quotes, as in heads; moves *at behind it and its separator. */
static char *take_name(Arena *arena, char **at) {
    size_t length = strcspn(*at, ",\r\n");
    char *name = arena_strndup(arena, *at, length);
    *at += length;
    if (**at == ',') ++*at;
    if (*name != '"') return name;
    name[strlen(name) - 1] = '\0';
    return name + 1;
}

static Numbers read_numbers(Arena *arena, const char *path) {
    Numbers numbers = {.path = path};
    Err err = {0};
    char *text;
    size_t size;
    if (!file_read(arena, path, &text, &size, &err)) fail(path, 0, err.text);
    char *at = text;
    while (*at && *at != '\r' && *at != '\n') {
        if (numbers.columns == COLUMN_MAX) fail(path, 1, "too many columns");
        numbers.names[numbers.columns++] = take_name(arena, &at);
    }
    numbers.values = malloc((count_lines(text) * (size_t)numbers.columns + 1) * sizeof *numbers.values);
    if (!numbers.values) fail(path, 0, "out of memory");
    double *value = numbers.values;
    for (at += strspn(at, "\r\n"); *at; at += strspn(at, "\r\n"), numbers.rows++)
        for (int c = 0; c < numbers.columns; c++) {
            char *end = at;
            *value++ = *at == ',' || *at == '\r' || *at == '\n' ? NAN : strtod(at, &end);
            if (end == at && !isnan(value[-1])) fail(path, numbers.rows + 2, "not a number");
            if (*end != (c + 1 < numbers.columns ? ',' : *end == '\r' ? '\r' : '\n'))
                fail(path, numbers.rows + 2, "not as many fields as columns");
            at = end + 1;
        }
    return numbers;
}

static int compare(const void *a, const void *b, void *keys) {
    const double *one = a, *other = b;
    for (int i = 0; i < *(const int *)keys; i++)
        if (one[i] != other[i]) return one[i] < other[i] ? -1 : 1;
    return 0;
}

static void sort(Numbers *numbers, int keys) {
    size_t width = (size_t)numbers->columns * sizeof(double);
    for (size_t i = 1; i < numbers->rows; i++)
        if (compare(numbers->values + (i - 1) * (size_t)numbers->columns,
                    numbers->values + i * (size_t)numbers->columns, &keys) > 0) {
            qsort_r(numbers->values, numbers->rows, width, compare, &keys);
            return;
        }
}

static void tell_row(const Numbers *numbers, const double *row) {
    fprintf(stderr, "  %s:", numbers->path);
    for (int c = 0; c < numbers->columns; c++)
        fprintf(stderr, " %s=%.12g", numbers->names[c], row[c]);
    fputc('\n', stderr);
}

/* The difference of two fields; infinite when one of them is empty. */
static double difference(double one, double other) {
    if (isnan(one) || isnan(other)) return isnan(one) && isnan(other) ? 0 : INFINITY;
    return fabs(one - other);
}

int main(int count, char **words) {
    if (count < 4) {
        fprintf(stderr, "agree: expected ONE.csv OTHER.csv KEYS TOLERANCE…\n");
        return 2;
    }
    Arena arena = {0};
    Numbers one = read_numbers(&arena, words[1]), other = read_numbers(&arena, words[2]);
    int keys = atoi(words[3]);
    if (one.columns != other.columns || keys < 1 || one.columns != keys + count - 4)
        fail(other.path, 1, "not the columns that were expected");
    for (int c = 0; c < one.columns; c++)
        if (strcmp(one.names[c], other.names[c]) != 0) fail(other.path, 1, "a column has another name");
    sort(&one, keys);
    sort(&other, keys);
    size_t bad = 0, width = (size_t)one.columns;
    double largest[COLUMN_MAX] = {0};
    const double *a = one.values, *b = other.values;
    const double *a_end = a + one.rows * width, *b_end = b + other.rows * width;
    while ((a < a_end || b < b_end) && bad < TOLD_MAX) {
        int order = a == a_end ? 1 : b == b_end ? -1 : compare(a, b, &keys);
        bool differs = order != 0;
        for (int c = keys; c < one.columns && order == 0; c++) {
            double by = difference(a[c], b[c]);
            largest[c] = fmax(largest[c], by);
            differs |= by > atof(words[4 + c - keys]);
        }
        if (differs && bad++ == 0) fprintf(stderr, "agree: rows that differ:\n");
        if (differs && order <= 0) tell_row(&one, a);
        if (differs && order >= 0) tell_row(&other, b);
        if (order <= 0) a += width;
        if (order >= 0) b += width;
    }
    printf("%zu rows;", one.rows);
    for (int c = keys; c < one.columns; c++)
        printf(" %s ±%.3g", one.names[c], largest[c]);
    putchar('\n');
    free(one.values);
    free(other.values);
    arena_free(&arena);
    return bad > 0;
}
