/* edit: changes single cells of CSV files and leaves every other byte as it was. */
#ifndef JIXIAO_TESTS_EDIT_H
#define JIXIAO_TESTS_EDIT_H

#include <stdint.h>

#include "base/arena.h"

typedef struct {
    const char *file;    /* name within the folder */
    int64_t line, field; /* physical line and field, both from 1 */
    int64_t value, old;  /* the printed number becomes value / old times what it was, with as many decimals;
                            old is not 0 */
} Edit;

/* Applies the edits to the files of a folder; of two for one cell the later one counts. Fails when a cell is
 * not there or holds no plain number. Fields with newlines inside are not expected. */
bool edit_apply(Arena *arena, const char *folder, Edit *edits, size_t count, Err *err) MUST_USE;

#endif
