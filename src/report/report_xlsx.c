#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "report/escape.h"
#include "report/package.h"
#include "report/report.h"
#include "report/words.h"
#include "report/xlsx.h"

enum {
    CHART_PIXELS = 880, /* widest picture on the sheet */
    NOTE_COLUMNS = 11,  /* last column of a note below it */
    NOTE_CELLS = 110,   /* half-width characters of a line there */
    NOTE_POINTS = 16,   /* height of a line */
    LINE_POINTS = 16
};

/* What a block became: a line of the contents leads there. */
typedef struct {
    const Block *block;
    lxw_worksheet *sheet; /* of a table; NULL for a chart */
    char *name;           /* of the sheet */
    size_t row;           /* of a chart on its sheet; of the charts that are drawn from a table, 0 = none */
    int number;
} Entry;

/* The sheet of a department: the at-th block of the chapter is its heading. */
typedef struct {
    const Chapter *chapter;
    size_t at;
    lxw_worksheet *sheet;
    char *name;
} Card;

typedef struct {
    Entry *entries;
    size_t count, capacity;
    char **names; /* of all sheets */
    size_t name_count, name_capacity;
    Card *cards;
    size_t card_count, card_capacity;
    lxw_worksheet *charts; /* NULL when there is nothing to draw */
    char *charts_name;
} Plan;

static lxw_worksheet *add_sheet(Xlsx *xlsx, Plan *plan, const char *title, const char *otherwise,
                                char **name) {
    *name = xlsx_sheet_name(xlsx->arena, title, otherwise, plan->names, plan->name_count);
    ARENA_PUSH(xlsx->arena, plan->names, plan->name_count, plan->name_capacity);
    plan->names[plan->name_count++] = *name;
    lxw_worksheet *sheet = workbook_add_worksheet(xlsx->book, *name);
    if (!sheet) xlsx_keep(xlsx, LXW_ERROR_PARAMETER_VALIDATION);
    return sheet;
}

static void plan_card(Xlsx *xlsx, Plan *plan, const Chapter *chapter, size_t at) {
    Card card = {.chapter = chapter, .at = at};
    card.sheet = add_sheet(xlsx, plan, chapter->blocks[at].text, chapter->blocks[at].id, &card.name);
    ARENA_PUSH(xlsx->arena, plan->cards, plan->card_count, plan->card_capacity);
    plan->cards[plan->card_count++] = card;
}

/* Tells where the anchors of the cards lead. */
static void name_cards(Xlsx *xlsx, const Plan *plan) {
    XlsxCard *cards = ARENA_ARRAY(xlsx->arena, XlsxCard, plan->card_count + 1);
    for (size_t i = 0; i < plan->card_count; i++)
        cards[i] = (XlsxCard){plan->cards[i].chapter->blocks[plan->cards[i].at].id,
                              xlsx_address(xlsx->arena, plan->cards[i].name, 0)};
    xlsx->cards = cards;
    xlsx->card_count = plan->card_count;
}

/* Makes all sheets in the order of the document, so that links can name them; they are filled afterwards. */
static bool make_plan(Xlsx *xlsx, Plan *plan) {
    Lang lang = xlsx->document->lang;
    int tables = 0, charts = 0;
    char *name;
    xlsx->contents = add_sheet(xlsx, plan, words_text(lang, WORD_CONTENTS), "", &name);
    xlsx->back = xlsx_address(xlsx->arena, name, 0);
    bool pictures = false;
    for (size_t c = 0; c < xlsx->document->chapter_count; c++) {
        const Chapter *chapter = &xlsx->document->chapters[c];
        for (size_t b = 0; b < chapter->block_count; b++) {
            const Block *block = &chapter->blocks[b];
            Entry entry = {.block = block};
            if (block->place == PLACE_PAGE) continue;
            if (xlsx_is_card(chapter, b)) plan_card(xlsx, plan, chapter, b);
            if (block->type == BLOCK_TABLE && block->table) {
                entry.number = ++tables;
                entry.sheet = add_sheet(xlsx, plan, content_title(xlsx->document, block), block->table->name,
                                        &entry.name);
                pictures = pictures || block->table->chart;
            } else if (block->type == BLOCK_CHART) {
                entry.number = ++charts;
                pictures = pictures || block->png;
            } else {
                continue;
            }
            ARENA_PUSH(xlsx->arena, plan->entries, plan->count, plan->capacity);
            plan->entries[plan->count++] = entry;
        }
    }
    if (pictures) plan->charts = add_sheet(xlsx, plan, words_text(lang, WORD_CHARTS), "", &plan->charts_name);
    return xlsx->error == LXW_NO_ERROR;
}

