#include "plot/squeeze.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/outline.h"
#include "plot/plot.h"

enum { DEPTH_MAX = 16, LAYER_GRID = 0, LAYER_SHAPES, LAYER_TEXTS, LAYER_COUNT };

/* What a group hands down to what is in it. */
typedef struct {
    const char *color, *fill, *stroke, *width, *transform, *size, *anchor;
    bool crisp, round_caps, round_joins;
} Look;

/* A piece of the picture: its attributes, and what differs between pieces of the same look. */
typedef struct {
    const char *attributes, *content;
    bool joins; /* may share a path with the piece before when that one has the same attributes */
} Piece;

typedef struct {
    Piece *pieces;
    size_t count, capacity;
} Layer;

typedef struct {
    Arena arena; /* of its own */
    Look looks[DEPTH_MAX];
    int depth;
    bool complete; /* </svg> was seen */
    Layer layers[LAYER_COUNT];
} Squeeze;

typedef struct {
    const char *name, *value;
} Attribute;

/* The attributes of one tag. */
enum { ATTRIBUTES_MAX = 12 };
typedef struct {
    Attribute list[ATTRIBUTES_MAX];
    int count;
} Attributes;

/* Cuts names and values out in place. */
static bool read_attributes(char *at, const char *end, Attributes *attributes) {
    attributes->count = 0;
    for (at += outline_blanks(at); at < end; at += outline_blanks(at)) {
        size_t length = strcspn(at, " \t\r\n=/>\"'");
        char *value = at + length + outline_blanks(at + length);
        if (length == 0 || *value != '=' || attributes->count == ATTRIBUTES_MAX) return false;
        value += 1 + outline_blanks(value + 1);
        if (*value != '"' && *value != '\'') return false;
        char *close = strchr(value + 1, *value);
        if (!close || close >= end) return false;
        at[length] = *close = '\0';
        attributes->list[attributes->count++] = (Attribute){at, value + 1};
        at = close + 1;
    }
    return true;
}

static bool is(const char *a, const char *b) {
    return *a == *b && strcmp(a, b) == 0; /* most differ at once */
}

/* --- colours ---------------------------------------------------------------------------------------- */

static const char *short_number(Arena *arena, const char *text) {
    const size_t whole = strspn(text, "0123456789");
    size_t length = strlen(text);
    /* As gnuplot prints it, 13.00: the zeros go. */
    if (whole && *text != '0' && length <= 6 && text[whole] == '.' &&
        strspn(text + whole + 1, "0123456789") == length - whole - 1) {
        while (text[length - 1] == '0')
            length--;
        return arena_strndup(arena, text, text[length - 1] == '.' ? length - 1 : length);
    }
    return arena_printf(arena, "%g", strtod(text, NULL));
}

/* A number up to 255, blanks around it, and what stands behind; '\0' = whatever it is. */
static bool read_part(const char **at, char behind, unsigned *part) {
    *at += outline_blanks(*at);
    const char *first = *at;
    for (*part = 0; **at >= '0' && **at <= '9' && *part <= 255; ++*at)
        *part = 10 * *part + (unsigned)(**at - '0');
    if (*at == first || *part > 255) return false;
    *at += outline_blanks(*at);
    return !behind || *(*at)++ == behind;
}

static const char *short_colour(const Squeeze *squeeze, Arena *arena, const char *text) {
    if (is(text, "currentColor")) return squeeze->looks[squeeze->depth].color;
    if (is(text, "black")) return "#000";
    if (is(text, "white")) return "#fff";
    static const char hex[] = "0123456789abcdef", start[] = "rgb(";
    unsigned part[3];
    bool twins = true;
    if (!text_starts(text, start)) return text;
    const char *at = text + strlen(start);
    for (int i = 0; i < 3; i++) {
        if (!read_part(&at, i < 2 ? ',' : '\0', &part[i])) return text;
        twins = twins && part[i] % 17 == 0;
    }
    char *colour = arena_alloc(arena, sizeof "#rrggbb"), *digit = colour;
    *digit++ = '#';
    for (int i = 0; i < 3; i++) {
        if (!twins) *digit++ = hex[part[i] / 16];
        *digit++ = hex[part[i] % 16];
    }
    return colour;
}

/* --- pieces ----------------------------------------------------------------------------------------- */

static void append_attribute(Text *out, const char *name, const char *value) {
    text_append(out, name); /* with the blank before it and =" behind */
    text_append(out, value);
    text_append(out, "\"");
}

