/* report/package: a workbook that lacks a piece is noticed, also when all its elements have their ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/package.h"

static const char sheet[] =
    "<?xml version=\"1.0\"?>\n<worksheet><sheetData>"
    "<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>7</v></c></row>"
    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"AB2\" s=\"2\"/></row>"
    "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
static const char texts[] = "<?xml version=\"1.0\"?>\n<sst count=\"3\" uniqueCount=\"2\"><si><t>a</t></si>"
                            "<si><t>b</t></si></sst>";

/* "" when the archive of these two parts is whole, else the message. */
static const char *judged(const char *one, const char *other) {
    static Err err;
    char path[] = "/tmp/test_report_package.XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    const PackagePart parts[] = {{"xl/worksheets/sheet1.xml", one, strlen(one)},
                                 {"xl/sharedStrings.xml", other, strlen(other)}};
    assert_true(package_write(parts, 2, path, &err));
    const bool whole = package_check(path, &err);
    unlink(path);
    return whole ? "" : err.text;
}

/* `text` without what stands from `from` up to `to`. */
static const char *without(const char *text, const char *from, const char *to) {
    static char rest[1024];
    const char *begin = strstr(text, from), *end = begin ? strstr(begin + 1, to) : NULL;
    assert_true(end && strlen(text) < sizeof rest);
    memcpy(rest, text, (size_t)(begin - text));
    strcpy(rest + (begin - text), end);
    return rest;
}

static void finds_a_lost_piece(void **state) {
    (void)state;
    assert_string_equal(judged(sheet, texts), "");
    /* Within an element, within a cell's number, from row to row, a row, a text. */
    assert_non_null(
        strstr(judged(without(sheet, "</row>", "</sheetData>"), texts), "sheet1.xml is not whole"));
    assert_non_null(strstr(judged(without(sheet, "0</v>", "1</v>"), texts), "sheet1.xml is not whole"));
    assert_non_null(
        strstr(judged(without(sheet, "<row r=\"2\"", "<row r=\"4\""), texts), "worksheets is not whole"));
    assert_non_null(
        strstr(judged(sheet, without(texts, "a</t>", "b</t>")), "sharedStrings.xml is not whole"));
    assert_non_null(
        strstr(judged(without(sheet, "<row r=\"1\"", "<c r=\"A2\""), texts), "sheet1.xml is not whole"));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_a_lost_piece)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
