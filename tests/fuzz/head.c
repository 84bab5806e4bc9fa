/* The heads of queries, charts and descriptions. */
#include <string.h>

#include "base/head.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const marks[] = {"--", "#", ""}, *const known[] = {"check", "zh", "column.*", NULL};
    Arena arena = {0};
    char *text = arena_alloc(&arena, size + 1);
    if (size) memcpy(text, data, size);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        Head head;
        Err err = {0};
        if (!head_read(&arena, "x", text, marks[i], &head, &err)) {
            FUZZ_EXPECT(err.kind == ERR_SOURCE);
            continue;
        }
        int last = 0;
        FUZZ_EXPECT(head.count > 0);
        for (size_t k = 0; k < head.count; k++) {
            FUZZ_EXPECT(*head.entries[k].key && head.entries[k].line > last);
            last = head.entries[k].line;
        }
        FUZZ_EXPECT(head_value(&head, head.entries[0].key) == head.entries[0].value);
        FUZZ_EXPECT(strlen(head.body) <= strlen(text));
        if (!head_check_keys(&head, known, &err)) FUZZ_EXPECT(err.kind == ERR_SOURCE);
    }
    arena_free(&arena);
    return 0;
}
