/* The figures of several sources in key order, against a plain list of all of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/ledger.h"

typedef struct {
    int item, part, dept, year, month;
    Stage stage;
    int64_t value, step, origin;
} Value;

enum { ROOM = 20000, NAMES = 500 };
typedef struct {
    Arena arena;
    Names *names;
    int64_t ids[NAMES]; /* of departments and items alike: the reverse of the names' order */
    LedgerDraft *draft;
    LedgerPages pages[8];
    int64_t first_origins[8];
    size_t source_count;
    int64_t next_origin;
    Value values[ROOM];
    size_t count;
    size_t first_of_source;
} Made;

static Made *made_new(bool spill) {
    Made *made = calloc(1, sizeof *made);
    made->names = names_new(&made->arena);
    for (int i = 1; i < NAMES; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", i);
        assert_int_equal(names_put(made->names, text), i);
        made->ids[i] = NAMES - i;
    }
    made->draft = ledger_draft_new(spill);
    made->next_origin = 1;
    return made;
}

static void made_free(Made *made) {
    for (size_t i = 0; i < made->source_count; i++)
        ledger_pages_free(&made->pages[i]);
    ledger_draft_free(made->draft);
    arena_free(&made->arena);
    free(made);
}

/* Steps 0, 10, 20: number × 10. */
static const int64_t steps[] = {0, 10, 20};

static void end_page(Made *made) {
    LedgerPage *page = ledger_seal(made->draft, steps, 3);
    if (page) ledger_pages_add(&made->pages[made->source_count], page);
}

static void begin_source(Made *made) {
    made->first_origins[made->source_count] = made->next_origin;
    made->first_of_source = made->count;
}

static void end_source(Made *made) {
    end_page(made);
    made->source_count++;
}

static void add(Made *made, Value value) {
    int64_t cell = made->next_origin - made->first_origins[made->source_count];
    value.origin = made->next_origin++;
    int32_t bucket = ledger_draft_bucket(made->draft, value.item, value.part, (int32_t)value.step / 10);
    int32_t dept = ledger_draft_dept(made->draft, value.dept);
    int32_t period = ledger_draft_period(made->draft, value.year, value.month);
    assert_true(bucket >= 0 && dept >= 0 && period >= 0);
    assert_true(ledger_draft_add(made->draft, bucket, dept, period, value.stage, value.value, cell));
    made->values[made->count++] = value;
}

static bool same_cell(const Value *a, const Value *b) {
    return a->item == b->item && a->part == b->part && a->dept == b->dept && a->year == b->year &&
           a->month == b->month && a->stage == b->stage;
}

/* The value that counts in a cell, by looking at all of them; NULL when there is none. */
static const Value *last_of(const Made *made, const Value *cell, size_t before) {
    for (size_t i = before; i-- > 0;)
        if (same_cell(&made->values[i], cell)) return &made->values[i];
    return NULL;
}

static Ledger *settle(Made *made) {
    Ledger *ledger = ledger_new();
    for (size_t i = 0; i < made->source_count; i++)
        ledger_add_all(ledger, &made->pages[i], made->first_origins[i]);
    ledger_settle(ledger, made->names, made->ids, made->ids);
    return ledger;
}

static int compare_rows(const FigureRow *a, const FigureRow *b) {
    const int64_t left[] = {a->item_id, a->part_id, a->dept_id, a->year, a->month},
                  right[] = {b->item_id, b->part_id, b->dept_id, b->year, b->month};
    for (int i = 0; i < 5; i++)
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    return 0;
}

/* A series repeats a cell exactly where something was replaced. */
static void check_repeats(const Ledger *ledger, const Replaced *gone, size_t count) {
    unsigned char *marks = NULL;
    for (size_t s = 0; s < ledger_series_count(ledger); s++) {
        int32_t item_id, part_id;
        bool wanted = false;
        ledger_series_key(ledger, s, &item_id, &part_id);
        for (size_t i = 0; i < count; i++)
            wanted = wanted || (gone[i].row.item_id == item_id && gone[i].row.part_id == part_id);
        assert_int_equal(ledger_repeats(ledger, s, &marks), wanted);
    }
    free(marks);
}

static int month_of(const FigureRow *rows, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (rows[i].month != rows[0].month) return 0;
    return rows[0].month;
}

