#include <iconv.h>

#include "test_load_folder.h"

#include "load/encoding.h"

#define CSV                                                                                                  \
    "单位编码,单位名称,年度,科目编码,阶段,金额,计量单位,备注\n"                      \
    "101,甲局,2022,201,年初预算,\"1,234.50\",万元,\"分两\n行，带“引号”\"\n"               \
    "101,甲局,2022,202,决算,3,元,一龘𠀀\n"

/* The text in another encoding; `mark` goes in front. */
static char *in_encoding(Arena *arena, const char *text, const char *encoding, const char *mark,
                         size_t *size) {
    size_t left = strlen(text), room = 4 * left + 16, space = room;
    char *out = arena_alloc(arena, room + 8), *in = arena_strdup(arena, text), *at = out + strlen(mark);
    memcpy(out, mark, strlen(mark));
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true((intptr_t)converter != -1);
    assert_true(iconv(converter, &in, &left, &at, &space) != (size_t)-1);
    iconv_close(converter);
    *size = (size_t)(at - out);
    return out;
}

static char *with_ends(Arena *arena, const char *text, const char *end) {
    Text out = {.arena = arena};
    for (; *text; text++)
        text_append_bytes(&out, *text == '\n' ? end : text, *text == '\n' ? strlen(end) : 1);
    return arena_strdup(arena, text_string(&out));
}

static const struct {
    const char *encoding, *mark, *end, *name;
} spellings[] = {
    {"UTF-8", "", "\n", "utf-8"},
    {"UTF-8", "\xEF\xBB\xBF", "\r\n", "utf-8"},
    {"UTF-8", "", "\r", "utf-8"},
    {"GB18030", "", "\n", "gb18030"},
    {"GB18030", "", "\r\n", "gb18030"},
    {"UTF-16LE", "\xFF\xFE", "\r\n", "utf-16le"},
    {"UTF-16BE", "\xFE\xFF", "\n", "utf-16be"},
    {"UTF-16LE", "", "\n", "utf-16le"},
    {"UTF-16BE", "", "\r\n", "utf-16be"},
};
enum { SPELLING_COUNT = sizeof spellings / sizeof *spellings };

static void every_encoding_says_the_same(void **state) {
    (void)state;
    for (size_t i = 0; i < SPELLING_COUNT; i++) {
        Folder *folder = folder_new();
        size_t size;
        char *bytes = in_encoding(&folder->arena, with_ends(&folder->arena, CSV, spellings[i].end),
                                  spellings[i].encoding, spellings[i].mark, &size);
        folder_write(folder, "dataset.meta", "dataset: d\n");
        folder_write_bytes(folder, "f.csv", bytes, size);
        folder_write(folder, "f.meta", "published: 2023-05-15\n");
        if (!folder_load(folder)) fail_msg("%s", folder->err.text);
        if (folder->issues.count) fail_msg("%zu: %s", i, folder_issues(folder));
        const Source *source = folder_source(folder, "d/f.csv");
        assert_int_equal(source->figure_count, 2);
        assert_int_equal(source->figures[0].value, 1234500000);
        assert_int_equal(source->figures[0].line, 2);
        assert_int_equal(source->figures[1].line, 4); /* lines are those of the file */
        assert_string_equal(source->seen[0].name, "甲局");
        Decoded decoded;
        Trouble trouble;
        assert_true(encoding_decode(&folder->arena, bytes, size, "", &decoded, &trouble));
        assert_string_equal(decoded.name, spellings[i].name);
        folder_free(folder);
    }
}

static void a_description_may_be_gbk(void **state) {
    (void)state;
    Folder *folder = folder_new();
    size_t size;
    folder_write(folder, "f.csv", CSV);
    char *meta = in_encoding(&folder->arena, "published: 2023-05-15\nzh: 一份报告\n", "GBK", "", &size);
    folder_write_bytes(folder, "f.meta", meta, size);
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    assert_int_equal(folder->issues.count, 0);
    assert_string_equal(folder->dataset.sources[0].zh, "一份报告");
    folder_free(folder);
}

