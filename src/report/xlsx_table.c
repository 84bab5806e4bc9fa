#include <string.h>

#include "base/text.h"
#include "model/decimal.h"
#include "report/words.h"
#include "report/xlsx.h"

enum {
    ROW_TITLE,
    ROW_BACK = XLSX_ROW_BACK,
    ROW_NOTE,
    ROW_HEAD = XLSX_ROW_HEAD,
    ROW_FIRST = XLSX_ROW_FIRST, /* of the data */
    PADDING = 3,                /* of a column, in half-width characters */
    WIDTH_LEAST = 9,
    WIDTH_MOST = 44,
    WIDTH_SAMPLE = 2000, /* rows that are looked at for the width of a column */
    NOTE_LINES = 6,      /* at most: the head below is frozen and must leave room for the data */
    NOTE_POINTS = 16,
    LINES_MOST = 20, /* of a row: Excel allows 409 points */
    LINE_POINTS = 16
};

static bool is_percent(const Column *column, Lang lang) {
    return column->type != COLUMN_TEXT && column->type != COLUMN_INT && text_equal(column->unit[lang], "%");
}

static lxw_format *column_format(Xlsx *xlsx, const Column *column, bool marked) {
    if (is_percent(column, xlsx->document->lang))
        return xlsx_number_format(xlsx, XLSX_PERCENT, column->decimals, marked);
    switch (column->type) {
    case COLUMN_TEXT:
        return xlsx->cell;
    case COLUMN_INT:
        return xlsx_number_format(xlsx, XLSX_PLAIN, 0, marked);
    case COLUMN_FIXED:
    case COLUMN_RATIO:
        return xlsx_number_format(xlsx, XLSX_GROUPED, column->decimals, marked);
    case COLUMN_REAL:
        break;
    }
    return xlsx_number_format(xlsx, XLSX_PLAIN, column->decimals, marked);
}

static double column_width(const Column *column, const char *heading, size_t rows) {
    Arena cells = {0};
    size_t most = text_cells(heading);
    /* A heading over numbers may break into two lines. */
    if (content_is_number(column)) most = most / 2 + 2;
    for (size_t row = 0; row < rows && row < WIDTH_SAMPLE; row++) {
        size_t width = text_cells(table_cell_text(&cells, column, row, true));
        if (width > most) most = width;
    }
    arena_free(&cells);
    most += PADDING;
    return most < WIDTH_LEAST ? WIDTH_LEAST : most > WIDTH_MOST ? WIDTH_MOST : (double)most;
}

static size_t lines_of(const char *text, double width) {
    size_t cells = text ? text_cells(text) : 0;
    return cells ? (size_t)((double)(cells - 1) / (width - PADDING)) + 1 : 1;
}

/* Not every reader of the file fits the height of a row to its wrapped words. */
static void set_height(Xlsx *xlsx, lxw_worksheet *sheet, size_t row, size_t lines) {
    if (lines > LINES_MOST) lines = LINES_MOST;
    if (lines > 1)
        xlsx_keep(xlsx, worksheet_set_row(sheet, (lxw_row_t)row, (double)(lines * LINE_POINTS), NULL));
}

double xlsx_widths(Xlsx *xlsx, const Table *table, const size_t *columns, size_t count, double *widths) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        const Column *column = &table->columns[columns[i]];
        double width = column_width(column, content_heading(xlsx->arena, column, xlsx->document->lang),
                                    table->row_count);
        if (width > widths[i]) widths[i] = width;
        sum += widths[i];
    }
    return sum;
}

static void write_head(Xlsx *xlsx, lxw_worksheet *sheet, const Table *table, const size_t *columns,
                       size_t count, const double *widths, size_t row) {
    size_t lines = 1;
    for (size_t i = 0; i < count; i++) {
        const Column *column = &table->columns[columns[i]];
        char *heading = content_heading(xlsx->arena, column, xlsx->document->lang);
        lxw_format *format = content_is_number(column) ? xlsx->head_number : xlsx->head;
        xlsx_text(xlsx, sheet, row, i, heading, format);
        if (lines_of(heading, widths[i]) > lines) lines = lines_of(heading, widths[i]);
    }
    set_height(xlsx, sheet, row, lines);
}

