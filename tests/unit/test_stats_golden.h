/* Reads the golden numbers in data/stats (working directory tests/) and compares, counting the comparisons,
 * so that a test that compared nothing cannot pass. Included by one test program at a time. */
#ifndef JIXIAO_TEST_STATS_GOLDEN_H
#define JIXIAO_TEST_STATS_GOLDEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GOLDEN_MOST = 1600, GOLDEN_COLUMN_MOST = 1100 };

typedef struct GoldenRow {
    char dataset[48];
    char quantity[48];
    double value;
} GoldenRow;

typedef struct Golden {
    size_t rows;
    GoldenRow row[GOLDEN_MOST];
} Golden;

typedef struct GoldenColumn {
    size_t n;
    double value[GOLDEN_COLUMN_MOST];
} GoldenColumn;

static size_t golden_compared;

static inline FILE *golden_open(const char *name) {
    char path[256];
    snprintf(path, sizeof path, "data/stats/%s", name);
    FILE *file = fopen(path, "r");
    if (file == NULL) fail_msg("cannot open %s (working directory must be tests/)", path);
    return file;
}

static inline double golden_number(const char *text) {
    if (strncmp(text, "NA", 2) == 0) return NAN;
    char *end = NULL;
    double value = strtod(text, &end);
    if (end == text) fail_msg("not a number: %s", text);
    return value;
}

/* A long table with the columns dataset, quantity, value. */
static inline void golden_read(const char *name, Golden *golden) {
    FILE *file = golden_open(name);
    char line[512];
    golden->rows = 0;
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file) != NULL) {
        assert_true(golden->rows < GOLDEN_MOST);
        GoldenRow *row = &golden->row[golden->rows++];
        char *first = strchr(line, ',');
        assert_non_null(first);
        char *second = strchr(first + 1, ',');
        assert_non_null(second);
        *first = *second = '\0';
        snprintf(row->dataset, sizeof row->dataset, "%.40s", line);
        snprintf(row->quantity, sizeof row->quantity, "%.40s", first + 1);
        row->value = golden_number(second + 1);
    }
    fclose(file);
    assert_true(golden->rows > 0);
}

/* NULL when the table does not have it. */
static inline const double *golden_find(const Golden *golden, const char *dataset, const char *quantity) {
    for (size_t i = 0; i < golden->rows; i++)
        if (strcmp(golden->row[i].dataset, dataset) == 0 && strcmp(golden->row[i].quantity, quantity) == 0)
            return &golden->row[i].value;
    return NULL;
}

static inline double golden_get(const Golden *golden, const char *dataset, const char *quantity) {
    const double *value = golden_find(golden, dataset, quantity);
    if (value == NULL) fail_msg("no golden number %s %s", dataset, quantity);
    return *value;
}

/* Copies field number `field` (0-based) of a comma-separated line without quotes. */
static inline bool golden_field(const char *line, size_t field, char *text, size_t size) {
    for (; field > 0; field--) {
        line = strchr(line, ',');
        if (line == NULL) return false;
        line++;
    }
    size_t length = strcspn(line, ",\r\n");
    snprintf(text, size, "%.*s", (int)length, line);
    return true;
}

/* One numeric column by its header; NA becomes NaN. */
static inline void golden_read_column(const char *name, const char *header, GoldenColumn *column) {
    FILE *file = golden_open(name);
    char line[1024];
    char text[128];
    assert_non_null(fgets(line, sizeof line, file));
    size_t field = 0;
    for (;; field++) {
        if (!golden_field(line, field, text, sizeof text)) fail_msg("%s has no column %s", name, header);
        if (strcmp(text, header) == 0) break;
    }
    column->n = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        assert_true(column->n < GOLDEN_COLUMN_MOST);
        assert_true(golden_field(line, field, text, sizeof text));
        column->value[column->n++] = golden_number(text);
    }
    fclose(file);
    assert_true(column->n > 0);
}

/* |actual - expected| <= tolerance * max(|expected|, scale); both NaN is equal. scale = 0: purely relative.
 */
static inline void golden_close(const char *what, double actual, double expected, double tolerance,
                                double scale) {
    golden_compared++;
    if (isnan(actual) && isnan(expected)) return;
    if (!(fabs(actual - expected) <= tolerance * fmax(fabs(expected), scale)))
        fail_msg("%s: %.17g, expected %.17g", what, actual, expected);
}

static inline void *golden_scratch(size_t bytes) {
    void *scratch = malloc(bytes);
    assert_non_null(scratch);
    memset(scratch, 0xA5, bytes);
    return scratch;
}

/* A small fixed generator (xorshift64*), so that random tests are the same everywhere. In [0, 1). */
static inline double golden_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (double)((*state * UINT64_C(2685821657736338717)) >> 11) / 9007199254740992.0;
}

static const char *const golden_samples[] = {
    "starsCYG_logTe", "starsCYG_logLight",
    "stackloss_loss", "stackloss_air",
    "education_Y",    "education_X1",
    "education_X3",   "Animals2_body",
    "Animals2_brain", "hbk_Y",
    "hbk_X1",         "faithful_eruptions",
    "state_income",   "morley_speed",
    "longley_gnp",    "n1_4",
    "n1_5",           "two",
    "tiny",           "evenmc",
};
enum { GOLDEN_SAMPLES = sizeof golden_samples / sizeof golden_samples[0] };

static inline void golden_read_sample(size_t k, GoldenColumn *column) {
    char name[96];
    snprintf(name, sizeof name, "u_%s.csv", golden_samples[k]);
    golden_read_column(name, "x", column);
}

#endif
