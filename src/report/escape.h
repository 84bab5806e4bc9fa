/* escape: text from anywhere made harmless for one place. All forms first drop what no reader should meet:
 * control characters, marks that turn the reading direction (U+202E and its kin), non-characters; bytes that
 * are no UTF-8 become U+FFFD; tabs and line ends become one blank. NULL prints nothing. */
#ifndef JIXIAO_REPORT_ESCAPE_H
#define JIXIAO_REPORT_ESCAPE_H

#include <stdio.h>

#include "base/arena.h"

/* For HTML and XML, in text and between quotes of an attribute. */
void escape_html(FILE *out, const char *text);
/* For GitHub's Markdown, in a paragraph or in a table's cell: nothing of the text is markup, HTML or a cell's
 * end. `begins_line`: what makes a list or a heading only at the beginning of a line is escaped, too. */
void escape_markdown(FILE *out, const char *text, bool begins_line);
/* Only the cleaning: for the cells of a workbook, whose library escapes by itself. At most `limit` UTF-16
 * units, the last of them "…" when it was cut. */
char *escape_plain(Arena *arena, const char *text, size_t limit);

#endif
