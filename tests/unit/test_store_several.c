/* Queries side by side: the same tables and the same error whatever the number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "store/store.h"

enum { ASKS = 40 };

typedef struct {
    Arena arena;
    char *folder;
    Store *store;
    StoreAsk asks[ASKS];
} Fixture;

/* A new database that nobody has renamed yet, with a stamp that is committed; query i counts up to i + 1. */
static int open_store(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    Err err = {0};
    char folder[] = "/tmp/jixiao-several-XXXXXX";
    assert_non_null(mkdtemp(folder));
    f->folder = arena_strdup(&f->arena, folder);
    assert_true(store_open(&f->arena, file_join(&f->arena, folder, "one.db"), STORE_NEW, &f->store, &err));
    assert_true(store_begin(f->store, &err) && store_set_stamp(f->store, "check", "committed", &err) &&
                store_commit(f->store, &err));
    for (int i = 0; i < ASKS; i++) {
        StoreParam *param = ARENA_NEW(&f->arena, StoreParam);
        *param = (StoreParam){.name = "year", .integer = i};
        f->asks[i] =
            (StoreAsk){.name = arena_printf(&f->arena, "query %d", i),
                       .sql = "SELECT :year + s.position AS n, t.hash FROM stage s CROSS JOIN stamp t"
                              " WHERE s.position > 0 ORDER BY 1",
                       .params = param,
                       .param_count = 1};
    }
    *state = f;
    return 0;
}

static int close_store(void **state) {
    Fixture *f = *state;
    Err err;
    int bad = !store_close(f->store, false, &err) || rmdir(f->folder) != 0;
    arena_free(&f->arena);
    free(f);
    return bad;
}

static void expect_tables(Fixture *f, int jobs) {
    Table *tables[ASKS];
    Err err = {0};
    assert_true(store_query_all(&f->arena, f->store, f->asks, ASKS, jobs, tables, &err));
    for (size_t i = 0; i < ASKS; i++) {
        assert_int_equal(tables[i]->row_count, 3);
        assert_string_equal(tables[i]->name, f->asks[i].name);
        assert_int_equal(table_integer(tables[i], "n", 0), i + 1);
        assert_string_equal(table_text(tables[i], "hash", 2), "committed");
    }
}

static void tables_are_in_the_order_of_the_queries(void **state) {
    const int jobs[] = {1, 2, 7, 100};
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
        expect_tables(*state, jobs[i]);
}

static void what_is_not_committed_is_seen(void **state) {
    Fixture *f = *state;
    Err err = {0};
    Table *tables[ASKS];
    assert_true(store_begin(f->store, &err) && store_set_stamp(f->store, "check", "not yet", &err));
    assert_true(store_query_all(&f->arena, f->store, f->asks, ASKS, 4, tables, &err));
    for (size_t i = 0; i < ASKS; i++)
        assert_string_equal(table_text(tables[i], "hash", 0), "not yet");
    assert_true(store_commit(f->store, &err) && store_set_stamp(f->store, "check", "committed", &err));
}

/* The same in a database that is there already, whose changes may still be taken back. */
static void changes_of_an_old_database_are_seen(void **state) {
    Fixture *f = *state;
    Err err = {0};
    char *path = file_join(&f->arena, f->folder, "one.db");
    assert_true(store_close(f->store, true, &err) &&
                store_open(&f->arena, path, STORE_WRITE, &f->store, &err));
    what_is_not_committed_is_seen(state);
    assert_true(store_begin(f->store, &err));
    expect_tables(f, 4); /* nothing was changed yet */
    assert_true(store_set_stamp(f->store, "check", "not kept", &err));
    store_rollback(f->store);
    expect_tables(f, 4);
    assert_int_equal(unlink(path), 0);
}

static void the_first_error_counts(void **state) {
    Fixture *f = *state;
    const int jobs[] = {1, 2, 5};
    f->asks[17].sql = "SELECT nothing FROM nowhere ORDER BY 1";
    f->asks[18].sql = f->asks[30].sql = "SELECT 1 FROM elsewhere ORDER BY 1";
    for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++) {
        Err err = {0};
        Table *tables[ASKS];
        assert_false(store_query_all(&f->arena, f->store, f->asks, ASKS, jobs[i], tables, &err));
        assert_non_null(strstr(err.text, "query 17"));
        assert_int_equal(err.kind, ERR_SOURCE);
    }
}

static void no_query_is_no_table(void **state) {
    Fixture *f = *state;
    Err err = {0};
    assert_true(store_query_all(&f->arena, f->store, f->asks, 0, 4, NULL, &err));
}

