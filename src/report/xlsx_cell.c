#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "report/escape.h"
#include "report/words.h"
#include "report/xlsx.h"

enum {
    INK = 0x1B2430,
    SOFT = 0x55606E,
    RULE = 0x1F3A5F,
    ACCENT = 0x1F4E79,
    LINE = 0xD5DAE1,
    HEAD = 0xE9EEF4
};

static lxw_format *new_format(Xlsx *xlsx, double size, lxw_color_t color) {
    lxw_format *format = workbook_add_format(xlsx->book);
    format_set_font_name(format, xlsx->document->lang == LANG_ZH ? "Microsoft YaHei" : "Calibri");
    format_set_font_size(format, size);
    format_set_font_color(format, color);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static lxw_format *new_head(Xlsx *xlsx, uint8_t alignment) {
    lxw_format *format = new_format(xlsx, 10, RULE);
    format_set_bold(format);
    format_set_text_wrap(format);
    format_set_align(format, alignment);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bg_color(format, HEAD);
    format_set_top(format, LXW_BORDER_MEDIUM);
    format_set_top_color(format, RULE);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, RULE);
    return format;
}

static void underline_cell(lxw_format *format) {
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, LINE);
}

/* Red only for trouble; the words in the cell say the same without colour. */
static void make_colors(Xlsx *xlsx) {
    static const struct {
        lxw_color_t ink, ground;
    } colors[TONE_COUNT] = {[TONE_GOOD] = {0x1B5E3A, 0xE3F1E8},
                            [TONE_FAIR] = {0x6B4E00, 0xFBF2D5},
                            [TONE_BAD] = {0x9B1C1C, 0xFBE4E2}};
    for (int i = 0; i < TONE_COUNT; i++) {
        xlsx->colors[i] = workbook_add_format(xlsx->book);
        format_set_font_color(xlsx->colors[i], colors[i].ink);
        format_set_bg_color(xlsx->colors[i], colors[i].ground);
        if (i == TONE_BAD) format_set_bold(xlsx->colors[i]);
    }
}

void xlsx_make_formats(Xlsx *xlsx) {
    xlsx->title = new_format(xlsx, 15, RULE);
    format_set_bold(xlsx->title);
    xlsx->subtitle = new_format(xlsx, 10, SOFT);
    xlsx->chapter = new_format(xlsx, 12, RULE);
    format_set_bold(xlsx->chapter);
    format_set_bottom(xlsx->chapter, LXW_BORDER_THIN);
    format_set_bottom_color(xlsx->chapter, RULE);
    xlsx->section = new_format(xlsx, 10, INK);
    format_set_bold(xlsx->section);
    xlsx->text = new_format(xlsx, 10, INK);
    format_set_text_wrap(xlsx->text);
    xlsx->strong = new_format(xlsx, 10, INK);
    format_set_bold(xlsx->strong);
    format_set_align(xlsx->strong, LXW_ALIGN_RIGHT);
    xlsx->note = new_format(xlsx, 9, SOFT);
    format_set_text_wrap(xlsx->note);
    format_set_indent(xlsx->note, 1);
    xlsx->head = new_head(xlsx, LXW_ALIGN_LEFT);
    format_set_indent(xlsx->head, 1);
    xlsx->head_number = new_head(xlsx, LXW_ALIGN_RIGHT);
    xlsx->cell = new_format(xlsx, 10, INK);
    format_set_text_wrap(xlsx->cell);
    format_set_indent(xlsx->cell, 1); /* away from the numbers of the column before it */
    underline_cell(xlsx->cell);
    xlsx->link = new_format(xlsx, 10, ACCENT);
    format_set_underline(xlsx->link, LXW_UNDERLINE_SINGLE);
    xlsx->cell_link = new_format(xlsx, 10, ACCENT);
    format_set_text_wrap(xlsx->cell_link);
    format_set_indent(xlsx->cell_link, 1);
    underline_cell(xlsx->cell_link);
    make_colors(xlsx);
}

lxw_format *xlsx_number_format(Xlsx *xlsx, XlsxNumber kind, int decimals, bool marked) {
    static const char *const whole[XLSX_NUMBERS] = {"0", "#,##0", "0"};
    if (decimals < 0) decimals = 0;
    if (decimals >= XLSX_DECIMALS) decimals = XLSX_DECIMALS - 1;
    lxw_format **format = &xlsx->numbers[marked][kind][decimals];
    if (*format != NULL) return *format;
    *format = new_format(xlsx, 10, INK);
    underline_cell(*format);
    format_set_align(*format, LXW_ALIGN_RIGHT);
    const char *pattern =
        arena_printf(xlsx->arena, "%s%s%.*s%s%s", whole[kind], decimals ? "." : "", decimals, "0000000000",
                     kind == XLSX_PERCENT ? "%" : "", marked ? "\"" TABLE_MARK "\"" : "");
    format_set_num_format(*format, pattern);
    return *format;
}

void xlsx_keep(Xlsx *xlsx, lxw_error error) {
    if (xlsx->error == LXW_NO_ERROR) xlsx->error = error;
}

void xlsx_text(Xlsx *xlsx, lxw_worksheet *sheet, size_t row, size_t column, const char *text,
               lxw_format *format) {
    Arena scratch = {0};
    char *clean = escape_plain(&scratch, text, XLSX_CELL);
    if (*clean)
        xlsx_keep(xlsx, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, clean, format));
    arena_free(&scratch);
}

