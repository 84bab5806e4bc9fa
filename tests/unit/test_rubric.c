/* measure/rubric: a good rubric is read, a faulty one is refused with every fault and its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/text.h"
#include "measure/rubric.h"

static Arena arena;
static char folder[] = "/tmp/jixiao-rubric-XXXXXX";
static const char *const indicators[] = {"staffing_control_rate", "debt_ratio", NULL};

#define HEADER "id,level1,level2,zh,full,rule,params,indicator,valid_from,valid_to\n"

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static char *path_of(const char *name) {
    return file_join(&arena, folder, name);
}

static int remove_folder(void **state) {
    (void)state;
    unlink(path_of("r.csv"));
    unlink(path_of("r.meta"));
    rmdir(folder);
    arena_free(&arena);
    return 0;
}

static void put(const char *name, const char *text) {
    FILE *file = fopen(path_of(name), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool find_and_read(const char *name, IssueList *issues, Rubric *rubric, Err *err) {
    RubricText text;
    return rubric_find(&arena, NULL, name, &text, err) &&
           rubric_read(&arena, &text, indicators, issues, rubric, err);
}

static bool read_rubric(const char *csv, const char *meta, IssueList *issues, Rubric *rubric, Err *err) {
    *issues = (IssueList){.arena = &arena};
    *err = (Err){0};
    put("r.csv", csv);
    unlink(path_of("r.meta"));
    if (meta) put("r.meta", meta);
    return find_and_read(path_of("r.csv"), issues, rubric, err);
}

static void look_for_fault(const char *csv, const char *meta, bool only_one, int line, int column,
                           const char *words) {
    IssueList issues;
    Rubric rubric;
    Err err;
    if (read_rubric(csv, meta, &issues, &rubric, &err)) fail_msg("accepted, but expected: %s", words);
    assert_int_equal(err.kind, ERR_SOURCE);
    for (size_t i = 0; i < issues.count; i++)
        if (strstr(issues.items[i].text, words)) {
            if (issues.items[i].line != line || issues.items[i].column != column)
                fail_msg("`%s` stands at %d:%d, expected %d:%d", words, issues.items[i].line,
                         issues.items[i].column, line, column);
            if (only_one) assert_int_equal(issues.count, 1);
            assert_int_equal(issues.items[i].severity, SEVERITY_ERROR);
            return;
        }
    fail_msg("expected `%s`, found %zu faults, the first is: %s", words, issues.count,
             issues.count ? issues.items[0].text : "none");
}

static void expect_fault(const char *csv, const char *meta, int line, int column, const char *words) {
    look_for_fault(csv, meta, true, line, column, words);
}

/* One row that is worth 100 points. */
static void expect_row_fault(const char *rule, const char *params, int column, const char *words) {
    expect_fault(arena_printf(&arena, HEADER "a,投入,配置,一项,100,%s,\"%s\",,,\n", rule, params), NULL, 2,
                 column, words);
}

static void reads_a_rubric(void **state) {
    (void)state;
    IssueList issues;
    Rubric rubric;
    Err err;
    const char *csv = HEADER "a,投入,配置,控制率,10,per_point,threshold=100;direction=below;points=0.4;part="
                             "started;zero_zero=drop;"
                             "rounding=2,staffing_control_rate,2019,2021\n"
                             "g,投入,配置,别的年度,10,direct,,,,2018\n"
                             "h,投入,配置,别的年度,10,direct,,,2022,\n"
                             "b,投入,配置,负债率,20.5,ladder,\"bands=[90,+)=20.5|(-,60)=0|[60,90)=10; sign = "
                             "absolute ;rounding=none\","
                             "debt_ratio,,\n"
                             "c,过程,管理,清单,6,checklist,items=①=1|②=2|③=3,,,\n"
                             "d,过程,管理,结余,4,state,none=4;not_above=3;above=0,,,\n"
                             "\"e\",效果,效益,\"满意,度\",8,survey,full_points=1000,,,\n"
                             "f,效果,效益,其他,51.5,direct,,,,\n";
    if (!read_rubric(csv, "zh: 一张表\nen: A table\ngrades: five-grade\nbasis: 文件\n", &issues, &rubric,
                     &err))
        fail_msg("%s", issues.count ? issues.items[0].text : err.text);
    assert_int_equal(rubric.row_count, 8);
    assert_int_equal(rubric.total, 100 * POINTS_ONE);
    assert_string_equal(rubric.id, "r");
    assert_string_equal(rubric.grades, "five-grade");
    assert_string_equal(rubric.label[LANG_EN], "A table");
    const RubricRow *a = &rubric.rows[0], *b = &rubric.rows[3];
    assert_int_equal(a->full, 10 * POINTS_ONE);
    assert_string_equal(a->rule->name, "per_point");
    assert_true(a->below);
    assert_int_equal(a->threshold, 100 * POINTS_ONE);
    assert_int_equal(a->points, 400000);
    assert_int_equal(a->part, PART_STARTED);
    assert_int_equal(a->zero_zero, ZERO_ZERO_DROP);
    assert_int_equal(a->rounding, 2);
    assert_int_equal(a->valid_from, 2019);
    assert_int_equal(a->valid_to, 2021);
    assert_int_equal(a->line, 2);
    assert_string_equal(a->indicator, "staffing_control_rate");
    assert_int_equal(b->full, 20500000);
    assert_int_equal(b->band_count, 3);
    assert_int_equal(b->bands[0].lower, 90 * POINTS_ONE);
    assert_int_equal(b->bands[0].upper, INT64_MAX);
    assert_true(b->bands[0].lower_in);
    assert_int_equal(b->bands[1].lower, INT64_MIN);
    assert_false(b->bands[1].upper_in);
    assert_true(b->absolute);
    assert_false(a->absolute);
    assert_int_equal(b->rounding, -1);
    assert_int_equal(b->zero_zero, ZERO_ZERO_FULL);
    assert_int_equal(rubric.rows[4].item_count, 3);
    assert_string_equal(rubric.rows[4].items[1].mark, "②");
    assert_int_equal(rubric.rows[4].items[1].points, 2 * POINTS_ONE);
    assert_int_equal(rubric.rows[5].not_above, 3 * POINTS_ONE);
    assert_string_equal(rubric.rows[6].name[LANG_ZH], "满意,度");
}

