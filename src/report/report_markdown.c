#include "base/file.h"
#include "report/content.h"
#include "report/escape.h"
#include "report/report.h"
#include "report/words.h"

typedef struct {
    Arena *arena;
    const Document *document;
    FILE *out;
    int tables, charts;
} Markdown;

static void write_anchor(const Markdown *page, const char *id) {
    if (!id || !*id) return;
    fputs("<a id=\"", page->out);
    escape_html(page->out, id);
    fputs("\"></a>\n\n", page->out);
}

static void write_line(const Markdown *page, const char *before, const char *text, const char *after) {
    if (!text || !*text) return;
    fputs(before, page->out);
    escape_markdown(page->out, text, !*before);
    fputs(after, page->out);
}

static void write_note(const Markdown *page, const Block *block) {
    const char *note = content_note(page->arena, page->document, block);
    if (*note) write_line(page, words_text(page->document->lang, WORD_NOTE), note, "\n\n");
}

static void write_title(const Markdown *page, const Block *block, int number) {
    const char *serial = content_number(page->arena, page->document, block->type, number);
    fprintf(page->out, "**%s** ", serial);
    escape_markdown(page->out, content_title(page->document, block), false);
}

static void write_paragraph(const Markdown *page, const Block *block) {
    const char *at = block->text;
    Piece piece;
    bool first = !block->lead;
    if (block->boxed) fputs("> ", page->out);
    write_line(page, "**", block->lead, "** ");
    while (content_piece(page->arena, page->document, &at, &piece)) {
        if (piece.address) fputc('[', page->out);
        escape_markdown(page->out, piece.text, first && !piece.address);
        first = false;
        if (piece.address) fprintf(page->out, "](%s)", piece.address);
    }
    write_line(page, " *", block->note, "*");
    fputs("\n\n", page->out);
}

static void write_facts(const Markdown *page, const Block *block) {
    for (size_t i = 0; i < block->fact_count; i++) {
        const Fact *fact = &block->facts[i];
        write_line(page, "- ", fact->label, page->document->lang == LANG_ZH ? "：" : ": ");
        bool missing = !fact->value || !*fact->value;
        write_line(page, "**", missing ? words_text(page->document->lang, WORD_MISSING) : fact->value, "**");
        write_line(page, words_text(page->document->lang, WORD_OPEN), fact->hint,
                   words_text(page->document->lang, WORD_CLOSE));
        fputc('\n', page->out);
    }
    fputc('\n', page->out);
}

static void write_row(const Markdown *page, const Table *table, const size_t *columns, size_t count,
                      size_t row) {
    Arena cells = {0};
    for (size_t i = 0; i < count; i++) {
        const Column *column = &table->columns[columns[i]];
        const char *cell = table_cell_missing(column, row) ? words_text(page->document->lang, WORD_MISSING)
                                                           : table_cell_text(&cells, column, row, true);
        fputs("| ", page->out);
        /* A number is printed by the engine: only its sign could be taken for markup, and not inside a cell.
         */
        if (content_is_number(column))
            fputs(cell, page->out);
        else
            escape_markdown(page->out, cell, false);
        fputc(' ', page->out);
    }
    fputs("|\n", page->out);
    arena_free(&cells);
}

static void write_table(Markdown *page, const Block *block) {
    const Table *table = block->table;
    if (!table) return;
    size_t count, *columns = content_columns(page->arena, table, &count);
    if (block->collapsed) fputs("<details><summary>", page->out);
    if (block->collapsed) escape_html(page->out, content_title(page->document, block));
    if (block->collapsed) fputs("</summary>\n\n", page->out);
    write_title(page, block, ++page->tables);
    fputs("\n\n", page->out);
    for (size_t i = 0; i < count; i++)
        write_line(page, "| ",
                   content_heading(page->arena, &table->columns[columns[i]], page->document->lang), " ");
    fputs(count ? "|\n" : "", page->out);
    for (size_t i = 0; i < count; i++)
        fputs(content_is_number(&table->columns[columns[i]]) ? "| ---: " : "| --- ", page->out);
    fputs(count ? "|\n" : "", page->out);
    size_t rows = content_rows(block);
    for (size_t row = 0; count && row < rows; row++)
        write_row(page, table, columns, count, row);
    fputc('\n', page->out);
    if (rows < table->row_count) {
        const char *file = content_file(page->arena, page->document, block);
        fprintf(page->out, "[%s](%s)\n\n", content_rest(page->arena, page->document, block), file);
    }
    write_note(page, block);
    if (block->collapsed) fputs("</details>\n\n", page->out);
}

static void write_chart(Markdown *page, const Block *block) {
    const char *title = content_title(page->document, block);
    write_title(page, block, ++page->charts);
    fputs(block->inline_only ? "\n\n" : "\n\n![", page->out);
    escape_markdown(page->out, block->alternative && *block->alternative ? block->alternative : title, false);
    if (block->inline_only)
        fputs("\n\n", page->out);
    else
        fprintf(page->out, "](charts/%s.svg)\n\n", block->id ? block->id : "");
    write_note(page, block);
}

static void write_block(Markdown *page, const Block *block) {
    if (block->place == PLACE_BOOK) return;
    write_anchor(page, block->id);
    switch (block->type) {
    case BLOCK_HEADING:
        write_line(page, block->level > 2 ? "#### " : "### ", block->text, "\n\n");
        break;
    case BLOCK_PARAGRAPH:
        write_paragraph(page, block);
        break;
    case BLOCK_FACTS:
        write_facts(page, block);
        break;
    case BLOCK_TABLE:
        write_table(page, block);
        break;
    case BLOCK_CHART:
        write_chart(page, block);
        break;
    }
}

static void write_contents(const Markdown *page) {
    fprintf(page->out, "## %s\n\n", words_text(page->document->lang, WORD_CONTENTS));
    for (size_t c = 0; c < page->document->chapter_count; c++) {
        const Chapter *chapter = &page->document->chapters[c];
        fputs("- [", page->out);
        escape_markdown(page->out, chapter->title, false);
        fprintf(page->out, "](#%s)\n", chapter->id);
        for (size_t b = 0; b < chapter->block_count; b++) {
            const Block *block = &chapter->blocks[b];
            if (block->type != BLOCK_HEADING || block->level > 2) continue;
            fputs("  - [", page->out);
            escape_markdown(page->out, block->text, false);
            fprintf(page->out, "](#%s)\n", block->id ? block->id : "");
        }
    }
    fputc('\n', page->out);
}

bool report_write_markdown(Arena *arena, const Document *document, const char *path, Err *err) {
    FileOut out;
    if (!file_out_stage(arena, &out, path, err)) return false;
    Markdown page = {.arena = arena, .document = document, .out = out.stream};
    write_line(&page, "# ", document->title, "\n\n");
    write_line(&page, "", document->subtitle, "\n\n");
    if (document->published && *document->published)
        write_line(&page, words_text(document->lang, WORD_PUBLISHED), document->published, "\n\n");
    write_contents(&page);
    for (size_t c = 0; c < document->chapter_count; c++) {
        const Chapter *chapter = &document->chapters[c];
        write_anchor(&page, chapter->id);
        write_line(&page, "## ", chapter->title, "\n\n");
        for (size_t b = 0; b < chapter->block_count; b++)
            write_block(&page, &chapter->blocks[b]);
    }
    write_line(&page, "---\n\n", document->footer, "\n");
    return file_out_commit(&out, err);
}