static void add_piece(Squeeze *squeeze, int layer, const char *attributes, const char *content, bool joins) {
    Layer *list = &squeeze->layers[layer];
    ARENA_PUSH(&squeeze->arena, list->pieces, list->count, list->capacity);
    list->pieces[list->count++] = (Piece){.attributes = attributes, .content = content, .joins = joins};
}

static bool add_path(Squeeze *squeeze, const Attributes *attributes) {
    Arena *arena = &squeeze->arena;
    const Look *look = &squeeze->looks[squeeze->depth];
    const char *stroke = look->stroke, *dashes = NULL, *lines = NULL;
    int layer = LAYER_SHAPES;
    if (look->transform) return false;
    for (int i = 0; i < attributes->count; i++) {
        const char *name = attributes->list[i].name, *value = attributes->list[i].value;
        if (is(name, "stroke"))
            stroke = short_colour(squeeze, arena, value);
        else if (is(name, "stroke-dasharray"))
            dashes = value;
        else if (is(name, "class") && is(value, "gridline"))
            layer = LAYER_GRID;
        else if (!is(name, "d") || !outline_shorten(arena, value, &lines))
            return false;
    }
    if (!lines || !stroke || !is(look->fill, "none")) return false;
    Text text = {.arena = arena};
    append_attribute(&text, " stroke=\"", stroke);
    if (look->width && !is(look->width, "1")) append_attribute(&text, " stroke-width=\"", look->width);
    if (dashes) append_attribute(&text, " stroke-dasharray=\"", dashes);
    if (look->round_caps) text_append(&text, " stroke-linecap=\"round\"");
    if (look->round_joins) text_append(&text, " stroke-linejoin=\"round\"");
    if (look->crisp) text_append(&text, " shape-rendering=\"crispEdges\"");
    if (*lines) add_piece(squeeze, layer, text.data, lines, true);
    return true;
}

static bool add_polygon(Squeeze *squeeze, const Attributes *attributes) {
    Arena *arena = &squeeze->arena;
    const Look *look = &squeeze->looks[squeeze->depth];
    const char *fill = look->fill, *opacity = NULL;
    long(*corners)[2] = NULL;
    size_t count = 0, capacity = 0;
    if (look->transform || !look->stroke || !is(look->stroke, "none")) return false;
    for (int i = 0; i < attributes->count; i++) {
        const char *name = attributes->list[i].name, *value = attributes->list[i].value;
        if (is(name, "fill")) {
            if (text_starts(value, "url")) return false;
            fill = short_colour(squeeze, arena, value);
        } else if (is(name, "fill-opacity")) {
            opacity = value;
        } else if (is(name, "points")) {
            for (value += outline_blanks(value); *value; count++) {
                ARENA_PUSH(arena, corners, count, capacity);
                if (!outline_read(&value, &corners[count][0]) || !outline_read(&value, &corners[count][1]))
                    return false;
            }
        } else {
            return false;
        }
    }
    if (count < 3 || !fill) return false;
    Text text = {.arena = arena};
    bool box;
    append_attribute(&text, " fill=\"", fill);
    if (opacity) append_attribute(&text, " fill-opacity=\"", opacity);
    if (look->crisp) text_append(&text, " shape-rendering=\"crispEdges\"");
    const char *line = outline_close(arena, (const long(*)[2])corners, count, &box);
    add_piece(squeeze, LAYER_SHAPES, text.data, line, box && !opacity);
    return true;
}

static bool read_placement(const char *value, double *x, double *y, double *scale) {
    static const char place[] = "translate(", factor[] = ") scale(";
    if (!text_starts(value, place)) return false;
    value += strlen(place);
    if (!outline_number(&value, x) || *value++ != ',' || !outline_number(&value, y) ||
        !text_starts(value, factor))
        return false;
    value += strlen(factor);
    return outline_number(&value, scale) && fabs(*x) < 1e5 && fabs(*y) < 1e5 && *scale > 0 && *scale < 1e3;
}

/* Filled circles and filled triangles, and the dot that gnuplot 6 makes of a line without length; a picture
 * with other points stays as it is. */
