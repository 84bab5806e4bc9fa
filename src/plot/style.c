#include "plot/style.h"

#include <ctype.h>
#include <string.h>

#include "base/resource.h"

typedef struct {
    const char *text;
    size_t length, name_length; /* name_length: of the variable or function that it defines; 0 = neither */
    bool wanted;
} Line;

typedef struct {
    Line *lines;
    size_t count;
} Style;

static size_t word_length(const char *text) {
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_')
        length++;
    return length;
}

/* `name = …` or `name(…) = …`, as a line of its own. */
static size_t defined_name(const char *line, size_t length) {
    const size_t name = word_length(line);
    const char *at = line + name;
    if (name == 0 || line[length - 1] == '\\') return 0;
    if (*at == '(') at += strcspn(at, ")\n") + 1;
    return text_starts(at, " = ") ? name : 0;
}

static Style read_style(Arena *arena, const char *text) {
    Style style = {0};
    size_t capacity = 0;
    for (size_t length; *text; text += length + (text[length] == '\n')) {
        length = strcspn(text, "\n");
        ARENA_PUSH(arena, style.lines, style.count, capacity);
        Line *line = &style.lines[style.count++];
        *line = (Line){.text = text, .length = length};
        line->name_length = length && *text != '#' ? defined_name(text, length) : 0;
    }
    return style;
}

/* Wants what the words of the text name, and what that names. */
static void want(Style *style, const char *text, size_t size) {
    for (const char *at = text, *end = text + size; at < end;) {
        const size_t length = word_length(at);
        for (size_t i = 0; length && i < style->count; i++) {
            Line *line = &style->lines[i];
            if (line->wanted || line->name_length != length || memcmp(line->text, at, length) != 0) continue;
            line->wanted = true;
            want(style, line->text + length, line->length - length);
        }
        at += length ? length : 1;
    }
}

char *style_for(Arena *arena, const ChartTemplate *template) {
    const char *text = resource_text("plots/style.gpi");
    Text out = {.arena = arena};
    Style style = read_style(arena, text ? text : "\n");
    want(&style, template->head.body, strlen(template->head.body));
    want(&style, template->height, strlen(template->height));
    for (size_t i = 0; i < style.count; i++) {
        const Line *line = &style.lines[i];
        if (!line->name_length && *line->text != '#') want(&style, line->text, line->length);
    }
    for (size_t i = 0; i < style.count; i++) {
        const Line *line = &style.lines[i];
        if (*line->text != '#' && (line->wanted || !line->name_length))
            text_append_bytes(&out, line->text, line->length);
        text_append(&out, "\n");
    }
    return out.data;
}
