#include "report/html_svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/escape.h"

/* No title: gnuplot's say "gnuplot_plot_1", and a browser would show that to everyone who points at a curve.
 */
static const char *const pictures[] = {
    "g",      "path",   "rect",    "circle",         "ellipse",        "line",  "polyline",    "polygon",
    "text",   "tspan",  "use",     "defs",           "symbol",         "image", "pattern",     "clipPath",
    "marker", "filter", "feFlood", "linearGradient", "radialGradient", "stop",  "feComposite", "mask",
};
/* The page's own style decides these; `class` and `xmlns` mean nothing in it. */
static const char *const unwanted[] = {"class", "font-family", "xmlns", "xmlns:xlink"};

enum { DEPTH_MAX = 64 };

typedef struct {
    Arena *arena;
    const char *prefix, *label;
    FILE *out;
    const char *open[DEPTH_MAX]; /* names of the open elements */
    int depth;                   /* how many */
    int skip_from;               /* depth of the element that is being left out; 0 = none */
    int text_from;               /* depth of the element whose text counts; 0 = none */
    bool complete;               /* the outermost <svg> was closed */
} Svg;

typedef struct {
    const char *name, *value; /* value: as written, still escaped */
    char quote;
} Attribute;

static bool is_one_of(const char *name, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, list[i]) == 0) return true;
    return false;
}

/* Takes the next attribute from *at; false at the end of the tag or where it is not well-formed. */
static bool take_attribute(Arena *arena, const char **at, Attribute *attribute) {
    const char *name = *at + strspn(*at, " \t\r\n");
    size_t length = strcspn(name, " \t\r\n=/><\"'");
    const char *value = name + length + strspn(name + length, " \t\r\n");
    if (length == 0 || *value != '=') return false;
    value += 1 + strspn(value + 1, " \t\r\n");
    if (*value != '"' && *value != '\'') return false;
    const char *end = strchr(value + 1, *value);
    if (!end) return false;
    *attribute = (Attribute){.name = arena_strndup(arena, name, length),
                             .value = arena_strndup(arena, value + 1, (size_t)(end - value - 1)),
                             .quote = *value};
    *at = end + 1;
    return true;
}

static bool is_reference(const char *name) {
    return strcmp(name, "href") == 0 || strcmp(name, "xlink:href") == 0;
}

/* The value with its ids renamed; NULL when the attribute must go: it runs a script or leads out of the
 * picture. */
static char *safe_value(const Svg *svg, const Attribute *attribute) {
    const char *value = attribute->value;
    if (strncasecmp(attribute->name, "on", 2) == 0) return NULL;
    if (is_one_of(attribute->name, unwanted, sizeof unwanted / sizeof *unwanted)) return NULL;
    if (strcmp(attribute->name, "id") == 0) return arena_printf(svg->arena, "%s%s", svg->prefix, value);
    if (is_reference(attribute->name)) {
        if (*value == '#') return arena_printf(svg->arena, "#%s%s", svg->prefix, value + 1);
        bool bitmap = text_starts(value, "data:image/png;") || text_starts(value, "data:image/jpeg;");
        return bitmap ? arena_strdup(svg->arena, value) : NULL;
    }
    Text out = {.arena = svg->arena};
    for (const char *call; (call = strcasestr(value, "url(")) != NULL;) {
        const char *target = call + 4 + strspn(call + 4, " '\"");
        if (*target != '#') return NULL;
        text_append_bytes(&out, value, (size_t)(target + 1 - value));
        text_append(&out, svg->prefix);
        value = target + 1;
    }
    text_append(&out, value);
    return arena_strdup(svg->arena, text_string(&out));
}

/* The outermost element, from the size that the file states. */
static bool open_root(Svg *svg, const char *at) {
    Attribute attribute;
    const char *box = NULL;
    double width = 0, height = 0;
    while (take_attribute(svg->arena, &at, &attribute)) {
        if (strcmp(attribute.name, "viewBox") == 0) box = attribute.value;
        if (strcmp(attribute.name, "width") == 0) width = strtod(attribute.value, NULL);
        if (strcmp(attribute.name, "height") == 0) height = strtod(attribute.value, NULL);
    }
    double x = 0, y = 0;
    /* NOLINTNEXTLINE(cert-err34-c): the count is checked, and the size below */
    if (box && sscanf(box, "%lf%*[ ,]%lf%*[ ,]%lf%*[ ,]%lf", &x, &y, &width, &height) != 4) return false;
    if (!(width > 0 && width < 1e5 && height > 0 && height < 1e5)) return false;
    fprintf(svg->out,
            "<svg viewBox=\"%g %g %g %g\" style=\"max-width:%gpx\" role=\"img\" focusable=\"false\" ", x, y,
            width, height, width);
    fputs("aria-label=\"", svg->out);
    escape_html(svg->out, svg->label);
    fputs("\">", svg->out);
    return true;
}

