#include "model/issue.h"

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
    char text[LANG_COUNT][1024];
    for (Lang lang = LANG_ZH; lang < LANG_COUNT; lang++) {
        va_list arguments;
        va_start(arguments, format);
        both_vformat(lang, text[lang], sizeof text[lang], format, arguments);
        va_end(arguments);
    }
    if (line && already_told(list, source, line, column, text[LANG_EN])) return;
    ARENA_PUSH(list->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = (Issue){.severity = severity,
                                         .source = arena_strdup(list->arena, source),
                                         .line = line,
                                         .column = column,
                                         .text = arena_strdup(list->arena, text[LANG_EN]),
                                         .chinese = arena_strdup(list->arena, text[LANG_ZH])};
    if (severity >= SEVERITY_ERROR) list->errors++;
}

void issue_append(IssueList *list, const Issue *items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ARENA_PUSH(list->arena, list->items, list->count, list->capacity);
        Issue *copy = &list->items[list->count++];
        *copy = items[i];
        copy->source = arena_strdup(list->arena, items[i].source);
        copy->text = arena_strdup(list->arena, items[i].text);
        copy->chinese = arena_strdup(list->arena, items[i].chinese);
        if (copy->severity >= SEVERITY_ERROR) list->errors++;
    }
}

char *issue_piece(Arena *arena, const Issue *issue) {
    return both_pair(arena, issue->text, issue->chinese);
}

static char *chinese_text(Arena *arena, const Issue *issue) {
    static const char *const severities[] = {"提示", "警示", "差错", "严重"};
    Text out = {.arena = arena};
    text_appendf(&out, "%s：%s", severities[issue->severity], issue->source);
    if (issue->line) text_appendf(&out, " 第 %d 行", issue->line);
    if (issue->line && issue->column) text_appendf(&out, "第 %d 列", issue->column);
    text_appendf(&out, "：%s", issue->chinese);
    return arena_strdup(arena, text_string(&out));
}

char *issue_text(Arena *arena, const Issue *issue, Lang lang) {
    if (lang == LANG_ZH) return chinese_text(arena, issue);
    Text out = {.arena = arena};
    text_appendf(&out, "%s: %s", severity_name(issue->severity), issue->source);
    if (issue->line) text_appendf(&out, ":%d", issue->line);
    if (issue->line && issue->column) text_appendf(&out, ":%d", issue->column);
    text_appendf(&out, ": %s", issue->text);
    return arena_strdup(arena, text_string(&out));
}