static void memory_is_taken_over(void **state) {
    (void)state;
    Arena one = {0}, other = {0};
    char *in_one = arena_strdup(&one, "one"), *in_other = arena_strdup(&other, "other");
    char *big = arena_alloc(&other, 1 << 20);
    arena_take(&one, &other);
    assert_null(other.head);
    arena_take(&one, &other); /* nothing */
    char *new = arena_strdup(&other, "new");
    arena_free(&other);
    (void)new;
    assert_string_equal(in_one, "one");
    assert_string_equal(in_other, "other");
    big[(1 << 20) - 1] = 'x';
    arena_take(&other, &one); /* into an empty one */
    assert_null(one.head);
    assert_string_equal(in_one, "one");
    arena_free(&other);
}

static Table *grades(Arena *arena, size_t rows, bool complete) {
    Table *table = table_new(arena, "grade");
    table_add(table, "scheme", COLUMN_TEXT, NULL, NULL);
    table_add(table, "label_zh", COLUMN_TEXT, NULL, NULL);
    table_add(table, "label_en", COLUMN_TEXT, NULL, NULL);
    table_add(table, "rank", COLUMN_INT, NULL, NULL);
    table_add(table, "lower", COLUMN_REAL, NULL, NULL);
    for (size_t i = 0; i < rows; i++) {
        size_t row = table_row(table);
        table_set_text(table, row, "scheme", "test");
        table_set_text(table, row, "label_zh", "优");
        if (complete || i + 1 < rows) table_set_text(table, row, "label_en", "good");
        table_set_integer(table, row, "rank", (int64_t)i);
        table_set_real(table, row, "lower", (double)i / 2);
    }
    return table;
}

static size_t grades_there(Fixture *f) {
    Err err = {0};
    Table *t;
    assert_true(store_query(&f->arena, f->store, "grades",
                            "SELECT scheme, label_zh, label_en, rank, lower FROM grade ORDER BY rank", NULL,
                            0, &t, &err));
    for (size_t i = 0; i < t->row_count; i++) {
        assert_int_equal(table_integer(t, "rank", i), i);
        assert_true(t->columns[4].reals[i] == (double)i / 2);
        assert_string_equal(table_text(t, "label_zh", i), "优");
    }
    return t->row_count;
}

static void what_is_put_behind_is_seen(void **state) {
    Fixture *f = *state;
    Err err = {0};
    const int jobs[] = {1, 2};
    for (size_t i = 0; i < 2; i++) {
        const StorePut many = {"grade", grades(&f->arena, 20000, true)},
                       two[] = {many, {"grade", grades(&f->arena, 7, true)}};
        assert_true(store_begin(f->store, &err) && store_put_behind(f->store, &many, 1, jobs[i], &err));
        assert_int_equal(grades_there(f), 20000);
        assert_true(store_put_behind(f->store, &many, 1, jobs[i], &err));
        assert_true(store_put_behind(f->store, two, 2, jobs[i], &err) && store_commit(f->store, &err));
        assert_int_equal(grades_there(f), 7);
    }
}

static void what_fails_behind_is_told_at_the_end(void **state) {
    Fixture *f = *state;
    Err err = {0};
    const StorePut bad = {"grade", grades(&f->arena, 1000, false)};
    char *path = file_join(&f->arena, f->folder, "one.db");
    assert_true(store_close(f->store, true, &err) &&
                store_open(&f->arena, path, STORE_WRITE, &f->store, &err));
    assert_true(store_begin(f->store, &err));
    assert_true(store_put_behind(f->store, &bad, 1, 2, &err));
    assert_true(store_put_behind(f->store, &bad, 1, 2, &err)); /* waits behind it, or comes too late */
    assert_false(store_commit(f->store, &err));
    assert_non_null(strstr(err.text, "grade.label_en"));
    store_rollback(f->store);
    const StorePut good = {"grade", grades(&f->arena, 5, true)};
    assert_true(store_begin(f->store, &err));
    assert_true(store_put_behind(f->store, &good, 1, 2, &err));
    assert_int_equal(grades_there(f), 5);
    store_rollback(f->store);
    assert_true(store_begin(f->store, &err));
    assert_false(store_put_behind(f->store, &bad, 1, 1, &err));
    store_rollback(f->store);
    assert_int_equal(grades_there(f), 0);
    assert_int_equal(unlink(path), 0);
}

/* Every other query looks at no results: only those can be asked ahead. */
static void ask_ahead(Fixture *f, int jobs) {
    Err err = {0};
    for (size_t i = 0; i < ASKS; i += 2)
        f->asks[i].sql = "SELECT :year + s.position AS n, 'loaded' AS hash FROM stage s WHERE s.position > 0"
                         " ORDER BY 1";
    assert_true(store_begin(f->store, &err) && store_ask_ahead(f->store, f->asks, ASKS, jobs, &err));
}

