/* docx: what the files that write the text document share. Private to report/. */
#ifndef JIXIAO_REPORT_DOCX_H
#define JIXIAO_REPORT_DOCX_H

#include <stdio.h>

#include "report/content.h"

typedef struct {
    Arena *arena;
    const Document *document;
    FILE *out; /* word/document.xml */
    int tables;
} Docx;

enum {
    DOCX_TALL_WIDTH = 8844,  /* between the margins, in twentieths of a point: A4 upright … */
    DOCX_WIDE_WIDTH = 14570, /* … and across */
    DOCX_WIDE_COLUMNS = 8    /* a chapter with a table of so many columns is printed across */
};

/* One paragraph of one run; nothing when the text is NULL or "". */
void docx_paragraph(const Docx *docx, const char *style, const char *text);
/* A BLOCK_TABLE with its title and note, `width` wide. */
void docx_table(Docx *docx, const Block *block, int width);

#endif
