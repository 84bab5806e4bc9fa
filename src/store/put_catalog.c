/* What the program knows before any figure: units, items, forms of surveys, codes that became others. */
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

static void bind_names(Statement *s, const char *code, const char *zh, const char *en) {
    store_bind_text(s, "code", code);
    store_bind_text(s, "zh", zh);
    store_bind_text(s, "en", en);
}

static bool put_unit_kinds(Store *store, const Catalog *catalog, Err *err) {
    Statement *s;
    if (!store_prepare(store, "put_unit_kind", NULL, &s, err)) return false;
    bool done = true;
    for (size_t i = 0; done && i < catalog->unit_kind_count; i++) {
        const UnitKind *kind = &catalog->unit_kinds[i];
        store_bind_text(s, "kind", kind->kind);
        store_bind_text(s, "zh", kind->zh);
        store_bind_text(s, "en", kind->en);
        store_bind_integer(s, "decimals", kind->decimals);
        done = store_run_bound(s, err);
    }
    store_finish(s);
    return done;
}

static int compare_items(const void *left, const void *right) {
    const Item *a = left, *b = right;
    int by_code = strcmp(a->code, b->code);
    return by_code ? by_code : a->valid_from - b->valid_from;
}

void *store_sorted_copy(Arena *arena, const void *rows, size_t count, size_t size,
                        int (*compare)(const void *, const void *)) {
    void *copy = arena_alloc(arena, count * size);
    if (count) {
        memcpy(copy, rows, count * size);
        qsort(copy, count, size, compare);
    }
    return copy;
}

bool store_put_items(Store *store, const Item *rows, size_t count, Err *err) {
    Arena scratch = {0};
    const Item *items = store_sorted_copy(&scratch, rows, count, sizeof *rows, compare_items);
    Statement *put = NULL, *parent = NULL, *name = NULL;
    bool done = store_prepare(store, "put_item", NULL, &put, err) &&
                store_prepare(store, "set_item_parent", NULL, &parent, err) &&
                store_prepare(store, "put_item_name", NULL, &name, err);
    for (size_t i = 0; done && i < count; i++) {
        bind_names(put, items[i].code, items[i].zh, items[i].en);
        store_bind_text(put, "unit_kind", items[i].unit_kind);
        store_bind_text(put, "class", items[i].class_name);
        store_bind_text(put, "parent", items[i].parent);
        bind_names(name, items[i].code, items[i].zh, items[i].en);
        store_bind_text(name, "basis", items[i].basis);
        store_bind_integer(name, "valid_from", items[i].valid_from);
        store_bind_integer(name, "valid_to", items[i].valid_to);
        done = store_run_bound(put, err) && store_run_bound(name, err);
    }
    for (size_t i = 0; done && i < count; i++) {
        if (strcmp(items[i].parent, items[i].code) < 0) continue; /* it was there when the item came */
        store_bind_text(parent, "code", items[i].code);
        store_bind_text(parent, "parent", items[i].parent);
        done = store_run_bound(parent, err);
    }
    store_finish(put);
    store_finish(parent);
    store_finish(name);
    arena_free(&scratch);
    return done;
}

bool store_put_catalog(Store *store, const Catalog *catalog, Err *err) {
    return put_unit_kinds(store, catalog, err) &&
           store_put_items(store, catalog->items, catalog->item_count, err) &&
           store_put_survey_forms(store, catalog, err) && store_put_recodings(store, catalog, err);
}
