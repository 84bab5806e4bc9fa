/* writer: puts tables, charts and sentences into a Document, by the `chapter` of their heads. What `for:
 * card` stands in their heads is about single departments: their cards show it, see cards.c. */
#ifndef JIXIAO_CMD_WRITER_H
#define JIXIAO_CMD_WRITER_H

#include "cmd/command.h"
#include "cmd/sentences.h"
#include "model/document.h"

typedef struct {
    Batch *batch;
    Document *document;
    const ChartSet *svg, *png;
    const Table *depts; /* code, name, dept_id; in the order of their codes */
    int blocks;         /* for unique ids */
} Writer;

/* Reads the departments. */
bool writer_open(Writer *writer, Err *err) MUST_USE;
/* `for:` of the head: "" = everybody; all = not under --dept; card = single departments. */
bool writer_is_for(const QueryFile *file, const char *whom);
/* A table file's table; cells with a department's name lead to its card. */
bool writer_query(Writer *writer, const QueryFile *file, Table **table, Err *err) MUST_USE;
/* At the end of the last chapter; folded when `folded` is yes, open when it is no, else by its length. */
Block *writer_table(Writer *writer, const Table *table, const char *caption, const char *folded);
/* The charts of a chapter about everybody (dept NULL) or about one department. */
void writer_charts(Writer *writer, const char *chapter, const char *dept);
/* One line in small type that names the charts of these chapters, or of these sections of a department's
 * card, that have too few data to be drawn, with how many there are and how many it takes. Nothing when all
 * are drawn. */
void writer_undrawn(Writer *writer, const char *const *chapters, size_t count, const char *dept);
/* A sentence of the report, with links to its evidence: `evidence` of the head names chapters and cards. */
void writer_sentence(Writer *writer, const QueryFile *file, const Sentence *sentence);
/* The address of a department's card inside the report: dept-ID. */
char *writer_anchor(const Writer *writer, int64_t dept_id);

/* --- cards: one for each department --- */
typedef struct Cards Cards;
/* Where a card can hold something: the names of its sections. */
extern const char *const card_sections[];
extern const size_t card_section_count;
/* Everything that stands on cards, read once. */
bool cards_open(Writer *writer, Cards **cards, Err *err) MUST_USE;
/* Whether the cards are pages of their own, because they are many. */
bool cards_are_pages(const Cards *cards);
/* Into the last chapter of the report: every card, or the way to its page; and for a workbook the whole
 * tables. */
void cards_add(Cards *cards);
/* FOLDER/dept/CODE.html for each department. */
bool cards_write(Cards *cards, const char *folder, Err *err) MUST_USE;

#endif
