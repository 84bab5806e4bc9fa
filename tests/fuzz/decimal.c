/* A cell of amounts. A number that is read prints as a number that reads as the same. */
#include <string.h>

#include "fuzz.h"
#include "load/load.h"
#include "load/numeral.h"
#include "model/decimal.h"

static void read_back(Arena *arena, Decimal decimal) {
    static const int64_t factors[] = {1, 100, 1000000, INT64_C(10000000000)};
    FUZZ_EXPECT(decimal.decimals >= 0 && decimal.decimals <= 18);
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        int64_t units;
        (void)decimal_scale(decimal, factors[i], &units);
    }
    Decimal again;
    const char *text = decimal_text(arena, decimal.mantissa, decimal.decimals, decimal.decimals, true);
    FUZZ_EXPECT(decimal_read(text, &again) == DECIMAL_DONE);
    FUZZ_EXPECT(again.mantissa == decimal.mantissa && again.decimals == decimal.decimals);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Arena kept;
    static Catalog catalog;
    Err err = {0};
    if (catalog.unit_count == 0) FUZZ_EXPECT(load_catalog(&kept, &catalog, &err));
    Arena arena = {0};
    char *cell = arena_alloc(&arena, size + 1);
    if (size) memcpy(cell, data, size);
    Decimal decimal;
    DecimalResult result = decimal_read(cell, &decimal);
    if (result == DECIMAL_DONE) read_back(&arena, decimal);
    MissingKind missing = numeral_missing(cell);
    if (result == DECIMAL_DONE) FUZZ_EXPECT(missing == MISSING_KIND_COUNT);
    const char *number;
    const Unit *unit;
    if (numeral_split(&arena, &catalog, cell, &number, &unit) &&
        decimal_read(number, &decimal) == DECIMAL_DONE)
        read_back(&arena, decimal);
    for (int decimals = 0; decimals <= 6; decimals += 2) {
        const char *meant = numeral_without_tail(&arena, cell, decimals);
        if (meant && result == DECIMAL_DONE)
            FUZZ_EXPECT(decimal_read(meant, &decimal) == DECIMAL_DONE && decimal.decimals <= decimals);
    }
    arena_free(&arena);
    return 0;
}