static void set_heights(Xlsx *xlsx, lxw_worksheet *sheet, const Table *table, const size_t *columns,
                        size_t count, const double *widths, size_t first, size_t rows) {
    for (size_t row = 0; row < rows; row++) {
        size_t lines = 1;
        for (size_t i = 0; i < count; i++) {
            const Column *column = &table->columns[columns[i]];
            bool plain = !content_is_number(column) && content_span(table, columns, i, row) == 1;
            size_t wanted = plain ? lines_of(column->texts[row], widths[i]) : 1;
            if (wanted > lines) lines = wanted;
        }
        set_height(xlsx, sheet, first + row, lines);
    }
}

static void write_column(Xlsx *xlsx, lxw_worksheet *sheet, const Table *table, const size_t *columns,
                         size_t at, size_t first, size_t rows) {
    const Column *column = &table->columns[columns[at]];
    lxw_format *formats[2] = {column_format(xlsx, column, false), NULL};
    bool percent = is_percent(column, xlsx->document->lang);
    for (size_t row = 0; row < rows; row++) {
        lxw_row_t to = (lxw_row_t)(first + row);
        size_t span = content_span(table, columns, at, row);
        if (span == 0) continue;
        bool marked = table_cell_marked(column, row);
        if (marked && !formats[1]) formats[1] = column_format(xlsx, column, true);
        lxw_format *format = formats[marked];
        if (span > 1)
            xlsx_keep(xlsx, worksheet_merge_range(sheet, to, (lxw_col_t)at, (lxw_row_t)(to + span - 1),
                                                  (lxw_col_t)at, "", format));
        if (table_cell_missing(column, row)) {
            xlsx_keep(xlsx, worksheet_write_blank(sheet, to, (lxw_col_t)at, format));
        } else if (!content_is_number(column)) {
            const char *text = table_cell_text(xlsx->arena, column, row, true);
            const char *card = column->anchors ? xlsx_card_address(xlsx, column->anchors[row]) : NULL;
            if (card)
                xlsx_link_cell(xlsx, sheet, to, at, card, text, xlsx->cell_link);
            else
                xlsx_text(xlsx, sheet, to, at, text, format);
        } else {
            double value = table_cell_real(column, row);
            if (percent)
                value = column->type == COLUMN_RATIO
                            ? decimal_ratio_real(column->integers[row], column->denominators[row], 0)
                            : value / 100;
            xlsx_keep(xlsx, worksheet_write_number(sheet, to, (lxw_col_t)at, value, format));
        }
    }
}

/* Colours by what the cells say, so that they follow when somebody edits or sorts. */
static void write_colors(Xlsx *xlsx, lxw_worksheet *sheet, const Column *column, size_t at, size_t from,
                         size_t rows) {
    lxw_row_t first = (lxw_row_t)from, last = (lxw_row_t)(from + rows - 1);
    lxw_col_t place = (lxw_col_t)at;
    for (size_t i = 0; i < column->color_count; i++) {
        Text words = {.arena = xlsx->arena};
        for (const char *letter = column->colors[i].words; *letter; letter++)
            text_append(&words, *letter == '"' ? "\"\"" : arena_strndup(xlsx->arena, letter, 1));
        lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                       .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                       .value_string =
                                           arena_printf(xlsx->arena, "\"%s\"", text_string(&words)),
                                       .format = xlsx->colors[column->colors[i].kind]};
        xlsx_keep(xlsx, worksheet_conditional_format_range(sheet, first, place, last, place, &rule));
    }
    if (!column->bars) return;
    lxw_conditional_format bars = {
        .type = LXW_CONDITIONAL_DATA_BAR, .bar_color = 0xC7D6E6, .bar_solid = LXW_TRUE};
    xlsx_keep(xlsx, worksheet_conditional_format_range(sheet, first, place, last, place, &bars));
}

void xlsx_rows(Xlsx *xlsx, lxw_worksheet *sheet, const Table *table, const size_t *columns, size_t count,
               const double *widths, size_t head, size_t rows) {
    write_head(xlsx, sheet, table, columns, count, widths, head);
    for (size_t i = 0; i < count; i++) {
        write_column(xlsx, sheet, table, columns, i, head + 1, rows);
        if (rows) write_colors(xlsx, sheet, &table->columns[columns[i]], i, head + 1, rows);
    }
    set_heights(xlsx, sheet, table, columns, count, widths, head + 1, rows);
}

