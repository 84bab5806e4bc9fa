/* workbook: a sheet of an Excel workbook as CSV, by LibreOffice in a private temporary folder. LibreOffice is
 * optional: where it is missing, an issue says how to export the sheet by hand. */
#ifndef JIXIAO_LOAD_WORKBOOK_H
#define JIXIAO_LOAD_WORKBOOK_H

#include <stddef.h>

#include "model/issue.h"

/* By the suffix: .xlsx or .xls, and no lock file of Excel. */
bool workbook_is(const char *file_name);
/* `sheet` is a name, a number from 1, or "" for the first. The CSV is UTF-8 with amounts as the cells show
 * them and one line for each row, so that line and column are those of the sheet. *csv is NULL after an issue
 * about `source`. Fails (ERR_SYSTEM) when the temporary folder cannot be used. */
bool workbook_read(Arena *arena, const char *path, const char *source, const char *sheet, IssueList *issues,
                   char **csv, size_t *size, Err *err) MUST_USE;

#endif
