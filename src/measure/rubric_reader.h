/* rubric_reader: what rubric.c, rubric_row.c and rubric_whole.c share while a rubric is read. Nobody else
 * needs it. */
#ifndef JIXIAO_MEASURE_RUBRIC_READER_H
#define JIXIAO_MEASURE_RUBRIC_READER_H

#include "load/load.h"
#include "measure/rubric.h"

typedef struct {
    Arena *arena;
    const CsvRows *rows;
    size_t at; /* row */
    const char *path;
    IssueList *issues;
    int valid_from, valid_to; /* of the description, for rows that say nothing */
    const char *kinds;
} RubricReader;

int rubric_column(const RubricReader *reader, const char *name); /* 1-based; 0 = there is none */
#define RUBRIC_FAULT(reader, column, ...)                                                                    \
    issue_add((reader)->issues, SEVERITY_ERROR, (reader)->path, (reader)->rows->lines[(reader)->at],         \
              rubric_column((reader), (column)), __VA_ARGS__)

/* A decimal number as millionths. */
bool rubric_millionths(const char *text, int64_t *value);
char *rubric_did_you_mean(Arena *arena, const char *word, const char *const *candidates, size_t count);

/* The row that the reader is at. */
void rubric_read_row(RubricReader *reader, RubricRow *row, const char *const *indicators);
/* When all rows are read: ids, groups, and the sum of points for every year and kind of department. `wanted`
 * is the sum that the description states. */
void rubric_check_whole(RubricReader *reader, Rubric *rubric, int64_t wanted);

#endif
