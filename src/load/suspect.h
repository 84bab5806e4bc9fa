/* suspect: what no honest dataset has, looked for before a file is read: links that lead out of its folder,
 * lines longer than the memory should hold, workbooks that unpack to more than any table. Each is an issue
 * about the file. */
#ifndef JIXIAO_LOAD_SUSPECT_H
#define JIXIAO_LOAD_SUSPECT_H

#include "base/err.h"
#include "model/issue.h"

/* Whether `path`, a file in `folder`, is no link that leads out of it. A file that is not there is inside. */
bool suspect_inside(const char *folder, const char *path);
/* Adds an issue about `source`, and *found is set, when a line is longer than 4 MiB, or (of a workbook) its
 * parts are larger than 512 MiB together. Reads the file piece by piece. ERR_SYSTEM when it cannot be read.
 */
bool suspect_content(const char *path, const char *source, bool workbook, IssueList *issues, bool *found,
                     Err *err) MUST_USE;

#endif
