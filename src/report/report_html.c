#include "base/file.h"
#include "base/resource.h"
#include "base/text.h"
#include "report/escape.h"
#include "report/html.h"
#include "report/html_svg.h"
#include "report/report.h"
#include "report/words.h"

/* No request leaves the page, whatever a name in it may contain. */
static const char policy[] = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                             "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n";

static const char *words_of(const HtmlPage *page, Word word) {
    return words_text(page->document->lang, word);
}

void html_attribute(const HtmlPage *page, const char *name, const char *value) {
    if (!value || !*value) return;
    fprintf(page->out, " %s=\"", name);
    escape_html(page->out, value);
    fputc('"', page->out);
}

/* <TAG class="NAME">text</TAG>; nothing when the text is NULL or "". */
static void write_element(const HtmlPage *page, const char *tag, const char *name, const char *text) {
    if (!text || !*text) return;
    fprintf(page->out, "<%s class=\"%s\">", tag, name);
    escape_html(page->out, text);
    fprintf(page->out, "</%s>\n", tag);
}

void html_note(const HtmlPage *page, const char *note) {
    if (!*note) return;
    write_element(page, "p", "note", arena_printf(page->arena, "%s%s", words_of(page, WORD_NOTE), note));
}

void html_link(const HtmlPage *page, const char *address, const char *text) {
    if (address) {
        fputs("<a", page->out);
        html_attribute(page, "href", address);
        fputc('>', page->out);
    }
    escape_html(page->out, text);
    if (address) fputs("</a>", page->out);
}

static void write_paragraph(const HtmlPage *page, const Block *block) {
    const char *at = block->text;
    Piece piece;
    fputs("<p", page->out);
    html_attribute(page, "id", block->id);
    html_attribute(page, "class", block->boxed ? "boxed" : block->lead ? "point" : NULL);
    fputc('>', page->out);
    write_element(page, "b", "lead", block->lead);
    if (block->lead) fputs("<span>", page->out);
    while (content_piece(page->arena, page->document, &at, &piece))
        html_link(page, piece.address, piece.text);
    if (block->lead) fputs("</span>", page->out);
    write_element(page, "small", "mark", block->note);
    fputs("</p>\n", page->out);
}

static void write_heading(const HtmlPage *page, const Block *block) {
    const char *tag = block->level > 2 ? "h4" : "h3";
    fprintf(page->out, "<%s", tag);
    html_attribute(page, "id", block->id);
    fputc('>', page->out);
    escape_html(page->out, block->text);
    fprintf(page->out, "</%s>\n", tag);
}

static void write_facts(const HtmlPage *page, const Block *block) {
    fputs("<dl class=\"facts\"", page->out);
    html_attribute(page, "id", block->id);
    fputs(">\n", page->out);
    for (size_t i = 0; i < block->fact_count; i++) {
        const Fact *fact = &block->facts[i];
        bool missing = !fact->value || !*fact->value;
        fputs("<div>", page->out);
        write_element(page, "dt", "label", fact->label);
        write_element(page, "dd", missing ? "value missing" : "value",
                      missing ? words_of(page, WORD_MISSING) : fact->value);
        write_element(page, "dd", "hint", fact->hint);
        fputs("</div>\n", page->out);
    }
    fputs("</dl>\n", page->out);
}

static bool write_chart(HtmlPage *page, const Block *block, Err *err) {
    const char *title = content_title(page->document, block);
    const char *number = content_number(page->arena, page->document, BLOCK_CHART, ++page->charts);
    const char *label = block->alternative && *block->alternative ? block->alternative : title;
    const char *prefix = arena_printf(page->arena, "jx-chart-%d-", page->charts);
    char *svg;
    if (!html_svg_inline(page->arena, block->svg, prefix, label, &svg, err))
        return err_wrap(err, "chart %s", block->id ? block->id : number);
    fputs("<figure class=\"chart\"", page->out);
    html_attribute(page, "id", block->id);
    fprintf(page->out, ">\n%s<span class=\"title\"><span class=\"serial\">",
            block->collapsed ? "<details class=\"fold\"><summary>" : "<figcaption>");
    escape_html(page->out, number);
    fputs("</span> ", page->out);
    escape_html(page->out, title);
    /* It scrolls on a narrow screen, for which the keyboard must be able to reach it. */
    fprintf(page->out, "</span>%s\n<div class=\"canvas\" tabindex=\"0\" role=\"group\"",
            block->collapsed ? "</summary>" : "</figcaption>");
    html_attribute(page, "aria-label", title);
    fprintf(page->out, ">%s</div>\n", svg);
    html_note(page, content_note(page->arena, page->document, block));
    html_data(page, block);
    fputs(block->collapsed ? "</details>\n</figure>\n" : "</figure>\n", page->out);
    return true;
}

static bool write_block(HtmlPage *page, const Block *block, Err *err) {
    if (block->place == PLACE_BOOK) return true;
    switch (block->type) {
    case BLOCK_HEADING:
        write_heading(page, block);
        return true;
    case BLOCK_PARAGRAPH:
        write_paragraph(page, block);
        return true;
    case BLOCK_FACTS:
        write_facts(page, block);
        return true;
    case BLOCK_TABLE:
        html_table(page, block);
        return true;
    case BLOCK_CHART:
        return write_chart(page, block, err);
    }
    return true;
}

