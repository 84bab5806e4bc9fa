/* rows: records with their troubles told as issues: what figures and tables are read from. Knows where a
 * table begins and what stands around it: titles above the header, headers of several rows, notes below,
 * separators, comments. */
#ifndef JIXIAO_LOAD_ROWS_H
#define JIXIAO_LOAD_ROWS_H

#include "load/header.h"
#include "load/load.h"
#include "load/reader.h"

typedef struct {
    int skip;        /* records above the header; -1 = those that look like titles */
    int header_rows; /* at least 1 */
} Layout;

/* rows: records that were handed out or refused; the others were passed over. */
typedef struct {
    size_t rows, comments, notes, separators;
} RowCounts;

/* `data` is UTF-8 (encoding.h). Reads up to and with the header; NULL after an issue that says why the file
 * cannot be read at all. The reader must be closed. */
Reader *rows_open(Arena *arena, const char *name, const char *data, size_t size, Layout layout,
                  Header *header, IssueList *issues);
/* A trouble of the reader or of encoding.h as an issue. */
void rows_add_trouble(IssueList *issues, const char *name, const Trouble *trouble);
/* The next record of the header's length; damaged and odd ones become issues. False at the end. */
bool rows_next(Reader *reader, const Header *header, IssueList *issues, Record *record,
               RowCounts *counts) MUST_USE;
/* A record that begins with this cell, or with a cell of this first byte, is never passed over, whatever its
 * other cells are. */
bool rows_is_row(const Header *header, const char *first_cell);
bool rows_begins_row(const Header *header, char first_byte);
/* All of them. */
void rows_read(Arena *arena, Reader *reader, const Header *header, IssueList *issues, CsvRows *rows,
               RowCounts *counts);
/* Nothing but the header and comments: a template that nobody has filled in, told as such; or an empty table.
 */
void rows_tell_none(const Header *header, const RowCounts *counts, IssueList *issues);

/* --- between rows.c and layout.c --- */
bool rows_is_comment(const Record *record); /* its first cell begins with "# " */

#endif