/* A merged cell does not find its own height. */
static void write_note(Xlsx *xlsx, lxw_worksheet *sheet, const Block *block, size_t columns, double width) {
    const char *note = content_note(xlsx->arena, xlsx->document, block);
    if (!*note) return;
    note = arena_printf(xlsx->arena, "%s%s", words_text(xlsx->document->lang, WORD_NOTE), note);
    size_t lines = (size_t)((double)text_cells(note) / (width > 1 ? width : 1)) + 1;
    if (lines > NOTE_LINES) lines = NOTE_LINES;
    xlsx_keep(xlsx, worksheet_set_row(sheet, ROW_NOTE, (double)(lines * NOTE_POINTS), NULL));
    if (columns > 1)
        xlsx_keep(xlsx, worksheet_merge_range(sheet, ROW_NOTE, 0, ROW_NOTE, (lxw_col_t)(columns - 1), "",
                                              xlsx->note));
    xlsx_text(xlsx, sheet, ROW_NOTE, 0, note, xlsx->note);
}

static void write_cut(Xlsx *xlsx, lxw_worksheet *sheet, const Table *table, size_t rows) {
    TextField fields[] = {{"n", arena_printf(xlsx->arena, "%zu", rows)},
                          {"m", arena_printf(xlsx->arena, "%zu", table->row_count)}};
    const char *words = words_text(xlsx->document->lang, WORD_CUT);
    xlsx_text(xlsx, sheet, ROW_FIRST + rows, 0, text_fill(xlsx->arena, words, fields, 2), xlsx->section);
}

bool xlsx_table(Xlsx *xlsx, lxw_worksheet *sheet, const Block *block, int number, Err *err) {
    const Table *table = block->table;
    Lang lang = xlsx->document->lang;
    size_t count, *columns = content_columns(xlsx->arena, table, &count);
    if (count > XLSX_COLUMNS)
        return err_set(err, ERR_SYSTEM,
                       "table %s: has %zu columns, but a sheet of a workbook holds %d; write it as CSV",
                       table->name, count, XLSX_COLUMNS);
    const char *title =
        arena_printf(xlsx->arena, "%s  %s", content_number(xlsx->arena, xlsx->document, BLOCK_TABLE, number),
                     content_title(xlsx->document, block));
    xlsx_text(xlsx, sheet, ROW_TITLE, 0, title, xlsx->title);
    xlsx_keep(xlsx, worksheet_set_row(sheet, ROW_TITLE, XLSX_TITLE_POINTS, NULL));
    xlsx_link(xlsx, sheet, ROW_BACK, 0, xlsx->back, words_text(lang, WORD_BACK));
    if (count == 0) return true;
    double *widths = ARENA_ARRAY(xlsx->arena, double, count);
    memset(widths, 0, count * sizeof *widths);
    double width = xlsx_widths(xlsx, table, columns, count, widths);
    for (size_t i = 0; i < count; i++)
        xlsx_keep(xlsx, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
    write_note(xlsx, sheet, block, count, width);
    size_t room = XLSX_ROWS - ROW_FIRST;
    bool fits = table->row_count <= room;
    size_t rows = fits ? table->row_count : room - 1;
    xlsx_rows(xlsx, sheet, table, columns, count, widths, ROW_HEAD, rows);
    if (!fits) write_cut(xlsx, sheet, table, rows);
    lxw_col_t last = (lxw_col_t)(count - 1),
              fixed = content_is_number(&table->columns[columns[0]]) || count < 3 ? 0 : 1;
    if (rows && !content_is_form(table))
        xlsx_keep(xlsx, worksheet_autofilter(sheet, ROW_HEAD, 0, (lxw_row_t)(ROW_HEAD + rows), last));
    worksheet_freeze_panes(sheet, ROW_FIRST, fixed);
    xlsx_keep(xlsx, worksheet_repeat_rows(sheet, ROW_HEAD, ROW_HEAD));
    xlsx_print_setup(xlsx, sheet, width);
    return true;
}
