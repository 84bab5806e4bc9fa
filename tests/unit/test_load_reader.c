#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <csv.h>
#include <string.h>

#include "base/text.h"
#include "load/load.h"
#include "load/reader.h"

/* "line|cell|cell;" per record, "!line:column;" per trouble, "=lines" at the end. */
static char *read_all(Arena *arena, const char *data, size_t size) {
    Text out = {.arena = arena};
    Reader *reader = reader_open(arena, data, size);
    Record record;
    Trouble trouble;
    ReadResult result;
    while ((result = reader_next(reader, &record, &trouble)) != READ_END) {
        if (result == READ_TROUBLE) {
            text_appendf(&out, "!%d:%d;", trouble.line, trouble.column);
            continue;
        }
        text_appendf(&out, "%d", record.line);
        for (size_t i = 0; i < record.count; i++)
            text_appendf(&out, "|%s", record.cells[i]);
        text_append(&out, ";");
    }
    text_appendf(&out, "=%d", reader_lines(reader));
    reader_close(reader);
    return out.data;
}

static void expect(const char *data, const char *wanted) {
    Arena arena = {0};
    assert_string_equal(read_all(&arena, data, strlen(data)), wanted);
    arena_free(&arena);
}

static void plain_records(void **state) {
    (void)state;
    expect("", "=0");
    expect("a,b\nc,d\n", "1|a|b;2|c|d;=2");
    expect("a,b\nc,d", "1|a|b;2|c|d;=2");
    expect("a\n", "1|a;=1");
    expect("a,\n,b\n", "1|a|;2||b;=2");
    expect("a,\"\"\n", "1|a|;=1");
}

static void line_ends(void **state) {
    (void)state;
    expect("a,b\r\nc,d\r\n", "1|a|b;2|c|d;=2");
    expect("a,b\rc,d\r", "1|a|b;2|c|d;=2");
    expect("a\r\rb\n\nc\r\n\r\nd", "1|a;3|b;5|c;7|d;=7");
    expect("\n\na\n \t\nb\n\n", "3|a;5|b;=6");
    expect("a\n\r\nb\n", "1|a;3|b;=3");
}

static void quoted_line_ends(void **state) {
    (void)state;
    expect("a,\"x\ny\"\nb,c\n", "1|a|x\ny;3|b|c;=3");
    expect("a,\"x\r\n\r\ny\"\r\nb,c\r\n", "1|a|x\r\n\r\ny;4|b|c;=4");
    expect("a,\"x\ry\"\rb\r", "1|a|x\ry;3|b;=3");
    expect("\"\n\n1\"\n2\n", "1|1;4|2;=4");
    expect("\n\"a\n,\"\"b\"\"\",c\n\nd\n", "2|a\n,\"b\"|c;5|d;=5");
}

static void blanks_are_trimmed(void **state) {
    (void)state;
    expect(" a\t,\"  b \"\n", "1|a|b;=1");
    expect("　a　,\xC2\xA0"
           "b\xC2\xA0 \n",
           "1|a|b;=1");
    expect("a　b\n", "1|a　b;=1");
    expect("a,b\n,\n　, \nc,d\n", "1|a|b;4|c|d;=4"); /* records of blanks are blank lines */
    expect("，\n", "1|，;=1");
}

static void byte_order_mark(void **state) {
    (void)state;
    expect("\xEF\xBB\xBF"
           "a,b\n1,2\n",
           "1|a|b;2|1|2;=2");
    expect("\xEF\xBB\xBF\"a\",b\n", "1|a|b;=1");
}

static void bad_quotes(void **state) {
    (void)state;
    expect("a,b\nx,1\"2\nc,d\n", "1|a|b;!2:2;3|c|d;=3");
    expect("a,b\n\"x\"y,2\nc,d\n", "1|a|b;!2:1;3|c|d;=3");
    expect("a,b\n1,\"x\n\ny\nc,d\n", "1|a|b;!2:2;=5");
    expect("a,\"x\ny\"z,1\nb,c\n", "!2:2;3|b|c;=3");
}

static void long_records(void **state) {
    (void)state;
    Arena arena = {0};
    Text text = {.arena = &arena}, wanted = {.arena = &arena};
    text_append(&wanted, "1");
    for (int i = 0; i < 5000; i++) {
        text_appendf(&text, "%s%d", i ? "," : "", i);
        text_appendf(&wanted, "|%d", i);
    }
    text_append(&text, "\nx\n");
    text_append(&wanted, ";2|x;=2");
    assert_string_equal(read_all(&arena, text.data, text.size), wanted.data);
    arena_free(&arena);
}

