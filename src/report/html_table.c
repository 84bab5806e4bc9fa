#include <string.h>

#include "base/text.h"
#include "model/decimal.h"
#include "report/escape.h"
#include "report/html.h"
#include "report/words.h"

enum {
    LONG_ROWS = 15,    /* a longer table scrolls under its heading and can be filtered */
    WIDE_COLUMNS = 10, /* a wider one is printed small; when it is long, too, on pages of its own, across */
    DATA_ROWS = 60,    /* data of a chart with more rows stay in their file */
    SHORT_CELLS = 6,   /* a heading that stays in one line, in half-width characters */
    MOST_CELLS = 24,   /* the widest demand of a column, */
    LONG_CELLS = 90,   /* or of one with sentences: */
    SENTENCE_CELLS = 36,
    /* Of an official form, whose many columns of words must stand beside each other to be read: */
    FORM_SHORT_CELLS = 4,
    FORM_MOST_CELLS = 12,
    FORM_SENTENCE_CELLS = 20
};

/* What a column needs at least, so that a crowded table scrolls sideways and does not stack single
 * characters. A heading over numbers may break into two lines when it is long. */
static size_t column_cells(const Column *column, size_t rows, Lang lang, bool form) {
    const size_t short_cells = form ? FORM_SHORT_CELLS : SHORT_CELLS,
                 most_cells = form ? FORM_MOST_CELLS : MOST_CELLS;
    size_t most = text_cells(column->label[lang]);
    if (content_is_number(column)) return most <= short_cells ? most : (most + 3) / 4 * 2;
    for (size_t row = 0; row < rows && most < LONG_CELLS; row++) {
        size_t cells = column->texts[row] ? text_cells(column->texts[row]) : 0;
        if (cells > most) most = cells;
    }
    if (most >= LONG_CELLS) return form ? FORM_SENTENCE_CELLS : SENTENCE_CELLS;
    return most > most_cells ? most_cells : most;
}

static void write_head(const HtmlPage *page, const Table *table, const size_t *columns, size_t count) {
    Lang lang = page->document->lang;
    fputs("<thead><tr>", page->out);
    for (size_t i = 0; i < count; i++) {
        const Column *column = &table->columns[columns[i]];
        double width = (double)column_cells(column, table->row_count, lang, content_is_form(table)) / 2 +
                       1.8; /* em, with the padding */
        fprintf(page->out, "<th scope=\"col\" style=\"min-width:%.1fem\"%s><span class=\"label\">", width,
                content_is_number(column) ? " class=\"number\"" : "");
        escape_html(page->out, column->label[lang]);
        fputs("</span>", page->out);
        if (column->unit[lang] && *column->unit[lang]) {
            fprintf(page->out, "<span class=\"unit\">%s", words_text(lang, WORD_OPEN));
            escape_html(page->out, column->unit[lang]);
            fprintf(page->out, "%s</span>", words_text(lang, WORD_CLOSE));
        }
        fputs("</th>", page->out);
    }
    fputs("</tr></thead>\n", page->out);
}

static const char *cell_address(const HtmlPage *page, Arena *cells, const Column *column, size_t row) {
    const char *anchor = column->anchors ? column->anchors[row] : NULL;
    return anchor ? content_address(cells, page->document, anchor) : NULL;
}

/* What a cell is sorted by, as %.15g prints it: whole numbers without printf, unless they would get an
 * exponent. */
static void write_value(const HtmlPage *page, Arena *cells, const Column *column, size_t row) {
    static const int64_t beyond = INT64_C(1000000000000000); /* 15 digits */
    enum { MOST_DECIMALS = 6, SAFE_DECIMALS = 4, SAFE_FROM = 100 };
    const bool whole = column->type == COLUMN_INT || column->type == COLUMN_FIXED;
    const int decimals = column->type == COLUMN_FIXED ? column->scale + column->shift : 0;
    const int64_t value = whole ? column->integers[row] : beyond, size = value < 0 ? -value : value;
    if (size >= beyond || decimals > MOST_DECIMALS ||
        (decimals > SAFE_DECIMALS && size < SAFE_FROM && size > 0)) {
        fprintf(page->out, " data-v=\"%.15g\"", table_cell_real(column, row));
        return;
    }
    const char *digits = decimal_text(cells, value, decimals, decimals, false);
    size_t length = strlen(digits);
    while (decimals && digits[length - 1] == '0')
        length--;
    if (decimals && digits[length - 1] == '.') length--;
    fputs(" data-v=\"", page->out);
    fwrite(digits, 1, length, page->out);
    fputc('"', page->out);
}