void xlsx_link_cell(Xlsx *xlsx, lxw_worksheet *sheet, size_t row, size_t column, const char *address,
                    const char *text, lxw_format *format) {
    char *clean = escape_plain(xlsx->arena, text, XLSX_ATTRIBUTE);
    if (sheet->hlink_count < LXW_MAX_NUMBER_URLS)
        xlsx_keep(xlsx, worksheet_write_url_opt(sheet, (lxw_row_t)row, (lxw_col_t)column, address, format,
                                                clean, NULL));
    else
        xlsx_text(xlsx, sheet, row, column, text, xlsx->text);
}

void xlsx_link(Xlsx *xlsx, lxw_worksheet *sheet, size_t row, size_t column, const char *address,
               const char *text) {
    xlsx_link_cell(xlsx, sheet, row, column, address, text, xlsx->link);
}

char *xlsx_address(Arena *arena, const char *sheet, size_t row) {
    return arena_printf(arena, "internal:'%s'!A%zu", sheet, row + 1);
}

/* Replaces what may not stand in a name. An apostrophe is legal inside, but would have to be doubled in every
 * address. */
static char *legal_name(Arena *arena, const char *title) {
    char *clean = escape_plain(arena, title, XLSX_CELL);
    Text name = {.arena = arena};
    for (; *clean; clean++) {
        if (*clean == '\'')
            text_append(&name, "’");
        else if (strchr("[]:*?/\\", *clean))
            text_append(&name, "_");
        else
            text_append_bytes(&name, clean, 1);
    }
    const char *legal = text_trim(arena, text_string(&name));
    return text_trim(arena, escape_plain(arena, legal, XLSX_SHEET_NAME));
}

/* The library writes a name of letters and digits without quotes where it refers to the sheet itself (the
 * filter, the repeated rows). A name that reads as a number or a cell ("2023", "AB12", "RC") would then break
 * the workbook. */
static bool is_ambiguous(const char *name) {
    size_t plain = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
    bool all_plain = name[plain] == '\0';
    return all_plain && (plain < 3 || strpbrk(name, "0123456789."));
}

static bool is_taken(const char *name, char *const *taken, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(name, taken[i]) == 0) return true;
    return strcasecmp(name, "History") == 0;
}

char *xlsx_sheet_name(Arena *arena, const char *title, const char *otherwise, char *const *taken,
                      size_t count) {
    char *name = legal_name(arena, title);
    if (!*name) name = legal_name(arena, otherwise);
    if (!*name || is_ambiguous(name)) name = legal_name(arena, arena_printf(arena, "Sheet %s", name));
    char *unique = name;
    for (size_t n = 2; is_taken(unique, taken, count); n++) {
        char *suffix = arena_printf(arena, " (%zu)", n);
        unique =
            arena_printf(arena, "%s%s", escape_plain(arena, name, XLSX_SHEET_NAME - strlen(suffix)), suffix);
    }
    return unique;
}

/* Widths of sheets that are legible on a paper, in half-width characters; and what a page of charts holds:
 * 717 × 1007 pixels between the margins of A4, of which LibreOffice, whose columns are wider, needs a fifth
 * more. */
enum {
    PAPER_A3 = 8,
    PAPER_A4 = 9,
    WIDTH_UPRIGHT = 96,
    WIDTH_A4 = 200,
    CHART_SCALE = 540 * 100 / XLSX_CHART_WIDTH, /* percent */
    CHART_COLUMNS = XLSX_CHART_WIDTH / 64,      /* at least; without them LibreOffice cuts the last chart */
    CHART_ROWS = 1007 * 100 / (CHART_SCALE * XLSX_ROW_PIXELS)
};

static void print_page(Xlsx *xlsx, lxw_worksheet *sheet, uint8_t paper) {
    worksheet_set_paper(sheet, paper);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.7);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    lxw_header_footer_options options = {.margin = 0.3};
    xlsx_keep(xlsx, worksheet_set_footer_opt(sheet, "&L&9&A&C&9&P / &N", &options));
}

void xlsx_print_setup(Xlsx *xlsx, lxw_worksheet *sheet, double width) {
    print_page(xlsx, sheet, width > WIDTH_A4 ? PAPER_A3 : PAPER_A4);
    if (width > WIDTH_UPRIGHT) worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
}

void xlsx_keep_together(Xlsx *xlsx, size_t first, size_t end) {
    size_t begun = xlsx->break_count ? xlsx->breaks[xlsx->break_count - 1] : 0;
    if (end - begun <= CHART_ROWS || first == begun) return;
    ARENA_PUSH(xlsx->arena, xlsx->breaks, xlsx->break_count, xlsx->break_capacity);
    xlsx->breaks[xlsx->break_count++] = (lxw_row_t)first;
}

/* Excel keeps to breaks only where it does not fit a sheet to the page. */
void xlsx_print_charts(Xlsx *xlsx, lxw_worksheet *charts, size_t rows) {
    print_page(xlsx, charts, PAPER_A4);
    xlsx_keep(xlsx, worksheet_print_area(charts, 0, 0, (lxw_row_t)rows, CHART_COLUMNS));
    worksheet_set_print_scale(charts, CHART_SCALE);
    ARENA_PUSH(xlsx->arena, xlsx->breaks, xlsx->break_count, xlsx->break_capacity);
    xlsx->breaks[xlsx->break_count] = 0; /* ends the list */
    if (xlsx->break_count) xlsx_keep(xlsx, worksheet_set_h_pagebreaks(charts, xlsx->breaks));
}
