#include "measure/flag.h"

#include "measure/flag_parts.h"

static const char depts_sql[] = "SELECT dept_id, code, name FROM dept ORDER BY dept_id";

/* In the order of the files, and of the methods that each names. */
static void test_all(FlagRun *run) {
    for (size_t i = 0; i < run->series_count; i++) {
        for (const FlagMethod *method = flag_methods; method->name; method++)
            if (flag_series_has(&run->series[i], method->name)) method->test(run, method, i);
        store_tell(run->store, NULL, "series", i + 1, run->series_count);
    }
}

bool flags_run(Arena *arena, Store *store, const QueryFile *indicators, size_t indicator_count,
               const QueryFile *files, size_t file_count, const FlagWords *words, int jobs, FlagCount *count,
               Err *err) {
    FlagRun run = {.arena = arena,
                   .store = store,
                   .words = words,
                   .jobs = jobs,
                   .files = files,
                   .file_count = file_count};
    Table *depts;
    if (!store_query(arena, store, "departments", depts_sql, NULL, 0, &depts, err)) return false;
    run.depts = depts;
    if (!flag_groups_read(&run, err) || !flag_series_read(&run, indicators, indicator_count, err) ||
        !flag_breaks_read(&run, err))
        return false;
    test_all(&run);
    if (!flag_decide(&run, err) || !flag_tell_open(&run, err) || !flag_list(&run, err) ||
        !flag_items_put(&run, err) || !flag_put(&run, err) || !flag_pairs_put(&run, err) ||
        !flag_digits_put(&run, err) || !flag_trend_put(&run, err))
        return false;
    *count = (FlagCount){.tests = run.test_count, .flags = run.flag_count};
    for (size_t i = 0; i < run.flag_count; i++)
        count->open += run.flags[i].section[0] == 'o';
    return true;
}
