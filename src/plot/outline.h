/* outline: the `d` of SVG paths in few bytes. Places are counted in tenths of a pixel, so that steps from one
 * to the next add up exactly. */
#ifndef JIXIAO_PLOT_OUTLINE_H
#define JIXIAO_PLOT_OUTLINE_H

#include "base/text.h"

/* How many bytes of blanks, as XML has them, stand there: none or one, mostly. */
size_t outline_blanks(const char *at);
/* Takes a number, as strtod does. False when there is none. */
bool outline_number(const char **at, double *value) MUST_USE;
/* The same in tenths of a pixel, and what separates it from the next one. */
bool outline_read(const char **at, long *tenths) MUST_USE;
/* Not behind a letter, numbers are separated by a blank, or by a minus sign alone. */
void outline_append(Text *out, long tenths, bool behind_letter);
/* Lines in absolute M and L, perhaps closed by Z, in steps from place to place; "" when they have no length.
 * False when there is something else. */
bool outline_shorten(Arena *arena, const char *path, const char **lines) MUST_USE;
/* A closed line through the corners. *is_box: an upright rectangle; these are all said in the same way,
 * whichever corner they began at, for those that turn in different directions would cut holes into each other
 * in a shared path. */
const char *outline_close(Arena *arena, const long (*corners)[2], size_t count, bool *is_box);

#endif
