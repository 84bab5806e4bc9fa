/* The rows of a ledger as pages of a database: read by a decoder of its own, and by SQLite. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "store/image.h"
#include "store/internal.h"

enum { COLUMNS = 14, NAMES = 2000 };

/* --- ledgers --- */

typedef struct {
    Arena arena;
    Names *names;
    int64_t ids[NAMES];
    LedgerPages pages;
    Ledger *ledger;
} Made;

static uint64_t random_state;
static uint64_t random_bits(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    return random_state ^= random_state << 17;
}

/* Numbers of every length, both ends of each, and the small ones that the format has types for. */
static int64_t some_value(void) {
    const uint64_t bits = random_bits();
    const int length = (int)(bits % 64);
    switch (bits >> 6 & 7) {
    case 0:
        return (int64_t)(bits >> 9 & 3) - 1;
    case 1:
        return INT64_MAX >> length;
    case 2:
        return INT64_MIN >> length;
    default:
        return (int64_t)(random_bits() >> length) * (bits >> 10 & 1 ? 1 : -1);
    }
}

static const int64_t steps[] = {0, 1, 10000, INT64_C(1) << 40};

static Made *made_new(int items, int depts, int years) {
    Made *made = calloc(1, sizeof *made);
    LedgerDraft *draft = ledger_draft_new(false);
    made->names = names_new(&made->arena);
    for (int i = 1; i < NAMES; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", i);
        names_put(made->names, text);
        made->ids[i] = i;
    }
    random_state = 88172645463325252U;
    int64_t cell = 0;
    for (int item = 1; item <= items; item++)
        for (int dept = 1; dept <= depts; dept++)
            for (int year = 0; year < years; year++)
                for (int stage = 0; stage < STAGE_COUNT; stage++) {
                    if (random_bits() % 8 == 0) continue;
                    const int32_t step = (int32_t)(random_bits() % 4);
                    cell += (int64_t)(random_bits() % 3) + 1;
                    assert_true(ledger_draft_add(
                        draft, ledger_draft_bucket(draft, item, item % 5 == 0 ? item + 1 : 0, step),
                        ledger_draft_dept(draft, dept), ledger_draft_period(draft, 2000 + year, 12),
                        (Stage)stage, some_value(), cell));
                }
    LedgerPage *page = ledger_seal(draft, steps, 4);
    if (page) ledger_pages_add(&made->pages, page);
    ledger_draft_free(draft);
    made->ledger = ledger_new();
    ledger_add_all(made->ledger, &made->pages, INT64_C(1) << 33);
    ledger_settle(made->ledger, made->names, made->ids, made->ids);
    return made;
}

static void made_free(Made *made) {
    ledger_free(made->ledger);
    ledger_pages_free(&made->pages);
    arena_free(&made->arena);
    free(made);
}

/* The rows of a ledger, one after the other. */
typedef struct {
    const Ledger *ledger;
    LedgerCursor *cursor;
    const FigureRow *row, *end;
    size_t series, count;
} Rows;

static const FigureRow *next_row(Rows *rows) {
    while (rows->row == rows->end) {
        size_t count;
        if (rows->series == ledger_series_count(rows->ledger)) return NULL;
        rows->row = ledger_series(rows->cursor, rows->series++, &count);
        rows->end = rows->row + count;
    }
    rows->count++;
    return rows->row++;
}

/* What column c of the row must hold. */
static bool wanted(const FigureRow *row, int c, int64_t *value) {
    const int32_t keys[] = {row->item_id, row->part_id, row->dept_id, row->year, row->month};
    *value = 0;
    if (c < 5) {
        *value = keys[c];
        return true;
    }
    const int64_t *const groups[] = {row->value, row->origin, row->step};
    const int stage = (c - 5) % STAGE_COUNT;
    if (row->present[stage]) *value = groups[(c - 5) / STAGE_COUNT][stage];
    return row->present[stage];
}

/* --- a decoder --- */

typedef struct {
    Image *image;
    size_t size, pages, depth, deepest;
    uint32_t unused;
    Rows rows;
} Walk;