static void the_sum_of_points(void **state) {
    (void)state;
    IssueList issues;
    Rubric rubric;
    Err err;
    const char *csv = HEADER "a,投入,配置,一项,99.5,direct,,,,\n";
    expect_fault(csv, NULL, 0, 0, "add up to 99.50, but the rubric's total is 100.00");
    expect_fault(csv, "total: 99\n", 0, 0, "the rubric's total is 99.00");
    assert_true(read_rubric(csv, "total: 99.5\n", &issues, &rubric, &err));
    assert_false(read_rubric(csv, "total: many\n", &issues, &rubric, &err));
    assert_non_null(strstr(err.text, "total: many"));
    assert_int_equal(err.kind, ERR_SOURCE);
}

static void bands(void **state) {
    (void)state;
    IssueList issues;
    Rubric rubric;
    Err err;
    static const char *const good[] = {"[0,+)=100", "[0,0]=100|(0,10]=50|(10,+)=0",
                                       "(10,+)=0|(0,10]=50|[0,0]=100", "(-,0)=0|[0,+)=100",
                                       "[0,50)=0|[50,50]=5|(50,+)=100"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!read_rubric(
                arena_printf(&arena, HEADER "a,投入,配置,一项,100,ladder,\"bands=%s\",,,\n", good[i]), NULL,
                &issues, &rubric, &err))
            fail_msg("%s: %s", good[i], issues.count ? issues.items[0].text : err.text);
    expect_row_fault("ladder", "bands=[90,+)=100|[70,80)=50", 7, "gap");
    expect_row_fault("ladder", "bands=[90,+)=100|[70,90)=50|[0,69.999999)=0", 7, "gap");
    expect_row_fault("ladder", "bands=(90,+)=100|[70,90)=50", 7, "at 90.00%"); /* nobody has 90 */
    expect_row_fault("ladder", "bands=[90,+)=100|[70,90]=50", 7, "overlap");   /* both have 90 */
    expect_row_fault("ladder", "bands=[90,+)=100|[70,95)=50", 7, "overlap");
    expect_row_fault("ladder", "bands=[90,+)=100|[0,+)=50", 7, "overlap");
    expect_row_fault("ladder", "bands=[90,+)=100.01|[0,90)=50", 7, "more than the full points");
    expect_row_fault("ladder", "bands=[90,+)=100|[0,90)=-1", 7, "less than 0");
    expect_row_fault("ladder", "bands=90 to 100=5", 7, "cannot read the band");
    expect_row_fault("ladder", "bands=[90,+)", 7, "cannot read the band");
    expect_row_fault("ladder", "bands=[90,+)=x", 7, "cannot read the band");
    expect_row_fault("ladder", "bands=[90,80)=5", 7, "band"); /* upside down */
}

