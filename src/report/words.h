/* words: every fixed word that the renderers themselves print, in both languages. Everything else on a page
 * comes from the Document. A new word is one line here and one in words.c. */
#ifndef JIXIAO_REPORT_WORDS_H
#define JIXIAO_REPORT_WORDS_H

#include "model/table.h"

typedef enum {
    WORD_HTML_LANG, /* the lang attribute */
    WORD_CONTENTS,
    WORD_SKIP,      /* the skip link */
    WORD_TABLE,     /* in front of a table's number */
    WORD_FIGURE,    /* in front of a chart's number */
    WORD_NOTE,      /* in front of a note, with its punctuation */
    WORD_MARKED,    /* what the mark behind a value means */
    WORD_PUBLISHED, /* in front of the date of the latest source, with its punctuation */
    WORD_MISSING,   /* a cell without a value */
    WORD_OPEN,      /* bracket in front of a unit */
    WORD_CLOSE,     /* bracket behind it */
    WORD_ROWS,      /* {n}: how many rows a folded table has */
    WORD_DATA,      /* {n}: what a chart was drawn from, folded below it */
    WORD_DATA_FILE, /* {n} rows in {file}, when they are too many for the page */
    WORD_CUT,       /* {n} of {m}: a table that does not fit into a sheet */
    WORD_REST,      /* {n} of {m}: a table of which a page shows the first rows, {file} has the others */
    WORD_FILTER,
    WORD_FILTERED, /* {n} of {m}: rows that the filter left */
    WORD_FIND,     /* the box beside the contents that finds a department */
    WORD_FOUND,    /* {n} of {m}: how many departments it found */
    WORD_SORT,     /* what a click on a column's heading does */
    WORD_OPEN_ALL,
    WORD_CLOSE_ALL,
    WORD_BACK,   /* the link from a sheet to the contents */
    WORD_STEPS,  /* the links above a page of its own */
    WORD_CHARTS, /* the sheet with the charts */
    WORD_COUNT
} Word;

const char *words_text(Lang lang, Word word);

#endif
