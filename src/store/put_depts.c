/* Departments: those that a dataset lists, with their names over the years, and those that files of figures
 * name. */
#include <string.h>

#include "store/internal.h"

/* The latest row of a code last: it says what the department is. */
static int compare_depts(const void *left, const void *right) {
    const Dept *a = left, *b = right;
    int by_code = strcmp(a->code, b->code);
    return by_code ? by_code : a->valid_from - b->valid_from;
}

/* The latest name of a code first: it is the one that stays. */
static int compare_seen(const void *left, const void *right) {
    const SeenDept *a = left, *b = right;
    int by_code = strcmp(a->code, b->code);
    if (by_code) return by_code;
    return a->last_year != b->last_year ? b->last_year - a->last_year : strcmp(a->name, b->name);
}

static bool put_name(Statement *s, const Source *source, int64_t first_origin, const Dept *dept, Err *err) {
    store_bind_text(s, "code", dept->code);
    store_bind_text(s, "name", *dept->name ? dept->name : dept->code);
    store_bind_integer(s, "valid_from", dept->valid_from);
    store_bind_integer(s, "valid_to", dept->valid_to);
    store_bind_integer(s, "origin", store_origin(source, first_origin, dept->line, 1));
    return store_run_bound(s, err);
}

bool store_put_depts(Store *store, const Source *source, int64_t first_origin, Err *err) {
    Arena scratch = {0};
    const Dept *depts =
        store_sorted_copy(&scratch, source->depts, source->dept_count, sizeof *depts, compare_depts);
    Statement *put = NULL, *parent = NULL, *name = NULL;
    bool done = store_prepare(store, "put_dept", NULL, &put, err) &&
                store_prepare(store, "set_dept_parent", NULL, &parent, err) &&
                store_prepare(store, "put_dept_name", NULL, &name, err);
    for (size_t i = 0; done && i < source->dept_count; i++) {
        const Dept *dept = &depts[i];
        store_bind_text(put, "code", dept->code);
        store_bind_text(put, "name", *dept->name ? dept->name : dept->code);
        store_bind_integer(put, "included", dept->included);
        store_bind_text(put, "kind", dept->kind);
        store_bind_text(put, "peer_group", dept->group);
        done = store_run_bound(put, err) && put_name(name, source, first_origin, dept, err);
    }
    for (size_t i = 0; done && i < source->dept_count; i++) {
        store_bind_text(parent, "code", depts[i].code);
        store_bind_text(parent, "parent", depts[i].parent);
        done = store_run_bound(parent, err);
    }
    store_finish(put);
    store_finish(parent);
    store_finish(name);
    arena_free(&scratch);
    return done;
}

bool store_see_depts(Store *store, const Source *source, const Names *names, Index *seen_before, Err *err) {
    Arena scratch = {0};
    const SeenDept *all =
        store_sorted_copy(&scratch, source->seen, source->seen_count, sizeof *all, compare_seen);
    Statement *see = NULL, *parent = NULL;
    bool done = store_prepare(store, "see_dept", NULL, &see, err) &&
                store_prepare(store, "set_seen_parent", NULL, &parent, err);
    for (size_t i = 0; done && i < source->seen_count; i++) {
        const SeenDept *seen = &all[i];
        const IndexKey called = {{names_find(names, seen->code), names_find(names, seen->name)}};
        if (index_has(seen_before, called)) continue;
        index_put(seen_before, called);
        store_bind_text(see, "code", seen->code);
        store_bind_text(see, "name", *seen->name ? seen->name : seen->code);
        done = store_run_bound(see, err);
    }
    for (size_t i = 0; done && i < source->seen_count; i++) {
        if (!*all[i].parent) continue;
        store_bind_text(parent, "code", all[i].code);
        store_bind_text(parent, "parent", all[i].parent);
        done = store_run_bound(parent, err);
    }
    store_finish(see);
    store_finish(parent);
    arena_free(&scratch);
    return done;
}