static bool add_point(Squeeze *squeeze, const Attributes *attributes) {
    const char *symbol = "", *color = squeeze->looks[squeeze->depth].color;
    double x = NAN, y = NAN, scale = NAN;
    if (squeeze->looks[squeeze->depth].transform) return false;
    for (int i = 0; i < attributes->count; i++) {
        const char *name = attributes->list[i].name, *value = attributes->list[i].value;
        if (is(name, "xlink:href"))
            symbol = value;
        else if (is(name, "color"))
            color = short_colour(squeeze, &squeeze->arena, value);
        else if (is(name, "x") || is(name, "y")) {
            if (!outline_number(&value, *name == 'x' ? &x : &y)) return false;
        } else if (!is(name, "transform") || !read_placement(value, &x, &y, &scale))
            return false;
    }
    const bool dot = is(symbol, "#gpDot");
    if (dot) scale = 0.75; /* half a unit, and half of a line around it */
    if (!(fabs(x) < 1e5 && fabs(y) < 1e5) || isnan(scale) || !color) return false;
    Text text = {.arena = &squeeze->arena}, place = {.arena = &squeeze->arena};
    if (dot || is(symbol, "#gpPt6")) {
        text_appendf(&text, " stroke=\"%s\" stroke-width=\"%g\" stroke-linecap=\"round\"", color, 2 * scale);
        text_append(&place, "M");
        outline_append(&place, lround(10 * x), true);
        outline_append(&place, lround(10 * y), false);
        text_append(&place, "h0");
    } else if (is(symbol, "#gpPt8")) {
        bool box;
        const long corners[3][2] = {{lround(10 * x), lround(10 * (y - 1.33 * scale))},
                                    {lround(10 * (x - 1.33 * scale)), lround(10 * (y + 0.67 * scale))},
                                    {lround(10 * (x + 1.33 * scale)), lround(10 * (y + 0.67 * scale))}};
        text_appendf(&text, " fill=\"%s\"", color);
        text_append(&place, outline_close(&squeeze->arena, corners, 3, &box));
    } else {
        return false;
    }
    add_piece(squeeze, LAYER_SHAPES, text.data, place.data, true);
    return true;
}

/* gnuplot puts the place of a text into the group around it. */
static bool add_words(Squeeze *squeeze, const char *words, size_t length) {
    Arena *arena = &squeeze->arena;
    const Look *look = &squeeze->looks[squeeze->depth];
    if (!look->transform || !look->size || !look->fill) return false;
    const char *at = look->transform;
    long x, y;
    if (!text_starts(at, "translate(")) return false;
    at += strlen("translate(");
    if (!outline_read(&at, &x) || !outline_read(&at, &y) || *at != ')') return false;
    at++;
    Text text = {.arena = arena}, content = {.arena = arena};
    append_attribute(&text, " fill=\"", look->fill);
    append_attribute(&text, " font-size=\"", look->size);
    if (look->anchor && !is(look->anchor, "start")) append_attribute(&text, " text-anchor=\"", look->anchor);
    if (*at) {
        text_appendf(&content, "<text transform=\"%s\">", look->transform);
    } else {
        text_append(&content, "<text x=\"");
        outline_append(&content, x, true);
        text_append(&content, "\" y=\"");
        outline_append(&content, y, true);
        text_append(&content, "\">");
    }
    text_append_bytes(&content, words, length);
    text_append(&content, "</text>");
    if (length) add_piece(squeeze, LAYER_TEXTS, text.data, content.data, true);
    return true;
}

/* --- reading ---------------------------------------------------------------------------------------- */

static bool open_group(Squeeze *squeeze, const Attributes *attributes) {
    Arena *arena = &squeeze->arena;
    if (squeeze->depth + 1 == DEPTH_MAX) return false;
    Look look = squeeze->looks[squeeze->depth];
    for (int i = 0; i < attributes->count; i++) {
        const char *name = attributes->list[i].name, *value = attributes->list[i].value;
        if (is(name, "color"))
            look.color = short_colour(squeeze, arena, value);
        else if (is(name, "fill"))
            look.fill = short_colour(squeeze, arena, value);
        else if (is(name, "stroke-width"))
            look.width = short_number(arena, value);
        else if (is(name, "font-size"))
            look.size = short_number(arena, value);
        else if (is(name, "text-anchor"))
            look.anchor = value;
        else if (is(name, "transform") && !look.transform)
            look.transform = value;
        else if (is(name, "shape-rendering"))
            look.crisp = is(value, "crispEdges");
        else if (is(name, "stroke-linecap") && !is(value, "square"))
            look.round_caps = is(value, "round");
        else if (is(name, "stroke-linejoin") && !is(value, "bevel"))
            look.round_joins = is(value, "round");
        else if (!is(name, "stroke") && !is(name, "id") && !(is(name, "font-family") && is(value, PLOT_FONT)))
            return false;
    }
    /* currentColor is that of the same group, whichever attribute comes first. */
    squeeze->looks[++squeeze->depth] = look;
    for (int i = 0; i < attributes->count; i++)
        if (is(attributes->list[i].name, "stroke"))
            squeeze->looks[squeeze->depth].stroke = short_colour(squeeze, arena, attributes->list[i].value);
    return true;
}

