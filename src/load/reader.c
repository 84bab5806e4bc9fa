#include "load/reader.h"

#include <csv.h>
#include <string.h>

#include "base/text.h"

struct Reader {
    Arena *arena;
    struct csv_parser parser;
    const char *at, *end;
    int line;        /* physical lines begun */
    int record_line; /* where the open record starts; 0 = between records */
    Text bytes;      /* the open record's cells, each terminated; reused */
    size_t *starts, count, capacity;
    const char **cells;
    size_t cell_room;
    bool complete, ended;
    bool more; /* the file does not end with these bytes */
};

static size_t blank_before(const char *text, size_t length) {
    char c = text[length - 1];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return 1;
    if (length >= 2 && memcmp(text + length - 2, "\xC2\xA0", 2) == 0) return 2;
    return length >= 3 && memcmp(text + length - 3, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

static size_t blank_after(const char *text, size_t length) {
    char c = *text;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return 1;
    if (length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0) return 2;
    return length >= 3 && memcmp(text, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

const char *reader_trim(const char *text, size_t *length) {
    size_t blank;
    while (*length && (blank = blank_before(text, *length)) > 0)
        *length -= blank;
    while (*length && (blank = blank_after(text, *length)) > 0) {
        text += blank;
        *length -= blank;
    }
    return text;
}

static void take_cell(void *bytes, size_t size, void *user) {
    Reader *reader = user;
    const char *cell = bytes ? reader_trim(bytes, &size) : "";
    if (!bytes) size = 0;
    ARENA_PUSH(reader->arena, reader->starts, reader->count, reader->capacity);
    reader->starts[reader->count++] = reader->bytes.size;
    text_append_bytes(&reader->bytes, cell, size);
    text_append_bytes(&reader->bytes, "", 1);
}

static void take_row(int end, void *user) {
    (void)end;
    ((Reader *)user)->complete = true;
}

static void parser_open(Reader *reader) {
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL);
}

Reader *reader_open(Arena *arena, const char *data, size_t size) {
    Reader *reader = ARENA_NEW(arena, Reader);
    *reader = (Reader){.arena = arena, .at = data, .end = data + size, .bytes = {.arena = arena}};
    if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) reader->at += 3;
    parser_open(reader);
    return reader;
}

void reader_close(Reader *reader) {
    csv_free(&reader->parser);
}

void reader_use_arena(Reader *reader, Arena *arena) {
    reader->arena = reader->bytes.arena = arena;
}

void reader_feed(Reader *reader, const char *data, size_t size, int line, bool last) {
    reader->at = data;
    reader->end = data + size;
    reader->line = line;
    reader->more = !last;
    reader->ended = false;
}

bool reader_is_between(const Reader *reader) {
    return reader->record_line == 0;
}

size_t reader_offset(const Reader *reader, const char *data) {
    return (size_t)(reader->at - data);
}

size_t reader_most(const Reader *reader, size_t fields) {
    const size_t long_enough = (size_t)(reader->end - reader->at) / fields + 1; /* a field has its comma */
    size_t ends = 1;
    for (const char *at = reader->at; at < reader->end; at++)
        ends += *at == '\n' || (*at == '\r' && (at + 1 == reader->end || at[1] != '\n'));
    return ends < long_enough ? ends : long_enough;
}

int reader_lines(const Reader *reader) {
    return reader->line;
}

/* The physical line at `at` with its end: CR, LF, CRLF or the end of the data. libcsv ends a record at an
 * unquoted CR or LF, so that no record ends inside such a piece: fed piece by piece, it tells on which line a
 * record starts. */
static size_t physical_line(const char *at, const char *end) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    size_t length = stop ? (size_t)(stop - at) + 1 : (size_t)(end - at);
    const char *cr = memchr(at, '\r', length);
    if (cr && cr + 1 < end && cr[1] == '\n') return (size_t)(cr - at) + 2;
    return cr ? (size_t)(cr - at) + 1 : length;
}

static bool is_blank(const char *at, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (at[i] != ' ' && at[i] != '\t' && at[i] != '\r' && at[i] != '\n') return false;
    return true;
}

static void begin_record(Reader *reader) {
    reader->record_line = reader->line;
    reader->bytes.size = 0;
    reader->count = 0;
}

static ReadResult damaged(Reader *reader, Trouble *trouble) {
    bool same = reader->record_line == reader->line;
    const char *what =
        both("a quote stands inside a field; put the whole field into quotes and double every quote in it");
    *trouble = (Trouble){.line = reader->line,
                         .column = (int)reader->count + 1,
                         .text = same ? what
                                      : both_printf(reader->arena, "%s (the record starts on line %d)", what,
                                                    reader->record_line)};
    csv_free(&reader->parser);
    parser_open(reader);
    reader->record_line = 0;
    reader->complete = false;
    return READ_TROUBLE;
}

/* Hands out the finished record; false when it has nothing but empty cells. */
static bool finish_record(Reader *reader, Record *record) {
    int line = reader->record_line;
    reader->complete = false;
    reader->record_line = 0;
    if (reader->bytes.size == reader->count) return false;
    if (reader->cell_room < reader->count) {
        reader->cell_room = reader->capacity;
        reader->cells = ARENA_ARRAY(reader->arena, const char *, reader->cell_room);
    }
    for (size_t i = 0; i < reader->count; i++)
        reader->cells[i] = reader->bytes.data + reader->starts[i];
    *record = (Record){.cells = reader->cells, .count = reader->count, .line = line};
    return true;
}

ReadResult reader_next(Reader *reader, Record *record, Trouble *trouble) {
    while (reader->at < reader->end) {
        size_t length = physical_line(reader->at, reader->end);
        const char *line = reader->at;
        reader->at += length;
        reader->line++;
        if (reader->record_line == 0) {
            if (is_blank(line, length)) continue;
            begin_record(reader);
        }
        if (csv_parse(&reader->parser, line, length, take_cell, take_row, reader) != length)
            return damaged(reader, trouble);
        if (reader->complete && finish_record(reader, record)) return READ_RECORD;
    }
    if (reader->ended || reader->more) return READ_END;
    reader->ended = true;
    if (csv_fini(&reader->parser, take_cell, take_row, reader) != 0) {
        *trouble = (Trouble){
            .line = reader->record_line,
            .column = (int)reader->count + 1,
            .text = both("a quoted field is never closed: the rest of the file is inside it; close the "
                         "quote, and double every quote inside the field")};
        return READ_TROUBLE;
    }
    return reader->complete && finish_record(reader, record) ? READ_RECORD : READ_END;
}
