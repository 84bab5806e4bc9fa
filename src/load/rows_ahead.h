/* rows_ahead: the rows of some files, read by a thread of its own while the caller is busy with others. */
#ifndef JIXIAO_LOAD_ROWS_AHEAD_H
#define JIXIAO_LOAD_ROWS_AHEAD_H

#include "load/rows.h"

/* What rows_read wants, and what comes of it. */
typedef struct {
    Reader *reader;
    const Header *header;
    CsvRows rows;
    RowCounts counts;
    IssueList issues;
} RowsFile;

typedef struct RowsAhead RowsAhead;
/* The readers and the headers are the thread's until rows_ahead_end; without `thread`, or when none can be
 * had, they are read there. */
RowsAhead *rows_ahead_begin(Arena *arena, RowsFile *files, size_t count, bool thread);
/* Waits until all are read. What was read is the arena's. */
void rows_ahead_end(RowsAhead *ahead);

#endif