static uint64_t big_endian(const unsigned char *at, int bytes) {
    uint64_t value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

static void check_record(Walk *walk, const unsigned char *record) {
    static const int widths[] = {0, 1, 2, 3, 4, 6, 8};
    const FigureRow *row = next_row(&walk->rows);
    assert_non_null(row);
    const size_t size = record[0];
    assert_true(size < 128);
    assert_int_equal(record[1], COLUMNS + 1);
    const unsigned char *at = record + 1 + COLUMNS + 1;
    for (int c = 0; c < COLUMNS; c++) {
        const int type = record[2 + c];
        int64_t value;
        if (!wanted(row, c, &value)) {
            assert_int_equal(type, 0);
        } else if (type >= 8) {
            assert_int_equal(value, type - 8);
        } else {
            assert_in_range(type, 1, 6);
            const int width = widths[type];
            const uint64_t bits = big_endian(at, width) << (64 - 8 * width);
            assert_int_equal((int64_t)bits >> (64 - 8 * width), value);
            at += width;
        }
    }
    assert_int_equal(at - record, size + 1);
}

static void walk_page(Walk *walk, uint32_t number) {
    assert_int_not_equal(number, walk->unused);
    const unsigned char *found = image_page(walk->image, number);
    assert_non_null(found);
    unsigned char *page = malloc(walk->size);
    memcpy(page, found, walk->size);
    walk->pages++;
    if (++walk->depth > walk->deepest) walk->deepest = walk->depth;
    const bool leaf = page[0] == 10;
    assert_true(leaf || page[0] == 2);
    const size_t cells = big_endian(page + 3, 2), head = leaf ? 8 : 12;
    size_t top = big_endian(page + 5, 2);
    if (top == 0) top = 65536;
    assert_true(head + 2 * cells <= top && top <= walk->size);
    assert_true(cells > 0 || walk->rows.ledger == NULL || ledger_series_count(walk->rows.ledger) == 0);
    for (size_t i = 0; i < cells; i++) {
        const unsigned char *cell = page + big_endian(page + head + 2 * i, 2);
        assert_true(cell >= page + top);
        if (!leaf) walk_page(walk, (uint32_t)big_endian(cell, 4));
        check_record(walk, leaf ? cell : cell + 4);
    }
    if (!leaf) walk_page(walk, (uint32_t)big_endian(page + 8, 4));
    walk->depth--;
    free(page);
}

static void check_pages(const Made *made, const ImageShape *shape, bool thread, size_t least_depth) {
    Walk walk = {.image = image_open(made->ledger, shape, thread),
                 .size = shape->page_size,
                 .unused = shape->unused,
                 .rows = {.ledger = made->ledger, .cursor = ledger_open(made->ledger)}};
    assert_null(image_page(walk.image, shape->first - 1));
    walk_page(&walk, shape->first);
    assert_null(next_row(&walk.rows));
    assert_in_range(walk.deepest, least_depth, 20);
    assert_int_equal(image_series(walk.image), ledger_series_count(made->ledger));
    ledger_close(walk.rows.cursor);
    image_close(walk.image);
}

static void test_pages(void **state) {
    (void)state;
    const struct {
        int items, depts, years;
        size_t page_size, least_depth;
    } cases[] = {{0, 0, 0, 512, 1},      {1, 1, 1, 512, 1},      {1, 2, 10, 512, 2},
                 {3, 7, 1, 512, 2},      {40, 12, 10, 512, 17},  {9, 300, 10, 2048, 17},
                 {9, 300, 10, 65536, 2}, {300, 9, 10, 65536, 2}, {1500, 1, 1, 4096, 14}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Made *made = made_new(cases[i].items, cases[i].depts, cases[i].years);
        for (uint32_t unused = 0; unused < 9; unused = unused ? unused + 1 : 3)
            for (int thread = 0; thread < 2; thread++)
                check_pages(made, &(ImageShape){cases[i].page_size, 2, unused}, thread, cases[i].least_depth);
        made_free(made);
    }
}

/* Whoever stops reading leaves nobody waiting. */
static void test_given_up(void **state) {
    (void)state;
    Made *made = made_new(9, 300, 10);
    image_close(image_open(made->ledger, &(ImageShape){4096, 2, 0}, true));
    image_close(image_open(made->ledger, &(ImageShape){4096, 2, 0}, false));
    image_close(NULL);
    made_free(made);
}

/* --- through SQLite --- */

static void check_database(const char *path, const Made *made) {
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT * FROM figure", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_column_count(statement), COLUMNS);
    Rows rows = {.ledger = made->ledger, .cursor = ledger_open(made->ledger)};
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const FigureRow *row = next_row(&rows);
        assert_non_null(row);
        for (int c = 0; c < COLUMNS; c++) {
            int64_t value;
            const bool some = wanted(row, c, &value);
            assert_int_equal(sqlite3_column_type(statement, c), some ? SQLITE_INTEGER : SQLITE_NULL);
            assert_int_equal(sqlite3_column_int64(statement, c), value);
        }
    }
    assert_null(next_row(&rows));
    ledger_close(rows.cursor);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

/* Also when the figures of one load are taken back and stored once more in the same transaction. */
static void check_stored(int jobs, int times) {
    Arena arena = {0};
    Err err = {0};
    Store *store;
    char folder[] = "/tmp/jixiao-image-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = file_join(&arena, folder, "file:one.db");
    Made *made = made_new(60, 50, 10);
    assert_true(store_open(&arena, path, STORE_NEW, &store, &err) && store_begin(store, &err));
    for (int i = 0; i < times; i++) {
        assert_true(store->engine->execute(store, "DELETE FROM figure", &err));
        assert_true(store_put_gathered(store, made->ledger, jobs, &err));
    }
    assert_true(store_commit(store, &err) && store_close(store, true, &err));
    check_database(path, made);
    unlink(path);
    assert_int_equal(rmdir(folder), 0);
    made_free(made);
    arena_free(&arena);
}

static void test_stored(void **state) {
    (void)state;
    check_stored(1, 1);
    check_stored(2, 1);
    check_stored(2, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_pages), cmocka_unit_test(test_given_up),
                                       cmocka_unit_test(test_stored)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