static void what_was_asked_ahead_is_the_same(void **state) {
    Fixture *f = *state;
    const int jobs[] = {1, 2, 5};
    for (size_t k = 0; k < sizeof jobs / sizeof *jobs; k++) {
        Err err = {0};
        ask_ahead(f, jobs[k]);
        const StorePut many = {"grade", grades(&f->arena, 20000, true)};
        assert_true(store_set_stamp(f->store, "check", "later", &err));
        assert_true(store_put_behind(f->store, &many, 1, jobs[k], &err));
        for (int turn = 0; turn < 2; turn++) { /* the second time nothing is left */
            Table *tables[ASKS];
            assert_true(store_query_all(&f->arena, f->store, f->asks, ASKS, jobs[k], tables, &err));
            for (size_t i = 0; i < ASKS; i++) {
                assert_int_equal(tables[i]->row_count, 3);
                assert_int_equal(table_integer(tables[i], "n", 0), i + 1);
                assert_string_equal(table_text(tables[i], "hash", 0), i % 2 ? "later" : "loaded");
            }
        }
        assert_int_equal(grades_there(f), 20000);
        assert_true(store_commit(f->store, &err) && store_set_stamp(f->store, "check", "committed", &err));
    }
}

/* Whoever asked before the stage wrote does not answer for those who ask behind it. */
static void what_a_done_stage_wrote_is_seen_ahead(void **state) {
    Fixture *f = *state;
    const int jobs[] = {1, 2, 5};
    for (size_t k = 0; k < sizeof jobs / sizeof *jobs; k++) {
        Err err = {0};
        Table *tables[ASKS];
        for (size_t i = 1; i < ASKS; i += 2)
            f->asks[i].sql = "SELECT :year + g.rank AS n, g.label_en AS hash FROM grade g ORDER BY 1";
        ask_ahead(f, jobs[k]);
        const StorePut many = {"grade", grades(&f->arena, 1000, true)};
        assert_true(store_put_behind(f->store, &many, 1, jobs[k], &err));
        assert_true(store_stage_done(f->store, STORE_CHECKED, &err));
        assert_true(store_set_stamp(f->store, "check", "later", &err));
        assert_true(store_query_all(&f->arena, f->store, f->asks, ASKS, jobs[k], tables, &err));
        for (size_t i = 0; i < ASKS; i++) {
            assert_int_equal(tables[i]->row_count, i % 2 ? 1000 : 3);
            assert_int_equal(table_integer(tables[i], "n", 0), i % 2 ? i : i + 1);
            assert_string_equal(table_text(tables[i], "hash", 0), i % 2 ? "good" : "loaded");
        }
        const StorePut none = {"grade", grades(&f->arena, 0, true)};
        assert_true(store_put_behind(f->store, &none, 1, jobs[k], &err) && store_commit(f->store, &err));
    }
}

static void what_failed_ahead_is_told_when_it_is_wanted(void **state) {
    Fixture *f = *state;
    Err err = {0};
    Table *tables[ASKS];
    f->asks[17].sql = "SELECT nothing FROM nowhere ORDER BY 1";
    f->asks[21].sql = "SELECT 9223372036854775807 + s.position AS n FROM stage s ORDER BY 1";
    ask_ahead(f, 3);
    f->asks[18].sql = "SELECT 1 FROM elsewhere ORDER BY 1";
    assert_true(store_query_all(&f->arena, f->store, f->asks, 17, 2, tables, &err));
    assert_false(store_query_all(&f->arena, f->store, f->asks, ASKS, 2, tables, &err));
    assert_non_null(strstr(err.text, "query 17"));
    store_rollback(f->store);
}

static void what_was_asked_ahead_may_be_forgotten(void **state) {
    ask_ahead(*state, 4); /* and the store is closed */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tables_are_in_the_order_of_the_queries, open_store, close_store),
        cmocka_unit_test_setup_teardown(what_is_not_committed_is_seen, open_store, close_store),
        cmocka_unit_test_setup_teardown(changes_of_an_old_database_are_seen, open_store, close_store),
        cmocka_unit_test_setup_teardown(the_first_error_counts, open_store, close_store),
        cmocka_unit_test_setup_teardown(no_query_is_no_table, open_store, close_store),
        cmocka_unit_test_setup_teardown(what_is_put_behind_is_seen, open_store, close_store),
        cmocka_unit_test_setup_teardown(what_fails_behind_is_told_at_the_end, open_store, close_store),
        cmocka_unit_test_setup_teardown(what_was_asked_ahead_is_the_same, open_store, close_store),
        cmocka_unit_test_setup_teardown(what_a_done_stage_wrote_is_seen_ahead, open_store, close_store),
        cmocka_unit_test_setup_teardown(what_failed_ahead_is_told_when_it_is_wanted, open_store, close_store),
        cmocka_unit_test_setup_teardown(what_was_asked_ahead_may_be_forgotten, open_store, close_store),
        cmocka_unit_test(memory_is_taken_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
