/* package: the parts of an OOXML file as one zip archive, the same bytes for the same parts: no clock, no
 * host, all entries dated 1980-01-01. */
#ifndef JIXIAO_REPORT_PACKAGE_H
#define JIXIAO_REPORT_PACKAGE_H

#include "base/arena.h"

typedef struct {
    const char *name; /* inside the archive, "word/document.xml" */
    const char *data;
    size_t size;
} PackagePart;

/* Writes `path` whole or leaves what was there. Readers expect [Content_Types].xml first. */
bool package_write(const PackagePart *parts, size_t count, const char *path, Err *err) MUST_USE;
/* Whether every XML part of a workbook that somebody else wrote has all its ends, every cell stands in its
 * row, and the shared texts are as many as they are said to be: a library that does not look at its writes
 * loses a piece when the disk is full. ERR_SYSTEM names the part that lacks one. */
bool package_check(const char *path, Err *err) MUST_USE;

#endif
