#include "measure/origin.h"

#include "base/text.h"

static const char sources_sql[] =
    "SELECT name, first_origin, end_origin, columns FROM source WHERE columns > 0 ORDER BY first_origin";

bool origin_index(Arena *arena, Store *store, OriginIndex *index, Err *err) {
    Table *table;
    if (!store_query(arena, store, "sources", sources_sql, NULL, 0, &table, err)) return false;
    index->sources = table;
    return true;
}

char *origin_text(Arena *arena, const OriginIndex *index, int64_t origin) {
    const Table *table = index->sources;
    size_t low = 0, high = table->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (table->columns[2].integers[middle] <= origin)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == table->row_count || origin < table->columns[1].integers[low]) return arena_strdup(arena, "");
    int64_t offset = origin - table->columns[1].integers[low], columns = table->columns[3].integers[low];
    Text text = {.arena = arena};
    text_append(&text, table->columns[0].texts[low]);
    text_append(&text, ":");
    text_append_integer(&text, offset / columns);
    text_append(&text, ":");
    text_append_integer(&text, offset % columns + 1);
    return text.data;
}
