#include "measure/unit.h"

#include <string.h>

#include "model/decimal.h"
#include "model/table.h"

void unit_digits(const char *kind, int *scale, int *decimals) {
    bool fine = strcmp(kind, "percent") == 0 || strcmp(kind, "points") == 0;
    bool money = strcmp(kind, "money") == 0 || strcmp(kind, "days") == 0 || strcmp(kind, "hours") == 0;
    *scale = fine ? 6 : money ? 2 : 0;
    *decimals = fine || money ? 2 : 0;
}

char *unit_text(Arena *arena, const char *kind, int64_t value, bool for_people) {
    int scale, decimals;
    if (value == TABLE_MISSING) return arena_strdup(arena, for_people ? "—" : "");
    unit_digits(kind, &scale, &decimals);
    return decimal_text(arena, value, scale, decimals, for_people);
}

char *unit_points_text(Arena *arena, int64_t points) {
    char *text = decimal_text(arena, points, 6, 6, false);
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        text[--length] = '\0';
    if (text[length - 1] == '.') text[--length] = '\0';
    return text;
}
