/* reader: bytes → records, by libcsv, with the lines and columns that libcsv does not give. Knows nothing of
 * headers, figures or issues. Cells come out trimmed of ASCII blanks, NBSP and U+3000; blank lines and
 * records whose cells are all empty are passed over (spreadsheets append them). */
#ifndef JIXIAO_LOAD_READER_H
#define JIXIAO_LOAD_READER_H

#include "base/arena.h"

typedef struct Reader Reader;

typedef struct {
    const char **cells; /* "" when empty; valid until the next reader_next */
    size_t count;
    int line; /* physical line on which the record starts; CR, LF and CRLF each end one line */
} Record;

/* What cannot be read: line and column are 0 when there is none to name. */
typedef struct {
    int line, column;
    const char *text;
} Trouble;

typedef enum { READ_RECORD, READ_TROUBLE, READ_END } ReadResult;

/* `data` is UTF-8 without NUL bytes (encoding.h) and outlives the reader; a byte order mark is passed over.
 */
Reader *reader_open(Arena *arena, const char *data, size_t size);
/* What it needs from now on comes from this arena, as when another thread reads on. */
void reader_use_arena(Reader *reader, Arena *arena);
/* Goes on with other bytes of the same file: whole lines, of which `line` are before them. With `last`, the
 * file ends with them; otherwise READ_END says that they are used up. What a record has so far stays. */
void reader_feed(Reader *reader, const char *data, size_t size, int line, bool last);
/* Between two records: whatever follows does not depend on what was read. */
bool reader_is_between(const Reader *reader);
size_t reader_offset(const Reader *reader,
                     const char *data); /* where it goes on, in the data of reader_open */
/* After READ_TROUBLE (a quote in a wrong place) reading goes on with the next physical line. */
ReadResult reader_next(Reader *reader, Record *record, Trouble *trouble) MUST_USE;
/* How many records of so many fields can still come, at most. */
size_t reader_most(const Reader *reader, size_t fields);
int reader_lines(const Reader *reader); /* physical lines so far; all of them after READ_END */
void reader_close(Reader *reader);

/* Shortens the text by the blanks at both ends; returns the new start and length. */
const char *reader_trim(const char *text, size_t *length);

#endif
