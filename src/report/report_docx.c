#include <stdlib.h>
#include <string.h>

#include "base/resource.h"
#include "base/text.h"
#include "report/docx.h"
#include "report/escape.h"
#include "report/package.h"
#include "report/report.h"
#include "report/words.h"

static void write_run(const Docx *docx, const char *properties, const char *text) {
    if (!text || !*text) return;
    fprintf(docx->out, "<w:r>%s<w:t xml:space=\"preserve\">", properties);
    escape_html(docx->out, text);
    fputs("</w:t></w:r>", docx->out);
}

void docx_paragraph(const Docx *docx, const char *style, const char *text) {
    if (!text || !*text) return;
    fprintf(docx->out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
    write_run(docx, "", text);
    fputs("</w:p>\n", docx->out);
}

/* Links lead nowhere on paper: only their words stay. The note is what stands behind in small type. */
static void write_text(const Docx *docx, const Block *block) {
    Text words = {.arena = docx->arena};
    const char *at = block->text;
    for (Piece piece; content_piece(docx->arena, docx->document, &at, &piece);)
        text_append(&words, piece.text);
    fputs("<w:p><w:pPr><w:pStyle w:val=\"Text\"/>", docx->out);
    if (docx->document->lang != LANG_ZH)
        fputs("<w:ind w:firstLine=\"0\" w:firstLineChars=\"0\"/>", docx->out);
    fputs("</w:pPr>", docx->out);
    write_run(docx, "", text_string(&words));
    write_run(docx, "<w:rPr><w:rStyle w:val=\"Mark\"/></w:rPr>", block->note);
    fputs("</w:p>\n", docx->out);
}

static void write_facts(const Docx *docx, const Block *block) {
    for (size_t i = 0; i < block->fact_count; i++) {
        const Fact *fact = &block->facts[i];
        const char *value =
            fact->value && *fact->value ? fact->value : words_text(docx->document->lang, WORD_MISSING);
        docx_paragraph(docx, "Text", arena_printf(docx->arena, "%s  %s  %s", fact->label, value, fact->hint));
    }
}

/* The page of everything since the last one of these: A4 with the margins of GB/T 9704-2012, or across. */
static const char *page_of(bool across) {
    return across ? "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"16838\" "
                    "w:h=\"11906\" "
                    "w:orient=\"landscape\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" "
                    "w:left=\"1134\" "
                    "w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
                  : "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" "
                    "w:h=\"16838\"/>"
                    "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" "
                    "w:header=\"851\" "
                    "w:footer=\"1400\" w:gutter=\"0\"/></w:sectPr>";
}

static bool is_across(const Docx *docx, const Chapter *chapter) {
    for (size_t b = 0; b < chapter->block_count; b++) {
        const Block *block = &chapter->blocks[b];
        size_t count = 0;
        if (block->type == BLOCK_TABLE && block->table) content_columns(docx->arena, block->table, &count);
        if (count >= DOCX_WIDE_COLUMNS) return true;
    }
    return false;
}

static void write_chapter(Docx *docx, const Chapter *chapter, bool across) {
    docx_paragraph(docx, "Heading1", chapter->title);
    for (size_t b = 0; b < chapter->block_count; b++) {
        const Block *block = &chapter->blocks[b];
        switch (block->type) {
        case BLOCK_HEADING:
            docx_paragraph(docx, "Heading2", block->text);
            break;
        case BLOCK_PARAGRAPH:
            write_text(docx, block);
            break;
        case BLOCK_FACTS:
            write_facts(docx, block);
            break;
        case BLOCK_TABLE:
            docx_table(docx, block, across ? DOCX_WIDE_WIDTH : DOCX_TALL_WIDTH);
            break;
        case BLOCK_CHART:
            break;
        }
    }
}

static void write_body(Docx *docx) {
    const Document *document = docx->document;
    bool across = false;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
          "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
          "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\n<w:body>\n",
          docx->out);
    docx_paragraph(docx, "Title", document->title);
    docx_paragraph(docx, "Subtitle", document->subtitle);
    for (size_t c = 0; c < document->chapter_count; c++) {
        const Chapter *chapter = &document->chapters[c];
        bool turned = across != is_across(docx, chapter);
        if (turned)
            fprintf(docx->out, "<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/>%s</w:pPr></w:p>\n",
                    page_of(across));
        across = across != turned;
        write_chapter(docx, chapter, across);
    }
    docx_paragraph(docx, "Note", document->footer);
    fprintf(docx->out, "%s\n</w:body>\n</w:document>\n", page_of(across));
}

/* Title and day for docProps/core.xml; the day of the latest source, because there is no clock. */
static char *core_part(const Docx *docx, const char *template) {
    char *title;
    size_t size;
    FILE *out = open_memstream(&title, &size);
    if (!out) return NULL;
    escape_html(out, docx->document->title);
    if (fclose(out) != 0) return NULL;
    const char *published = docx->document->published;
    TextField fields[] = {{"title", title}, {"published", *published ? published : "1980-01-01"}};
    char *part = text_fill(docx->arena, template, fields, 2);
    free(title);
    return part;
}

static bool pack(Docx *docx, const char *body, size_t size, const char *path, Err *err) {
    static const char *const parts[][2] = {{"[Content_Types].xml", "content_types"},
                                           {"_rels/.rels", "rels"},
                                           {"docProps/core.xml", "core"},
                                           {"word/_rels/document.xml.rels", "document_rels"},
                                           {"word/styles.xml", "styles"},
                                           {"word/settings.xml", "settings"},
                                           {"word/fontTable.xml", "font_table"},
                                           {"word/footer.xml", "footer"}};
    enum { COUNT = sizeof parts / sizeof *parts };
    PackagePart all[COUNT + 1];
    for (size_t i = 0; i < COUNT; i++) {
        const char *text = resource_text(arena_printf(docx->arena, "src/report/docx/%s.xml", parts[i][1]));
        if (text && strcmp(parts[i][1], "core") == 0) text = core_part(docx, text);
        if (!text)
            return err_set(err, ERR_SYSTEM, "the program was built without %s of its text documents",
                           parts[i][0]);
        all[i] = (PackagePart){parts[i][0], text, strlen(text)};
    }
    all[COUNT] = (PackagePart){"word/document.xml", body, size};
    return package_write(all, COUNT + 1, path, err);
}

bool report_write_docx(Arena *arena, const Document *document, const char *path, Err *err) {
    char *body = NULL;
    size_t size;
    Docx docx = {.arena = arena, .document = document, .out = open_memstream(&body, &size)};
    if (!docx.out) return err_set(err, ERR_SYSTEM, "%s: out of memory", path);
    write_body(&docx);
    bool done = fclose(docx.out) == 0;
    if (!done)
        done = err_set(err, ERR_SYSTEM, "%s: out of memory", path);
    else
        done = pack(&docx, body, size, path, err);
    free(body);
    return done;
}
