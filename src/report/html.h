/* html: what the files that write the page share. Private to report/. */
#ifndef JIXIAO_REPORT_HTML_H
#define JIXIAO_REPORT_HTML_H

#include <stdio.h>

#include "report/content.h"

typedef struct {
    Arena *arena;
    const Document *document;
    FILE *out;
    int tables, charts; /* numbered so far */
} HtmlPage;

/* " NAME="VALUE"" with the value escaped; nothing when it is NULL or "". */
void html_attribute(const HtmlPage *page, const char *name, const char *value);
/* The words, as a link when there is an address. */
void html_link(const HtmlPage *page, const char *address, const char *text);
/* A note under a table or chart; nothing when it is "". */
void html_note(const HtmlPage *page, const char *note);
/* A BLOCK_TABLE: a figure with its title, folded when the block says so. */
void html_table(HtmlPage *page, const Block *block);

/* What a chart was drawn from, folded; of many rows only the name of the file that has them. */
void html_data(const HtmlPage *page, const Block *block);

#endif
