/* Other figures of one department, for what would be if. A temporary table hides the stored ones, so that
 * every query file works on it unchanged. */
#include "store/internal.h"

static bool hidden(Store *store, bool *already, Err *err) {
    sqlite3_stmt *s;
    if (!store_prepare(store, "hides_figures", NULL, &s, err)) return false;
    bool done = store_step(store, s, already, err);
    sqlite3_finalize(s);
    return done;
}

static bool begin(Store *store, Err *err) {
    bool already;
    if (store->supposing) return true;
    if (!hidden(store, &already, err)) return false;
    if (already)
        return err_set(
            err, ERR_USAGE,
            "other figures can be supposed only as reported; measure with `--basis reported` first");
    store->supposing = store_run(store, "make_supposed", NULL, err) &&
                       store_run(store, "supposed_key", NULL, err) && store_make_views(store, err);
    return store->supposing;
}

static bool fill(Store *store, int64_t dept_id, Err *err) {
    sqlite3_stmt *s;
    if (!store_run(store, "clear_supposed", NULL, err) ||
        !store_prepare(store, "fill_supposed", NULL, &s, err))
        return false;
    store_bind_integer(s, "dept_id", dept_id);
    bool done = store_run_bound(store, s, err);
    sqlite3_finalize(s);
    return done;
}

static bool find_item(Store *store, const char *code, int64_t *item_id, Err *err) {
    sqlite3_stmt *s;
    bool row;
    if (!store_prepare(store, "find_item", NULL, &s, err)) return false;
    store_bind_text(s, "code", code);
    bool done = store_step(store, s, &row, err);
    if (done && row)
        *item_id = sqlite3_column_int64(s, 0);
    else if (done)
        done = err_set(err, ERR_USAGE, "there is no item `%s`", code);
    sqlite3_finalize(s);
    return done;
}

static bool put(Store *store, int64_t dept_id, const Supposed *supposed, Err *err) {
    sqlite3_stmt *s;
    int64_t item_id;
    if (!find_item(store, supposed->item, &item_id, err) ||
        !store_prepare(store, "suppose", stage_names[supposed->stage], &s, err))
        return false;
    store_bind_integer(s, "item_id", item_id);
    store_bind_integer(s, "dept_id", dept_id);
    store_bind_integer(s, "year", supposed->year);
    store_bind_integer(s, "value", supposed->value);
    bool done = store_run_bound(store, s, err);
    sqlite3_finalize(s);
    return done;
}

bool store_suppose(Store *store, int64_t dept_id, const Supposed *supposed, size_t count, Err *err) {
    if (!begin(store, err) || !fill(store, dept_id, err)) return false;
    for (size_t i = 0; i < count; i++)
        if (!put(store, dept_id, &supposed[i], err)) return false;
    return true;
}

bool store_suppose_more(Store *store, const char *item, Stage stage, int parity, int64_t change, Err *err) {
    sqlite3_stmt *s;
    int64_t item_id;
    bool filled = store->supposing;
    if (!begin(store, err) || (!filled && !store_run(store, "fill_all_supposed", NULL, err)) ||
        !find_item(store, item, &item_id, err) ||
        !store_prepare(store, "suppose_more", stage_names[stage], &s, err))
        return false;
    store_bind_integer(s, "item_id", item_id);
    store_bind_integer(s, "year", parity);
    store_bind_integer(s, "value", change);
    bool done = store_run_bound(store, s, err);
    sqlite3_finalize(s);
    return done;
}

static bool drop_views(Store *store, Err *err) {
    Arena scratch = {0};
    sqlite3_stmt *s;
    if (!store_prepare(store, "temporary_views", NULL, &s, err)) return false;
    const char **drops = NULL;
    size_t count = 0, capacity = 0;
    bool row, done;
    while ((done = store_step(store, s, &row, err)) && row) {
        ARENA_PUSH(&scratch, drops, count, capacity);
        drops[count++] = arena_printf(&scratch, "DROP VIEW temp.%s", (const char *)sqlite3_column_text(s, 0));
    }
    sqlite3_finalize(s);
    for (size_t i = 0; done && i < count; i++) {
        done = sqlite3_exec(store->db, drops[i], NULL, NULL, NULL) == SQLITE_OK;
        if (!done) store_error(store, err, drops[i]);
    }
    arena_free(&scratch);
    return done;
}

bool store_suppose_end(Store *store, Err *err) {
    if (!store->supposing) return true;
    store->supposing = false;
    return drop_views(store, err) && store_run(store, "drop_supposed", NULL, err);
}
