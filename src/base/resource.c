#include "base/resource.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

typedef struct {
    Resource *items;
    size_t count, capacity;
} List;

static void put(Arena *arena, List *list, Resource resource) {
    for (size_t i = 0; i < list->count; i++) {
        if (resource.built_in || strcmp(file_name(list->items[i].path), file_name(resource.path)) != 0)
            continue;
        list->items[i] = resource;
        return;
    }
    ARENA_PUSH(arena, list->items, list->count, list->capacity);
    list->items[list->count++] = resource;
}

static bool put_folder(Arena *arena, List *list, const char *folder, const char *suffix, bool deeper,
                       Err *err) {
    char **names;
    size_t count;
    if (!file_list(arena, folder, false, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++) {
        if (!text_ends(names[i], suffix)) continue;
        Resource resource = {.path = file_join(arena, folder, names[i])};
        char *text;
        if (!file_read(arena, resource.path, &text, &resource.size, err)) return false;
        resource.text = text;
        put(arena, list, resource);
    }
    if (!deeper) return true;
    if (!file_list(arena, folder, true, &names, &count, err)) return false;
    for (size_t i = 0; i < count; i++)
        if (!put_folder(arena, list, file_join(arena, folder, names[i]), suffix, false, err)) return false;
    return true;
}

static int by_file_name(const void *a, const void *b) {
    return strcmp(file_name(((const Resource *)a)->path), file_name(((const Resource *)b)->path));
}

bool resource_list(Arena *arena, const char *folder, const char *suffix, const char *extra, Resource **items,
                   size_t *count, Err *err) {
    List list = {0};
    for (size_t i = 0; i < resource_entry_count; i++) {
        const ResourceEntry *entry = &resource_entries[i];
        if (!text_starts(entry->path, folder) || !text_ends(entry->path, suffix)) continue;
        put(arena, &list,
            (Resource){.path = entry->path,
                       .text = (const char *)entry->data,
                       .size = entry->size,
                       .built_in = true});
    }
    if (extra && !put_folder(arena, &list, extra, suffix, true, err)) return false;
    if (list.count) qsort(list.items, list.count, sizeof *list.items, by_file_name);
    *items = list.items;
    *count = list.count;
    return true;
}

const char *resource_text(const char *path) {
    for (size_t i = 0; i < resource_entry_count; i++)
        if (strcmp(resource_entries[i].path, path) == 0) return (const char *)resource_entries[i].data;
    return NULL;
}
