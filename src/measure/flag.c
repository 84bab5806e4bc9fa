#include "measure/flag.h"

#include "base/abreast.h"
#include "measure/flag_parts.h"

static bool gathers(const FlagSeries *series) {
    for (const FlagMethod *method = flag_methods; method->name; method++)
        if (method->gathers && flag_series_has(series, method->name)) return true;
    return false;
}

/* By the methods that the series names, in their order. */
static void test_series(FlagRun *run, size_t series) {
    for (const FlagMethod *method = flag_methods; method->name; method++)
        if (flag_series_has(&run->series[series], method->name)) method->test(run, method, series);
}

/* Of one series, as if it were the first one. */
typedef struct {
    FlagRun *run;
    FlagRun *parts; /* by series */
} Testing;

/* From the last one: series of several rates, which take longest, come behind the indicators. */
static void test_apart(Arena *arena, size_t turn, void *user) {
    Testing *testing = user;
    const size_t i = testing->run->series_count - 1 - turn;
    FlagRun *part = &testing->parts[i];
    *part = *testing->run;
    part->arena = arena;
    if (!gathers(&part->series[i])) test_series(part, i);
}

static void take_part(FlagRun *run, const FlagRun *part) {
    for (size_t i = 0; i < part->test_count; i++)
        run->tests[run->test_count++] = part->tests[i];
    for (size_t i = 0; i < part->screening_count; i++) {
        ARENA_PUSH(run->arena, run->screenings, run->screening_count, run->screening_capacity);
        run->screenings[run->screening_count++] = part->screenings[i];
    }
}

/* Room for all tests at once; a method tests a cell once at most. */
static void make_room(FlagRun *run, const FlagRun *parts) {
    for (size_t i = 0; i < run->series_count; i++)
        run->test_capacity +=
            gathers(&run->series[i]) ? FLAG_METHODS * run->series[i].count : parts[i].test_count;
    run->tests = ARENA_ARRAY(run->arena, FlagTest, run->test_capacity + 1);
}

/* Side by side, then put together in the order of the files. */
static void test_all(FlagRun *run) {
    Testing testing = {run, ARENA_ARRAY(run->arena, FlagRun, run->series_count + 1)};
    abreast(run->arena, run->series_count, run->jobs, test_apart, &testing);
    make_room(run, testing.parts);
    for (size_t i = 0; i < run->series_count; i++) {
        if (gathers(&run->series[i]))
            test_series(run, i);
        else
            take_part(run, &testing.parts[i]);
    }
    store_tell(run->store, NULL, "series", run->series_count, run->series_count);
}

void flag_give(FlagRun *run, const Table *table) {
    run->results[run->result_count++] = (StorePut){table->name, table};
}

/* Every tested cell is stored while the flags are told. */
static bool make_results(FlagRun *run, Err *err) {
    const StorePut values = {"screen_value", flag_values(run)};
    if (!store_put_behind(run->store, &values, 1, run->jobs, err)) return false;
    flag_list(run);
    if (!flag_items_make(run, err)) return false;
    flag_make(run);
    flag_pairs_make(run);
    return flag_digits_make(run, err) && flag_trend_make(run, err) &&
           store_put_behind(run->store, run->results, run->result_count, run->jobs, err);
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
    if (!flag_read(&run, indicators, indicator_count, err) || !flag_groups_read(&run, err) ||
        !flag_series_read(&run, indicators, indicator_count, err) || !flag_tell_open(&run, err))
        return false;
    flag_breaks_read(&run);
    test_all(&run);
    if (!flag_decide(&run, err) || !make_results(&run, err)) return false;
    *count = (FlagCount){.tests = run.test_count, .flags = run.flag_count};
    for (size_t i = 0; i < run.flag_count; i++)
        count->open += run.flags[i].section[0] == 'o';
    return true;
}
