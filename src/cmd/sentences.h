/* sentences: what the documents of a department say in words. A file of queries/sentences is one sentence:
 * its query returns rows of numbers, one or more for a department and year, in the order of dept_id and year;
 * its head says how they read:
 *   -- section:     where in the document (cmd/documents.c names the sections)
 *   -- chapter:     or: in which chapter of the report; with `for: card` in which section of each card. A
 * sentence that is about all departments returns NULL as dept_id and year.
 *   -- evidence:    chapters and cards (dept-{dept_id}) that it leads to
 *   -- point: yes   it is told with its title in front; -- boxed: yes   it is somebody's own words
 *   -- column.NAME: TYPE                      as in a table; {NAME} in the texts
 *   -- compare.NAME: PHRASE CURRENT PRIOR     {NAME} is “较上年增加…”, made of two whole-number columns, in
 * the words of PHRASE in datasets/catalog/text.csv; of four (numerator and denominator, this year's and last
 * year's) in percentage points
 *   -- text.zh, text.en: the sentence. A piece [in brackets] is left out when something in it is missing, a
 * row without a value outside brackets altogether. {unit} is the money's.
 *   -- lead, join, end (.zh, .en): the rows of a department-year with the same lead are one sentence
 *   -- blank:       the id of a blank behind the sentence, filled like a text; no blank where a value is
 * missing. Where the query has a column `asked`, nobody is asked while it is NULL; words that somebody wrote
 * all the same stand there.
 *   -- ask.zh, ask.en: the words around {blank}; default “（原因：{blank}）” */
#ifndef JIXIAO_CMD_SENTENCES_H
#define JIXIAO_CMD_SENTENCES_H

#include "cmd/command.h"

typedef struct {
    int64_t dept_id, year;
    const char *lead, *text; /* text: with its lead */
    const char *evidence;    /* anchors, with blanks between them */
    const char *topic, *ask; /* topic NULL: no blank */
    bool asked;
} Sentence;

typedef struct {
    const char *section;
    Sentence *items;
    size_t count, capacity;
} SentenceList;

/* All sentences of one file, for all departments and years that --dept and --years show. A sentence for
 * documents or cards must come in the order of dept_id and year. ERR_SOURCE (file:line) when the head does
 * not fit what the query returns. */
bool sentences_make(Batch *batch, const QueryFile *file, SentenceList *list, Err *err) MUST_USE;
/* The sentences of one department and year: *count of them from the returned one on. */
const Sentence *sentences_of(const SentenceList *list, int64_t dept_id, int64_t year, size_t *count);

#endif