static bool write_chapters(HtmlPage *page, Err *err) {
    for (size_t c = 0; c < page->document->chapter_count; c++) {
        const Chapter *chapter = &page->document->chapters[c];
        fputs("<section", page->out);
        html_attribute(page, "id", chapter->id);
        fputs(">\n<h2>", page->out);
        escape_html(page->out, chapter->title);
        fputs("</h2>\n", page->out);
        for (size_t b = 0; b < chapter->block_count; b++)
            if (!write_block(page, &chapter->blocks[b], err)) return false;
        fputs("</section>\n", page->out);
    }
    return true;
}

static void write_contents_line(const HtmlPage *page, const char *id, const char *title) {
    fputs("<li>", page->out);
    if (id && *id) fputs("<a href=\"#", page->out), escape_html(page->out, id), fputs("\">", page->out);
    escape_html(page->out, title);
    if (id && *id) fputs("</a>", page->out);
}

/* Open in the file, so that it is there without script; the script folds it on a narrow screen. */
static void write_contents(const HtmlPage *page) {
    const char *contents = words_of(page, WORD_CONTENTS);
    fprintf(page->out,
            "<nav class=\"contents\" aria-label=\"%s\"><details open><summary>%s</summary>\n<ol>\n", contents,
            contents);
    for (size_t c = 0; c < page->document->chapter_count; c++) {
        const Chapter *chapter = &page->document->chapters[c];
        write_contents_line(page, chapter->id, chapter->title);
        bool open = false;
        for (size_t b = 0; b < chapter->block_count; b++) {
            const Block *block = &chapter->blocks[b];
            if (block->type != BLOCK_HEADING || block->level > 2) continue;
            if (!open) fputs("\n<ol>\n", page->out);
            open = true;
            write_contents_line(page, block->id, block->text);
            fputs("</li>\n", page->out);
        }
        fputs(open ? "</ol></li>\n" : "</li>\n", page->out);
    }
    fputs("</ol></details></nav>\n", page->out);
}

static void write_steps(const HtmlPage *page) {
    const Document *document = page->document;
    if (!document->step_count) return;
    fprintf(page->out, "<nav class=\"steps\" aria-label=\"%s\">", words_of(page, WORD_STEPS));
    for (size_t i = 0; i < document->step_count; i++)
        html_link(page, document->steps[i].address, document->steps[i].text);
    fputs("</nav>\n", page->out);
}

static void write_head(const HtmlPage *page, const char *style) {
    const Document *document = page->document;
    fprintf(page->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
            words_of(page, WORD_HTML_LANG));
    fputs(policy, page->out);
    fputs("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", page->out);
    escape_html(page->out, document->title);
    fprintf(page->out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", style);
    fprintf(page->out, "<a class=\"skip\" href=\"#jx-main\">%s</a>\n<header>\n", words_of(page, WORD_SKIP));
    write_steps(page);
    fputs("<h1>", page->out);
    escape_html(page->out, document->title);
    fputs("</h1>\n", page->out);
    write_element(page, "p", "subtitle", document->subtitle);
    if (document->published && *document->published)
        write_element(page, "p", "published",
                      arena_printf(page->arena, "%s%s", words_of(page, WORD_PUBLISHED), document->published));
    fputs("</header>\n<div class=\"page\">\n", page->out);
}

/* The script finds its words in the page, so that there is one table of words. */
static void write_main(const HtmlPage *page) {
    static const struct {
        const char *name;
        Word word;
    } data[] = {{"data-filter", WORD_FILTER},      {"data-filtered", WORD_FILTERED},
                {"data-find", WORD_FIND},          {"data-found", WORD_FOUND},
                {"data-sort", WORD_SORT},          {"data-open-all", WORD_OPEN_ALL},
                {"data-close-all", WORD_CLOSE_ALL}};
    fputs("<main id=\"jx-main\" tabindex=\"-1\"", page->out);
    for (size_t i = 0; i < sizeof data / sizeof *data; i++)
        html_attribute(page, data[i].name, words_of(page, data[i].word));
    fputs(">\n", page->out);
}

static bool write_page(HtmlPage *page, Err *err) {
    const char *style = resource_text("src/report/report.css"),
               *script = resource_text("src/report/report.js");
    if (!style || !script)
        return err_set(err, ERR_SYSTEM, "the program was built without the style of the page");
    write_head(page, style);
    write_contents(page);
    write_main(page);
    if (!write_chapters(page, err)) return false;
    fputs("</main>\n</div>\n", page->out);
    write_element(page, "footer", "footer", page->document->footer);
    fprintf(page->out, "<script>\n%s</script>\n</body>\n</html>\n", script);
    return true;
}

bool report_write_html(Arena *arena, const Document *document, const char *path, Err *err) {
    FileOut out;
    if (!file_out_stage(arena, &out, path, err)) return false;
    HtmlPage page = {.arena = arena, .document = document, .out = out.stream};
    if (!write_page(&page, err)) {
        file_out_abandon(&out);
        return err_wrap(err, "%s", path);
    }
    return file_out_commit(&out, err);
}
