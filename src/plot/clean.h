/* clean: text of users made harmless for gnuplot. Whatever comes out of here is text and nothing but text. */
#ifndef JIXIAO_PLOT_CLEAN_H
#define JIXIAO_PLOT_CLEAN_H

#include "base/text.h"

/* Without control characters (also those that turn the direction of writing), back-quotes, broken UTF-8 and
 * what a data file cannot carry (" becomes “ or ”, a backslash its full-width form); runs of blanks become
 * one; not wider than `cells` (0 = any width), cut with “…”. “—” when nothing is left. */
char *clean_text(Arena *arena, const char *text, size_t cells);
/* An expression of gnuplot for the text: 'one'.apostrophe.'two', where apostrophe is a variable. Not doubled
 * ones: gnuplot 5.4 takes those at the start of a string for its end, and a "'" makes it expand @names behind
 * it. */
char *clean_quote(Arena *arena, const char *clean);
/* The text on lines of at most `cells`; none when it is empty. */
char **clean_lines(Arena *arena, const char *text, size_t cells, size_t *count);
/* Lines as an expression of gnuplot: 'one'.newline.'two'; '' when there is none. */
char *clean_join(Arena *arena, char *const *lines, size_t count);
/* Letters, digits and _, not beginning with a digit: may be part of a variable's name. */
bool clean_is_identifier(const char *name);

#endif