static const char *entry_title(const Xlsx *xlsx, const Entry *entry) {
    return arena_printf(xlsx->arena, "%s  %s",
                        content_number(xlsx->arena, xlsx->document, entry->block->type, entry->number),
                        content_title(xlsx->document, entry->block));
}

/* Width and height from a PNG's header. */
static bool png_size(const char *data, size_t size, double *width, double *height) {
    const unsigned char *at = (const unsigned char *)data;
    if (size < 24 || memcmp(data, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(data + 12, "IHDR", 4) != 0)
        return false;
    *width = at[16] * 16777216.0 + at[17] * 65536.0 + at[18] * 256.0 + at[19];
    *height = at[20] * 16777216.0 + at[21] * 65536.0 + at[22] * 256.0 + at[23];
    return *width > 0 && *height > 0;
}

/* As wide as a picture, so that no page begins beside it for the end of a sentence. */
static void write_chart_note(Xlsx *xlsx, lxw_worksheet *charts, const Block *block, size_t row) {
    const char *note = content_note(xlsx->arena, xlsx->document, block);
    if (!*note) return;
    note = arena_printf(xlsx->arena, "%s%s", words_text(xlsx->document->lang, WORD_NOTE), note);
    size_t lines = text_cells(note) / NOTE_CELLS + 1;
    lxw_row_t at = (lxw_row_t)row;
    xlsx_keep(xlsx, worksheet_set_row(charts, at, (double)(lines * NOTE_POINTS), NULL));
    xlsx_keep(xlsx, worksheet_merge_range(charts, at, 0, at, NOTE_COLUMNS, "", xlsx->note));
    xlsx_text(xlsx, charts, row, 0, note, xlsx->note);
}

static bool write_chart(Xlsx *xlsx, Plan *plan, Entry *entry, size_t *row, Err *err) {
    const Block *block = entry->block;
    char *data;
    size_t size;
    double width, height;
    if (!file_read(xlsx->arena, block->png, &data, &size, err)) return false;
    if (!png_size(data, size, &width, &height))
        return err_set(err, ERR_SYSTEM, "%s: is not a PNG picture", block->png);
    double scale = width > CHART_PIXELS ? CHART_PIXELS / width : 1;
    entry->row = *row;
    entry->name = plan->charts_name;
    xlsx_text(xlsx, plan->charts, (*row)++, 0, entry_title(xlsx, entry), xlsx->section);
    const char *words =
        block->alternative && *block->alternative ? block->alternative : content_title(xlsx->document, block);
    lxw_image_options options = {.x_scale = scale,
                                 .y_scale = scale,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = escape_plain(xlsx->arena, words, XLSX_ATTRIBUTE)};
    xlsx_keep(xlsx, worksheet_insert_image_buffer_opt(plan->charts, (lxw_row_t)*row, 0,
                                                      (const unsigned char *)data, size, &options));
    *row += (size_t)(height * scale / XLSX_ROW_PIXELS) + 1;
    write_chart_note(xlsx, plan->charts, block, *row);
    xlsx_keep_together(xlsx, entry->row, *row + 1);
    *row += 3;
    return true;
}

/* The charts of a table, below a link to it; the table gets one back. */
static void draw_table(Xlsx *xlsx, Plan *plan, Entry *entry, size_t *row) {
    size_t before = *row, from = before + 1;
    const char *title = entry_title(xlsx, entry);
    xlsx_draw(xlsx, plan->charts, entry->block, entry->name, title, &from);
    if (from == before + 1) return;
    entry->row = before;
    xlsx_link(xlsx, plan->charts, before, 0, xlsx_address(xlsx->arena, entry->name, 0), title);
    xlsx_link(xlsx, entry->sheet, XLSX_ROW_BACK, 1, xlsx_address(xlsx->arena, plan->charts_name, before),
              words_text(xlsx->document->lang, WORD_CHARTS));
    *row = from + 1;
}

static bool write_charts(Xlsx *xlsx, Plan *plan, Err *err) {
    if (!plan->charts) return true;
    size_t row = 3;
    xlsx_keep(xlsx, worksheet_set_row(plan->charts, 0, XLSX_TITLE_POINTS, NULL));
    xlsx_text(xlsx, plan->charts, 0, 0, words_text(xlsx->document->lang, WORD_CHARTS), xlsx->title);
    xlsx_link(xlsx, plan->charts, 1, 0, xlsx->back, words_text(xlsx->document->lang, WORD_BACK));
    xlsx_keep(xlsx, worksheet_set_column(plan->charts, 0, 0, 18, NULL));
    for (size_t i = 0; i < plan->count; i++)
        if (plan->entries[i].sheet && plan->entries[i].block->table->chart)
            draw_table(xlsx, plan, &plan->entries[i], &row);
    for (size_t i = 0; i < plan->count; i++) {
        Entry *entry = &plan->entries[i];
        if (entry->block->type == BLOCK_CHART && entry->block->png &&
            !write_chart(xlsx, plan, entry, &row, err))
            return false;
    }
    xlsx_print_charts(xlsx, plan->charts, row);
    return true;
}

static void write_facts(Xlsx *xlsx, const Block *block, size_t *row) {
    for (size_t i = 0; i < block->fact_count; i++) {
        const Fact *fact = &block->facts[i];
        xlsx_text(xlsx, xlsx->contents, *row, 0, fact->label, xlsx->text);
        const char *missing = words_text(xlsx->document->lang, WORD_MISSING);
        xlsx_text(xlsx, xlsx->contents, *row, 1, fact->value && *fact->value ? fact->value : missing,
                  xlsx->strong);
        xlsx_text(xlsx, xlsx->contents, *row, 2, fact->hint, xlsx->note);
        (*row)++;
    }
}

/* In half-width characters: titles, numbers, hints. */
static const double contents_widths[] = {52, 22, 58};

/* One of the things to know: what it is about, and its words without links across the other two columns. */
static void write_point(Xlsx *xlsx, const Block *block, size_t *row) {
    const char *at = block->text;
    Text words = {.arena = xlsx->arena};
    for (Piece piece; content_piece(xlsx->arena, xlsx->document, &at, &piece);)
        text_append(&words, piece.text);
    const lxw_row_t at_row = (lxw_row_t)*row;
    size_t lines = text_cells(text_string(&words)) / (size_t)(contents_widths[1] + contents_widths[2]) + 1;
    xlsx_keep(xlsx, worksheet_set_row(xlsx->contents, at_row, (double)(lines * LINE_POINTS), NULL));
    xlsx_keep(xlsx, worksheet_merge_range(xlsx->contents, at_row, 1, at_row, 2, "", xlsx->text));
    xlsx_text(xlsx, xlsx->contents, *row, 0, block->lead, xlsx->section);
    xlsx_text(xlsx, xlsx->contents, (*row)++, 1, text_string(&words), xlsx->text);
}

/* Whether the contents have anything to say of a chapter; one of words alone stands in the other formats. */
static bool has_contents(const Chapter *chapter) {
    for (size_t b = 0; b < chapter->block_count; b++) {
        const Block *block = &chapter->blocks[b];
        if (block->place != PLACE_PAGE && (block->type != BLOCK_PARAGRAPH || block->lead)) return true;
    }
    return false;
}

/* A chapter of the contents: its key figures and where its tables and charts are. */
static void write_chapter(Xlsx *xlsx, const Plan *plan, const Chapter *chapter, const Entry **entry,
                          size_t *row) {
    *row += 1;
    xlsx_keep(xlsx, worksheet_set_row(xlsx->contents, (lxw_row_t)*row, XLSX_CHAPTER_POINTS, NULL));
    for (size_t column = 0; column < 3; column++)
        xlsx_keep(xlsx,
                  worksheet_write_blank(xlsx->contents, (lxw_row_t)*row, (lxw_col_t)column, xlsx->chapter));
    xlsx_text(xlsx, xlsx->contents, (*row)++, 0, chapter->title, xlsx->chapter);
    for (size_t b = 0; b < chapter->block_count; b++) {
        const Block *block = &chapter->blocks[b];
        if (block->place == PLACE_PAGE) continue;
        const char *card = block->type == BLOCK_HEADING ? xlsx_card_address(xlsx, block->id) : NULL;
        if (card)
            xlsx_link(xlsx, xlsx->contents, (*row)++, 0, card, block->text);
        else if (block->type == BLOCK_HEADING && block->level <= 2)
            xlsx_text(xlsx, xlsx->contents, (*row)++, 0, block->text, xlsx->section);
        if (block->type == BLOCK_FACTS) write_facts(xlsx, block, row);
        if (block->type == BLOCK_PARAGRAPH && block->lead) write_point(xlsx, block, row);
        if (block->type != BLOCK_CHART && (block->type != BLOCK_TABLE || !block->table)) continue;
        const Entry *here = (*entry)++;
        if (!here->name) continue;
        const char *address = xlsx_address(xlsx->arena, here->name, here->sheet ? 0 : here->row);
        xlsx_link(xlsx, xlsx->contents, *row, 0, address, entry_title(xlsx, here));
        if (here->sheet && here->row)
            xlsx_link(xlsx, xlsx->contents, *row, 1, xlsx_address(xlsx->arena, plan->charts_name, here->row),
                      words_text(xlsx->document->lang, WORD_CHARTS));
        (*row)++;
    }
}

static void write_contents(Xlsx *xlsx, const Plan *plan) {
    const Document *document = xlsx->document;
    lxw_worksheet *sheet = xlsx->contents;
    for (size_t i = 0; i < 3; i++)
        xlsx_keep(xlsx, worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, contents_widths[i], NULL));
    size_t row = 0;
    xlsx_keep(xlsx, worksheet_set_row(sheet, 0, XLSX_TITLE_POINTS, NULL));
    xlsx_text(xlsx, sheet, row++, 0, document->title, xlsx->title);
    xlsx_text(xlsx, sheet, row++, 0, document->subtitle, xlsx->subtitle);
    if (document->published && *document->published) {
        const char *words = words_text(document->lang, WORD_PUBLISHED);
        xlsx_text(xlsx, sheet, row++, 0, arena_printf(xlsx->arena, "%s%s", words, document->published),
                  xlsx->subtitle);
    }
    const Entry *entry = plan->entries;
    for (size_t c = 0; c < document->chapter_count; c++)
        if (has_contents(&document->chapters[c]))
            write_chapter(xlsx, plan, &document->chapters[c], &entry, &row);
    xlsx_text(xlsx, sheet, row + 1, 0, document->footer, xlsx->subtitle);
    xlsx_print_setup(xlsx, sheet, contents_widths[0] + contents_widths[1] + contents_widths[2]);
}

