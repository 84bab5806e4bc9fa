/* What the head of a query says about its columns, applied to a table of four columns. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "model/spec.h"
#include "model/spec_book.h"

static Table *raw_table(Arena *arena) {
    static const int64_t values[] = {0, 100, -3, TABLE_MISSING, INT64_MAX};
    Table *table = table_new(arena, "t");
    Column *text = table_add(table, "name", COLUMN_TEXT, NULL, NULL);
    (void)text;
    table_add(table, "a", COLUMN_INT, NULL, NULL);
    table_add(table, "b", COLUMN_INT, NULL, NULL);
    table_add(table, "c", COLUMN_REAL, NULL, NULL);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t row = table_row(table);
        table->columns[0].texts[row] = i % 2 ? "甲" : NULL;
        table->columns[1].integers[row] = values[i];
        table->columns[2].integers[row] = values[(i + 2) % 5];
        table->columns[3].reals[row] = (double)i / 3;
    }
    return table;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    char *text = arena_alloc(&arena, size + 1);
    if (size) memcpy(text, data, size);
    Head head;
    Table *table;
    Err err = {0};
    if (text_is_utf8(text, strlen(text), NULL) && head_read(&arena, "q.sql", text, "--", &head, &err)) {
        if (spec_apply(&arena, &head, raw_table(&arena), currency_find("CNY"), &table, &err)) {
            for (size_t i = 0; i < table->column_count; i++)
                for (size_t row = 0; row < table->row_count; row++)
                    FUZZ_EXPECT(table_cell_text(&arena, &table->columns[i], row, true));
        } else {
            FUZZ_EXPECT(err.kind == ERR_SOURCE && *err.text);
        }
    }
    arena_free(&arena);
    return 0;
}
