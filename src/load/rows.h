/* rows: records with their troubles told as issues: what figures and tables are read from. */
#ifndef JIXIAO_LOAD_ROWS_H
#define JIXIAO_LOAD_ROWS_H

#include "load/header.h"
#include "load/load.h"
#include "load/reader.h"

/* `data` is UTF-8 (encoding.h). Reads the header; NULL after an issue that says why the file cannot be read
 * at all. The reader must be closed. */
Reader *rows_open(Arena *arena, const char *name, const char *data, size_t size, Header *header,
                  IssueList *issues);
/* A trouble of the reader or of encoding.h as an issue. */
void rows_add_trouble(IssueList *issues, const char *name, const Trouble *trouble);
/* The next record of the header's length; damaged and odd ones become issues. False at the end. */
bool rows_next(Reader *reader, const Header *header, IssueList *issues, Record *record,
               size_t *row_count) MUST_USE;
/* All of them. */
void rows_read(Arena *arena, Reader *reader, const Header *header, IssueList *issues, CsvRows *rows);

#endif