/* Midnight of the publishing date, in seconds: the library would take the clock's time for 0. 1980-01-01
 * without a date. */
static time_t created_time(const char *published) {
    int year, month, day;
    /* NOLINTNEXTLINE(cert-err34-c): four and two digits cannot overflow; the count is checked */
    if (!published || sscanf(published, "%4d-%2d-%2d", &year, &month, &day) != 3) return 315532800;
    if (year < 1980 || year > 2999 || month < 1 || month > 12 || day < 1 || day > 31) return 315532800;
    /* Days from 1970-01-01 in the Gregorian calendar, the year beginning in March. */
    int from_march = (month + 9) % 12, years = year - (month < 3);
    long days =
        365L * years + years / 4 - years / 100 + years / 400 + (153 * from_march + 2) / 5 + day - 1 - 719468;
    return (time_t)days * 86400;
}

static bool fill_book(Xlsx *xlsx, Err *err) {
    Plan plan = {0};
    lxw_doc_properties properties = {.title = escape_plain(xlsx->arena, xlsx->document->title, 255),
                                     .created = created_time(xlsx->document->published)};
    xlsx_keep(xlsx, workbook_set_properties(xlsx->book, &properties));
    xlsx_make_formats(xlsx);
    if (!make_plan(xlsx, &plan))
        return err_set(err, ERR_SYSTEM, "a sheet cannot be made: %s", lxw_strerror(xlsx->error));
    name_cards(xlsx, &plan);
    for (size_t i = 0; i < plan.card_count; i++)
        xlsx_card(xlsx, plan.cards[i].sheet, plan.cards[i].chapter, plan.cards[i].at);
    for (size_t i = 0; i < plan.count; i++) {
        const Entry *entry = &plan.entries[i];
        if (entry->sheet && !xlsx_table(xlsx, entry->sheet, entry->block, entry->number, err)) return false;
    }
    if (!write_charts(xlsx, &plan, err)) return false;
    write_contents(xlsx, &plan);
    if (xlsx->error != LXW_NO_ERROR) return err_set(err, ERR_SYSTEM, "%s", lxw_strerror(xlsx->error));
    return true;
}

bool report_write_xlsx(Arena *arena, const Document *document, const char *path, Err *err) {
    FileOut out;
    if (!file_out_open(arena, &out, path, err)) return false;
    /* The library opens the temporary file by its name and fills it; the commit syncs and renames the same
     * file. */
    Xlsx xlsx = {.arena = arena, .document = document, .book = workbook_new(out.claim.path)};
    if (!xlsx.book) {
        file_out_abandon(&out);
        return err_set(err, ERR_SYSTEM, "%s: out of memory", path);
    }
    bool done = fill_book(&xlsx, err);
    lxw_error error = workbook_close(xlsx.book); /* frees the book, whatever happened */
    if (done && error != LXW_NO_ERROR) done = err_set(err, ERR_SYSTEM, "%s", lxw_strerror(error));
    done = done && package_check(out.claim.path, err);
    if (!done) {
        file_out_abandon(&out);
        return err_wrap(err, "%s", path);
    }
    return file_out_commit(&out, err);
}
