/* Other figures of one department, for what would be if. A temporary table hides the stored ones, so that
 * every query file works on it unchanged. */
#include "store/internal.h"

static bool begin(Store *store, Err *err) {
    if (store->supposing) return true;
    if (store->like_for_like)
        return err_set(
            err, ERR_USAGE,
            "other figures can be supposed only as reported; measure with `--basis reported` first");
    store->supposing = store_run(store, "make_supposed", NULL, err) &&
                       store_run(store, "supposed_key", NULL, err) && store_make_views(store, err);
    return store->supposing;
}

static bool fill(Store *store, int64_t dept_id, Err *err) {
    Statement *s;
    if (!store_run(store, "clear_supposed", NULL, err) ||
        !store_prepare(store, "fill_supposed", NULL, &s, err))
        return false;
    store_bind_integer(s, "dept_id", dept_id);
    bool done = store_run_bound(s, err);
    store_finish(s);
    return done;
}

static bool find_item(Store *store, const char *code, int64_t *item_id, Err *err) {
    Statement *s;
    bool row;
    if (!store_prepare(store, "find_item", NULL, &s, err)) return false;
    store_bind_text(s, "code", code);
    bool done = store_step(s, &row, err);
    if (done && row)
        *item_id = store_integer(s, 0);
    else if (done)
        done = err_set(err, ERR_USAGE, "there is no item `%s`", code);
    store_finish(s);
    return done;
}

static bool put(Store *store, int64_t dept_id, const Supposed *supposed, Err *err) {
    Statement *s;
    int64_t item_id;
    if (!find_item(store, supposed->item, &item_id, err) ||
        !store_prepare(store, "suppose", stage_names[supposed->stage], &s, err))
        return false;
    store_bind_integer(s, "item_id", item_id);
    store_bind_integer(s, "dept_id", dept_id);
    store_bind_integer(s, "year", supposed->year);
    store_bind_integer(s, "value", supposed->value);
    bool done = store_run_bound(s, err);
    store_finish(s);
    return done;
}

bool store_suppose(Store *store, int64_t dept_id, const Supposed *supposed, size_t count, Err *err) {
    if (!begin(store, err) || !fill(store, dept_id, err)) return false;
    for (size_t i = 0; i < count; i++)
        if (!put(store, dept_id, &supposed[i], err)) return false;
    return true;
}

bool store_suppose_more(Store *store, const char *item, Stage stage, int parity, int64_t change, Err *err) {
    Statement *s;
    int64_t item_id;
    bool filled = store->supposing;
    if (!begin(store, err) ||
        (!filled && !(store_run(store, "fill_all_supposed", NULL, err) &&
                      store->engine->analyze(store, "figure", err))) ||
        !find_item(store, item, &item_id, err) ||
        !store_prepare(store, "suppose_more", stage_names[stage], &s, err))
        return false;
    store_bind_integer(s, "item_id", item_id);
    store_bind_integer(s, "year", parity);
    store_bind_integer(s, "value", change);
    bool done = store_run_bound(s, err);
    store_finish(s);
    return done;
}

bool store_suppose_end(Store *store, Err *err) {
    if (!store->supposing) return true;
    store->supposing = false;
    return store_drop_views(store, err) && store_run(store, "drop_supposed", NULL, err);
}
