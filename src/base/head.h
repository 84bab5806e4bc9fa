/* head: the "key: value" lines at the top of a query (behind --), of a chart (behind #) and of a description
 * (bare). Grammar: key = letters, digits, '_', '-', '.'; a line that begins with two blanks (after the
 * comment mark) continues the value above with a newline. The head ends at the first line that is none of
 * these. */
#ifndef JIXIAO_BASE_HEAD_H
#define JIXIAO_BASE_HEAD_H

#include "base/arena.h"

typedef struct {
    const char *key, *value; /* value trimmed; "" when empty */
    int line;                /* 1-based physical line of the key */
} HeadEntry;

typedef struct {
    const char *name;   /* for messages: where the head was read */
    HeadEntry *entries; /* in file order; a key may occur more than once */
    size_t count;
    const char *body; /* what follows the head; "" when nothing does */
    int body_line;
} Head;

/* `mark` is "--", "#" or "" (bare: blank lines and lines that begin with # are skipped, and everything is
 * head). Fails (ERR_SOURCE) with name:line when the first line is no key, or a bare line cannot be read. */
bool head_read(Arena *arena, const char *name, const char *text, const char *mark, Head *head,
               Err *err) MUST_USE;
const char *head_value(const Head *head, const char *key); /* first value, or NULL */
const char *head_value_or(const Head *head, const char *key, const char *otherwise);
/* Fails naming the file and the key when it is missing or empty. */
bool head_require(const Head *head, const char *key, const char **value, Err *err) MUST_USE;
/* Fails on a key that is not in `known` (ends with NULL; "column.*" fits any key with that start), and
 * suggests the nearest. */
bool head_check_keys(const Head *head, const char *const *known, Err *err) MUST_USE;

#endif
