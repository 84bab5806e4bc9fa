/* content: what all renderers ask a Document: the title of a block, the heading of a column, the links in a
 * paragraph. Prints nothing. */
#ifndef JIXIAO_REPORT_CONTENT_H
#define JIXIAO_REPORT_CONTENT_H

#include "model/document.h"

/* "表 3" or "Figure 3": tables and charts are numbered through the document, each kind from 1. */
char *content_number(Arena *arena, const Document *document, BlockType type, int number);
/* The block's own text, or its table's title, or the table's name; "" when a chart has none. */
const char *content_title(const Document *document, const Block *block);
/* The note under a block: the block's own, a table's, and what its marks mean; "" when there is none. */
char *content_note(Arena *arena, const Document *document, const Block *block);
/* "支出（万元）" or "Expenditure (yuan)". */
char *content_heading(Arena *arena, const Column *column, Lang lang);
/* The indexes of the columns that people see; *count says how many. */
size_t *content_columns(Arena *arena, const Table *table, size_t *count);
/* Of how many rows the cell is, for merged columns: 0 when the cell above reaches down into this row. `at` is
 * the place of the column among those that people see. */
size_t content_span(const Table *table, const size_t *columns, size_t at, size_t row);
/* Whether cells of the table are merged: a form, to be printed as it is, neither sorted nor filtered. */
bool content_is_form(const Table *table);
/* How many rows of the table a page shows. */
size_t content_rows(const Block *block);
/* Where all rows of the table are, from the document; and the words that lead there. */
char *content_file(Arena *arena, const Document *document, const Block *block);
char *content_rest(Arena *arena, const Document *document, const Block *block);
/* Whether a number is in the column: right-aligned, sorted by value. */
bool content_is_number(const Column *column);

/* Where an anchor leads from this document: "#anchor", or a file beside it; NULL = nowhere. */
const char *content_address(Arena *arena, const Document *document, const char *anchor);
/* A piece of a paragraph: plain words, or a link when address is not NULL. */
typedef struct {
    char *text;
    const char *address;
} Piece;
/* Takes the next piece from *at; false at the end. [words](#anchor) is a link when the anchor leads
 * somewhere, else only its words stay; anything else in brackets is plain text. */
bool content_piece(Arena *arena, const Document *document, const char **at, Piece *piece);

#endif
