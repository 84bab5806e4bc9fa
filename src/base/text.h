/* text: building and looking at UTF-8 text. Knows nothing of files, tables or HTML. */
#ifndef JIXIAO_BASE_TEXT_H
#define JIXIAO_BASE_TEXT_H

#include <stddef.h>

#include "base/both.h"

/* A growing, always terminated string in an arena. = {.arena = a} is an empty one. */
typedef struct {
    Arena *arena;
    char *data;
    size_t size, room;
} Text;

void text_append(Text *text, const char *more);
void text_append_bytes(Text *text, const char *bytes, size_t length);
void text_append_integer(Text *text, long long value);
void text_appendf(Text *text, const char *format, ...) PRINTF_LIKE(2, 3);
/* Where `more` bytes may be written; the caller adds what it wrote to `size`. Not terminated behind them. */
char *text_room(Text *text, size_t more);
const char *text_string(const Text *text); /* "" when empty */
/* The text as a field of a CSV file: in quotes where readers would split, trim or skip it otherwise. */
const char *text_csv_field(Arena *arena, const char *text);

/* Names with values for text_fill. */
typedef struct {
    const char *name, *value;
} TextField;

/* Replaces {name} by the field's value; a name without a field stays as it is, braces included. */
char *text_fill(Arena *arena, const char *template, const TextField *fields, size_t count);
/* The same, but a value that is NULL or "" is missing: a piece [in brackets] with a missing field is left
 * out, brackets never stay, and the whole is NULL when a field outside brackets is missing. Pieces do not
 * nest. */
char *text_fill_known(Arena *arena, const char *template, const TextField *fields, size_t count);

bool text_equal(const char *a, const char *b); /* NULL equals only NULL */
bool text_starts(const char *text, const char *start);
bool text_ends(const char *text, const char *end);
bool text_has_word(const char *words, const char *word); /* words stand between blanks */
char *text_trim(Arena *arena, const char *text);         /* ASCII blanks and U+3000 at both ends */
bool text_is_utf8(const char *bytes, size_t length,
                  size_t *bad_at);                        /* strict: no surrogates, no overlong forms */
size_t text_cells(const char *text);                      /* columns on a screen: East Asian wide = 2 */
bool text_matches(const char *text, const char *pattern); /* '*' in the pattern stands for any text */
size_t text_distance(const char *a, const char *b);       /* edit distance in code points, for suggestions */
/* The candidate nearest to `wanted`, or NULL when none is near enough to be meant. */
const char *text_nearest(const char *wanted, const char *const *candidates, size_t count);
/* A file-name-safe form: ASCII letters, digits, - and _ kept, everything else '_'; never empty, never starts
 * with '.'. */
char *text_slug(Arena *arena, const char *text);
/* A whole number of the text and nothing else; false when it is not one or does not fit. */
bool text_integer(const char *text, int *value);
/* A decimal number of the text and nothing else. */
bool text_real(const char *text, double *value);
/* Splits at a separator character and trims each piece; returns the pieces, *count says how many. */
char **text_split(Arena *arena, const char *text, char separator, size_t *count);

#endif
