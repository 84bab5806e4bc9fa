/* document: a report as content: chapters of blocks in reading order. Made by cmd/, printed by report/. One
 * language. */
#ifndef JIXIAO_MODEL_DOCUMENT_H
#define JIXIAO_MODEL_DOCUMENT_H

#include "model/table.h"

typedef enum {
    BLOCK_HEADING,   /* text; level 2 (section) or 3 (below) ; id is a unique anchor */
    BLOCK_PARAGRAPH, /* text, plain; links are written [text](#anchor) */
    BLOCK_FACTS,     /* a few key figures: label, value, hint */
    BLOCK_TABLE,     /* table; the note under it is the table's own */
    BLOCK_CHART      /* an SVG file's text with caption, note and alternative text */
} BlockType;

typedef struct {
    const char *label, *value, *hint;
} Fact;

typedef struct {
    BlockType type;
    const char *id; /* unique in the document; ASCII letters, digits, '-', '_' */
    int level;
    const char *text; /* heading, paragraph, or a caption that replaces the table's title; NULL = none */
    const char *note; /* under a chart: unit, source and definition; behind a paragraph, in small type */
    const char *svg;  /* chart: the SVG as made by gnuplot */
    bool inline_only; /* chart: there is no charts/ID.svg beside the report */
    const char *png;  /* chart: path of a PNG for the workbook, or NULL */
    const char *alternative; /* chart: what a reader who does not see it should know */
    const Table *table;
    const Table *data;     /* chart: what it was drawn from, or NULL */
    const char *data_file; /* chart: the file beside the report that has these rows, and those of its kind */
    bool collapsed;        /* table: shown folded (details), because it is long */
    const Fact *facts;
    size_t fact_count;
} Block;

typedef struct {
    const char *id, *title;
    Block *blocks;
    size_t block_count, block_capacity;
} Chapter;

typedef struct {
    Lang lang;
    const char *title, *subtitle;
    const char *published; /* YYYY-MM-DD of the latest source: the only date in the output */
    const char *footer;    /* program, version, hash of the figures */
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
