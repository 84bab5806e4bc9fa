/* The card of a department on one sheet: its tables below each other, with the headings and words between
 * them. */
#include <string.h>

#include "base/text.h"
#include "report/words.h"
#include "report/xlsx.h"

enum {
    ROW_TITLE,
    ROW_BACK,
    ROW_FIRST = 3,
    WORDS_COLUMNS = 8, /* over which a paragraph runs */
    WORDS_LINES = 12,
    LINE_POINTS = 16,
    COLUMNS_MOST = 64
};

static bool is_heading(const Block *block) {
    return block->type == BLOCK_HEADING && block->level <= 2;
}

static bool is_table(const Block *block) {
    return block->type == BLOCK_TABLE && block->table && block->place == PLACE_PAGE;
}

/* Behind the last block of the card. */
static size_t end_of(const Chapter *chapter, size_t at) {
    size_t end = at + 1;
    while (end < chapter->block_count && !is_heading(&chapter->blocks[end]) &&
           chapter->blocks[end].place != PLACE_BOOK)
        end++;
    return end;
}

bool xlsx_is_card(const Chapter *chapter, size_t at) {
    if (!is_heading(&chapter->blocks[at])) return false;
    for (size_t i = at + 1; i < end_of(chapter, at); i++)
        if (is_table(&chapter->blocks[i])) return true;
    return false;
}

const char *xlsx_card_address(const Xlsx *xlsx, const char *anchor) {
    for (size_t i = 0; anchor && i < xlsx->card_count; i++)
        if (strcmp(xlsx->cards[i].anchor, anchor) == 0) return xlsx->cards[i].address;
    return NULL;
}

static size_t *columns_of(Xlsx *xlsx, const Block *block, size_t *count) {
    size_t *columns = content_columns(xlsx->arena, block->table, count);
    if (*count > COLUMNS_MOST) *count = COLUMNS_MOST;
    return columns;
}

static void write_words(Xlsx *xlsx, lxw_worksheet *sheet, const Block *block, double width, size_t *row) {
    Text words = {.arena = xlsx->arena};
    if (block->lead) text_appendf(&words, "%s ", block->lead);
    const char *at = block->text;
    for (Piece piece; content_piece(xlsx->arena, xlsx->document, &at, &piece);)
        text_append(&words, piece.text);
    size_t lines = (size_t)((double)text_cells(text_string(&words)) / width) + 1;
    if (lines > WORDS_LINES) lines = WORDS_LINES;
    xlsx_keep(xlsx, worksheet_set_row(sheet, (lxw_row_t)*row, (double)(lines * LINE_POINTS), NULL));
    xlsx_keep(xlsx, worksheet_merge_range(sheet, (lxw_row_t)*row, 0, (lxw_row_t)*row, WORDS_COLUMNS - 1, "",
                                          xlsx->text));
    xlsx_text(xlsx, sheet, (*row)++, 0, text_string(&words), xlsx->text);
}

static void write_table(Xlsx *xlsx, lxw_worksheet *sheet, const Block *block, const char *heading,
                        const double *widths, size_t *row) {
    size_t count, *columns = columns_of(xlsx, block, &count);
    if (count == 0) return;
    const char *title = content_title(xlsx->document, block);
    if (!text_equal(title, heading)) xlsx_text(xlsx, sheet, (*row)++, 0, title, xlsx->section);
    xlsx_rows(xlsx, sheet, block->table, columns, count, widths, *row, block->table->row_count);
    *row += block->table->row_count + 2;
}

void xlsx_card(Xlsx *xlsx, lxw_worksheet *sheet, const Chapter *chapter, size_t at) {
    size_t end = end_of(chapter, at), row = ROW_FIRST;
    double widths[COLUMNS_MOST] = {0}, words = 0, width = 0;
    const char *heading = "";
    for (size_t i = at + 1; i < end; i++) {
        if (!is_table(&chapter->blocks[i])) continue;
        size_t count, *columns = columns_of(xlsx, &chapter->blocks[i], &count);
        (void)xlsx_widths(xlsx, chapter->blocks[i].table, columns, count, widths);
    }
    for (size_t i = 0; i < COLUMNS_MOST && widths[i] > 0; i++) {
        xlsx_keep(xlsx, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
        width += widths[i];
    }
    for (size_t i = 0; i < WORDS_COLUMNS; i++)
        words += widths[i] > 0 ? widths[i] : 8;
    xlsx_text(xlsx, sheet, ROW_TITLE, 0, chapter->blocks[at].text, xlsx->title);
    xlsx_keep(xlsx, worksheet_set_row(sheet, ROW_TITLE, XLSX_TITLE_POINTS, NULL));
    xlsx_link(xlsx, sheet, ROW_BACK, 0, xlsx->back, words_text(xlsx->document->lang, WORD_BACK));
    for (size_t i = at + 1; i < end; i++) {
        const Block *block = &chapter->blocks[i];
        bool below = i + 1 < end && (is_table(block + 1) || block[1].type == BLOCK_PARAGRAPH);
        if (block->type == BLOCK_HEADING) heading = below ? block->text : "";
        if (block->type == BLOCK_HEADING && below) {
            xlsx_text(xlsx, sheet, row++, 0, heading, xlsx->chapter);
        } else if (block->type == BLOCK_PARAGRAPH && block->text && *block->text) {
            write_words(xlsx, sheet, block, words, &row);
        } else if (is_table(block)) {
            write_table(xlsx, sheet, block, heading, widths, &row);
        }
    }
    worksheet_freeze_panes(sheet, ROW_BACK + 1, 0);
    xlsx_print_setup(xlsx, sheet, width > words ? width : words);
}
