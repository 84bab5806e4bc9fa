/* xlsx: what the files that write the workbook share. Private to report/. */
#ifndef JIXIAO_REPORT_XLSX_H
#define JIXIAO_REPORT_XLSX_H

#include <xlsxwriter.h>

#include "report/content.h"

enum {
    XLSX_ROWS = 1048576, /* Excel's limits */
    XLSX_COLUMNS = 16384,
    XLSX_CELL = 32767,        /* UTF-16 units in a cell */
    XLSX_SHEET_NAME = 31,     /* … and in the name of a sheet */
    XLSX_ATTRIBUTE = 500,     /* the library cuts an attribute at 2079 bytes, even inside a character */
    XLSX_TITLE_POINTS = 26,   /* height of the row of a title … */
    XLSX_CHAPTER_POINTS = 22, /* … and of a chapter in the contents */
    XLSX_DECIMALS = 10,
    XLSX_BLOCKS = 24, /* native charts of a table: nobody leafs through more */
    XLSX_ROW_PIXELS = 20,
    XLSX_CHART_WIDTH = 1060 /* pixels of the widest chart */
};

typedef enum { XLSX_PLAIN, XLSX_GROUPED, XLSX_PERCENT, XLSX_NUMBERS } XlsxNumber;

/* A department's sheet, and the anchor that leads there in the document. */
typedef struct {
    const char *anchor, *address;
} XlsxCard;

typedef struct {
    Arena *arena;
    const Document *document;
    lxw_workbook *book;
    lxw_worksheet *contents;
    char *back;      /* the address of the contents sheet, for links */
    lxw_error error; /* the first one that the library reported */
    const XlsxCard *cards;
    size_t card_count;
    lxw_row_t *breaks; /* rows of the sheet of charts on which a page begins */
    size_t break_count, break_capacity;
    lxw_format *title, *subtitle, *chapter, *section, *text, *strong, *note, *head, *head_number, *cell,
        *link, *cell_link, *colors[TONE_COUNT];
    lxw_format *numbers[2][XLSX_NUMBERS][XLSX_DECIMALS]; /* plain and marked; made when first needed */
} Xlsx;

void xlsx_make_formats(Xlsx *xlsx);
lxw_format *xlsx_number_format(Xlsx *xlsx, XlsxNumber kind, int decimals, bool marked);

/* Every write goes through these: the text is cleaned and cut, never read as a formula; errors are kept in
 * xlsx->error. */
void xlsx_text(Xlsx *xlsx, lxw_worksheet *sheet, size_t row, size_t column, const char *text,
               lxw_format *format);
void xlsx_link(Xlsx *xlsx, lxw_worksheet *sheet, size_t row, size_t column, const char *address,
               const char *text);
void xlsx_link_cell(Xlsx *xlsx, lxw_worksheet *sheet, size_t row, size_t column, const char *address,
                    const char *text, lxw_format *format);
void xlsx_keep(Xlsx *xlsx, lxw_error error);

/* "internal:'SHEET'!A5"; row from 0. */
char *xlsx_address(Arena *arena, const char *sheet, size_t row);
/* A legal name for a sheet, not among `taken` (whatever the case of its letters): from `title`, or from
 * `otherwise` when nothing of the title can stand in a name. */
char *xlsx_sheet_name(Arena *arena, const char *title, const char *otherwise, char *const *taken,
                      size_t count);

/* Where an anchor leads when it is that of a card; else NULL. */
const char *xlsx_card_address(const Xlsx *xlsx, const char *anchor);

/* Widens `widths` to what the columns need; returns their sum. */
double xlsx_widths(Xlsx *xlsx, const Table *table, const size_t *columns, size_t count, double *widths);
/* Headings in row `head` and the first `rows` rows of the table below them. */
void xlsx_rows(Xlsx *xlsx, lxw_worksheet *sheet, const Table *table, const size_t *columns, size_t count,
               const double *widths, size_t head, size_t rows);
/* Whether the block is the heading of a card: tables that stand only on pages follow it before the next
 * heading of its level. Fills a sheet with what is below the heading: headings, words, tables. */
bool xlsx_is_card(const Chapter *chapter, size_t at);
void xlsx_card(Xlsx *xlsx, lxw_worksheet *sheet, const Chapter *chapter, size_t at);
/* Fills a sheet with a BLOCK_TABLE, the number-th table. Fails (ERR_SYSTEM) on too many columns. */
bool xlsx_table(Xlsx *xlsx, lxw_worksheet *sheet, const Block *block, int number, Err *err) MUST_USE;
/* Where the table's cells are on its sheet. */
enum { XLSX_ROW_BACK = 1, XLSX_ROW_HEAD = 3, XLSX_ROW_FIRST };
/* Draws what the table's `chart` says from the cells of its sheet onto the sheet of the charts: one chart, or
 * one for each block of at least two rows, XLSX_BLOCKS at most. *row is the next free row there; the one
 * above is the first chart's heading. */
void xlsx_draw(Xlsx *xlsx, lxw_worksheet *charts, const Block *block, const char *sheet, const char *title,
               size_t *row);
/* Prints a sheet as wide as a page, as long as it is; `width` of its columns, in half-width characters, says
 * on which paper: A4 upright, A4 across, or A3 across. */
void xlsx_print_setup(Xlsx *xlsx, lxw_worksheet *sheet, double width);
/* The sheet of charts, of which a page must not cut one: A4 upright, with the breaks that xlsx_keep_together
 * found; the rows `first` to `end` (exclusive) stand on one page when they fit on it, top to bottom. */
void xlsx_keep_together(Xlsx *xlsx, size_t first, size_t end);
void xlsx_print_charts(Xlsx *xlsx, lxw_worksheet *charts, size_t rows);

#endif
