/* issue: what is wrong with a source, collected so that a clerk sees everything at once. */
#ifndef JIXIAO_MODEL_ISSUE_H
#define JIXIAO_MODEL_ISSUE_H

#include "base/both.h"

typedef enum { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_FATAL } Severity;

typedef struct {
    Severity severity;
    const char *source; /* dataset/file as the user knows it */
    int line,
        column; /* physical line on which the record starts, 1-based field; 0 = the whole file or line */
    const char *text;    /* what was found, what was expected, what to do, in English */
    const char *chinese; /* the same in Chinese */
} Issue;

typedef struct {
    Arena *arena;
    Issue *items;
    size_t count, capacity, errors; /* errors: those of severity error or fatal */
} IssueList;

const char *severity_name(Severity severity); /* "info", "warning", "error", "fatal" */
/* The Chinese of `format` is in datasets/catalog/messages.csv (base/both.h). */
void issue_add(IssueList *list, Severity severity, const char *source, int line, int column,
               const char *format, ...) PRINTF_LIKE(6, 7);
/* All of another list, behind what is there. */
void issue_append(IssueList *list, const Issue *items, size_t count);
/* What it says without its place, as a piece of another message. */
char *issue_piece(Arena *arena, const Issue *issue);
/* "error: source:line:column: text" or “差错：source 第 12 行第 3 列：……”, one line. */
char *issue_text(Arena *arena, const Issue *issue, Lang lang);

#endif
