#include "load/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

const char encoding_names[] = BOTH("utf-8, gb18030, gbk, gb2312, utf-16, utf-16le or utf-16be");

typedef enum { UTF_8, UTF_16LE, UTF_16BE, GB18030, UTF_16 } Encoding;
static const char *const canonical[] = {"utf-8", "utf-16le", "utf-16be", "gb18030"};
static const struct {
    const char *name;
    Encoding encoding;
} spellings[] = {
    {"utf-8", UTF_8},       {"utf8", UTF_8},       {"gb18030", GB18030},   {"gbk", GB18030},
    {"gb2312", GB18030},    {"cp936", GB18030},    {"utf-16", UTF_16},     {"utf16", UTF_16},
    {"utf-16le", UTF_16LE}, {"utf16le", UTF_16LE}, {"utf-16be", UTF_16BE}, {"utf16be", UTF_16BE},
};
enum { SPELLING_COUNT = sizeof spellings / sizeof *spellings };

#define AGAIN "save it again as “CSV UTF-8”"

static int find(const char *name) {
    for (int i = 0; i < SPELLING_COUNT; i++)
        if (strcasecmp(spellings[i].name, name) == 0) return (int)spellings[i].encoding;
    return -1;
}

bool encoding_known(const char *name) {
    return find(name) >= 0;
}

static bool starts(const char *data, size_t size, const char *mark, size_t length) {
    return size >= length && memcmp(data, mark, length) == 0;
}

/* Bytes of GB18030 behind a lead byte are never CR or LF, so that lines may be counted before converting. */
static int line_of(const char *data, size_t offset) {
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        line += data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n');
    return line;
}

static unsigned unit_at(const char *data, size_t offset, Encoding encoding) {
    unsigned first = (unsigned char)data[offset], second = (unsigned char)data[offset + 1];
    return encoding == UTF_16LE ? second << 8 | first : first << 8 | second;
}

static int wide_line_of(const char *data, size_t size, size_t offset, Encoding encoding) {
    int line = 1;
    for (size_t i = 0; i + 1 < offset; i += 2) {
        unsigned unit = unit_at(data, i, encoding);
        bool pair = unit == '\r' && i + 3 < size && unit_at(data, i + 2, encoding) == '\n';
        line += unit == '\n' || (unit == '\r' && !pair);
    }
    return line;
}

/* UTF-16 without a mark: the bytes of one side are NUL often, those of the other at most seldom (一 is 4E
 * 00), and a comma is among the units. */
static bool looks_wide(const char *data, size_t size, Encoding *encoding) {
    size_t nul[2] = {0, 0}, commas = 0;
    if (size % 2) return false;
    for (size_t i = 0; i < size; i++)
        nul[i % 2] += data[i] == '\0';
    *encoding = nul[0] > nul[1] ? UTF_16BE : UTF_16LE;
    if (nul[*encoding == UTF_16LE] < 4 * nul[*encoding == UTF_16BE] + 1) return false;
    for (size_t i = 0; i + 1 < size; i += 2)
        commas += unit_at(data, i, *encoding) == ',';
    return commas > 0 && (nul[0] + nul[1]) * 16 >= size;
}

static bool refuse(Trouble *trouble, int line, const char *text) {
    *trouble = (Trouble){.line = line, .text = text};
    return false;
}

static bool has_nul(const char *data, size_t size, Trouble *trouble) {
    const char *nul = memchr(data, '\0', size);
    if (!nul) return false;
    return !refuse(
        trouble, line_of(data, (size_t)(nul - data)),
        both("found a NUL byte, which no text has; the file is damaged or of another kind: export it again "
             "as “CSV UTF-8”"));
}

typedef enum { CONVERTED, CONVERTED_NOT, NO_CONVERTER } Conversion;

/* Into out, which has room for 3 bytes for every 2. *bad_at is the offset of the first byte without meaning.
 */
static Conversion convert(Arena *arena, const char *from, const char *data, size_t size, Text *out,
                          size_t *bad_at) {
    iconv_t converter = iconv_open("UTF-8", from);
    if ((intptr_t)converter == -1) return NO_CONVERTER;
    size_t room = size + size / 2 + 16, left = size, space = room;
    char *in = (char *)data, *at = arena_alloc(arena, room + 1);
    *out = (Text){.arena = arena, .data = at, .room = room + 1};
    size_t result = iconv(converter, &in, &left, &at, &space);
    iconv_close(converter);
    out->size = room - space;
    out->data[out->size] = '\0';
    *bad_at = size - left;
    return result == (size_t)-1 || left ? CONVERTED_NOT : CONVERTED;
}

/* A place of the private use area: bytes that GB18030 leaves to everybody's own characters. A text of another
 * encoding is full of them. */
static const char *private_use(const Text *text) {
    const char *end = text->data + text->size, *first = memchr(text->data, 0xEE, text->size);
    for (const char *at = text->data; (at = memchr(at, 0xEF, (size_t)(end - at))) != NULL; at++)
        if ((unsigned char)at[1] < 0xA4) return first && first < at ? first : at;
    return first;
}