static void write_cell(const HtmlPage *page, Arena *cells, const Column *column, size_t row, bool first,
                       size_t span) {
    if (span == 0) return;
    const bool number = content_is_number(column), missing = table_cell_missing(column, row);
    fputs(first && !number ? "<th scope=\"row\"" : "<td", page->out);
    if (span > 1) fprintf(page->out, " rowspan=\"%zu\"", span);
    if (missing) fputs(" class=\"missing\"", page->out);
    if (number && missing) fputs(" data-v=\"\"", page->out);
    if (number && !missing) write_value(page, cells, column, row);
    fputc('>', page->out);
    if (missing)
        fputs(words_text(page->document->lang, WORD_MISSING), page->out);
    else
        html_link(page, cell_address(page, cells, column, row), table_cell_text(cells, column, row, true));
    fputs(first && !number ? "</th>" : "</td>", page->out);
}

static void write_box(const HtmlPage *page, const Table *table, size_t rows, const char *title_id,
                      bool may_scroll) {
    size_t count, *columns = content_columns(page->arena, table, &count);
    bool form = content_is_form(table);
    fprintf(page->out, "<div class=\"box%s\" tabindex=\"0\" role=\"region\" aria-labelledby=\"%s\">\n",
            form                             ? " form"
            : may_scroll && rows > LONG_ROWS ? " long"
                                             : "",
            title_id);
    fprintf(page->out, "<table aria-labelledby=\"%s\">\n", title_id);
    write_head(page, table, columns, count);
    fputs("<tbody>\n", page->out);
    Arena cells = {0};
    for (size_t row = 0; row < rows; row++) {
        fputs("<tr>", page->out);
        for (size_t i = 0; i < count; i++)
            write_cell(page, &cells, &table->columns[columns[i]], row, i == 0,
                       content_span(table, columns, i, row));
        fputs("</tr>\n", page->out);
    }
    arena_free(&cells);
    fputs("</tbody>\n</table>\n</div>\n", page->out);
}

static void write_title(const HtmlPage *page, const Block *block, const char *title_id) {
    fprintf(page->out, "<span class=\"title\" id=\"%s\"><span class=\"serial\">", title_id);
    escape_html(page->out, content_number(page->arena, page->document, BLOCK_TABLE, page->tables));
    fputs("</span> ", page->out);
    escape_html(page->out, content_title(page->document, block));
    fputs("</span>", page->out);
    if (!block->collapsed) return;
    TextField rows[] = {{"n", arena_printf(page->arena, "%zu", block->table->row_count)}};
    const char *words = text_fill(page->arena, words_text(page->document->lang, WORD_ROWS), rows, 1);
    fprintf(page->out, " <span class=\"count\">%s</span>", words);
}

static void write_rest(const HtmlPage *page, const Block *block) {
    if (content_rows(block) == block->table->row_count) return;
    fputs("<p class=\"rest\">", page->out);
    html_link(page, page->document->bound ? NULL : content_file(page->arena, page->document, block),
              content_rest(page->arena, page->document, block));
    fputs("</p>\n", page->out);
}

void html_table(HtmlPage *page, const Block *block) {
    if (!block->table) return;
    page->tables++;
    size_t count;
    content_columns(page->arena, block->table, &count);
    const char *title_id = arena_printf(page->arena, "jx-table-%d", page->tables);
    bool wide = count >= WIDE_COLUMNS, across = wide && block->table->row_count > LONG_ROWS;
    fprintf(page->out, "<figure class=\"table%s%s\"", wide ? " wide" : "", across ? " across" : "");
    html_attribute(page, "id", block->id);
    fputs(">\n", page->out);
    fputs(block->collapsed ? "<details class=\"fold\"><summary>" : "<figcaption>", page->out);
    write_title(page, block, title_id);
    fputs(block->collapsed ? "</summary>\n" : "</figcaption>\n", page->out);
    write_box(page, block->table, content_rows(block), title_id, true);
    write_rest(page, block);
    html_note(page, content_note(page->arena, page->document, block));
    fputs(block->collapsed ? "</details>\n" : "", page->out);
    fputs("</figure>\n", page->out);
}

void html_data(const HtmlPage *page, const Block *block) {
    size_t count;
    const Table *table = block->data;
    if (!table) return;
    content_columns(page->arena, table, &count);
    bool folded = table->row_count <= DATA_ROWS && count > 1;
    TextField fields[] = {{"n", arena_printf(page->arena, "%zu", table->row_count)},
                          {"file", block->data_file}};
    const char *words = text_fill(
        page->arena, words_text(page->document->lang, folded ? WORD_DATA : WORD_DATA_FILE), fields, 2);
    const char *title_id = arena_printf(page->arena, "jx-data-%d", page->charts);
    fprintf(page->out,
            folded ? "<details class=\"data\"><summary id=\"%s\">" : "<p class=\"data\" id=\"%s\">",
            title_id);
    escape_html(page->out, words);
    fputs(folded ? "</summary>\n" : "</p>\n", page->out);
    if (!folded) return;
    write_box(page, table, table->row_count, title_id, false);
    fputs("</details>\n", page->out);
}
