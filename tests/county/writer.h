/* writer: what the files of the dataset are written with (files.c: figures; records.c: everything else). */
#ifndef JIXIAO_TESTS_WRITER_H
#define JIXIAO_TESTS_WRITER_H

#include "base/text.h"
#include "county.h"

typedef struct {
    const County *county;
    const char *folder;
    const char *with;
    Text text; /* the file being written */
    Err *err;
} Writer;

void writer_quoted(Text *text, const char *value);
/* A quoted field: `plain`, or in a hostile county the index-th of the texts that try to be something else. */
void writer_said(Writer *writer, int index, const char *plain);
bool writer_wanted(const Writer *writer, const char *kind); /* by --with */
bool writer_finish(Writer *writer, const char *name);       /* writes the text and begins another */
/* X.meta of X.csv. */
bool writer_describe(Writer *writer, const char *stem, const char *zh, const char *en, int year);
/* assessments.csv, and the kinds of files that are wanted. */
bool writer_records(Writer *writer);

#endif
