/* numbers: a plain table of numbers below one line of names, as statistical programs write it, for the
 * command `stats`. Knows no items, units or kinds of files; never for a dataset. */
#ifndef JIXIAO_LOAD_NUMBERS_H
#define JIXIAO_LOAD_NUMBERS_H

#include "load/load.h"

/* Records of another length than the header become issues. False: the file cannot be read, or has no header
 * (then with an issue and nothing in *err). */
bool numbers_read(Arena *arena, const char *path, IssueList *issues, CsvRows *rows, Err *err) MUST_USE;
/* Place of the column with this name; -1 when there is none. */
int numbers_find(const CsvRows *rows, const char *name);
/* values[row_count]; NaN where the cell is empty, NA, or a word or mark for “no value”. What is no number, is
 * infinite or too large for a double becomes an issue with line and field. */
void numbers_take(const CsvRows *rows, const char *path, size_t column, IssueList *issues, double *values);

#endif
