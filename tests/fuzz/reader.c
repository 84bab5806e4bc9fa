/* Bytes → UTF-8 → records. Whatever comes in: lines go forward, cells are UTF-8 without NUL, and the end
 * comes. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "load/encoding.h"
#include "load/load.h"

static void read_records(Arena *arena, const Decoded *decoded) {
    Reader *reader = reader_open(arena, decoded->data, decoded->size);
    Record record;
    Trouble trouble;
    ReadResult result;
    int last = 0;
    while ((result = reader_next(reader, &record, &trouble)) != READ_END) {
        int line = result == READ_RECORD ? record.line : trouble.line;
        FUZZ_EXPECT(line >= last && line <= reader_lines(reader));
        last = line;
        for (size_t i = 0; result == READ_RECORD && i < record.count; i++)
            FUZZ_EXPECT(text_is_utf8(record.cells[i], strlen(record.cells[i]), NULL));
    }
    reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const wanted[] = {"", "gb18030", "utf-16le", "utf-16be", "utf-8", "utf-16"};
    Arena arena = {0};
    char *text = arena_alloc(&arena, size + 1);
    if (size) memcpy(text, data, size);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        Decoded decoded;
        Trouble trouble;
        if (!encoding_decode(&arena, text, size, wanted[i], &decoded, &trouble)) {
            FUZZ_EXPECT(trouble.text && trouble.line >= 0);
            continue;
        }
        FUZZ_EXPECT(text_is_utf8(decoded.data, decoded.size, NULL) &&
                    !memchr(decoded.data, '\0', decoded.size));
        read_records(&arena, &decoded);
    }
    CsvRows rows;
    Err err = {0};
    if (!load_rows(&arena, "x.csv", text, size, &rows, &err))
        FUZZ_EXPECT(err.kind == ERR_SOURCE && *err.text);
    arena_free(&arena);
    return 0;
}
