#include "plot/picture.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "plot/plot.h"
#include "plot/squeeze.h"

static const char font_attribute[] = " font-family=\"" PLOT_FONT "\"";
static const char font_list[] =
    " font-family=\"'" PLOT_FONT
    "', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimHei, sans-serif\"";

PictureKind picture_kind(const char *path) {
    size_t length = path ? strlen(path) : 0;
    if (length > 4 && strcmp(path + length - 4, ".png") == 0) return PICTURE_PNG;
    if (length > 4 && strcmp(path + length - 4, ".pdf") == 0) return PICTURE_PDF;
    return PICTURE_SVG;
}

const char *picture_suffix(PictureKind kind) {
    static const char *const suffixes[] = {".svg", ".png", ".pdf"};
    return suffixes[kind];
}

static bool ends_with(const char *bytes, size_t size, const char *end, size_t length) {
    return size >= length && memcmp(bytes + size - length, end, length) == 0;
}

const char *picture_fault(PictureKind kind, const char *bytes, size_t size) {
    static const struct {
        const char *start, *end;
        size_t start_length, end_length;
        const char *other, *cut;
    } marks[] = {
        {"<?xml", "</svg>", 5, 6, "is no SVG", "is an incomplete SVG"},
        {"\x89PNG\r\n\x1a\n", "IEND\xAE\x42\x60\x82", 8, 8, "is no PNG", "is an incomplete PNG"},
        {"%PDF-", "%%EOF", 5, 5, "is no PDF", "is an incomplete PDF"},
    };
    if (size == 0) return "is empty";
    if (size < marks[kind].start_length || memcmp(bytes, marks[kind].start, marks[kind].start_length) != 0)
        return marks[kind].other;
    if (kind != PICTURE_PNG)
        while (size && isspace((unsigned char)bytes[size - 1]))
            size--;
    return ends_with(bytes, size, marks[kind].end, marks[kind].end_length) ? NULL : marks[kind].cut;
}

static void append_escaped(Text *out, const char *text) {
    for (const char *at = text; *at; at++) {
        if (*at == '&')
            text_append(out, "&amp;");
        else if (*at == '<')
            text_append(out, "&lt;");
        else if (*at == '>')
            text_append(out, "&gt;");
        else if ((unsigned char)*at >= 0x20 && *at != 0x7F)
            text_append_bytes(out, at, 1);
    }
}

/* Copies up to `mark` and steps over it; false when it does not come any more. */
static bool copy_until(Text *out, const char **at, const char *mark) {
    const char *found = strstr(*at, mark);
    if (!found) return false;
    text_append_bytes(out, *at, (size_t)(found - *at));
    *at = found + strlen(mark);
    return true;
}

static void append_element(Text *out, const char *name, const char *content) {
    if (!content || !*content) return;
    text_appendf(out, "<%s>", name);
    append_escaped(out, content);
    text_appendf(out, "</%s>\n", name);
}

/* gnuplot escapes < in texts, so these marks are always its own. */
static void copy_rest(Text *out, const char *at) {
    static const char tooltip[] = "<title>", end[] = "</title>";
    while (*at) {
        if (text_starts(at, font_attribute)) {
            at += strlen(font_attribute);
        } else if (text_starts(at, tooltip) && strstr(at, end)) {
            at = strstr(at, end) + strlen(end);
        } else {
            size_t run = 1 + strcspn(at + 1, "< ");
            text_append_bytes(out, at, run);
            at += run;
        }
    }
}

/* gnuplot leaves > as it is, but "]]>" must not stand in the text of XML. */
static const char *escape_marks(Arena *arena, const char *svg) {
    static const char mark[] = "]]>";
    if (!strstr(svg, mark)) return svg;
    Text out = {.arena = arena};
    const char *at = svg;
    while (copy_until(&out, &at, mark))
        text_append(&out, "]]&gt;");
    text_append(&out, at);
    return out.data;
}

/* The terminal remembers the last pen of the picture before, and begins with it: here it is always the same.
 */
static const char *steady_pen(Arena *arena, const char *svg) {
    static const char mark[] = "</defs>\n<g fill=\"none\" color=\"white\" stroke=\"";
    const char *pen = strstr(svg, mark);
    if (!pen) return svg;
    pen += strlen(mark);
    Text out = {.arena = arena};
    text_append_bytes(&out, svg, (size_t)(pen - svg));
    text_append(&out, "black");
    text_append(&out, pen + strcspn(pen, "\""));
    return out.data;
}

