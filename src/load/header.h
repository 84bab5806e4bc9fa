/* header: what the columns of a file are called, in English and Chinese, and which kind of file a header
 * tells. */
#ifndef JIXIAO_LOAD_HEADER_H
#define JIXIAO_LOAD_HEADER_H

#include "model/issue.h"
#include "model/source.h"

typedef struct {
    const char *source; /* for messages */
    const char **raw;   /* as printed, trimmed */
    const char **names; /* the English name where the kind knows the column, else the raw one; after
                           header_name_columns */
    size_t count;
    int line;
} Header;

/* The kind that the raw names tell; false when they tell none. */
bool header_recognise(const Header *header, SourceKind *kind);
/* What is missing for the kind that fits best; for the message when header_recognise fails. */
char *header_missing(Arena *arena, const Header *header);
/* Sets names[]. With `strict`, unknown columns are warned of: without a description they are slips of the
 * pen. */
void header_name_columns(Arena *arena, Header *header, SourceKind kind, bool strict, IssueList *issues);
/* Index of a column by its name, or by its printed name with `raw`; -1 when there is none. */
int header_find(const Header *header, const char *name, bool raw);
const char *header_chinese(SourceKind kind, const char *name); /* for messages; "" when there is none */

#endif