/* libcsv over the whole buffer at once: what the reader must agree with, lines apart. */
typedef struct {
    Text out, record;
    bool blank;
} Whole;
static void whole_cell(void *bytes, size_t size, void *user) {
    Whole *whole = user;
    const char *cell = reader_trim(bytes ? bytes : "", &size);
    if (size) whole->blank = false;
    text_append(&whole->record, "|");
    text_append_bytes(&whole->record, cell, size);
}
static void whole_row(int end, void *user) {
    (void)end;
    Whole *whole = user;
    if (!whole->blank) text_appendf(&whole->out, "%s;", text_string(&whole->record));
    whole->record.size = 0;
    whole->blank = true;
}

static void agrees_with_libcsv(void **state) {
    (void)state;
    static const char alphabet[] = "a,\"\n\r ,b";
    uint32_t seed = 20230515;
    for (int round = 0; round < 20000; round++) {
        Arena arena = {0};
        char data[24];
        size_t size = 1 + (size_t)round % sizeof data;
        for (size_t i = 0; i < size; i++) {
            seed = seed * 1664525u + 1013904223u;
            data[i] = alphabet[(seed >> 20) % (sizeof alphabet - 1)];
        }
        struct csv_parser parser;
        Whole whole = {.out = {.arena = &arena}, .record = {.arena = &arena}, .blank = true};
        csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL);
        bool good = csv_parse(&parser, data, size, whole_cell, whole_row, &whole) == size &&
                    csv_fini(&parser, whole_cell, whole_row, &whole) == 0;
        csv_free(&parser);

        Text mine = {.arena = &arena};
        Reader *reader = reader_open(&arena, data, size);
        Record record;
        Trouble trouble;
        ReadResult result;
        int last = 0;
        while ((result = reader_next(reader, &record, &trouble)) == READ_RECORD) {
            assert_true(record.line > last);
            last = record.line;
            for (size_t i = 0; i < record.count; i++)
                text_appendf(&mine, "|%s", record.cells[i]);
            text_append(&mine, ";");
        }
        assert_int_equal(result, good ? READ_END : READ_TROUBLE);
        assert_string_equal(text_string(&mine), text_string(&whole.out));
        reader_close(reader);
        arena_free(&arena);
    }
}

static void rows_of_a_file(void **state) {
    (void)state;
    Arena arena = {0};
    Err err = {0};
    CsvRows rows;
    const char *text = "code,zh\n1,一\n\n2,\"二\n贰\"\n3,\n";
    assert_true(load_rows(&arena, "x.csv", text, strlen(text), &rows, &err));
    assert_int_equal(rows.row_count, 3);
    assert_int_equal(rows.lines[1], 4);
    assert_int_equal(rows.lines[2], 6);
    assert_string_equal(load_cell(&rows, 0, "zh"), "一");
    assert_string_equal(load_cell(&rows, 2, "zh"), "");
    assert_string_equal(load_cell(&rows, 2, "nothing"), "");
    arena_free(&arena);
}

static void rows_refused(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"a,b\n1,2\n3\n", "x.csv:3: found 1 fields, expected 2"},
        {"a,b\n1,2,3\n", "x.csv:2: found 3 fields, expected 2"},
        {"a,b\n1,\"2\n", "x.csv:2: a quoted field is never closed"},
        {"", "x.csv: the file is empty"},
        {"a,b\n1,\xFF\n", "x.csv:2: byte 0xFF is not UTF-8 (nor is the file GB18030, from line 2 on)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        Err err = {0};
        CsvRows rows;
        assert_false(load_rows(&arena, "x.csv", cases[i].text, strlen(cases[i].text), &rows, &err));
        assert_int_equal(err.kind, ERR_SOURCE);
        if (!text_starts(err.text, cases[i].message)) fail_msg("%s", err.text);
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_records),    cmocka_unit_test(line_ends),
        cmocka_unit_test(quoted_line_ends), cmocka_unit_test(blanks_are_trimmed),
        cmocka_unit_test(byte_order_mark),  cmocka_unit_test(bad_quotes),
        cmocka_unit_test(long_records),     cmocka_unit_test(agrees_with_libcsv),
        cmocka_unit_test(rows_of_a_file),   cmocka_unit_test(rows_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