static char *finish_svg(Arena *arena, const char *svg, size_t *size, const char *title,
                        const char *alternative) {
    Text out = {.arena = arena};
    const char *at = escape_marks(arena, steady_pen(arena, svg));
    if (copy_until(&out, &at, "<svg")) {
        text_appendf(&out, "<svg role=\"img\"%s", font_list);
        if (copy_until(&out, &at, "<title>Gnuplot</title>\n")) {
            append_element(&out, "title", title);
            Text unused = {.arena = arena};
            if (copy_until(&unused, &at, "</desc>\n")) append_element(&out, "desc", alternative);
        }
    }
    if (!squeeze_svg(&out, at)) copy_rest(&out, at);
    *size = out.size;
    return out.data;
}

static void finish_pdf(char *bytes, size_t size) {
    static const char mark[] = "/CreationDate (D:";
    char *at = memmem(bytes, size, mark, strlen(mark));
    if (!at) return;
    for (at += strlen(mark); at < bytes + size && isdigit((unsigned char)*at); at++)
        *at = '0';
    /* The zone of the machine, as +08'00; without it the date is as long as before. */
    for (; at < bytes + size && *at != ')'; at++)
        *at = *at == 'Z' || *at == '+' || *at == '-' ? '+' : isdigit((unsigned char)*at) ? '0' : *at;
}

char *picture_finish(Arena *arena, PictureKind kind, char *bytes, size_t *size, const char *title,
                     const char *alternative) {
    if (kind == PICTURE_SVG) return finish_svg(arena, bytes, size, title, alternative);
    if (kind == PICTURE_PDF) finish_pdf(bytes, *size);
    return bytes;
}

static void append_lines(Text *out, char *const *lines, size_t count, const char *look, double x, double y,
                         int step) {
    if (!count) return;
    text_appendf(out, "<g %s>\n", look);
    for (size_t i = 0; i < count; i++) {
        text_appendf(out, "<text x=\"%g\" y=\"%.1f\">", x, y + (double)step * (double)i);
        append_escaped(out, lines[i]);
        text_append(out, "</text>\n");
    }
    text_append(out, "</g>\n");
}

char *picture_frame(Arena *arena, const char *svg, const Caption *caption, size_t *size) {
    enum { TITLE_BASE = 29, NOTE_BASE = 9 }; /* of the first line, from the top and from the note's own top */
    static const char end[] = "</svg>";
    Text out = {.arena = arena}, unused = {.arena = arena};
    const char *at = svg, *drawing = strstr(svg, "</desc>\n"), *last = strstr(svg, end);
    if (!drawing) drawing = strstr(svg, "</title>\n");
    if (!last || !copy_until(&out, &at, " height=\"")) return NULL;
    double height = strtod(at, NULL) + caption->title_px + caption->note_px;
    text_appendf(&out, " height=\"%g\"\n viewBox=\"0 0 %d %g\"", height, PLOT_WIDTH, height);
    if (!copy_until(&unused, &at, " viewBox=\"") || !copy_until(&unused, &at, "\"")) return NULL;
    drawing = drawing ? strchr(drawing, '\n') + 1 : strchr(at, '\n') + 1;
    text_append_bytes(&out, at, (size_t)(drawing - at));
    if (caption->title_px) text_appendf(&out, "<g transform=\"translate(0 %d)\">\n", caption->title_px);
    text_append_bytes(&out, drawing, (size_t)(last - drawing));
    if (caption->title_px) text_append(&out, "</g>\n");
    append_lines(&out, caption->title, caption->title_count,
                 "fill=\"#1a1a1a\" font-size=\"16\" text-anchor=\"middle\"", PLOT_WIDTH / 2.0, TITLE_BASE,
                 CAPTION_TITLE_LINE);
    append_lines(&out, caption->note, caption->note_count, "fill=\"#666\" font-size=\"11\"", 20,
                 height - caption->note_px + CAPTION_GAP + NOTE_BASE, CAPTION_NOTE_LINE);
    text_appendf(&out, "%s\n", end);
    *size = out.size;
    return out.data;
}