static char *behind(char *at, const char *mark) {
    char *found = strstr(at, mark);
    return found ? found + strlen(mark) : NULL;
}

/* Takes one element, *at standing on its '<'. */
static bool take_element(Squeeze *squeeze, char **at) {
    Attributes attributes;
    char *tag = *at + 1, *end = strchr(tag, '>'), name[16];
    if (!end) return false;
    const size_t length = strcspn(tag, " \t\r\n/>"), size = *tag == '/' ? (size_t)(end - tag) : length;
    if (size >= sizeof name) return false;
    memcpy(name, tag, size);
    name[size] = '\0';
    bool closed = end[-1] == '/';
    *at = end + 1;
    if (is(name, "/svg")) {
        squeeze->complete = true;
        return squeeze->depth == 0;
    }
    if (is(name, "/g")) return squeeze->depth-- > 0;
    if (*tag == '/' || !read_attributes(tag + length, end - closed, &attributes)) return false;
    if (is(name, "g")) return !closed && open_group(squeeze, &attributes);
    if (is(name, "defs") || is(name, "title")) {
        *at = behind(*at, *name == 'd' ? "</defs>" : "</title>");
        return *at && !closed;
    }
    if (is(name, "text")) {
        char *words = *at;
        *at = behind(words, "</text>");
        const size_t said = strcspn(words, "<");
        return attributes.count == 0 && *at && text_starts(words + said, "</text>") &&
               add_words(squeeze, words, said);
    }
    if (!closed) return false;
    if (is(name, "path")) return add_path(squeeze, &attributes);
    if (is(name, "polygon")) return add_polygon(squeeze, &attributes);
    if (is(name, "use")) return add_point(squeeze, &attributes);
    /* The background, when it is none. */
    for (int i = 0; i < attributes.count; i++)
        if (is(attributes.list[i].name, "fill") && is(attributes.list[i].value, "none"))
            return is(name, "rect") && squeeze->depth == 1;
    return false;
}

/* --- writing ---------------------------------------------------------------------------------------- */

static void append_shapes(Text *out, const Layer *layer) {
    for (size_t i = 0; i < layer->count;) {
        const Piece *first = &layer->pieces[i];
        text_append(out, "<path");
        text_append(out, first->attributes);
        text_append(out, " d=\"");
        text_append(out, first->content);
        for (i++; i < layer->count && first->joins && layer->pieces[i].joins &&
                  is(layer->pieces[i].attributes, first->attributes);
             i++)
            text_append(out, layer->pieces[i].content);
        text_append(out, "\"/>\n");
    }
}

/* Texts of one look stand in one group, the groups in the order of their first texts. */
static void append_texts(Text *out, const Layer *layer) {
    for (size_t i = 0; i < layer->count; i++) {
        const char *attributes = layer->pieces[i].attributes;
        if (!attributes) continue;
        text_append(out, "<g");
        text_append(out, attributes);
        text_append(out, ">\n");
        for (size_t other = i; other < layer->count; other++) {
            Piece *piece = &layer->pieces[other];
            if (!piece->attributes || !is(piece->attributes, attributes)) continue;
            text_append(out, piece->content);
            text_append(out, "\n");
            piece->attributes = NULL;
        }
        text_append(out, "</g>\n");
    }
}

bool squeeze_svg(Text *out, const char *drawing) {
    Squeeze squeeze = {.looks = {{.fill = "#000", .stroke = "none", .color = "#000"}}};
    bool known = true;
    for (char *at = strchr(arena_strdup(&squeeze.arena, drawing), '<'); known && at && !squeeze.complete;
         at = at ? strchr(at, '<') : NULL)
        known = take_element(&squeeze, &at);
    if (known && squeeze.complete) {
        text_append(out, "<g fill=\"none\">\n");
        append_shapes(out, &squeeze.layers[LAYER_GRID]);
        append_shapes(out, &squeeze.layers[LAYER_SHAPES]);
        text_append(out, "</g>\n");
        append_texts(out, &squeeze.layers[LAYER_TEXTS]);
        text_append(out, "</svg>\n");
    }
    arena_free(&squeeze.arena);
    return known && squeeze.complete;
}