#define BYTES(text) text, sizeof(text) - 1
static void bad_bytes(void **state) {
    (void)state;
    static const struct {
        const char *data;
        size_t size;
        const char *wanted;
        int line;
        const char *text;
    } cases[] = {
        {BYTES("a\r\nb\0c\n"), "", 2, "found a NUL byte"},
        {BYTES("a,\r\nb\0c\n"), "", 2, "found a NUL byte"},
        {BYTES("a\rb\n\xB5\xFF\n"), "", 3,
         "byte 0xB5 is not UTF-8 (nor is the file GB18030, from line 3 on)"},
        {BYTES("单位,\n\n元\xE5\x85\n"), "", 3, "byte 0xE5 is not UTF-8"},
        {BYTES("\xB5\xA5\xCE\xBB\n1\n\xB5\n"), "", 3,
         "bytes that are not GB18030 (nor is the file UTF-8, from line 1 on)"},
        {BYTES("\xB5\xA5\n\xB5\xA5\xB5"), "", 2, "bytes that are not GB18030"},
        {BYTES("\xB5\xA5\n\xAA\xA1\n"), "", 2, "bytes that are not GB18030"}, /* private use */
        {BYTES("\xEF\xBB\xBF"
               "a\n\xB5\xA5\n"),
         "", 2, "byte 0xB5 is not UTF-8, although the file begins with its mark"},
        {BYTES("a\n\xB5\xA5\n"), "utf-8", 2, "found bytes that are not utf-8, which `encoding:`"},
        {BYTES("单\n"), "gbk", 1, "found bytes that are not gbk, which `encoding:`"},
        {BYTES("a,b\n"), "utf-16", 0, "leaves open in which order"},
        {BYTES("\xFF\xFE"
               "a\0\r\0\n\0"
               "\x00\xDC"
               "b\0"),
         "", 2, "0xDC00 is half a character of UTF-16"},
        {BYTES("\xFF\xFE"
               "a\0\n\0b"),
         "", 2, "ends in half a character"},
        {BYTES("\xFF\xFE"
               "a\0\n\0\0\0b\0"),
         "", 2, "found a NUL byte"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        Trouble trouble;
        Decoded decoded;
        if (encoding_decode(&arena, cases[i].data, cases[i].size, cases[i].wanted, &decoded, &trouble))
            fail_msg("case %zu was read as %s: %s", i, decoded.name, decoded.data);
        if (!strstr(trouble.text, cases[i].text)) fail_msg("case %zu: %s", i, trouble.text);
        if (trouble.line != cases[i].line) fail_msg("case %zu: line %d: %s", i, trouble.line, trouble.text);
        arena_free(&arena);
    }
}

static void the_description_decides(void **state) {
    (void)state;
    Arena arena = {0};
    Trouble trouble;
    Decoded decoded;
    /* Two characters of GBK that are one of UTF-8 and a bit: only the description can know. */
    const char *both = "\xC4\xA3\xCA\xBD";
    assert_true(encoding_decode(&arena, both, 4, "", &decoded, &trouble));
    assert_string_equal(decoded.name, "utf-8");
    assert_true(encoding_decode(&arena, both, 4, "GBK", &decoded, &trouble));
    assert_string_equal(decoded.data, "模式");
    assert_true(encoding_decode(&arena, "\xAA\xA1", 2, "gb18030", &decoded, &trouble));
    assert_false(encoding_known("big5"));
    assert_true(encoding_known("Utf-16LE"));
    arena_free(&arena);
}

static void a_very_long_field(void **state) {
    (void)state;
    Folder *folder = folder_new();
    Text csv = {.arena = &folder->arena};
    text_append(&csv, "dept,year,item,stage,value,unit,note\n1,2022,201,budget,1,元,\"");
    for (int i = 0; i < 350000; i++)
        text_append(&csv, i % 1000 ? "长" : "\n");
    text_append(&csv, "\"\n1,2022,202,budget,1,元,");
    for (int i = 0; i < 1 << 20; i++)
        text_append(&csv, "x");
    folder_write(folder, "f.csv", csv.data);
    folder_write(folder, "f.meta", "published: 2023-05-15\n");
    if (!folder_load(folder)) fail_msg("%s", folder->err.text);
    assert_int_equal(folder->issues.count, 0);
    assert_int_equal(folder->dataset.sources[0].figure_count, 2);
    assert_int_equal(folder->dataset.sources[0].figures[1].line, 353);
    folder_free(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_encoding_says_the_same),
        cmocka_unit_test(a_description_may_be_gbk),
        cmocka_unit_test(bad_bytes),
        cmocka_unit_test(the_description_decides),
        cmocka_unit_test(a_very_long_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
