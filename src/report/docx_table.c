#include "base/text.h"
#include "report/docx.h"
#include "report/escape.h"
#include "report/words.h"

enum {
    LEAST_CELLS = 6,   /* of a column, in half-width characters */
    MERGED_CELLS = 9,  /* headings of groups stand in narrow cells of several lines */
    MOST_CELLS = 34,   /* the widest demand of a column of words */
    CELL_WIDTH = 100,  /* a half-width character in a table, in twentieths of a point … */
    CELL_MARGINS = 134 /* … and what a cell keeps free on both sides */
};

static size_t column_cells(const Column *column, size_t rows, Lang lang) {
    Arena cells = {0};
    size_t most = (text_cells(column->label[lang]) + 1) / 2;
    for (size_t row = 0; row < rows; row++) {
        size_t width = text_cells(table_cell_text(&cells, column, row, true));
        if (width > most) most = width;
    }
    arena_free(&cells);
    size_t limit = column->merge ? MERGED_CELLS : MOST_CELLS;
    if (most > limit) most = limit;
    return most < LEAST_CELLS ? LEAST_CELLS : most;
}

/* Columns of numbers are as wide as their widest number, which must not break; the others share the rest by
 * what they hold. Returns twentieths of a point, `width` in sum as long as the numbers leave room for words.
 */
static int *column_widths(const Docx *docx, const Table *table, const size_t *columns, size_t count,
                          int width) {
    int *widths = ARENA_ARRAY(docx->arena, int, count + 1), left = width;
    size_t sum = 0, *cells = ARENA_ARRAY(docx->arena, size_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        const Column *column = &table->columns[columns[i]];
        cells[i] = column_cells(column, table->row_count, docx->document->lang);
        if (content_is_number(column))
            left -= widths[i] = (int)cells[i] * CELL_WIDTH + CELL_MARGINS;
        else
            sum += cells[i];
    }
    if (left < width / 4) left = width / 4;
    for (size_t i = 0; i < count; i++) {
        if (widths[i] || sum == 0) continue;
        widths[i] = (int)((size_t)left * cells[i] / sum);
        left -= widths[i];
        sum -= cells[i];
    }
    return widths;
}

static void begin_cell(const Docx *docx, int width, const char *merge) {
    fprintf(docx->out,
            "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>%s<w:vAlign w:val=\"center\"/></w:tcPr>", width,
            merge);
}

/* A cell holds at least one paragraph, be it empty. */
static void write_cell(const Docx *docx, int width, const char *merge, const char *style, const char *text) {
    begin_cell(docx, width, merge);
    if (*text)
        docx_paragraph(docx, style, text);
    else
        fprintf(docx->out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr></w:p>", style);
    fputs("</w:tc>", docx->out);
}

static void write_head(const Docx *docx, const Table *table, const size_t *columns, size_t count,
                       const int *widths) {
    fputs("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>", docx->out);
    for (size_t i = 0; i < count; i++)
        write_cell(docx, widths[i], "", "Head",
                   content_heading(docx->arena, &table->columns[columns[i]], docx->document->lang));
    fputs("</w:tr>\n", docx->out);
}

static void write_row(const Docx *docx, const Table *table, const size_t *columns, size_t count,
                      const int *widths, size_t row) {
    Arena cells = {0};
    fputs("<w:tr><w:trPr><w:cantSplit/></w:trPr>", docx->out);
    for (size_t i = 0; i < count; i++) {
        const Column *column = &table->columns[columns[i]];
        size_t span = content_span(table, columns, i, row);
        const char *merge = span == 0 ? "<w:vMerge/>" : span > 1 ? "<w:vMerge w:val=\"restart\"/>" : "";
        const char *text = table_cell_missing(column, row) ? words_text(docx->document->lang, WORD_MISSING)
                                                           : table_cell_text(&cells, column, row, true);
        write_cell(docx, widths[i], merge, content_is_number(column) ? "CellNumber" : "Cell",
                   span ? text : "");
    }
    fputs("</w:tr>\n", docx->out);
    arena_free(&cells);
}

void docx_table(Docx *docx, const Block *block, int width) {
    const Table *table = block->table;
    if (!table) return;
    size_t count, *columns = content_columns(docx->arena, table, &count);
    docx_paragraph(docx, "Caption",
                   arena_printf(docx->arena, "%s  %s",
                                content_number(docx->arena, docx->document, BLOCK_TABLE, ++docx->tables),
                                content_title(docx->document, block)));
    if (count == 0) return;
    int *widths = column_widths(docx, table, columns, count, width);
    fprintf(docx->out,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Form\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/>"
            "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
            width);
    for (size_t i = 0; i < count; i++)
        fprintf(docx->out, "<w:gridCol w:w=\"%d\"/>", widths[i]);
    fputs("</w:tblGrid>\n", docx->out);
    write_head(docx, table, columns, count, widths);
    for (size_t row = 0; row < table->row_count; row++)
        write_row(docx, table, columns, count, widths, row);
    fputs("</w:tbl>\n", docx->out);
    const char *note = content_note(docx->arena, docx->document, block);
    if (*note) note = arena_printf(docx->arena, "%s%s", words_text(docx->document->lang, WORD_NOTE), note);
    docx_paragraph(docx, "Note", note);
}