static bool decode_wide(Arena *arena, const char *data, size_t size, Encoding encoding, Decoded *decoded,
                        Trouble *trouble) {
    Text out;
    size_t bad_at;
    static const char *const marks[] = {[UTF_16LE] = "\xFF\xFE", [UTF_16BE] = "\xFE\xFF"};
    const size_t mark = starts(data, size, marks[encoding], 2) ? 2 : 0;
    data += mark;
    size -= mark;
    switch (convert(arena, encoding == UTF_16LE ? "UTF-16LE" : "UTF-16BE", data, size, &out, &bad_at)) {
    case CONVERTED:
        break;
    case NO_CONVERTER:
        return refuse(trouble, 0, both("this system cannot convert UTF-16; " AGAIN));
    case CONVERTED_NOT:
        return refuse(
            trouble, wide_line_of(data, size, bad_at, encoding),
            bad_at + 1 >= size
                ? both("the file is UTF-16 and ends in half a character; it is damaged: export it again")
                : both_printf(arena,
                              "0x%04X is half a character of UTF-16 without its other half; the file is "
                              "damaged: export it again",
                              unit_at(data, bad_at, encoding)));
    }
    *decoded = (Decoded){.data = out.data, .size = out.size, .name = canonical[encoding]};
    return !has_nul(decoded->data, decoded->size, trouble);
}

typedef struct {
    size_t at; /* offset in the file */
    int line;
    bool missing; /* the system has no converter */
} Failure;

static bool decode_chinese(Arena *arena, const char *data, size_t size, bool guessed, Decoded *decoded,
                           Failure *failure) {
    Text out;
    *failure = (Failure){0};
    Conversion result = convert(arena, "GB18030", data, size, &out, &failure->at);
    failure->missing = result == NO_CONVERTER;
    if (failure->missing) return false;
    const char *odd = guessed ? private_use(&out) : NULL;
    failure->line = odd ? line_of(out.data, (size_t)(odd - out.data)) : line_of(data, failure->at);
    if (odd || result != CONVERTED) return false;
    *decoded = (Decoded){.data = out.data, .size = out.size, .name = canonical[GB18030]};
    return true;
}

static bool decode_wanted(Arena *arena, const char *data, size_t size, Encoding encoding, const char *wanted,
                          Decoded *decoded, Trouble *trouble) {
    if (encoding == UTF_16LE || encoding == UTF_16BE)
        return decode_wide(arena, data, size, encoding, decoded, trouble);
    if (has_nul(data, size, trouble)) return false;
    Failure failure = {0};
    *decoded = (Decoded){.data = data, .size = size, .name = canonical[UTF_8]};
    if (encoding == UTF_8 ? text_is_utf8(data, size, &failure.at)
                          : decode_chinese(arena, data, size, false, decoded, &failure))
        return true;
    if (encoding == UTF_8) failure.line = line_of(data, failure.at);
    if (failure.missing) return refuse(trouble, 0, both("this system cannot convert GB18030; " AGAIN));
    return refuse(
        trouble, failure.line,
        both_printf(arena,
                    "found bytes that are not %s, which `encoding:` in the description says; correct "
                    "that line, or " AGAIN,
                    wanted));
}

/* Whatever reaches further before it fails is what the file was meant to be. */
static bool neither(Arena *arena, const char *data, size_t utf_8_at, const Failure *chinese,
                    Trouble *trouble) {
    int line = line_of(data, utf_8_at);
    if (chinese->missing)
        return refuse(trouble, line,
                      both_printf(arena,
                                  "byte 0x%02X is not UTF-8, and this system cannot convert GB18030; " AGAIN,
                                  (unsigned char)data[utf_8_at]));
    if (chinese->line > line)
        return refuse(
            trouble, chinese->line,
            both_printf(arena,
                        "found bytes that are not GB18030 (nor is the file UTF-8, from line %d on); it is "
                        "damaged or in another encoding: " AGAIN,
                        line));
    return refuse(
        trouble, line,
        both_printf(arena,
                    "byte 0x%02X is not UTF-8 (nor is the file GB18030, from line %d on); it is damaged "
                    "or in another encoding: " AGAIN,
                    (unsigned char)data[utf_8_at], chinese->line));
}

bool encoding_decode(Arena *arena, const char *data, size_t size, const char *wanted, Decoded *decoded,
                     Trouble *trouble) {
    int named = *wanted ? find(wanted) : -1;
    Encoding wide = UTF_16LE;
    *trouble = (Trouble){0};
    bool little = starts(data, size, "\xFF\xFE", 2), big = starts(data, size, "\xFE\xFF", 2);
    if (named == UTF_16) {
        if (!little && !big && !looks_wide(data, size, &wide))
            return refuse(trouble, 0,
                          both("`encoding: utf-16` leaves open in which order its bytes are, and the file "
                               "does not tell; "
                               "write utf-16le or utf-16be"));
        return decode_wide(arena, data, size, big ? UTF_16BE : wide, decoded, trouble);
    }
    if (named >= 0) return decode_wanted(arena, data, size, (Encoding)named, wanted, decoded, trouble);
    if (little || big) return decode_wide(arena, data, size, big ? UTF_16BE : UTF_16LE, decoded, trouble);
    if (memchr(data, '\0', size) && looks_wide(data, size, &wide))
        return decode_wide(arena, data, size, wide, decoded, trouble);
    if (has_nul(data, size, trouble)) return false;
    size_t bad_at;
    *decoded = (Decoded){.data = data, .size = size, .name = canonical[UTF_8]};
    if (text_is_utf8(data, size, &bad_at)) return true;
    Failure chinese;
    if (!starts(data, size, "\xEF\xBB\xBF", 3)) {
        if (decode_chinese(arena, data, size, true, decoded, &chinese)) return true;
        return neither(arena, data, bad_at, &chinese, trouble);
    }
    return refuse(trouble, line_of(data, bad_at),
                  both_printf(arena,
                              "byte 0x%02X is not UTF-8, although the file begins with its mark; " AGAIN,
                              (unsigned char)data[bad_at]));
}
