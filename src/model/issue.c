#include "model/issue.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

const char *severity_name(Severity severity) {
    static const char *const names[] = {"info", "warning", "error", "fatal"};
    return names[severity];
}

/* The values of a row share its fields: what is wrong with one is found by each of them. */
static bool already_told(const IssueList *list, const char *source, int line, int column, const char *text) {
    for (size_t i = list->count; i-- > 0;) {
        const Issue *issue = &list->items[i];
        if (issue->line != line || strcmp(issue->source, source) != 0) return false;
        if (issue->column == column && strcmp(issue->text, text) == 0) return true;
    }
    return false;
}

void issue_add(IssueList *list, Severity severity, const char *source, int line, int column,
               const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (line && already_told(list, source, line, column, text)) return;
    ARENA_PUSH(list->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = (Issue){.severity = severity,
                                         .source = arena_strdup(list->arena, source),
                                         .line = line,
                                         .column = column,
                                         .text = arena_strdup(list->arena, text)};
    if (severity >= SEVERITY_ERROR) list->errors++;
}

char *issue_text(Arena *arena, const Issue *issue) {
    Text out = {.arena = arena};
    text_appendf(&out, "%s: %s", severity_name(issue->severity), issue->source);
    if (issue->line) text_appendf(&out, ":%d", issue->line);
    if (issue->line && issue->column) text_appendf(&out, ":%d", issue->column);
    text_appendf(&out, ": %s", issue->text);
    return arena_strdup(arena, text_string(&out));
}
