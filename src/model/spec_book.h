/* spec_book: what the head of a query says for the workbook: `workbook.chart` and `color.NAME`, see spec.h.
 * Private to model/. */
#ifndef JIXIAO_MODEL_SPEC_BOOK_H
#define JIXIAO_MODEL_SPEC_BOOK_H

#include "base/head.h"
#include "model/table.h"

/* Sets the chart and the colours of a table whose columns are there. Fails (ERR_SOURCE, file:line) on an
 * unknown word or column, or on one that people do not see: a sheet does not have it. */
bool spec_book_apply(Arena *arena, const Head *head, Table *table, Err *err) MUST_USE;

#endif