static void write_attributes(Svg *svg, const char *at) {
    Attribute attribute;
    while (take_attribute(svg->arena, &at, &attribute)) {
        char *value = safe_value(svg, &attribute);
        if (!value || strpbrk(value, "<>")) continue;
        fprintf(svg->out, " %s=%c%s%c", attribute.name, attribute.quote, value, attribute.quote);
    }
}

static bool open_element(Svg *svg, const char *tag, size_t length) {
    char *copy = arena_strndup(svg->arena, tag, length);
    size_t name_length = strcspn(copy, " \t\r\n/");
    const char *name = arena_strndup(svg->arena, copy, name_length), *rest = copy + name_length;
    bool empty = length && copy[length - 1] == '/';
    if (svg->depth == 0) {
        if (strcmp(name, "svg") != 0 || empty || svg->complete || !open_root(svg, rest)) return false;
        svg->open[svg->depth++] = name;
        return true;
    }
    bool wanted = !svg->skip_from && is_one_of(name, pictures, sizeof pictures / sizeof *pictures);
    if (wanted) {
        fprintf(svg->out, "<%s", name);
        write_attributes(svg, rest);
        fputs(empty ? "/>" : ">", svg->out);
    }
    if (empty) return true;
    if (svg->depth == DEPTH_MAX) return false;
    svg->open[svg->depth++] = name;
    if (!wanted && !svg->skip_from) svg->skip_from = svg->depth;
    if (strcmp(name, "text") == 0 && !svg->text_from) svg->text_from = svg->depth;
    return true;
}

static bool close_element(Svg *svg, const char *tag, size_t length) {
    const char *name = svg->depth ? svg->open[svg->depth - 1] : "";
    size_t name_length = strlen(name);
    if (!name_length || length < name_length + 1 || memcmp(tag + 1, name, name_length) != 0) return false;
    if (strspn(tag + 1 + name_length, " \t\r\n") != length - 1 - name_length) return false;
    bool inside_text = svg->text_from && svg->text_from < svg->depth;
    if (!svg->skip_from) fprintf(svg->out, "</%s>%s", name, inside_text ? "" : "\n");
    if (svg->skip_from == svg->depth) svg->skip_from = 0;
    if (svg->text_from == svg->depth) svg->text_from = 0;
    svg->complete = --svg->depth == 0;
    return true;
}

/* Where markup that begins at `at` ends: behind its '>', which quoted values may contain. NULL = nowhere. */
static const char *markup_end(const char *at) {
    static const struct {
        const char *start, *end;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!text_starts(at, kinds[i].start)) continue;
        const char *end = strstr(at + strlen(kinds[i].start), kinds[i].end);
        return end ? end + strlen(kinds[i].end) : NULL;
    }
    for (char quote = 0; *at; at++) {
        if (quote ? *at == quote : *at == '"' || *at == '\'')
            quote = quote ? (char)0 : *at;
        else if (!quote && *at == '>')
            return at + 1;
    }
    return NULL;
}

static void write_words(Svg *svg, const char *words, size_t length) {
    if (svg->skip_from || !svg->text_from) return;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)words[i];
        if (c >= 0x20 || c == '\n' || c == '\t') fputc(c, svg->out);
    }
}

static bool rewrite(Svg *svg, const char *at) {
    while (*at && !svg->complete) {
        size_t words = strcspn(at, "<");
        write_words(svg, at, words);
        at += words;
        if (!*at) break;
        const char *end = markup_end(at);
        if (!end) return false;
        bool done = true;
        if (at[1] == '/')
            done = close_element(svg, at + 1, (size_t)(end - at - 2));
        else if (at[1] != '?' && at[1] != '!')
            done = open_element(svg, at + 1, (size_t)(end - at - 2));
        if (!done) return false;
        at = end;
    }
    return svg->complete;
}

bool html_svg_inline(Arena *arena, const char *source, const char *prefix, const char *label, char **html,
                     Err *err) {
    Arena scratch = {0};
    char *data = NULL;
    size_t size = 0;
    Svg svg = {.arena = &scratch, .prefix = prefix, .label = label, .out = open_memstream(&data, &size)};
    if (!svg.out) return err_set(err, ERR_SYSTEM, "out of memory");
    bool done = source && rewrite(&svg, source);
    if (fclose(svg.out) != 0) done = false;
    if (done)
        *html = arena_strndup(arena, data, size);
    else
        err_set(err, ERR_SYSTEM, "is not a complete SVG picture");
    free(data);
    arena_free(&scratch);
    return done;
}