static void words_and_numbers(void **state) {
    (void)state;
    expect_row_fault("per_pont", "", 6, "unknown rule `per_pont`; did you mean `per_point`?");
    expect_row_fault("", "", 6, "unknown rule");
    expect_row_fault("direct", "treshold=100", 7, "unknown parameter `treshold`; did you mean `threshold`?");
    expect_row_fault("direct", "threshold", 7, "expected key=value");
    expect_row_fault("per_point", "points=1;threshold=many", 7, "`threshold=many`: expected a number");
    expect_row_fault("per_point", "points=1;threshold=100;direction=sideways", 7, "expected above, below");
    expect_row_fault("per_point", "points=1;threshold=100;part=half", 7, "proportional, whole or started");
    expect_row_fault("per_point", "points=1;threshold=100;zero_zero=maybe", 7, "full, zero or drop");
    expect_row_fault("per_point", "points=1;threshold=100;sign=plus", 7, "signed, absolute");
    expect_row_fault("per_point", "points=1;threshold=100;rounding=9", 7, "none, or 0 to 4");
    expect_row_fault("checklist", "items=①=50|②=40", 7,
                     "add up to 90.00 points, but the row's full points are 100.00");
    expect_row_fault("checklist", "items=①|②=100", 7, "cannot read the item");
    expect_fault(HEADER "a,投入,配置,一项,100,direct,,debt_ration,,\n", NULL, 2, 8,
                 "unknown indicator `debt_ration`; did you mean `debt_ratio`?");
    expect_fault(HEADER "a,投入,配置,一项,100,direct,,,soon,\n", NULL, 2, 9, "`soon` is not a year");
    expect_fault(HEADER "a,投入,配置,一项,100,direct,,,,later\n", NULL, 2, 10, "`later` is not a year");
    expect_fault(HEADER ",投入,配置,一项,100,direct,,,,\n", NULL, 2, 1, "needs an id");
    expect_fault(HEADER "a,投入,配置,一项,50,direct,,,,\n\na,投入,配置,二项,50,direct,,,,\n", NULL, 4, 1,
                 "occurs twice (line 2)");
}

static void full_points(void **state) {
    (void)state;
    static const char *const bad[] = {"many", "0", "", "—", "0.0000001"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        expect_fault(arena_printf(&arena,
                                  HEADER "a,投入,配置,一项,100,direct,,,,\nb,投入,配置,二项,%s,direct,,,,\n",
                                  bad[i]),
                     NULL, 3, 5, "is not a number of full points above 0");
    /* The sum is wrong then, too. */
    look_for_fault(HEADER "a,投入,配置,一项,105,direct,,,,\nb,投入,配置,二项,-5,direct,,,,\n", "total: 105\n",
                   false, 3, 5, "`-5` is not a number of full points above 0");
}

/* A rule without what it needs would score silently: per_point without points gives everybody full points. */
static void parameters_that_a_rule_needs(void **state) {
    (void)state;
    expect_row_fault("per_point", "threshold=100", 7, "points");
    expect_row_fault("per_point", "points=0.4", 7, "threshold");
    expect_row_fault("ladder", "", 7, "bands");
    expect_row_fault("checklist", "", 7, "items");
    expect_row_fault("state", "none=4;not_above=3", 7, "above");
}

static void all_faults_at_once(void **state) {
    (void)state;
    IssueList issues;
    Rubric rubric;
    Err err;
    assert_false(read_rubric(HEADER "a,投入,配置,一项,10,per_pont,,nothing,,\n"
                                    "a,投入,配置,二项,x,ladder,\"bands=[1,2]=50|[2,3]=0\",,,\n"
                                    ",投入,配置,三项,10,checklist,items=①=1;odd=2,,,\n",
                             NULL, &issues, &rubric, &err));
    /* rule, indicator; full, points above full, overlap; id, items, parameter; twice, sum */
    assert_int_equal(issues.errors, 10);
    assert_non_null(strstr(err.text, "has 10 faults"));
}

static void no_rubric_at_all(void **state) {
    (void)state;
    IssueList issues;
    Rubric rubric;
    Err err;
    assert_false(read_rubric("id,level1,zh,full\na,投入,一项,100\n", NULL, &issues, &rubric, &err));
    assert_int_equal(err.kind, ERR_SOURCE);
    assert_non_null(strstr(err.text, "`rule`"));
    assert_false(find_and_read("county-1999", &issues, &rubric, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_non_null(strstr(err.text, "county-2020"));
    assert_false(find_and_read(path_of("none.csv"), &issues, &rubric, &err));
    assert_int_equal(err.kind, ERR_SYSTEM);
    /* A path without a suffix is a path, too. */
    assert_false(find_and_read("./r", &issues, &rubric, &err));
    assert_int_equal(err.kind, ERR_SYSTEM);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_rubric),
        cmocka_unit_test(the_sum_of_points),
        cmocka_unit_test(bands),
        cmocka_unit_test(words_and_numbers),
        cmocka_unit_test(full_points),
        cmocka_unit_test(parameters_that_a_rule_needs),
        cmocka_unit_test(all_faults_at_once),
        cmocka_unit_test(no_rubric_at_all),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
