/* document: a report as content: chapters of blocks in reading order. Made by cmd/, printed by report/. One
 * language. */
#ifndef JIXIAO_MODEL_DOCUMENT_H
#define JIXIAO_MODEL_DOCUMENT_H

#include "model/table.h"

typedef enum {
    BLOCK_HEADING,   /* text; level 2 (section) or 3 (below) ; id is a unique anchor */
    BLOCK_PARAGRAPH, /* text, plain; links are written [text](#anchor); lead stands bold in front of it */
    BLOCK_FACTS,     /* a few key figures: label, value, hint */
    BLOCK_TABLE,     /* table; the note under it is the table's own */
    BLOCK_CHART      /* an SVG file's text with caption, note and alternative text */
} BlockType;

typedef struct {
    const char *label, *value, *hint;
} Fact;

/* Where a block is printed: a card's tables stand once for each department on pages, whole in a workbook. */
typedef enum { PLACE_ALL, PLACE_PAGE, PLACE_BOOK } BlockPlace;

typedef struct {
    BlockType type;
    BlockPlace place;
    const char *id; /* unique in the document; ASCII letters, digits, '-', '_' */
    int level;
    const char *text; /* heading, paragraph, or a caption that replaces the table's title; NULL = none */
    const char *note; /* under a chart: unit, source and definition; behind a paragraph, in small type */
    const char *svg;  /* chart: the SVG as made by gnuplot */
    bool inline_only; /* chart: there is no charts/ID.svg beside the report */
    const char *png;  /* chart: path of a PNG for the workbook, or NULL */
    const char *alternative; /* chart: what a reader who does not see it should know */
    const char *lead;        /* paragraph: what it is about, in a word or two; NULL = none */
    bool boxed;              /* paragraph: somebody's own words, or room for them */
    const Table *table;
    size_t most_rows;      /* table: pages show only so many, and name its file; 0 = all */
    const Table *data;     /* chart: what it was drawn from, or NULL */
    const char *data_file; /* chart: the file beside the report that has these rows, and those of its kind */
    bool collapsed;        /* table, chart: shown folded (details), because it is long, or one of many */
    const Fact *facts;
    size_t fact_count;
} Block;

typedef struct {
    const char *id, *title;
    Block *blocks;
    size_t block_count, block_capacity;
} Chapter;

/* Where an anchor leads that is not in the document itself: a file beside it, with or without #anchor. */
typedef struct {
    const char *anchor, *address;
} DocumentLink;

typedef struct {
    const char *text, *address;
} DocumentStep;

typedef struct {
    Lang lang;
    const char *title, *subtitle;
    const char *published; /* YYYY-MM-DD of the latest source: the only date in the output */
    const char *footer;    /* program, version, hash of the figures */
    const char *root;      /* from the page to the folder of the report: "" or "../" */
    bool bound;            /* for paper: files beside it are named, not linked */
    const DocumentLink *links;
    size_t link_count;
    const DocumentStep *steps; /* above the page: back to the report, to the page before and behind */
    size_t step_count;
    Chapter *chapters;
    size_t chapter_count, chapter_capacity;
    Arena *arena;
} Document;

Document *document_new(Arena *arena, Lang lang);
Chapter *document_chapter(Document *document, const char *id,
                          const char *title); /* pointer valid until the next one */
Block *document_block(Document *document, BlockType type, const char *id); /* appended to the last chapter */
void document_paragraph(Document *document, const char *text);
void document_heading(Document *document, int level, const char *id, const char *text);

#endif