/* Every row is right, they ascend, and none is missing. */
static void check(Made *made) {
    Ledger *ledger = settle(made);
    LedgerCursor *cursor = ledger_open(ledger);
    FigureRow before = {0};
    size_t seen = 0, wanted = 0, replaced;
    for (size_t s = 0; s < ledger_series_count(ledger); s++) {
        size_t count;
        const FigureRow *rows = ledger_series(cursor, s, &count);
        assert_true(count > 0);
        assert_int_equal(ledger_month(cursor), month_of(rows, count));
        for (size_t i = 0; i < count; i++) {
            assert_true(compare_rows(&before, &rows[i]) < 0);
            before = rows[i];
            for (int stage = 0; stage < STAGE_COUNT; stage++) {
                const Value cell = {.item = NAMES - rows[i].item_id,
                                    .part = rows[i].part_id ? NAMES - rows[i].part_id : 0,
                                    .dept = NAMES - rows[i].dept_id,
                                    .year = rows[i].year,
                                    .month = rows[i].month,
                                    .stage = (Stage)stage};
                const Value *value = last_of(made, &cell, made->count);
                assert_int_equal(rows[i].present[stage], value != NULL);
                if (!value) continue;
                seen++;
                assert_true(rows[i].value[stage] == value->value && rows[i].step[stage] == value->step &&
                            rows[i].origin[stage] == value->origin);
                assert_string_equal(ledger_dept_code(ledger, rows[i].dept_id),
                                    names_text(made->names, cell.dept));
                assert_string_equal(ledger_item_code(ledger, rows[i].item_id),
                                    names_text(made->names, cell.item));
            }
        }
    }
    for (size_t i = 0; i < made->count; i++)
        wanted += last_of(made, &made->values[i], made->count) == &made->values[i];
    assert_int_equal(seen, wanted);
    assert_int_equal(ledger_count(ledger), made->count);
    const Replaced *gone = ledger_replaced(cursor, &replaced);
    assert_int_equal(replaced, made->count - wanted);
    for (size_t i = 0; i < replaced; i++) {
        const Value *value = &made->values[gone[i].row.origin[gone[i].stage] - 1];
        assert_true(value->value == gone[i].row.value[gone[i].stage] && value->stage == gone[i].stage &&
                    NAMES - value->dept == gone[i].row.dept_id && value->year == gone[i].row.year);
        assert_true(last_of(made, value, made->count) != value);
    }
    check_repeats(ledger, gone, replaced);
    ledger_close(cursor);
    ledger_free(ledger);
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static void fill(Made *made, uint32_t seed, int items, int depts, int years, size_t each) {
    for (int source = 0; source < 4; source++) {
        begin_source(made);
        for (size_t i = 0; i < each; i++) {
            Value value = {.item = 1 + (int)(next_random(&seed) % (uint32_t)items),
                           .part = (int)(next_random(&seed) % 3),
                           .dept = 1 + (int)(next_random(&seed) % (uint32_t)depts),
                           .year = 2000 + (int)(next_random(&seed) % (uint32_t)years),
                           .month = next_random(&seed) % 5 ? 12 : 6,
                           .stage = (Stage)(next_random(&seed) % STAGE_COUNT),
                           .value = (int64_t)next_random(&seed) - 8000000,
                           .step = (int64_t)(next_random(&seed) % 3) * 10};
            const Value *same = last_of(made, &value, made->count);
            if (same && (size_t)(same - made->values) >= made->first_of_source) continue;
            add(made, value);
            if (next_random(&seed) % 200 == 0) end_page(made);
        }
        end_source(made);
    }
}

static void dense_and_sparse(void **state) {
    (void)state;
    static const struct {
        int items, depts, years;
        size_t each;
    } shapes[] = {{1, 1, 1, 5}, {3, 20, 4, 800}, {40, 400, 30, 700}, {400, 3, 2, 500}, {2, 400, 90, 300}};
    const size_t count = sizeof shapes / sizeof *shapes;
    for (size_t i = 0; i < 2 * count; i++) {
        const size_t k = i % count;
        Made *made = made_new(i >= count); /* in memory, then in files */
        fill(made, (uint32_t)k + 1, shapes[k].items, shapes[k].depts, shapes[k].years, shapes[k].each);
        check(made);
        made_free(made);
    }
}

static void nothing(void **state) {
    (void)state;
    Made *made = made_new(false);
    assert_null(ledger_seal(made->draft, steps, 3));
    check(made);
    made_free(made);
}

/* A list that is full, and cells too far apart, ask for a new page. */
static void full_pages(void **state) {
    (void)state;
    LedgerDraft *draft = ledger_draft_new(false);
    for (int32_t i = 0; i < 1024; i++)
        assert_int_equal(ledger_draft_period(draft, 1900 + i / 12, 1 + i % 12), i);
    assert_int_equal(ledger_draft_period(draft, 2999, 12), -1);
    assert_int_equal(ledger_draft_period(draft, 1900, 2), 1);
    int32_t bucket = ledger_draft_bucket(draft, 1, 0, 0), dept = ledger_draft_dept(draft, 7);
    assert_true(ledger_draft_add(draft, bucket, dept, 0, STAGE_BUDGET, 1, 100));
    assert_true(ledger_draft_add(draft, bucket, dept, 1, STAGE_BUDGET, 2, (int64_t)UINT32_MAX));
    assert_false(ledger_draft_add(draft, bucket, dept, 2, STAGE_BUDGET, 3, 1 + (int64_t)UINT32_MAX));
    LedgerPages pages = {0};
    ledger_pages_add(&pages, ledger_seal(draft, steps, 3));
    assert_int_equal(ledger_pages_count(&pages), 2);
    assert_int_equal(ledger_draft_period(draft, 2999, 12), 0);
    ledger_pages_free(&pages);
    ledger_draft_free(draft);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(dense_and_sparse), cmocka_unit_test(nothing),
                                       cmocka_unit_test(full_pages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
