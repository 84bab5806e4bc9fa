/* header: what the columns of a file are called, in English and Chinese, and which kind of file a header
 * tells. */
#ifndef JIXIAO_LOAD_HEADER_H
#define JIXIAO_LOAD_HEADER_H

#include "load/vocabulary.h"
#include "model/issue.h"
#include "model/source.h"

/* A column's printed name and what is understood of it. */
typedef struct {
    const char *plain;      /* without blanks and unit, see label.h */
    const Unit *unit;       /* that the name carries; NULL = none */
    const Synonym *synonym; /* NULL = nobody calls a column so */
} ColumnLabel;

typedef struct {
    const char *source;  /* for messages */
    const char **raw;    /* as printed, trimmed; several rows of headers joined by “/” */
    const char **names;  /* the English name where the kind knows the column, else the raw one; after
                            header_name_columns */
    ColumnLabel *labels; /* after header_understand */
    size_t count;
    int line;
    const char **titles; /* the cells above the header, and their lines */
    int *title_lines;
    size_t title_count, title_capacity;
} Header;

/* Sets labels[]. */
void header_understand(Arena *arena, Header *header, const Vocabulary *vocabulary);
/* The kind that the raw names tell; false when they tell none. */
bool header_recognise(const Header *header, SourceKind *kind);
/* What is missing for the kind that fits best; for the message when header_recognise fails. */
char *header_missing(Arena *arena, const Header *header);
/* Sets names[]. Without a description (`given` NULL) all spellings count, and an unknown column is a slip of
 * the pen: an error in a file of figures, a warning in others. With one, `given(user, field)` says what it
 * settles, and other spellings count only for what every figure needs. `leaves(user, plain)`: an unknown
 * column is meant to be left out. */
typedef bool HeaderGiven(const void *user, const char *field);
typedef bool HeaderLeaves(const void *user, const char *plain);
void header_name_columns(Arena *arena, Header *header, SourceKind kind, const Vocabulary *vocabulary,
                         HeaderGiven *given, HeaderLeaves *leaves, const void *user, IssueList *issues);
/* Index of a column by its name; -1 when there is none. */
int header_find(const Header *header, const char *name);
/* By its printed name: letter by letter, else without blanks and widths, else without its unit, too. -1 when
 * there is none, -2 when there are several. */
int header_find_printed(Arena *arena, const Header *header, const char *name);
/* The stage that a column of amounts tells by its name, or -1. */
int header_stage(const Header *header, size_t column);
/* Extra words that no kind of file reads: notes, running numbers, names of codes. */
bool header_is_harmless(const Header *header, size_t column);
const char *header_chinese(SourceKind kind, const char *name); /* for messages; "" when there is none */

#endif
