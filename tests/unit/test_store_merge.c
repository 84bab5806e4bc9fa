/* Merging the rows of several sources, against a plain sort of all values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/merge.h"

static FigureRow row(int item, int dept, int year) {
    return (FigureRow){.item_id = item, .dept_id = dept, .year = (int16_t)year, .month = 12};
}

static void set(FigureRow *row, Stage stage, int64_t value) {
    row->present[stage] = true;
    row->value[stage] = value;
    row->origin[stage] = value * 10;
    row->step[stage] = 1;
}

static void nothing_to_merge(void **state) {
    (void)state;
    Arena arena = {0};
    Merge merge;
    merge_open(&merge, &arena, NULL, 0);
    assert_true(merge.done);
    FigureRows empty[2] = {{NULL, 0}, {NULL, 0}};
    merge_open(&merge, &arena, empty, 2);
    assert_true(merge.done);
    arena_free(&arena);
}

/* Stages of one cell from three sources: the last print counts, the earlier ones are kept as they were. */
static void later_replaces(void **state) {
    (void)state;
    Arena arena = {0};
    FigureRow one[2] = {row(1, 1, 2020), row(1, 1, 2021)}, two[1] = {row(1, 1, 2020)},
              three[1] = {row(1, 1, 2020)};
    set(&one[0], STAGE_BUDGET, 5);
    set(&one[0], STAGE_ACTUAL, 6);
    set(&one[1], STAGE_BUDGET, 7);
    set(&two[0], STAGE_ACTUAL, 8);
    set(&three[0], STAGE_ACTUAL, 9);
    set(&three[0], STAGE_ADJUSTED, 4);
    const FigureRows sources[] = {{one, 2}, {two, 1}, {three, 1}};
    Merge merge;
    merge_open(&merge, &arena, sources, 3);
    assert_false(merge.done);
    assert_int_equal(merge.row.value[STAGE_BUDGET], 5);
    assert_int_equal(merge.row.value[STAGE_ADJUSTED], 4);
    assert_int_equal(merge.row.value[STAGE_ACTUAL], 9);
    assert_int_equal(merge.row.origin[STAGE_ACTUAL], 90);
    merge_next(&merge);
    assert_int_equal(merge.row.year, 2021);
    assert_false(merge.row.present[STAGE_ACTUAL]);
    merge_next(&merge);
    assert_true(merge.done);
    assert_int_equal(merge.replaced_count, 2);
    assert_int_equal(merge.replaced[0].stage, STAGE_ACTUAL);
    assert_int_equal(merge.replaced[0].row.value[STAGE_ACTUAL], 6);
    assert_int_equal(merge.replaced[1].row.value[STAGE_ACTUAL], 8);
    arena_free(&arena);
}

/* 40 random sources of random rows: keys rise strictly, and each cell holds what the last source printed. */
static void random_sources(void **state) {
    (void)state;
    enum { SOURCES = 40, ITEMS = 5, DEPTS = 4, YEARS = 6 };
    Arena arena = {0};
    FigureRows sources[SOURCES];
    int64_t last[ITEMS][DEPTS][YEARS] = {0};
    size_t prints = 0, cells = 0;
    uint64_t seed = 20201;
    for (int i = 0; i < SOURCES; i++) {
        FigureRow *rows = ARENA_ARRAY(&arena, FigureRow, ITEMS * DEPTS * YEARS);
        sources[i] = (FigureRows){.rows = rows};
        for (int k = 0; k < ITEMS * DEPTS * YEARS; k++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            if (seed >> 61 != 0) continue;
            int item = k / (DEPTS * YEARS), dept = k / YEARS % DEPTS, year = k % YEARS;
            rows[sources[i].count] = row(item, dept, 2000 + year);
            set(&rows[sources[i].count++], STAGE_ACTUAL, i + 1);
            if (!last[item][dept][year]) cells++;
            last[item][dept][year] = i + 1;
            prints++;
        }
    }
    Merge merge;
    FigureRow before = row(-1, 0, 0);
    size_t seen = 0;
    for (merge_open(&merge, &arena, sources, SOURCES); !merge.done; merge_next(&merge)) {
        assert_true(merge_compare(&before, &merge.row) < 0);
        assert_int_equal(merge.row.value[STAGE_ACTUAL],
                         last[merge.row.item_id][merge.row.dept_id][merge.row.year - 2000]);
        before = merge.row;
        seen++;
    }
    assert_int_equal(seen, cells);
    assert_int_equal(merge.replaced_count, prints - cells);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_to_merge), cmocka_unit_test(later_replaces),
                                       cmocka_unit_test(random_sources)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
