/* plot_templates: the charts of the house are complete, and faults in a head are named with file and line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "plot/plot.h"

static Arena arena;
static char folder[] = "/tmp/jixiao-test-XXXXXX";

static void the_house_charts_are_complete(void **state) {
    (void)state;
    ChartTemplate *list;
    size_t count;
    Err err = {0};
    if (!plot_templates(&arena, NULL, &list, &count, &err)) fail_msg("%s", err.text);
    assert_true(count >= 9);
    for (size_t i = 0; i < count; i++) {
        if (i && list[i - 1].order > list[i].order) fail_msg("%s is out of order", list[i].id);
        for (int lang = 0; lang < LANG_COUNT; lang++)
            if (!*list[i].note[lang] || !*list[i].alternative[lang])
                fail_msg("%s: note.%s or alternative.%s is missing", list[i].path, lang_names[lang],
                         lang_names[lang]);
        if (!strstr(list[i].query, "ORDER BY")) fail_msg("%s: a query needs an ORDER BY", list[i].path);
    }
}

static void expect_fault(const char *head, const char *message) {
    char *path = file_join(&arena, folder, "sample.gp");
    Err err = {0};
    ChartTemplate *list;
    size_t count;
    assert_true(file_write(&arena, path, head, strlen(head), &err));
    assert_false(plot_templates(&arena, folder, &list, &count, &err));
    assert_int_equal(err.kind, ERR_SOURCE);
    assert_string_equal(err.text, text_fill(&arena, message, &(TextField){"path", path}, 1));
    unlink(path);
}

#define GOOD                                                                                                 \
    "# chart: sample\n# zh: 甲\n# en: A\n# for: run\n# chapter: yoy\n# data:\n#   SELECT 1 AS x ORDER BY "  \
    "x\n"

static void names_faults(void **state) {
    (void)state;
    expect_fault(GOOD "# titel: x\nplot x\n", "{path}:8: unknown key `titel`");
    expect_fault(GOOD "# minimun: 2\nplot x\n", "{path}:8: unknown key `minimun`; did you mean `minimum`?");
    expect_fault(GOOD "# minimum: many\nplot x\n",
                 "{path}:8: `minimum` begins with a whole number, found `many`");
    expect_fault(GOOD "\n \n", "{path}:8: the chart has a head but no gnuplot commands");
    expect_fault("# chart: other\n# zh: 甲\n# en: A\n# for: run\nplot x\n",
                 "{path}:1: `chart` must be the name of the file, `sample`, not `other`");
    expect_fault("# chart: sample\n# zh: 甲\n# en: A\n# for: town\nplot x\n",
                 "{path}:4: `for` is run, dept, indicator, year or indicator-year, not `town`");
    expect_fault("# chart: sample\n# zh: 甲\n# for: run\nplot x\n",
                 "{path}:1: the head needs a line `en: …`");
}

static void a_body_is_lent(void **state) {
    (void)state;
    const char *text = GOOD "# body: rate_dots\n", *wrong = GOOD "# body: rate_dot\n";
    char *path = file_join(&arena, folder, "sample.gp");
    Err err = {0};
    ChartTemplate *list;
    size_t count;
    assert_true(file_write(&arena, path, text, strlen(text), &err));
    if (!plot_templates(&arena, folder, &list, &count, &err)) fail_msg("%s", err.text);
    const ChartTemplate *owner = NULL, *borrower = NULL;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].id, "rate_dots") == 0) owner = &list[i];
        if (strcmp(list[i].id, "sample") == 0) borrower = &list[i];
    }
    assert_string_equal(borrower->head.body, owner->head.body);
    assert_string_equal(borrower->height, owner->height);
    assert_string_equal(borrower->body_path, owner->path);
    unlink(path);
    expect_fault(wrong,
                 "{path}:8: `body` names a chart with gnuplot commands of its own, not `rate_dot`; did "
                 "you mean `rate_dots`?");
    expect_fault(GOOD "# body: rate_dots\nplot x\n",
                 "{path}:8: the chart has gnuplot commands of its own and `body`; leave one of them out");
}

static void a_folder_adds_and_replaces(void **state) {
    (void)state;
    const char *text = GOOD "# minimum: 3 x\n# order: 1\nplot x\n";
    char *path = file_join(&arena, folder, "sample.gp");
    Err err = {0};
    ChartTemplate *list;
    size_t count, before;
    assert_true(plot_templates(&arena, NULL, &list, &before, &err));
    assert_true(file_write(&arena, path, text, strlen(text), &err));
    assert_true(plot_templates(&arena, folder, &list, &count, &err));
    assert_int_equal(count, before + 1);
    assert_string_equal(list[0].id, "sample");
    assert_int_equal(list[0].minimum, 3);
    assert_string_equal(list[0].minimum_column, "x");
    assert_int_equal(list[0].scope, CHART_RUN);
    unlink(path);
}

int main(void) {
    if (!mkdtemp(folder)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_house_charts_are_complete),
        cmocka_unit_test(names_faults),
        cmocka_unit_test(a_body_is_lent),
        cmocka_unit_test(a_folder_adds_and_replaces),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    arena_free(&arena);
    return failed;
}
